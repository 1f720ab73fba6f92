import type Database from 'better-sqlite3';
import type { SearchOptions } from '../../../src/core/search/document.ts';
import type { SearchIndex } from '../../../src/library/search/index.ts';
import type { ArticleGenerator } from '../generator.ts';
import { anyOf, asker, begunWith } from './raw.ts';
import { faster, figures, note, noTimes, timed } from './times.ts';

/** Queries asked of our search, and the first of them of raw FTS5. */
interface Row {
  readonly name: string;
  readonly queries: () => readonly string[];
  readonly options: SearchOptions;
  /** How FTS5 is asked the same; null where it is not. */
  readonly raw: ((query: string) => string) | null;
  readonly target?: string;
}

const ASKED_OF_RAW = 40;
const every = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
const LETTERS = 'abcdefghijklmnoprstuvw'.split('');

function rows(generator: ArticleGenerator, count: number): readonly Row[] {
  const { words } = generator;
  const bare = { bare: true } as const;
  const live = { live: true } as const;
  const counted = { bare: true, facets: true } as const;
  const chinese = (): string[] =>
    every(Math.min(count, 5000), (i) => generator.article(i))
      .filter(({ language }) => language === 'zh')
      .slice(0, 60)
      .map(({ text }) => /[\u4e00-\u9fff]{2}/.exec(text)?.[0] ?? '中国');
  const begun = (length: number): Row => ({
    name: `keystroke, ${length} letters`,
    queries: () => every(100, (i) => words[300 + i * 37]!.slice(0, length)),
    options: live,
    raw: begunWith,
  });
  return [
    { name: 'common word, ranking only', queries: () => words.slice(3, 103), options: bare, raw: anyOf, target: '(target >= 30)' }, // prettier-ignore
    { name: 'common word with passages', queries: () => words.slice(3, 43), options: {}, raw: anyOf },
    { name: 'rarer word, ranking only', queries: () => words.slice(600, 700), options: bare, raw: anyOf },
    {
      name: 'any of three words',
      queries: () => every(60, (i) => [500 + i, 700 + i * 2, 900 + i * 3].map((n) => words[n]).join(' ')),
      options: bare,
      raw: anyOf,
    },
    {
      name: 'twelve common words',
      queries: () => every(20, (i) => words.slice(20 + i * 8, 32 + i * 8).join(' ')),
      options: bare,
      raw: anyOf,
    },
    { name: 'keystroke, 1st letter', queries: () => LETTERS, options: live, raw: begunWith, target: '(target p99 <= 16, >= 50 times)' }, // prettier-ignore
    ...[2, 3, 4].map(begun),
    {
      name: 'keystroke, 2nd word, 1st letter',
      queries: () => every(60, (i) => `${words[500 + i]} ${words[300 + i * 37]![0]}`),
      options: live,
      raw: begunWith,
    },
    { name: 'common word with counts of facets', queries: () => words.slice(3, 43), options: counted, raw: null }, // prettier-ignore
    { name: 'rarer word with counts of facets', queries: () => words.slice(600, 640), options: counted, raw: null }, // prettier-ignore
    { name: 'keystroke, 1st letter, with counts of facets', queries: () => LETTERS, options: { ...live, facets: true }, raw: null }, // prettier-ignore
    { name: 'two Chinese characters', queries: chinese, options: {}, raw: null },
  ];
}

/** Asks both the same questions, row by row. `rawTime` bounds what FTS5 is asked per row, in ms. */
export function askBoth(
  index: SearchIndex,
  rawDb: Database.Database,
  generator: ArticleGenerator,
  count: number,
  { isWanted, rawTime }: { readonly isWanted: (row: string) => boolean; readonly rawTime: number },
): void {
  const [keystrokes, rawKeystrokes] = [noTimes(), noTimes()];
  const ask = asker(rawDb);
  for (const { name, queries: made, options, raw, target = '' } of rows(generator, count)) {
    if (!isWanted(name)) continue;
    const queries = made();
    for (const query of queries.slice(0, 3)) index.search(query, options);
    const own = timed(queries, (query) => index.search(query, options));
    const isKeystroke = options.live === true && !options.facets;
    if (isKeystroke) note(keystrokes, own);
    if (!raw || rawTime === 0) {
      console.log(`${name}: ours ${figures(own)} ${target}`);
      continue;
    }
    const asked = queries.slice(0, ASKED_OF_RAW);
    const other = timed(asked, (query) => ask(raw(query)), rawTime);
    if (isKeystroke) note(rawKeystrokes, other);
    const share = other.wall.length < asked.length ? ` (first ${other.wall.length} of ${asked.length})` : '';
    console.log(
      `${name}: ours ${figures(own)}, raw FTS5${share} ${figures(other)}, times faster p50 ${faster(own, other, 0.5)}, p99 ${faster(own, other, 0.99)} ${target}`,
    );
  }
  if (keystrokes.wall.length === 0) return;
  const compared =
    rawKeystrokes.wall.length === 0
      ? ''
      : `, raw FTS5 ${figures(rawKeystrokes)}, times faster at p99 ${faster(keystrokes, rawKeystrokes, 0.99)}`;
  console.log(`all keystrokes: ours ${figures(keystrokes)}${compared} (target p99 <= 16, >= 50 times)`);
}
