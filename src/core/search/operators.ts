import { COLOURS, type Colour } from '../annotation.ts';

/** Values of an operator that only the library knows. */
export type Completable =
  'words' | 'sites' | 'bylines' | 'tags' | 'companies' | 'languages' | 'dates' | 'places';

/** Where the values of an operator come from, for completion in the search box. */
export type Completion = Completable | readonly string[];

/** One operator of the query language: a row is all it takes to add one, besides what it selects. */
export interface Operator {
  readonly name: OperatorName;
  /** Shown beside the name while typing. */
  readonly hint: string;
  /** Offered after the colon. */
  readonly completion: Completion;
  /** A sentence for the manual. */
  readonly documentation: string;
  readonly example: string;
}

export type OperatorName =
  'title' | 'by' | 'site' | 'tag' | 'company' | 'in' | 'is' | 'lang' | 'colour' | 'before' | 'after' | 'near';

/** Values of `is:`. */
export const STATES = [
  'annotated',
  'unread',
  'starred',
  'orphan',
  'duplicate',
  'reading',
  'done',
  'inbox',
] as const;

/** Values of `in:` that name a kind; anything else after `in:` is the name of a collection. */
export const PLACES = ['sources', 'annotations', 'notes', 'companies', 'facts', 'briefs'] as const;

/** The operators in the order they are offered. */
export const OPERATORS: readonly Operator[] = [
  {
    name: 'title',
    hint: 'words in the title',
    completion: 'words',
    documentation: 'Finds things whose title or names contain the words.',
    example: 'title:"battery recycling"',
  },
  {
    name: 'by',
    hint: 'author',
    completion: 'bylines',
    documentation: 'Finds sources by their author line.',
    example: 'by:li',
  },
  {
    name: 'site',
    hint: 'publication',
    completion: 'sites',
    documentation: 'Finds what comes from one publication or site.',
    example: 'site:"Financial Times"',
  },
  {
    name: 'tag',
    hint: 'tag',
    completion: 'tags',
    documentation: 'Finds what carries the tag.',
    example: 'tag:supply-chain',
  },
  {
    name: 'company',
    hint: 'company, under any of its names',
    completion: 'companies',
    documentation: 'Finds what is about a company; any of its names, in any script, means the same.',
    example: 'company:小米',
  },
  {
    name: 'in',
    hint: 'kind of thing, or collection',
    completion: 'places',
    documentation:
      'Looks only in sources, annotations, notes, companies, facts or briefs, or in a collection by its name.',
    example: 'in:annotations',
  },
  {
    name: 'is',
    hint: 'state',
    completion: STATES,
    documentation:
      'Finds what is annotated, unread, starred, orphan (an annotation that lost its place) or duplicate; also inbox, reading and done.',
    example: 'is:starred',
  },
  {
    name: 'lang',
    hint: 'language',
    completion: 'languages',
    documentation:
      'Finds sources in a language, given as a tag such as en or zh; zh includes zh-Hans and zh-Hant.',
    example: 'lang:zh',
  },
  {
    name: 'colour',
    hint: 'colour of a highlight',
    completion: COLOURS,
    documentation:
      'Finds highlights of a colour: amber, green, blue, rose or violet, its number from 1 to 5, or what it stands for (key point, fact, background, doubt, quotable).',
    example: 'colour:rose',
  },
  {
    name: 'before',
    hint: 'published before',
    completion: 'dates',
    documentation:
      'Published before a year, month or day (2024, 2024-06, 2024-06-30); that day itself is left out.',
    example: 'before:2024-06',
  },
  {
    name: 'after',
    hint: 'published in or after',
    completion: 'dates',
    documentation: 'Published on or after the first day of a year, month or day.',
    example: 'after:2023',
  },
  {
    name: 'near',
    hint: 'near any name of a company',
    completion: 'companies',
    documentation:
      'Keeps texts where a word of the query stands within ten words of any name of the company; alone, texts that name it.',
    example: 'revenue near:Xiaomi',
  },
];

const NAMES: ReadonlyMap<string, OperatorName> = new Map([
  ...OPERATORS.map((operator) => [operator.name, operator.name] as const),
  ['author', 'by'],
  ['language', 'lang'],
  ['color', 'colour'],
]);

/** What the colours stand for unless a person renames them, in both languages of the interface. */
const MEANINGS: readonly (readonly string[])[] = [
  ['key point', 'keypoint', '要点'],
  ['fact', '事实'],
  ['background', '背景'],
  ['doubt', '存疑'],
  ['quotable', '可引用'],
];

/** The colour a value of `colour:` names: by its name, its number or its meaning; null when it names none. */
export function colourNamed(value: string): Colour | null {
  const folded = value.trim().toLowerCase().normalize('NFKC');
  return (
    COLOURS.find(
      (colour, i) => colour === folded || String(i + 1) === folded || MEANINGS[i]!.includes(folded),
    ) ?? null
  );
}

const LONGEST_NAME = Math.max(...[...NAMES.keys()].map((name) => name.length));

/** The operator a word before a colon names, or null. */
export const operatorNamed = (word: string): OperatorName | null =>
  word.length > LONGEST_NAME ? null : (NAMES.get(word.toLowerCase()) ?? null);
