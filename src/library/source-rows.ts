import { COLOURS, type Colour } from '../core/annotation.ts';
import type { Block, Doubt, Source, SourceKind, SourceState, Version } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';
import type { SourceRow } from './views.ts';

/** A source as the table holds it. */
export interface StoredSource {
  readonly id: string;
  readonly external_id: string | null;
  readonly origin: string | null;
  readonly kind: SourceKind;
  readonly title: string;
  readonly byline: string | null;
  readonly site_name: string | null;
  readonly published_on: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly address_key: string | null;
  readonly captured_at: string;
  readonly word_count: number;
  readonly state: SourceState;
  readonly starred: number;
  readonly content_hash: string;
  readonly version_id: string;
  readonly trashed_at: string | null;
}

interface StoredVersion {
  readonly id: string;
  readonly source_id: string;
  readonly number: number;
  readonly captured_at: string;
  readonly format: string;
  readonly original_hash: string;
  readonly text: string;
  readonly blocks: string;
  readonly doubts: string;
  readonly provenance: string;
}

const list = (json: unknown): string[] => JSON.parse(json as string) as string[];

/** Companies of a source: mentions not rejected, and those accepted by hand; most mentioned first. */
export const COMPANIES_OF_SOURCE = `
  SELECT company_id FROM (
    SELECT m.company_id, count(*) AS n FROM mention m JOIN company c ON c.id = m.company_id AND c.trashed_at IS NULL
     WHERE m.source_id = @source AND NOT EXISTS (SELECT 1 FROM mention_choice x
       WHERE x.source_id = m.source_id AND x.company_id = m.company_id AND x.choice = 'rejected')
     GROUP BY m.company_id
    UNION ALL
    SELECT x.company_id, 0 FROM mention_choice x JOIN company c ON c.id = x.company_id AND c.trashed_at IS NULL
     WHERE x.source_id = @source AND x.choice = 'accepted'
       AND NOT EXISTS (SELECT 1 FROM mention m WHERE m.source_id = x.source_id AND m.company_id = x.company_id))
  ORDER BY n DESC, company_id`;

/** The stored row of a source, or a refusal in words. */
export function storedSource(store: Store, id: string): StoredSource {
  const row = store.sql<[string], StoredSource>('SELECT * FROM source WHERE id = ?').get(id);
  if (!row) throw new Refusal('not-found', `There is no source ${id}.`);
  return row;
}

/** A source in the shape of the terminal contract. */
export function toSource(store: Store, row: StoredSource): Source {
  const tags = store
    .sql<[string]>(
      "SELECT json_group_array(name) FROM (SELECT t.name FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.kind = 'source' AND g.entity_id = ? ORDER BY t.name)",
    )
    .pluck()
    .get(row.id);
  const collections = store
    .sql<[string]>(
      'SELECT json_group_array(name) FROM (SELECT c.name FROM collecting g JOIN collection c ON c.id = g.collection_id WHERE g.source_id = ? ORDER BY c.name)',
    )
    .pluck()
    .get(row.id);
  return {
    id: row.id,
    externalId: row.external_id,
    origin: row.origin,
    kind: row.kind,
    title: row.title,
    byline: row.byline,
    siteName: row.site_name,
    publishedOn: row.published_on,
    language: row.language,
    url: row.url,
    capturedAt: row.captured_at,
    wordCount: row.word_count,
    state: row.state,
    starred: row.starred === 1,
    tags: list(tags),
    collections: list(collections),
    companies: store.sql<object, string>(COMPANIES_OF_SOURCE).pluck().all({ source: row.id }),
    contentHash: row.content_hash,
  };
}

/** Words a minute: 230 for scripts with spaces, 500 characters for Han, Kana and Hangul (Brysbaert 2019; Wang et al. 2019, rounded). */
export const readingMinutes = (words: number, language: string | null): number =>
  Math.max(1, Math.round(words / (/^(zh|ja|ko)/.test(language ?? '') ? 500 : 230)));

/** A source as one row of a list. */
export function toSourceRow(store: Store, row: StoredSource): SourceRow {
  const source = toSource(store, row);
  const counts = store
    .sql<[string], { colour: Colour; n: number }>(
      'SELECT colour, count(*) AS n FROM annotation WHERE source_id = ? AND trashed_at IS NULL AND start IS NOT NULL GROUP BY colour',
    )
    .all(row.id);
  const marks = Object.fromEntries(COLOURS.map((colour) => [colour, 0])) as Record<Colour, number>;
  for (const { colour, n } of counts) marks[colour] = n;
  const read = store
    .sql<[string], { progress: number; opened_at: string }>('SELECT * FROM progress WHERE source_id = ?')
    .get(row.id);
  const name = store.sql<[string], string>('SELECT name FROM company WHERE id = ?').pluck();
  return {
    ...source,
    companyNames: source.companies.slice(0, 4).map((id) => name.get(id) as string),
    marks,
    minutes: readingMinutes(row.word_count, row.language),
    progress: read?.progress ?? 0,
    openedAt: read?.opened_at ?? null,
    trashedAt: row.trashed_at,
  };
}

/** A version with its blocks. */
export function versionById(store: Store, id: string): Version {
  const row = store.sql<[string], StoredVersion>('SELECT * FROM version WHERE id = ?').get(id);
  if (!row) throw new Refusal('not-found', `There is no version ${id}.`);
  return {
    id: row.id,
    sourceId: row.source_id,
    number: row.number,
    capturedAt: row.captured_at,
    format: row.format,
    originalHash: row.original_hash,
    text: row.text,
    blocks: JSON.parse(row.blocks) as Block[],
    doubts: JSON.parse(row.doubts) as Doubt[],
    provenance: JSON.parse(row.provenance) as Record<string, string>,
  };
}

/** The canonical text of a source's current version. */
export const currentText = (store: Store, sourceId: string): string | null =>
  store
    .sql<[string], string>('SELECT v.text FROM source s JOIN version v ON v.id = s.version_id WHERE s.id = ?')
    .pluck()
    .get(sourceId) ?? null;
