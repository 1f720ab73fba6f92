import { describedArticle } from './described.ts';
import type { CarriedAnnotation, Captured } from './format.ts';
import { webAddress } from './html/address.ts';

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
