import type { Indexable, IndexedFacets, IndexedKind } from '../core/search/document.ts';
import type { BriefDocument } from '../core/brief.ts';
import { linksIn, plainWords } from '../core/note/links.ts';
import { storedAnnotation, toAnnotation } from './annotation-rows.ts';
import { aliasesOf, labelsOf, storedCompany } from './company-rows.ts';
import { factViews } from './fact-rows.ts';
import { relationViews } from './relation-rows.ts';
import { notesWhere } from './note-rows.ts';
import { hasCopies } from './similar.ts';
import { currentText, storedSource, toSource, type StoredSource } from './source-rows.ts';
import { withAncestors } from './paths.ts';
import type { Store, Touched } from './store.ts';

const NO_FACETS: IndexedFacets = {
  language: null,
  siteName: null,
  publishedOn: null,
  tags: [],
  companies: [],
  companyNames: [],
  state: null,
  starred: false,
  collections: [],
  annotated: false,
  orphan: false,
  duplicate: false,
  createdAt: '',
};

const namesOf = (store: Store, ids: readonly string[]): string[] => {
  const name = store.sql<[string], string>('SELECT name FROM company WHERE id = ?').pluck();
  return ids.flatMap((id) => {
    const found = name.get(id);
    return typeof found === 'string' ? [found, ...aliasesOf(store, id).map((alias) => alias.text)] : [];
  });
};

/** What may have words over it. */
const TITLED: ReadonlySet<string> = new Set(['table', 'factTable', 'chart']);

/**
 * The words of a brief, without its evidence attributes. With `whole` also its remarks, and what stands over and under
 * tables, charts and pictures.
 */
export function briefText(document: BriefDocument, whole = false): string {
  const lines: string[] = [];
  const todo: {
    readonly type: string;
    readonly text?: string;
    readonly attrs?: {
      readonly quote?: string;
      readonly text?: string;
      readonly title?: string;
      readonly caption?: string;
      readonly alt?: string;
    };
    readonly content?: readonly never[];
  }[] = [document as never];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.type === 'text' && node.text) lines.push(node.text);
    else if (node.type === 'quotation' && node.attrs?.quote) lines.push(`\n${node.attrs.quote}\n`);
    else if (whole && node.type === 'footnote' && node.attrs?.text) lines.push(` (${node.attrs.text}) `);
    else if (whole && TITLED.has(node.type) && node.attrs?.title) lines.push(`\n${node.attrs.title}\n`);
    else if (whole && node.type === 'figure')
      lines.push(`\n${[node.attrs?.caption, node.attrs?.alt].filter(Boolean).join('\n')}\n`);
    else if (node.type === 'paragraph' || node.type === 'heading') lines.push('\n');
    todo.push(...[...(node.content ?? [])].reverse());
  }
  return lines.join('').trim();
}

/** A thing of the library as the search index sees it; null when it is gone or in the trash. */
export function documentOf(store: Store, kind: IndexedKind, id: string): Indexable | null {
  const live = (table: string): boolean =>
    store.sql(`SELECT 1 FROM ${table} WHERE id = ? AND trashed_at IS NULL`).get(id) !== undefined;
  if (!live(kind)) return null;
  if (kind === 'source') return sourceDocument(store, id);
  if (kind === 'annotation') return annotationDocument(store, id);
  if (kind === 'company') return companyDocument(store, id);
  if (kind === 'fact') return factDocument(store, id);
  if (kind === 'note') return noteDocument(store, id);
  const row = store
    .sql<[string], { title: string; body: string; created_at: string }>('SELECT * FROM brief WHERE id = ?')
    .get(id)!;
  const body = briefText(JSON.parse(row.body) as BriefDocument, true);
  return {
    kind,
    id,
    sourceId: null,
    externalId: null,
    title: row.title,
    names: '',
    byline: '',
    body,
    facets: { ...NO_FACETS, createdAt: row.created_at },
  };
}

function sourceDocument(store: Store, id: string): Indexable {
  const row = storedSource(store, id);
  const source = toSource(store, row);
  return {
    kind: 'source',
    id,
    sourceId: id,
    externalId: source.externalId,
    title: source.title,
    names: source.tags.join('\n'),
    byline: [source.byline, source.siteName].filter(Boolean).join(' · '),
    body: currentText(store, id) ?? '',
    facets: {
      language: source.language,
      siteName: source.siteName,
      publishedOn: source.publishedOn,
      tags: withAncestors(source.tags),
      companies: source.companies,
      companyNames: namesOf(store, source.companies),
      state: source.state,
      starred: source.starred,
      collections: source.collections,
      ...annotatedState(store, id),
      duplicate: hasCopies(store, id),
      createdAt: source.capturedAt,
    },
  };
}

/** Whether a source is annotated, and has annotations that lost their place. */
const annotatedState = (
  store: Store,
  id: string,
): { readonly annotated: boolean; readonly orphan: boolean } => ({
  annotated:
    store.sql('SELECT 1 FROM annotation WHERE source_id = ? AND trashed_at IS NULL LIMIT 1').get(id) !==
    undefined,
  orphan:
    store
      .sql(
        "SELECT 1 FROM annotation WHERE source_id = ? AND trashed_at IS NULL AND anchor = 'orphan' LIMIT 1",
      )
      .get(id) !== undefined,
});

/** The sources whose annotations a write has touched, with what the index notes of them. */
export const annotatedSources = (
  store: Store,
  touched: Touched,
): { readonly id: string; readonly annotated: boolean; readonly orphan: boolean }[] => {
  const sources = new Set<string>();
  for (const id of touched.get('annotation') ?? [])
    for (const source of logged(store, 'annotation', id, 'source_id')) sources.add(source);
  return [...sources].map((id) => ({ id, ...annotatedState(store, id) }));
};

/** Facets a thing takes over from the source it stands in. */
function fromSource(store: Store, sourceId: string | null): Partial<IndexedFacets> {
  const row =
    sourceId === null
      ? null
      : store.sql<[string], StoredSource>('SELECT * FROM source WHERE id = ?').get(sourceId);
  return row ? { language: row.language, siteName: row.site_name, publishedOn: row.published_on } : {};
}

function annotationDocument(store: Store, id: string): Indexable | null {
  const annotation = toAnnotation(store, storedAnnotation(store, id));
  const source = store
    .sql<[string], StoredSource>('SELECT * FROM source WHERE id = ?')
    .get(annotation.sourceId);
  if (!source || source.trashed_at !== null) return null;
  return {
    kind: 'annotation',
    id,
    sourceId: annotation.sourceId,
    externalId: source.external_id,
    title: source.title,
    names: annotation.tags.join('\n'),
    byline: '',
    body: annotation.note === '' ? annotation.quote : `${annotation.quote}\n\n${annotation.note}`,
    facets: {
      ...NO_FACETS,
      ...fromSource(store, annotation.sourceId),
      tags: withAncestors(annotation.tags),
      companies: annotation.companies,
      companyNames: namesOf(store, annotation.companies),
      annotated: true,
      orphan: annotation.anchor === 'orphan',
      createdAt: annotation.createdAt,
      colour: annotation.colour,
    },
  };
}

function companyDocument(store: Store, id: string): Indexable {
  const row = storedCompany(store, id);
  const aliases = aliasesOf(store, id).map((alias) => alias.text);
  return {
    kind: 'company',
    id,
    sourceId: null,
    externalId: null,
    title: row.name,
    names: [...aliases, ...(row.ticker ? [row.ticker] : [])].join('\n'),
    byline: '',
    body: [
      ...Object.entries(JSON.parse(row.fields) as Record<string, string>).map(
        ([key, value]) => `${key}: ${value}`,
      ),
      ...relationViews(store, { companyId: id }).map(({ note }) => note),
    ].join('\n'),
    facets: {
      ...NO_FACETS,
      tags: withAncestors(labelsOf(store, 'tag', id)),
      companies: [id],
      companyNames: [row.name, ...aliases],
    },
  };
}

function factDocument(store: Store, id: string): Indexable | null {
  const fact = factViews(store, { id })[0];
  if (!fact) return null;
  return {
    kind: 'fact',
    id,
    sourceId: fact.sourceId,
    externalId: null,
    title: `${fact.companyName} — ${fact.metric}: ${fact.valueText}${fact.asOf ? ` (${fact.asOf})` : ''}`,
    names: '',
    byline: '',
    body: fact.quote ?? '',
    facets: {
      ...NO_FACETS,
      ...fromSource(store, fact.sourceId),
      companies: [fact.companyId],
      companyNames: namesOf(store, [fact.companyId]),
      createdAt: fact.createdAt,
    },
  };
}

function noteDocument(store: Store, id: string): Indexable | null {
  const note = notesWhere(store, 'id', id)[0];
  if (!note) return null;
  const companies = [
    ...new Set([
      ...(note.companyId === null ? [] : [note.companyId]),
      ...linksIn(note.text).flatMap((link) => (link.kind === 'company' ? [link.id] : [])),
    ]),
  ];
  return {
    kind: 'note',
    id,
    sourceId: note.sourceId,
    externalId: null,
    title: note.title,
    names: note.tags.join('\n'),
    byline: '',
    body: plainWords(note.text),
    facets: {
      ...NO_FACETS,
      ...fromSource(store, note.sourceId),
      tags: withAncestors(note.tags),
      companies,
      companyNames: namesOf(store, companies),
      createdAt: note.createdAt,
    },
  };
}

/** The body of a thing as it was indexed, for its snippet. */
export const bodyOf = (store: Store, kind: string, id: string): string | null =>
  kind === 'source' ? currentText(store, id) : (documentOf(store, kind as IndexedKind, id)?.body ?? null);

/** Every thing in the library, for building the index anew. */
export function* allDocuments(store: Store): Generator<Indexable> {
  for (const kind of ['source', 'annotation', 'note', 'company', 'fact', 'brief'] as const)
    for (const id of store
      .sql<[], string>(`SELECT id FROM ${kind} WHERE trashed_at IS NULL ORDER BY id`)
      .pluck()
      .all()) {
      const document = documentOf(store, kind, id);
      if (document) yield document;
    }
}

/** What a thing pointed at; read from the change log too, because the row itself may be gone. */
function logged(store: Store, entity: string, id: string, column: string): string[] {
  const now = store.sql<[string], string>(`SELECT ${column} FROM ${entity} WHERE id = ?`).pluck().get(id);
  if (typeof now === 'string') return [now];
  return store
    .sql<[string, string, string], string>(
      'SELECT DISTINCT coalesce(before, after) ->> ? FROM change WHERE entity = ? AND entity_id = ?',
    )
    .pluck()
    .all(column, entity, id);
}

/**
 * The things whose index entries a write has made stale, as kind and id. `found` are sources whose mentions changed. Of an
 * annotation's source only flags change: see `annotatedSources`.
 */
export function staleDocuments(
  store: Store,
  touched: Touched,
  found: ReadonlySet<string>,
): { kind: IndexedKind; id: string }[] {
  const stale = new Map<string, { kind: IndexedKind; id: string }>();
  const add = (kind: IndexedKind, id: unknown): void => {
    if (typeof id === 'string') stale.set(`${kind}:${id}`, { kind, id });
  };
  const all = (sql: string, id: string): string[] => store.sql<[string], string>(sql).pluck().all(id);
  for (const [table, ids] of touched)
    for (const id of ids) {
      if (table === 'source') {
        add('source', id);
        for (const annotation of all('SELECT id FROM annotation WHERE source_id = ?', id))
          add('annotation', annotation);
      } else if (table === 'version')
        for (const source of logged(store, 'version', id, 'source_id')) add('source', source);
      else if (table === 'annotation') {
        add('annotation', id);
        for (const fact of all('SELECT id FROM fact WHERE annotation_id = ?', id)) add('fact', fact);
      } else if (table === 'annotation_company')
        for (const annotation of logged(store, 'annotation_company', id, 'annotation_id'))
          add('annotation', annotation);
      else if (table === 'tagging')
        for (const entity of logged(store, 'tagging', id, 'entity_id')) {
          for (const kind of ['source', 'company', 'note', 'annotation'] as const)
            if (store.sql(`SELECT 1 FROM ${kind} WHERE id = ?`).get(entity)) add(kind, entity);
        }
      else if (table === 'tag') {
        for (const row of store
          .sql<[string], { kind: 'source' | 'annotation' | 'company' | 'note'; entity_id: string }>(
            'SELECT kind, entity_id FROM tagging WHERE tag_id = ?',
          )
          .all(id))
          add(row.kind, row.entity_id);
      } else if (table === 'collecting')
        for (const source of logged(store, 'collecting', id, 'source_id')) add('source', source);
      else if (table === 'mention_choice')
        for (const source of logged(store, 'mention_choice', id, 'source_id')) add('source', source);
      else if (table === 'relation')
        for (const side of ['company_id', 'other_id'])
          for (const company of logged(store, 'relation', id, side)) add('company', company);
      else if (table === 'alias')
        for (const company of logged(store, 'alias', id, 'company_id')) add('company', company);
      else if (table === 'company') {
        add('company', id);
        for (const fact of all('SELECT id FROM fact WHERE company_id = ?', id)) add('fact', fact);
      } else if (table === 'fact' || table === 'note' || table === 'brief') add(table, id);
    }
  for (const source of found) add('source', source);
  return [...stale.values()];
}
