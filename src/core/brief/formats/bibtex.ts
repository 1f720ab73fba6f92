import type { CslDate, CslItem, CslName } from '../csl-item.ts';
import type { BriefFormat } from '../format.ts';
import { citedItems } from './csl-json.ts';

const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const escapeTex = (text: string): string => text.replace(/[\\{}#$%&_~^]/gu, (sign) => SIGNS[sign]!);

const nameOf = (name: CslName): string =>
  name.literal !== undefined
    ? `{${escapeTex(name.literal)}}`
    : `${escapeTex(name.family ?? '')}, ${escapeTex(name.given ?? '')}`;

/** A date as ISO 8601, as biblatex reads it. */
export const isoDate = (date: CslDate | undefined): string | null =>
  date?.['date-parts'][0]?.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-') ?? null;

const TYPES: Readonly<Record<string, string>> = {
  webpage: 'online',
  'article-newspaper': 'article',
  report: 'report',
  document: 'misc',
  book: 'book',
  personal_communication: 'misc',
  manuscript: 'unpublished',
};

const suffix = (n: number): string =>
  (n < 26 ? '' : suffix(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26));

/** One key for each item: family name and year in plain letters, then a, b, c where they are the same. */
function keysOf(items: readonly CslItem[]): readonly string[] {
  const stems = items.map((item) => {
    const name = item.author?.[0]?.family ?? item.author?.[0]?.literal ?? item.title ?? '';
    const plain = name
      .normalize('NFD')
      .replace(/[^A-Za-z]/gu, '')
      .toLowerCase()
      .slice(0, 20);
    return `${plain === '' ? 'source' : plain}${item.issued?.['date-parts'][0]?.[0] ?? ''}`;
  });
  const seen = new Map<string, number>();
  return stems.map((stem) => {
    const n = seen.get(stem) ?? 0;
    seen.set(stem, n + 1);
    return stems.filter((other) => other === stem).length > 1
      ? `${stem}${/\d$/u.test(stem) ? '' : '-'}${suffix(n)}`
      : stem;
  });
}

/** CSL items as biblatex entries in UTF-8. Addresses stand as they are; all other text is escaped. */
export function bibtexOf(items: readonly CslItem[]): string {
  const keys = keysOf(items);
  return items
    .map((item, i) => {
      const fields: readonly (readonly [string, string | null | undefined])[] = [
        ['author', item.author?.map(nameOf).join(' and ')],
        ['title', item.title === undefined ? null : `{${escapeTex(item.title)}}`],
        [
          item.type === 'article-newspaper' ? 'journaltitle' : 'organization',
          item['container-title'] && escapeTex(item['container-title']),
        ],
        [item.type === 'report' ? 'institution' : 'publisher', item.publisher && escapeTex(item.publisher)],
        ['date', isoDate(item.issued)],
        ['url', item.URL?.replace(/[{}\\\s]/gu, (sign) => encodeURIComponent(sign))],
        ['urldate', isoDate(item.accessed)],
        [
          'langid',
          item.language?.startsWith('zh') ? 'chinese' : item.language?.startsWith('en') ? 'english' : null,
        ],
      ];
      const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},`);
      return `@${TYPES[item.type] ?? 'misc'}{${keys[i]},\n${lines.join('\n')}\n}\n`;
    })
    .join('\n');
}

export const bibtex: BriefFormat = {
  id: 'bibtex',
  label: 'Bibliography as BibTeX',
  extension: 'bib',
  mediaType: 'application/x-bibtex',
  write: async (input) => new TextEncoder().encode(bibtexOf(citedItems(input))),
};
