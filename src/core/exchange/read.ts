import { Refusal } from '../refusal.ts';
import { fromHypothesis } from './hypothesis.ts';
import type { ImportedAnnotations } from './imported.ts';
import { fromJsonLd } from './json-ld-in.ts';

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rows of Hypothesis name their page in `uri`; nothing of the Web Annotation model does. */
const isHypothesis = (document: unknown): boolean => {
  const rows = Array.isArray(document)
    ? document
    : isFields(document)
      ? (document['annotations'] ?? document['rows'])
      : null;
  if (!Array.isArray(rows)) return false;
  const [first] = rows as readonly unknown[];
  return isFields(document) ? !Object.hasOwn(document, '@context') : isFields(first) && 'uri' in first;
};

/**
 * Reads a file of annotations, W3C Web Annotations in JSON-LD or annotations of Hypothesis; the content tells which.
 * Throws a Refusal (`unreadable`) with the reason when it is not JSON, is neither of the two, or when nothing in it
 * follows the Web Annotation model.
 */
export function readAnnotations(text: string): ImportedAnnotations & { readonly form: string } {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch {
    throw new Refusal(
      'unreadable',
      'This is not a file of annotations: it is not JSON. Annotations are read from JSON-LD and from exports of Hypothesis.',
    );
  }
  return isHypothesis(document)
    ? { ...fromHypothesis(document), form: 'hypothesis' }
    : { ...fromJsonLd(document), form: 'jsonld' };
}
