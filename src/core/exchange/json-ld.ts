import type { Annotation } from '../annotation.ts';
import type { Source } from '../source.ts';
import { CONTEXT_IRI, isIri } from './web-annotation-check.ts';

/** Who made the annotations, as the export names them. */
export interface Creator {
  readonly name: string;
  /** An address that stands for the person, if there is one. */
  readonly id?: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** A name for something of the library that has no address on the web (RFC 4122 and RFC 8141). */
export const urnOf = (kind: string, id: string): string =>
  UUID.test(id) && kind === 'annotation' ? `urn:uuid:${id}` : `urn:dossier:${kind}:${encodeURIComponent(id)}`;

const agent = (creator: Creator): object => ({
  ...(creator.id !== undefined && isIri(creator.id) ? { id: creator.id } : {}),
  type: 'Person',
  name: creator.name,
});

const text = (value: string, purpose: string, format?: string): object => ({
  type: 'TextualBody',
  value,
  ...(format === undefined ? {} : { format }),
  purpose,
});

/** One annotation in the W3C Web Annotation Data Model; `source` may be missing when it was removed meanwhile. */
export function annotationToJsonLd(
  annotation: Annotation,
  source: Source | undefined,
  creator: Creator,
): object {
  const address =
    source?.url != null && isIri(source.url) ? source.url : urnOf('source', annotation.sourceId);
  const position =
    annotation.start === null || annotation.end === null
      ? []
      : [{ type: 'TextPositionSelector', start: annotation.start, end: annotation.end }];
  const { quote, prefix, suffix } = annotation;
  const target =
    quote === ''
      ? address
      : {
          type: 'SpecificResource',
          source: address,
          selector: [{ type: 'TextQuoteSelector', exact: quote, prefix, suffix }, ...position],
          ...(source ? { state: { type: 'TimeState', sourceDate: source.capturedAt } } : {}),
        };
  return {
    '@context': CONTEXT_IRI,
    id: urnOf('annotation', annotation.id),
    type: 'Annotation',
    motivation: annotation.note === '' ? 'highlighting' : 'commenting',
    created: annotation.createdAt,
    modified: annotation.updatedAt,
    creator: agent(creator),
    generator: { type: 'Software', name: 'Dossier' },
    body: [
      ...(annotation.note === '' ? [] : [text(annotation.note, 'commenting', 'text/markdown')]),
      ...annotation.tags.map((tag) => text(tag, 'tagging', 'text/plain')),
      ...annotation.companies.map((id) => ({
        type: 'SpecificResource',
        source: urnOf('company', id),
        purpose: 'identifying',
      })),
      text(annotation.colour, 'classifying', 'text/plain'),
    ],
    target,
  };
}

/**
 * Annotations as a W3C AnnotationCollection with one embedded AnnotationPage. Every annotation, and the page, carries its
 * own context, so that each can be taken out and used alone. An annotation without a position (its quote is lost in the
 * present text) keeps its quote and goes without a TextPositionSelector.
 */
export function toJsonLd(
  annotations: readonly Annotation[],
  sources: readonly Source[],
  creator: Creator,
): Readonly<Record<string, unknown>> {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const collection = urnOf('collection', 'annotations');
  const page = urnOf('page', 'annotations');
  const label = 'Annotations';
  const total = annotations.length;
  return {
    '@context': CONTEXT_IRI,
    id: collection,
    type: 'AnnotationCollection',
    label,
    total,
    creator: agent(creator),
    first: {
      '@context': CONTEXT_IRI,
      id: page,
      type: 'AnnotationPage',
      partOf: { id: collection, type: 'AnnotationCollection', label, total },
      startIndex: 0,
      items: annotations.map((one) => annotationToJsonLd(one, byId.get(one.sourceId), creator)),
    },
    last: page,
  };
}
