import { z } from 'zod';
import { safeFileName } from '../core/brief/file-name.ts';
import { annotatedHtml } from '../core/exchange/annotated-html.ts';
import { annotationsCsv, annotationsMarkdown } from '../core/exchange/annotation-lists.ts';
import { toJsonLd } from '../core/exchange/json-ld.ts';
import { Refusal } from '../core/refusal.ts';
import { storedAnnotations, toAnnotations } from './annotation-rows.ts';
import type { Context } from './context.ts';
import { storedSource, toSource, versionById } from './source-rows.ts';
import type { Store } from './store.ts';
import { ask, verb } from './verb.ts';

/** The forms annotations are written in, with the ending and the media type of the file. */
const FORMATS = {
  jsonld: ['jsonld', 'application/ld+json'],
  markdown: ['md', 'text/markdown; charset=utf-8'],
  csv: ['csv', 'text/csv; charset=utf-8'],
  html: ['html', 'text/html; charset=utf-8'],
} as const;

export type AnnotationFormat = keyof typeof FORMATS;

/** The ids of the forms, for choosing. */
export const ANNOTATION_FORMATS = Object.keys(FORMATS) as readonly AnnotationFormat[];

/** What is to be written: everything, one source, or some annotations. */
export interface ExportRequest {
  readonly format: AnnotationFormat;
  readonly sourceId?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** An image of the library as a data: address, or null when it is not there. */
const imageOf =
  (store: Store) =>
  (hash: string): string | null => {
    const asset = store
      .sql<[string], { media_type: string; bytes: Buffer }>(
        'SELECT media_type, bytes FROM asset WHERE hash = ?',
      )
      .get(hash);
    return asset ? `data:${asset.media_type};base64,${asset.bytes.toString('base64')}` : null;
  };

/**
 * Annotations as a file. `html` is one whole article with its annotations and needs a source; the other forms hold
 * annotations of one source or of many, in the order of the list. Refuses when there is none (`empty`).
 */
export function exportAnnotations(
  store: Store,
  request: ExportRequest,
): { readonly fileName: string; readonly mediaType: string; readonly text: string } {
  const { format, sourceId, ids } = request;
  const [ending, mediaType] = FORMATS[format];
  const one = sourceId === undefined ? null : toSource(store, storedSource(store, sourceId));
  const annotations = toAnnotations(store, storedAnnotations(store, { sourceId, ids }));
  const fileName = `${safeFileName(one?.title ?? 'Annotations', 'annotations')}.${ending}`;
  if (format === 'html') {
    if (!one)
      throw new Refusal(
        'usage',
        'An annotated article is written for one source. Name the source to export.',
      );
    const version = versionById(store, storedSource(store, one.id).version_id);
    return { fileName, mediaType, text: annotatedHtml(one, version, annotations, imageOf(store)) };
  }
  if (annotations.length === 0) throw new Refusal('empty', 'There are no annotations to export.');
  const sources = [...new Set(annotations.map((annotation) => annotation.sourceId))].map((id) =>
    toSource(store, storedSource(store, id)),
  );
  const text =
    format === 'jsonld'
      ? `${JSON.stringify(toJsonLd(annotations, sources, { name: 'Dossier user' }), null, 2)}\n`
      : format === 'csv'
        ? annotationsCsv(annotations, sources, { bom: true })
        : annotationsMarkdown(annotations, sources);
  return { fileName, mediaType, text };
}

/** Verbs that write annotations for other programs. */
export const annotationExportVerbs = ({ store, surroundings }: Context) => ({
  formats: ask(() => ANNOTATION_FORMATS),
  /** Makes the file and puts it where it can be downloaded. */
  export: verb(
    z.object({
      format: z.enum(Object.keys(FORMATS) as [AnnotationFormat, ...AnnotationFormat[]]),
      sourceId: z.string().optional(),
      ids: z.array(z.string()).max(100_000).optional(),
    }),
    (input) => {
      const { fileName, mediaType, text } = exportAnnotations(store, input);
      const bytes = new TextEncoder().encode(text);
      return { token: surroundings.spool.put(fileName, mediaType, bytes), fileName, mediaType };
    },
  ),
});
