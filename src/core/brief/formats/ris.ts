import type { CslItem } from '../csl-item.ts';
import type { BriefFormat } from '../format.ts';
import { isoDate } from './bibtex.ts';
import { citedItems } from './csl-json.ts';

const TYPES: Readonly<Record<string, string>> = {
  webpage: 'ELEC',
  'article-newspaper': 'NEWS',
  report: 'RPRT',
  document: 'GEN',
  book: 'BOOK',
  personal_communication: 'PCOMM',
  manuscript: 'UNPB',
};

/** CSL items as RIS (Research Information Systems, 2001 tags with DA, Y2 and LA). A value never holds a line break. */
export function risOf(items: readonly CslItem[]): string {
  return items
    .map((item) => {
      const lines: string[] = [`TY  - ${TYPES[item.type] ?? 'GEN'}`];
      const add = (tag: string, value: string | null | undefined): void => {
        if (value) lines.push(`${tag}  - ${value.replace(/\s+/gu, ' ').trim()}`);
      };
      for (const name of item.author ?? []) add('AU', name.literal ?? `${name.family}, ${name.given}`);
      add('TI', item.title);
      add('T2', item['container-title']);
      add('PB', item.publisher);
      const issued = isoDate(item.issued);
      add('PY', issued?.slice(0, 4));
      add('DA', issued?.replaceAll('-', '/'));
      add('UR', item.URL);
      add('Y2', isoDate(item.accessed)?.replaceAll('-', '/'));
      add('LA', item.language);
      add('ID', item.id);
      lines.push('ER  - ', '');
      return lines.join('\r\n');
    })
    .join('\r\n');
}

export const ris: BriefFormat = {
  id: 'ris',
  label: 'Bibliography as RIS',
  extension: 'ris',
  mediaType: 'application/x-research-info-systems',
  write: async (input) => new TextEncoder().encode(`${risOf(citedItems(input))}\r\n`),
};
