import { z } from 'zod';
import type { AnchorState } from '../core/annotation.ts';
import { anchorAll } from '../core/anchor/anchor.ts';
import { differences } from '../core/anchor/difference.ts';
import { Refusal } from '../core/refusal.ts';
import { canonicalText } from '../core/source.ts';
import {
  annotationViews,
  reanchor,
  storedAnnotations,
  toAnnotation,
  type StoredAnnotation,
} from './annotation-rows.ts';
import { readAll, readGiven, type Given } from './captures.ts';
import type { Context, ReadRequest } from './context.ts';
import { countWords, foldedHash } from './fingerprint.ts';
import { newId } from './ids.ts';
import { keepAssets, keepOriginal } from './originals.ts';
import { insertVersion } from './saving.ts';
import { storedSource, toSource, versionById } from './source-rows.ts';
import type { Change, Store } from './store.ts';
import type { AnchorCounts, AnnotationView, Comparison, Recaptured, VersionSummary } from './views.ts';
import { verb } from './verb.ts';

/** How many anchors are in each state; a note on the whole source has no anchor and is not counted. */
export const countAnchors = (anchors: readonly AnchorState[]): AnchorCounts => ({
  exact: anchors.filter((anchor) => anchor === 'exact').length,
  moved: anchors.filter((anchor) => anchor === 'moved').length,
  changed: anchors.filter((anchor) => anchor === 'changed').length,
  orphan: anchors.filter((anchor) => anchor === 'orphan').length,
});

const onWords = (rows: readonly StoredAnnotation[]): readonly StoredAnnotation[] =>
  rows.filter((row) => row.quote !== '');

/**
 * Where the quotes stand in a text they were not placed in, without writing anything. There an old position counts for
 * nothing, so the same words are simply there.
 */
const placesIn = (text: string, quotes: readonly { quote: string; prefix: string; suffix: string }[]) =>
  anchorAll(
    text,
    quotes.map(({ quote, prefix, suffix }) => ({ quote, prefix, suffix })),
  ).map((place) => ({ ...place, anchor: place.anchor === 'moved' ? ('exact' as const) : place.anchor }));

/** The versions of a source, the newest first, each with what becomes of the annotations in its text. */
export function versionSummaries(store: Store, sourceId: string): readonly VersionSummary[] {
  const current = storedSource(store, sourceId).version_id;
  const rows = onWords(storedAnnotations(store, { sourceId }));
  return store
    .sql<[string], Omit<VersionSummary, 'words' | 'current' | 'anchors'> & { text: string }>(
      `SELECT v.id, v.number, v.captured_at AS capturedAt, v.format, o.size, v.text
         FROM version v LEFT JOIN original o ON o.hash = v.original_hash
        WHERE v.source_id = ? ORDER BY v.number DESC`,
    )
    .all(sourceId)
    .map(({ text, ...version }) => ({
      ...version,
      size: version.size ?? 0,
      words: countWords(text),
      current: version.id === current,
      anchors: countAnchors(
        (version.id === current ? rows : placesIn(text, rows)).map(({ anchor }) => anchor),
      ),
    }));
}

/**
 * The annotations of a source as they stand in one of its versions. In the current one that is where they are stored; in
 * another their quotes are found again, and nothing is written.
 */
export function annotationsIn(
  store: Store,
  sourceId: string,
  versionId: string,
  text: string,
): readonly AnnotationView[] {
  const views = annotationViews(store, { sourceId });
  if (storedSource(store, sourceId).version_id === versionId) return views;
  const placed = new Map<string, AnnotationView>();
  const quoted = views.filter((view) => view.quote !== '');
  placesIn(text, quoted).forEach((place, i) => {
    const view = quoted[i]!;
    placed.set(view.id, {
      ...view,
      start: place.start,
      end: place.end,
      anchor: place.anchor,
      current: place.start === null ? null : text.slice(place.start, place.end ?? place.start),
      candidates: [],
    });
  });
  return views
    .map((view) => placed.get(view.id) ?? view)
    .sort(
      (one, other) => (one.start ?? Infinity) - (other.start ?? Infinity) || one.id.localeCompare(other.id),
    );
}

/** A version of a source by its number, or a refusal that names the numbers there are. */
export function versionByNumber(store: Store, sourceId: string, number: number): string {
  storedSource(store, sourceId);
  const rows = store
    .sql<[string], { id: string; number: number }>(
      'SELECT id, number FROM version WHERE source_id = ? ORDER BY number',
    )
    .all(sourceId);
  const found = rows.find((row) => row.number === number);
  if (!found)
    throw new Refusal(
      'not-found',
      `This source has no version ${number}. It has ${rows.map((row) => row.number).join(', ')}.`,
    );
  return found.id;
}

const recaptureInput = z.object({
  id: z.string(),
  path: z.string().optional(),
  text: z.string().max(20_000_000).optional(),
  html: z.string().max(50_000_000).optional(),
  url: z.string().max(4000).optional(),
  token: z.string().max(200).optional(),
  name: z.string().max(500).optional(),
});

/** Writes the version and carries the annotations over; the number of annotations never changes. */
function keepVersion(
  store: Store,
  change: Change,
  sourceId: string,
  number: number,
  captured: Awaited<ReturnType<typeof readAll>>[number],
): void {
  const now = store.now();
  const versionId = newId();
  const text = canonicalText(captured.article.blocks);
  const hash = keepOriginal(change.db, captured.original.bytes, captured.original.mediaType);
  keepAssets(change.db, captured.article.assets);
  insertVersion(
    change,
    { versionId, sourceId, number, capturedAt: captured.capturedAt ?? now, hash, text, now },
    captured,
  );
  change.update('source', sourceId, {
    version_id: versionId,
    content_hash: foldedHash(text),
    word_count: countWords(text),
    updated_at: now,
  });
  reanchor(store, change, { sourceId, versionId, before: null, blocks: captured.article.blocks });
}

/** Saves what was given as a newer version of a source; the old version is kept. Refuses a version without text. */
export async function recapture(
  context: Context,
  input: Given & { readonly id: string; readonly path?: string | undefined },
): Promise<Recaptured> {
  const { store } = context;
  const row = storedSource(store, input.id);
  const beside = (path: string): ReadRequest => ({
    path,
    origin: path,
    ...(row.url !== null && { url: row.url }),
  });
  const [captured] =
    input.path === undefined
      ? (await readGiven(context, input)).all
      : await readAll(context, beside(input.path));
  if (!captured) throw new Refusal('empty', 'There is nothing in it that could be saved.');
  const text = canonicalText(captured.article.blocks);
  if (text === '')
    throw new Refusal('empty', 'The newer version holds no text. The saved one was kept as it is.');
  const before = versionById(store, row.version_id);
  const number =
    (store
      .sql<[string], number>('SELECT max(number) FROM version WHERE source_id = ?')
      .pluck()
      .get(input.id) as number) + 1;
  store.write({ label: 'step.recapture', params: { title: row.title } }, (change) =>
    keepVersion(store, change, input.id, number, captured),
  );
  const rows = storedAnnotations(store, { sourceId: input.id });
  return {
    source: toSource(store, storedSource(store, input.id)),
    annotations: rows.map((annotation) => toAnnotation(store, annotation)),
    version: number,
    anchors: countAnchors(onWords(rows).map(({ anchor }) => anchor)),
    sameText: before.text === text,
  };
}

/** Verbs about the versions of a source. */
export const versionVerbs = (context: Context) => {
  const { store } = context;
  return {
    /** The versions of a source, the newest first. */
    list: verb(z.object({ id: z.string() }), (input) => versionSummaries(store, input.id)),
    /** What changed from one version of a source to another, paragraph by paragraph and word by word. */
    compare: verb(z.object({ before: z.string(), after: z.string() }), (input): Comparison => {
      const before = versionById(store, input.before);
      const after = versionById(store, input.after);
      if (before.sourceId !== after.sourceId)
        throw new Refusal('usage', 'These are versions of different sources.');
      return { before, after, differences: differences(before.text, after.text) };
    }),
    /** A newer version of a saved source; annotations follow the text, and the old version is kept. */
    recapture: verb(recaptureInput, (input) => recapture(context, input)),
  };
};
