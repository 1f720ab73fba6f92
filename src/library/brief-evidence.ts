import type {
  Brief,
  BriefDocument,
  BriefEvidence,
  EvidenceAnnotation,
  EvidenceImage,
  EvidenceReference,
  EvidenceSource,
} from '../core/brief.ts';
import { piecesOf } from '../core/brief/walk.ts';
import { aliasesOf } from './company-rows.ts';
import { factViews } from './fact-rows.ts';
import { clustersOf } from './similar.ts';
import { versionById, type StoredSource } from './source-rows.ts';
import type { StoredAnnotation } from './annotation-rows.ts';
import type { Store } from './store.ts';

interface AnyNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly AnyNode[];
}

/** Largest picture that goes into a document, in bytes. */
const LARGEST_IMAGE = 20_000_000;

/** The pictures a document shows, for writing it; what the library does not hold, or holds too large, is left out. */
export function imagesIn(store: Store, document: BriefDocument): Record<string, EvidenceImage> {
  const image = store.sql<[string, number], { media_type: string; bytes: Buffer }>(
    'SELECT media_type, bytes FROM asset WHERE hash = ? AND length(bytes) <= ?',
  );
  const found: Record<string, EvidenceImage> = {};
  for (const piece of piecesOf(document)) {
    if (piece.kind !== 'figure') continue;
    const row = image.get(piece.figure.asset, LARGEST_IMAGE);
    if (row) found[piece.figure.asset] = { mediaType: row.media_type, base64: row.bytes.toString('base64') };
  }
  return found;
}

/** Every piece of evidence a document names, in order; a table or chart of facts names one for each fact. */
export function referencesIn(document: BriefDocument): EvidenceReference[] {
  const found: EvidenceReference[] = [];
  const todo: AnyNode[] = [document as unknown as AnyNode];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (node.type === 'citation' || node.type === 'quotation')
      found.push(node.attrs as unknown as EvidenceReference);
    if (node.type === 'figure')
      found.push({
        annotationId: null,
        factId: null,
        quote: '',
        sourceId: (node.attrs?.['sourceId'] as string | undefined) ?? null,
        versionNumber: null,
      });
    if (node.type === 'factTable' || node.type === 'chart')
      for (const factId of (node.attrs?.['factIds'] ?? []) as string[])
        found.push({ annotationId: null, factId, quote: '', sourceId: null, versionNumber: null });
    for (const child of [...(node.content ?? [])].reverse()) todo.push(child);
  }
  return found;
}

/** Everything a brief stands on, from the library as it is now, or as it was when the brief was frozen. */
export function evidenceOf(store: Store, brief: Brief): BriefEvidence {
  if (brief.frozen) return brief.frozen.evidence;
  const references = referencesIn(brief.body);
  const cited = new Map(
    references
      .flatMap(({ factId }) => (factId === null ? [] : factViews(store, { id: factId })))
      .map((fact) => [fact.id, fact]),
  );
  const companyIds = new Set([...cited.values()].map((fact) => fact.companyId));
  // the other facts of the same companies show what is stale or in conflict
  const facts = [...companyIds].flatMap((companyId) => factViews(store, { companyId }));
  const annotations = new Map<string, EvidenceAnnotation>();
  for (const key of [
    ...references.map((ref) => ref.annotationId),
    ...facts.map((fact) => fact.annotationId),
  ]) {
    if (key === null || annotations.has(key)) continue;
    const row = store.sql<[string], StoredAnnotation>('SELECT * FROM annotation WHERE id = ?').get(key);
    if (!row || row.trashed_at !== null) continue;
    const { id, source_id: sourceId, start, end, quote, prefix, suffix } = row;
    annotations.set(key, { id, sourceId, start, end, quote, prefix, suffix });
  }
  const sourceIds = new Set([
    ...[...annotations.values()].map((annotation) => annotation.sourceId),
    ...references.flatMap((ref) => (ref.sourceId === null ? [] : [ref.sourceId])),
  ]);
  for (const companyId of companiesNear(store, sourceIds)) companyIds.add(companyId);
  return {
    sources: [...sourceIds].flatMap((sourceId) => evidenceSource(store, sourceId)),
    annotations: [...annotations.values()],
    facts,
    companies: [...companyIds].flatMap((companyId) => {
      const name = store
        .sql<[string], string>('SELECT name FROM company WHERE id = ?')
        .pluck()
        .get(companyId);
      if (typeof name !== 'string') return [];
      return [{ id: companyId, names: [name, ...aliasesOf(store, companyId).map((alias) => alias.text)] }];
    }),
    clusters: clustersOf(store, sourceIds),
  };
}

const companiesNear = (store: Store, sourceIds: ReadonlySet<string>): string[] => {
  const named = store
    .sql<[string], string>('SELECT DISTINCT company_id FROM mention WHERE source_id = ?')
    .pluck();
  return [...sourceIds].flatMap((sourceId) => named.all(sourceId));
};

function evidenceSource(store: Store, sourceId: string): EvidenceSource[] {
  const row = store.sql<[string], StoredSource>('SELECT * FROM source WHERE id = ?').get(sourceId);
  if (!row) return [];
  const version = versionById(store, row.version_id);
  return [
    {
      id: row.id,
      title: row.title,
      byline: row.byline,
      siteName: row.site_name,
      publishedOn: row.published_on,
      language: row.language,
      url: row.url,
      kind: row.kind,
      capturedAt: row.captured_at,
      versionNumber: version.number,
      contentHash: row.content_hash,
      trashed: row.trashed_at !== null,
      blocks: version.blocks,
    },
  ];
}

/** A picture of a saved source that can be put into a brief. */
export interface SourcePicture {
  readonly sourceId: string;
  readonly sourceTitle: string;
  readonly asset: string;
  readonly alt: string;
  /** The words under it in the source; empty where it has none. */
  readonly caption: string;
}

const MOST_PICTURES = 300;

/** The pictures of the sources that carry a mark, newest source first; with `text`, those whose words hold it. */
export function picturesOf(store: Store, text: string): readonly SourcePicture[] {
  const found: SourcePicture[] = [];
  const wanted = text.trim().toLocaleLowerCase();
  const sources = store
    .sql<[], { id: string; title: string; version_id: string }>(
      `SELECT id, title, version_id FROM source WHERE trashed_at IS NULL
        AND id IN (SELECT source_id FROM annotation WHERE trashed_at IS NULL)
        AND (SELECT instr(blocks, '"asset":"') FROM version WHERE version.id = version_id) > 0 ORDER BY captured_at DESC LIMIT 2000`,
    )
    .iterate();
  for (const source of sources) {
    const { blocks } = versionById(store, source.version_id);
    for (const [i, block] of blocks.entries()) {
      if (!block.image?.asset || block.removed) continue;
      const next = blocks[i + 1];
      const caption = next?.kind === 'caption' && !next.removed ? next.text : '';
      const words = `${source.title} ${block.image.alt} ${caption}`.toLocaleLowerCase();
      if (wanted !== '' && !words.includes(wanted)) continue;
      const { asset, alt } = block.image;
      found.push({ sourceId: source.id, sourceTitle: source.title, asset, alt, caption });
      if (found.length === MOST_PICTURES) return found;
    }
  }
  return found;
}
