import { COLOURS, type Colour } from '../annotation.ts';
import { Refusal } from '../refusal.ts';
import { type ImportedAnnotation, type ImportedAnnotations, instantOf } from './imported.ts';
import { annotationFaults, collectionFaults, pageFaults } from './web-annotation-check.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const hasType = (value: unknown, type: string): boolean =>
  isFields(value) && listOf(value['type']).includes(type);

/** Selectors of a target with those that refine them, in order; nesting was bounded by the check. */
const selectorsOf = (value: unknown): Fields[] =>
  listOf(value)
    .filter(isFields)
    .flatMap((one) => [one, ...selectorsOf(one['refinedBy'])]);

const nameOf = (value: unknown): string | null => {
  const [agent] = listOf(value);
  if (typeof agent === 'string') return agent;
  return isFields(agent)
    ? (textOf(listOf(agent['name'])[0]) ?? textOf(agent['nickname']) ?? textOf(agent['id']))
    : null;
};

interface Words {
  readonly note: string;
  readonly tags: readonly string[];
  readonly colour: Colour | null;
}

function wordsOf(annotation: Fields): Words {
  const notes: string[] = listOf(annotation['bodyValue']).filter((one) => typeof one === 'string');
  const tags: string[] = [];
  let colour: Colour | null = null;
  for (const body of listOf(annotation['body'])) {
    if (typeof body === 'string') notes.push(body);
    if (!isFields(body)) continue;
    const value = textOf(body['value']);
    const purposes = listOf(body['purpose']);
    if (value === null) {
      const address = textOf(body['id']);
      if (address !== null) notes.push(address);
    } else if (purposes.includes('tagging')) tags.push(value);
    else if (purposes.includes('classifying') && COLOURS.some((one) => one === value))
      colour = value as Colour;
    else notes.push(value);
  }
  return { note: notes.filter((note) => note !== '').join('\n\n'), tags: [...new Set(tags)], colour };
}

function readTarget(target: unknown, annotation: Fields, words: Words): ImportedAnnotation | string {
  const source = isFields(target) ? (target['source'] ?? target['id']) : target;
  const address =
    typeof source === 'string' ? source : isFields(source) ? textOf(listOf(source['id'])[0]) : null;
  if (address === null) return 'It does not say what it is about.';
  const selectors = isFields(target) ? selectorsOf(target['selector']) : [];
  const quote = selectors.find((one) => one['type'] === 'TextQuoteSelector');
  const position = selectors.find((one) => one['type'] === 'TextPositionSelector');
  if (isFields(target) && target['selector'] !== undefined && !quote)
    return 'It marks a place without quoting the words there, so the place cannot be found again.';
  return {
    externalId: textOf(listOf(annotation['id'])[0]),
    source: address,
    title: null,
    quote: textOf(quote?.['exact']) ?? '',
    prefix: textOf(quote?.['prefix']) ?? '',
    suffix: textOf(quote?.['suffix']) ?? '',
    start: position ? Number(position['start']) : null,
    end: position ? Number(position['end']) : null,
    ...words,
    creator: nameOf(annotation['creator']),
    createdAt: instantOf(listOf(annotation['created'])[0]),
    updatedAt: instantOf(listOf(annotation['modified'])[0] ?? listOf(annotation['created'])[0]),
  };
}

interface Read {
  readonly value: unknown;
  /** Inside a page the context is the page's. */
  readonly embedded: boolean;
}

/** The annotations in one object: itself, or those of a page or collection. */
function annotationsIn(document: unknown): Read[] {
  const refuse = (faults: readonly string[]): void => {
    if (faults.length > 0)
      throw new Refusal('unreadable', `These annotations cannot be read: ${faults.join('; ')}.`);
  };
  if (hasType(document, 'AnnotationCollection')) {
    refuse(collectionFaults(document));
    const [first] = listOf((document as Fields)['first']);
    if (typeof first === 'string')
      throw new Refusal('unreadable', `The annotations of this collection are in another file (${first}).`);
    if (first === undefined) return [];
    refuse(pageFaults(first, true));
    return listOf((first as Fields)['items']).map((value) => ({ value, embedded: true }));
  }
  if (hasType(document, 'AnnotationPage')) {
    refuse(pageFaults(document));
    return listOf((document as Fields)['items']).map((value) => ({ value, embedded: true }));
  }
  return [{ value: document, embedded: false }];
}

/**
 * Reads W3C Web Annotations: one annotation, a list, an AnnotationPage, or an AnnotationCollection with an embedded page
 * (a parsed JSON document). An annotation with several targets becomes one per target. Those that break a MUST of the
 * model, or that this program cannot hold, are listed with the reason; when nothing at all is left, or the page or
 * collection itself is at fault, it throws a Refusal (`unreadable`) with the reason.
 */
export function fromJsonLd(document: unknown): ImportedAnnotations {
  const annotations: ImportedAnnotation[] = [];
  const refused: { externalId: string | null; reason: string }[] = [];
  for (const { value, embedded } of listOf(document).flatMap(annotationsIn)) {
    if (embedded && typeof value === 'string') {
      refused.push({ externalId: value, reason: 'It is only named in this file; its words are elsewhere.' });
      continue;
    }
    const externalId = isFields(value) ? textOf(listOf(value['id'])[0]) : null;
    const faults = annotationFaults(value, embedded);
    if (faults.length > 0) {
      refused.push({
        externalId,
        reason: `It does not follow the Web Annotation model: ${faults.join('; ')}.`,
      });
      continue;
    }
    const annotation = value as Fields;
    const words = wordsOf(annotation);
    const targets = listOf(annotation['target']).flatMap((one) =>
      hasType(one, 'Choice') ? listOf((one as Fields)['items']).slice(0, 1) : [one],
    );
    for (const target of targets) {
      const read = readTarget(target, annotation, words);
      if (typeof read === 'string') refused.push({ externalId, reason: read });
      else annotations.push(read);
    }
  }
  if (annotations.length === 0 && refused.length > 0) throw new Refusal('unreadable', refused[0]!.reason);
  return { annotations, refused };
}
