import type { AnchorState, Annotation, Colour, LinkKind } from '../core/annotation.ts';
import { anchorAll } from '../core/anchor/anchor.ts';
import { blockOffsets, canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import { briefsOf, companiesOf, factsOf, linksOf, tagsOf } from './annotation-labels.ts';
import type { Change, Store } from './store.ts';
import type { AnnotationView } from './views.ts';

/** An annotation as the table holds it. */
export interface StoredAnnotation {
  readonly id: string;
  readonly source_id: string;
  readonly version_id: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly note: string;
  readonly colour: Colour;
  readonly anchor: AnchorState;
  readonly score: number;
  readonly candidates: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly trashed_at: string | null;
}

/** Which annotations to read. */
export interface AnnotationFilter {
  readonly sourceId?: string | undefined;
  readonly colour?: string | undefined;
  readonly tag?: string | undefined;
  readonly companyId?: string | undefined;
  readonly anchor?: string | undefined;
  /** Supports, contradicts or explains another, or is supported, contradicted or explained by one. */
  readonly link?: LinkKind | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Words that occur in the quote or the note. */
  readonly text?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** The stored row of an annotation, or a refusal in words. */
export function storedAnnotation(store: Store, id: string): StoredAnnotation {
  const row = store.sql<[string], StoredAnnotation>('SELECT * FROM annotation WHERE id = ?').get(id);
  if (!row) throw new Refusal('not-found', `There is no annotation ${id}.`);
  return row;
}

/** Annotations in the shape of the terminal contract. Labels are read together, so that ten thousand take no ten thousand questions. */
export function toAnnotations(store: Store, rows: readonly StoredAnnotation[]): Annotation[] {
  const tags = tagsOf(store, rows);
  const companies = companiesOf(store, rows);
  return rows.map((row) => ({
    id: row.id,
    sourceId: row.source_id,
    start: row.start,
    end: row.end,
    quote: row.quote,
    prefix: row.prefix,
    suffix: row.suffix,
    note: row.note,
    colour: row.colour,
    tags: tags.get(row.id) ?? [],
    companies: companies.get(row.id) ?? [],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    anchor: row.anchor,
  }));
}

/** One annotation in that shape. */
export const toAnnotation = (store: Store, row: StoredAnnotation): Annotation =>
  toAnnotations(store, [row])[0]!;

const textOf = (store: Store, sourceId: string): string =>
  store
    .sql<[string], string>('SELECT v.text FROM source s JOIN version v ON v.id = s.version_id WHERE s.id = ?')
    .pluck()
    .get(sourceId) ?? '';

const candidatesOf = (row: StoredAnnotation, text: string): AnnotationView['candidates'] =>
  row.candidates === '[]'
    ? []
    : (JSON.parse(row.candidates) as { start: number; end: number }[]).map(({ start, end }) => ({
        start,
        end,
        text: text.slice(start, end),
      }));

function where(filter: AnnotationFilter): { sql: string; values: (string | number)[] } {
  const parts = ['a.trashed_at IS NULL', 's.trashed_at IS NULL'];
  const values: (string | number)[] = [];
  const add = (sql: string, ...given: (string | number)[]): void => {
    parts.push(sql);
    values.push(...given);
  };
  if (filter.sourceId !== undefined) add('a.source_id = ?', filter.sourceId);
  if (filter.colour !== undefined) add('a.colour = ?', filter.colour);
  if (filter.anchor !== undefined) add('a.anchor = ?', filter.anchor);
  if (filter.text)
    add('(instr(lower(a.quote), lower(?)) OR instr(lower(a.note), lower(?)))', filter.text, filter.text);
  if (filter.tag !== undefined)
    add(
      'a.id IN (SELECT g.entity_id FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE t.name = ?)',
      filter.tag,
    );
  if (filter.ids !== undefined) add('a.id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids));
  if (filter.link !== undefined)
    add(
      `EXISTS (SELECT 1 FROM annotation_link l JOIN annotation o ON o.id IN (l.from_id, l.to_id) AND o.id <> a.id
         JOIN source os ON os.id = o.source_id
        WHERE a.id IN (l.from_id, l.to_id) AND l.kind = ? AND o.trashed_at IS NULL AND os.trashed_at IS NULL)`,
      filter.link,
    );
  if (filter.companyId !== undefined)
    add(
      `(a.id IN (SELECT annotation_id FROM annotation_company WHERE company_id = ?) OR EXISTS (SELECT 1 FROM mention m
        WHERE m.source_id = a.source_id AND m.company_id = ? AND m.start < a."end" AND m."end" > a.start))`,
      filter.companyId,
      filter.companyId,
    );
  return { sql: parts.join(' AND '), values };
}

/** Number of annotations that match a filter. */
export function countAnnotations(store: Store, filter: AnnotationFilter): number {
  const { sql, values } = where(filter);
  return store
    .sql(`SELECT count(*) FROM annotation a JOIN source s ON s.id = a.source_id WHERE ${sql}`)
    .pluck()
    .get(...values) as number;
}

/** Annotations that match a filter: in text order for one source, newest first across sources. */
export function storedAnnotations(store: Store, filter: AnnotationFilter): readonly StoredAnnotation[] {
  const { sql, values } = where(filter);
  const order =
    filter.sourceId === undefined
      ? 'a.created_at DESC, a.id DESC'
      : 'a.start IS NULL, a.start, a."end", a.id';
  return store
    .sql<unknown[], StoredAnnotation>(
      `SELECT a.* FROM annotation a JOIN source s ON s.id = a.source_id WHERE ${sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...values, filter.limit ?? -1, filter.offset ?? 0);
}

/** The same, with what the screens show. */
export function annotationViews(store: Store, filter: AnnotationFilter): AnnotationView[] {
  const rows = storedAnnotations(store, filter);
  const facts = factsOf(store, rows);
  const briefs = briefsOf(store, rows);
  const links = linksOf(store, rows);
  const texts = new Map<string, string>();
  return toAnnotations(store, rows).map((annotation, i) => {
    const row = rows[i]!;
    // an exact anchor stands on its quote; the text, which may be 50 MB, is read for the others only
    const exact = row.anchor === 'exact' && row.candidates === '[]';
    let text = exact ? '' : texts.get(row.source_id);
    if (text === undefined) texts.set(row.source_id, (text = textOf(store, row.source_id)));
    return {
      ...annotation,
      current: row.start === null ? null : exact ? row.quote : text.slice(row.start, row.end ?? row.start),
      candidates: candidatesOf(row, text),
      facts: facts.get(row.id) ?? [],
      briefs: briefs.get(row.id) ?? [],
      links: links.get(row.id) ?? [],
    };
  });
}

/** The text of a source changed: from `before` (null when it is a different capture) to `blocks`. */
export interface TextChange {
  readonly sourceId: string;
  readonly versionId: string;
  readonly before: readonly Block[] | null;
  readonly blocks: readonly Block[];
}

/**
 * Carries every annotation of a source over to its new text. Where only blocks were taken out or put back the way is
 * known exactly; everything else is found again by its quote. Count in equals count out: what is not found is an orphan.
 */
export function reanchor(store: Store, change: Change, to: TextChange): void {
  const rows = store
    .sql<[string], StoredAnnotation>('SELECT * FROM annotation WHERE source_id = ?')
    .all(to.sourceId)
    .filter((row) => row.quote !== '');
  const text = canonicalText(to.blocks);
  const lost: StoredAnnotation[] = [];
  for (const row of rows) {
    const place =
      to.before && row.start !== null && row.end !== null
        ? mapped(to.before, to.blocks, row.start, row.end)
        : null;
    if (!place) lost.push(row);
    else
      change.update('annotation', row.id, {
        start: place.start,
        end: place.end,
        version_id: to.versionId,
        updated_at: store.now(),
      });
  }
  const found = anchorAll(
    text,
    lost.map((row) => ({
      quote: row.quote,
      prefix: row.prefix,
      suffix: row.suffix,
      ...(row.start === null || row.end === null ? {} : { start: row.start, end: row.end }),
    })),
  );
  lost.forEach((row, i) => {
    const place = found[i]!;
    change.update('annotation', row.id, {
      start: place.start,
      end: place.end,
      anchor: place.anchor,
      score: place.score,
      candidates: JSON.stringify(place.candidates.slice(0, 5)),
      version_id: to.versionId,
      updated_at: store.now(),
    });
  });
}

/** Where a stretch of the old text stands after blocks were taken out or put back; null when a part of it is gone. */
function mapped(
  before: readonly Block[],
  after: readonly Block[],
  start: number,
  end: number,
): { start: number; end: number } | null {
  const old = blockOffsets(before);
  const now = blockOffsets(after);
  let first = -1;
  let last = -1;
  for (let i = 0; i < before.length; i++) {
    const at = old[i];
    if (at === null || at === undefined) continue;
    if (at <= start) first = i;
    if (at < end) last = i;
  }
  const from = now[first];
  const to = now[last];
  if (from === null || from === undefined || to === null || to === undefined) return null;
  const place = { start: from + start - old[first]!, end: to + end - old[last]! };
  // a block put back or taken out in between changes the words of the stretch
  return place.end - place.start === end - start ? place : null;
}
