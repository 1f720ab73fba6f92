import { ABOUT, aboutScore } from '../core/company/aboutness.ts';
import { namedCompanies } from './company-names.ts';
import { SOURCES_OF_COMPANY } from './company-rows.ts';
import { finderOf } from './ignored-names.ts';
import type { Store } from './store.ts';

/** What one source has to do with one company. */
export interface AboutView {
  readonly sourceId: string;
  readonly companyId: string;
  readonly name: string;
  /** True when the source is about the company, false when it only mentions it: the reader's choice, else computed. */
  readonly about: boolean;
  /** 0 to 1, as computed; about from 0.5. */
  readonly score: number;
  readonly mentions: number;
  /** Whether the reader has decided. */
  readonly chosen: boolean;
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly word_count: number;
  readonly language: string | null;
  readonly total: number;
  readonly starts: string;
  readonly about: 0 | 1 | null;
}

/** The length of a text from its count of words, so that texts need not be read: six units a word, one where each character counts. */
const lengthOf = (row: Row): number => row.word_count * (/^(?:zh|ja|ko)/.test(row.language ?? '') ? 1.1 : 6);

/**
 * What sources have to do with a company: all that name it, or those given. Names in the title are looked for again,
 * mentions in the text are on file.
 */
export function aboutSources(store: Store, companyId: string, sourceIds?: readonly string[]): AboutView[] {
  const [company] = namedCompanies(store, companyId);
  if (!company) return [];
  const finder = finderOf(store, [company]);
  const among = sourceIds === undefined ? '' : 'AND s.id IN (SELECT value FROM json_each(@sources))';
  return store
    .sql<object, Row>(
      `SELECT s.id, s.title, s.word_count, s.language, x.about,
         (SELECT count(*) FROM mention m WHERE m.source_id = s.id) AS total,
         (SELECT json_group_array(m.start) FROM mention m WHERE m.source_id = s.id AND m.company_id = @company) AS starts
       FROM source s LEFT JOIN about_choice x ON x.source_id = s.id AND x.company_id = @company
      WHERE s.id IN (${SOURCES_OF_COMPANY}) ${among}`,
    )
    .all({ company: companyId, ...(sourceIds && { sources: JSON.stringify(sourceIds) }) })
    .map((row) => {
      const starts = JSON.parse(row.starts) as number[];
      const inTitle = finder.find(row.title).length > 0;
      const score = aboutScore({ length: lengthOf(row), starts, total: row.total, inTitle });
      return {
        sourceId: row.id,
        companyId,
        name: company.name,
        about: row.about === null ? score >= ABOUT : row.about === 1,
        score,
        mentions: starts.length,
        chosen: row.about !== null,
      };
    });
}
