import { describedArticle } from './described.ts';
import type { ImportedAnnotation, ImportedAnnotations } from '../exchange/imported.ts';
import type { CarriedAnnotation, Captured, Unread } from './format.ts';
import type { JsonObject } from './json.ts';
import { webAddress } from './html/address.ts';
import { Refusal } from '../refusal.ts';

/** An annotation and the page it is on. */
export interface PageAnnotation {
  readonly url: string;
  readonly title: string | null;
  readonly annotation: CarriedAnnotation | null;
  /** A note on the page as a whole. */
  readonly note: string | null;
}

/**
 * Annotations gathered by page: each page is a source known by its address only, carrying its highlights until the
 * page itself is captured. The same quote with the same note and tags is counted once.
 */
export function* annotatedPages(
  from: string,
  annotations: Iterable<PageAnnotation>,
  original: (url: string) => Uint8Array,
): Iterable<Captured> {
  const pages = new Map<
    string,
    { title: string | null; annotations: Map<string, CarriedAnnotation>; notes: Set<string> }
  >();
  for (const { url, title, annotation, note } of annotations) {
    const page = pages.get(url) ?? { title: null, annotations: new Map(), notes: new Set() };
    page.title ??= title;
    if (annotation)
      page.annotations.set(
        JSON.stringify([annotation.quote, annotation.prefix, annotation.note, annotation.tags]),
        annotation,
      );
    if (note) page.notes.add(note);
    pages.set(url, page);
  }
  for (const [url, page] of pages) {
    yield {
      kind: 'bookmark',
      article: describedArticle(from, { title: page.title, url: webAddress(url, null) }, []),
      original: { bytes: original(url), mediaType: 'application/json' },
      within: url,
      ...(page.annotations.size > 0 ? { annotations: [...page.annotations.values()] } : {}),
      ...(page.notes.size > 0 ? { notes: [...page.notes] } : {}),
    };
  }
}

const carried = (one: ImportedAnnotation): CarriedAnnotation => ({
  quote: one.quote,
  ...(one.prefix === '' ? {} : { prefix: one.prefix }),
  ...(one.suffix === '' ? {} : { suffix: one.suffix }),
  ...(one.note === '' ? {} : { note: one.note }),
  ...(one.tags.length > 0 ? { tags: one.tags } : {}),
  ...(one.colour === null ? {} : { colour: one.colour }),
  ...(one.createdAt === null ? {} : { createdAt: one.createdAt }),
});

/** Reads the annotations of a file; a refusal names the file. */
export function annotationsNamed(name: string, read: () => ImportedAnnotations): ImportedAnnotations {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal) || error.message.includes(name)) throw error;
    throw new Refusal(error.code, `${name}: ${error.message}`);
  }
}

/** Annotations of a file as the pages they are on, then those that could not be read. `items` are the annotations as the file has them. */
export function* importedPages(
  from: string,
  { annotations, refused }: ImportedAnnotations,
  items: readonly JsonObject[],
): Iterable<Captured | Unread> {
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const byPage = Map.groupBy(annotations, (one) => one.source);
  yield* annotatedPages(
    from,
    annotations.map((one) => ({
      url: one.source,
      title: one.title,
      annotation: one.quote === '' ? null : carried(one),
      note: one.quote === '' && one.note !== '' ? one.note : null,
    })),
    (url) => {
      const ids = new Set((byPage.get(url) ?? []).map((one) => one.externalId));
      const original = [...ids].flatMap((id) => byId.get(id) ?? []);
      return new TextEncoder().encode(JSON.stringify(original));
    },
  );
  for (const { externalId, reason } of refused)
    yield { within: externalId ?? from, code: 'unreadable', message: reason };
}

/** The id of an annotation as the file has it; JSON-LD may write it as a list of one. */
const idOf = ({ id }: JsonObject): string | null => {
  const one: unknown = Array.isArray(id) ? id[0] : id;
  return typeof one === 'string' ? one : null;
};
