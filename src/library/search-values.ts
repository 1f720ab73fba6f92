import { OPERATORS, type OperatorName } from '../core/search/operators.ts';
import type { Context } from './context.ts';
import type { GoTo } from './go-to.ts';

/** A value the library knows for an operator, and how many things have it where that is counted. */
export interface KnownValue {
  readonly value: string;
  readonly count: number | null;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Values of a column of sources that contain what was typed, those that begin with it first, then the commonest. */
const ofSources = (
  context: Context,
  column: 'site_name' | 'byline' | 'language',
  typed: string,
  limit: number,
) =>
  context.store
    .sql<{ like: string; begin: string; limit: number }, KnownValue>(
      `SELECT ${column} AS value, count(*) AS count FROM source
        WHERE trashed_at IS NULL AND ${column} LIKE :like ESCAPE '\\' GROUP BY ${column}
        ORDER BY ${column} LIKE :begin ESCAPE '\\' DESC, count(*) DESC, ${column} LIMIT :limit`,
    )
    .all({ like: `%${escaped(typed)}%`, begin: `${escaped(typed)}%`, limit });

const labels = (
  context: Context,
  table: 'tag' | 'collection',
  typed: string,
  limit: number,
): KnownValue[] => {
  const counted =
    table === 'tag'
      ? 'SELECT count(*) FROM tagging g WHERE g.tag_id = t.id'
      : 'SELECT count(*) FROM collecting g WHERE g.collection_id = t.id';
  return context.store
    .sql<{ like: string; begin: string; limit: number }, KnownValue>(
      `SELECT t.name AS value, (${counted}) AS count FROM ${table} t WHERE t.name LIKE :like ESCAPE '\\'
        ORDER BY t.name LIKE :begin ESCAPE '\\' DESC, count DESC, t.name LIMIT :limit`,
    )
    .all({ like: `%${escaped(typed)}%`, begin: `${escaped(typed)}%`, limit });
};

/** Years of publication that begin as typed, newest first; after a year and a dash, its months. */
const dates = (context: Context, typed: string, limit: number): KnownValue[] => {
  const length = /^\d{4}-/.test(typed) ? 7 : 4;
  return context.store
    .sql<{ begin: string; length: number; limit: number }, KnownValue>(
      `SELECT substr(published_on, 1, :length) AS value, count(*) AS count FROM source
        WHERE trashed_at IS NULL AND length(published_on) >= :length AND published_on LIKE :begin ESCAPE '\\'
        GROUP BY value ORDER BY value DESC LIMIT :limit`,
    )
    .all({ begin: `${escaped(typed)}%`, length, limit });
};

/**
 * What an operator's value may be, given what was typed of it: fixed words, or what stands in the library. Best first.
 * Companies are found by any of their names, with typos and by pinyin.
 */
export function knownValues(
  context: Context,
  goTo: GoTo,
  name: OperatorName,
  typed: string,
  limit: number,
): KnownValue[] {
  const { completion } = OPERATORS.find((operator) => operator.name === name)!;
  const fixed = (values: readonly string[]): KnownValue[] =>
    values.filter((value) => value.startsWith(typed.toLowerCase())).map((value) => ({ value, count: null }));
  switch (completion) {
    case 'tags':
      return labels(context, 'tag', typed, limit);
    case 'places':
      return [
        ...fixed(['sources', 'annotations', 'notes', 'companies', 'facts', 'briefs']),
        ...labels(context, 'collection', typed, limit),
      ].slice(0, limit);
    case 'sites':
      return ofSources(context, 'site_name', typed, limit);
    case 'bylines':
      return ofSources(context, 'byline', typed, limit);
    case 'languages':
      return ofSources(context, 'language', typed, limit);
    case 'dates':
      return dates(context, typed, limit);
    case 'companies':
      return typed === ''
        ? context.store
            .sql<[number], KnownValue>(
              `SELECT c.name AS value, (SELECT count(DISTINCT source_id) FROM mention m WHERE m.company_id = c.id) AS count
                 FROM company c WHERE c.trashed_at IS NULL ORDER BY count DESC, c.name LIMIT ?`,
            )
            .all(limit)
        : goTo.named(typed, limit, 'company').map(({ title }) => ({ value: title, count: null }));
    case 'words':
      return context.search.suggest(typed, limit).map((value) => ({ value, count: null }));
    default:
      return fixed(completion).slice(0, limit);
  }
}
