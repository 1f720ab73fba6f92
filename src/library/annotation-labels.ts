import type { Colour, LinkKind } from '../core/annotation.ts';
import { factViews, type ChosenFact } from './fact-rows.ts';
import type { Store } from './store.ts';
import type { AnnotationLink } from './views.ts';

/** What is asked of an annotation here. */
export interface Marked {
  readonly id: string;
  readonly source_id: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** Values by the id of the annotation they belong to. */
type ById<T> = ReadonlyMap<string, readonly T[]>;

const idsOf = (rows: readonly Marked[]): string => JSON.stringify(rows.map((row) => row.id));

const gathered = <T>(pairs: Iterable<readonly [string, T]>): ById<T> => {
  const found = new Map<string, T[]>();
  for (const [id, value] of pairs) {
    const list = found.get(id);
    if (list) list.push(value);
    else found.set(id, [value]);
  }
  return found;
};

/** The tags of many annotations, by name. */
export const tagsOf = (store: Store, rows: readonly Marked[]): ById<string> =>
  gathered(
    store
      .sql<[string], [string, string]>(
        `SELECT g.entity_id, t.name FROM tagging g JOIN tag t ON t.id = g.tag_id
          WHERE g.kind = 'annotation' AND g.entity_id IN (SELECT value FROM json_each(?)) ORDER BY t.name`,
      )
      .raw()
      .all(idsOf(rows)),
  );

/** The companies a person put on annotations. */
const companiesByHand = (store: Store, rows: readonly Marked[]): ById<string> =>
  gathered(
    store
      .sql<[string], [string, string]>(
        'SELECT annotation_id, company_id FROM annotation_company WHERE annotation_id IN (SELECT value FROM json_each(?))',
      )
      .raw()
      .all(idsOf(rows)),
  );

/** No mention is longer than this, in UTF-16 units: names have at most 200 characters. */
const LONGEST_NAME = 1000;

/** Companies named inside marked words; readings a person rejected are left out. */
const NAMED = `
  SELECT DISTINCT m.company_id FROM mention m JOIN company c ON c.id = m.company_id AND c.trashed_at IS NULL
   WHERE m.source_id = @source AND m.start >= @from AND m.start < @end AND m."end" > @start
     AND NOT EXISTS (SELECT 1 FROM mention_choice x
       WHERE x.source_id = m.source_id AND x.company_id = m.company_id AND x.choice = 'rejected')`;

interface Name {
  readonly company_id: string;
  readonly start: number;
  readonly end: number;
}

/** Above this many annotations of one source its names are read once and looked up by halving. */
const MANY = 50;

/** A lookup of the companies named in a stretch of a source, over all of its names. */
function namesOf(store: Store, source: string): (start: number, end: number) => readonly string[] {
  const names = store
    .sql<[object], Name>(
      `SELECT m.company_id, m.start, m."end" FROM mention m JOIN company c ON c.id = m.company_id AND c.trashed_at IS NULL
        WHERE m.source_id = @source AND NOT EXISTS (SELECT 1 FROM mention_choice x
          WHERE x.source_id = m.source_id AND x.company_id = m.company_id AND x.choice = 'rejected')
        ORDER BY m.start`,
    )
    .all({ source });
  const longest = names.reduce((most, name) => Math.max(most, name.end - name.start), 0);
  return (start, end) => {
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (names[middle]!.start < start - longest) low = middle + 1;
      else high = middle;
    }
    const here: string[] = [];
    for (let i = low; i < names.length && names[i]!.start < end; i++)
      if (names[i]!.end > start) here.push(names[i]!.company_id);
    return here;
  };
}

/** The companies of many annotations: set by hand, and named inside the marked words; sorted by id. */
export function companiesOf(store: Store, rows: readonly Marked[]): ById<string> {
  const byHand = companiesByHand(store, rows);
  const one = store.sql<[object], string>(NAMED).pluck();
  const found = new Map<string, readonly string[]>();
  for (const [source, marked] of Map.groupBy(rows, (row) => row.source_id)) {
    const named =
      marked.length > MANY
        ? namesOf(store, source)
        : (start: number, end: number) => one.all({ source, start, end, from: start - LONGEST_NAME });
    for (const { id, start, end } of marked) {
      const here = start === null || end === null ? [] : named(start, end);
      const companies = new Set([...(byHand.get(id) ?? []), ...here]);
      if (companies.size > 0) found.set(id, [...companies].sort());
    }
  }
  return found;
}

/** The facts that rest on each annotation. */
export function factsOf(store: Store, rows: readonly Marked[]): ById<ChosenFact> {
  const having = store
    .sql<[string], string>(
      `SELECT DISTINCT annotation_id FROM fact
        WHERE trashed_at IS NULL AND annotation_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(idsOf(rows));
  return new Map(having.map((annotationId) => [annotationId, factViews(store, { annotationId })]));
}

/** A brief as a chip on a card. */
export interface CitingBrief {
  readonly id: string;
  readonly title: string;
}

/**
 * The briefs that name each annotation, the one changed last first. Ids are unguessable, so an id in the body of a
 * brief is a citation. Each body is read once, however many annotations are asked about.
 */
export function briefsOf(store: Store, rows: readonly Marked[]): ById<CitingBrief> {
  const wanted = new Set(rows.map((row) => row.id));
  const found: [string, CitingBrief][] = [];
  for (const { id, title, body } of store
    .sql<[], CitingBrief & { readonly body: string }>(
      'SELECT id, title, body FROM brief WHERE trashed_at IS NULL ORDER BY updated_at DESC',
    )
    .iterate()) {
    const named = new Set(body.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g));
    for (const key of named) if (wanted.has(key)) found.push([key, { id, title }]);
  }
  return gathered(found);
}

interface StoredLink {
  readonly link_id: string;
  readonly kind: LinkKind;
  readonly mine: string;
  readonly outward: 0 | 1;
  readonly id: string;
  readonly quote: string;
  readonly note: string;
  readonly colour: Colour;
  readonly start: number | null;
  readonly end: number | null;
  readonly source_id: string;
  readonly title: string;
}

const LINKS = (mine: string, other: string, outward: 0 | 1): string => `
  SELECT l.id AS link_id, l.kind, l.${mine} AS mine, ${outward} AS outward, a.id, a.quote, a.note, a.colour, a.start, a."end",
         a.source_id, s.title, l.created_at AS made
    FROM annotation_link l JOIN annotation a ON a.id = l.${other} AND a.trashed_at IS NULL
    JOIN source s ON s.id = a.source_id AND s.trashed_at IS NULL
   WHERE l.${mine} IN (SELECT value FROM json_each(@ids))`;

/** The links of each annotation in both directions, the oldest first; what leads to something in the trash is left out. */
export const linksOf = (store: Store, rows: readonly Marked[]): ById<AnnotationLink> =>
  gathered(
    store
      .sql<[object], StoredLink>(
        `${LINKS('from_id', 'to_id', 1)} UNION ALL ${LINKS('to_id', 'from_id', 0)} ORDER BY made, link_id`,
      )
      .all({ ids: idsOf(rows) })
      .map((row) => [
        row.mine,
        {
          id: row.link_id,
          kind: row.kind,
          outward: row.outward === 1,
          other: {
            id: row.id,
            quote: row.quote,
            note: row.note,
            colour: row.colour,
            start: row.start,
            end: row.end,
            sourceId: row.source_id,
            sourceTitle: row.title,
          },
        },
      ]),
  );
