import { wordsOf } from './containers.ts';
import { hidesItself } from './elements.ts';
import { thingsOf, worksOf, type Thing } from './jsonld.ts';
import { squeeze, textOf, type Element, type Page } from './tree.ts';

/** What a page declares about itself, gathered once for all fields. */
export interface Signals {
  readonly page: Page;
  /** Values of `meta` elements by lower-case name, property or itemprop. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** Text of the `title` element. */
  readonly documentTitle: string | null;
  readonly things: readonly Thing[];
  readonly works: readonly Thing[];
  /** Visible elements with an `itemprop`, by property. */
  readonly properties: ReadonlyMap<string, readonly Element[]>;
  readonly url: string | null;
}

/** A value and where it came from. */
export interface Candidate {
  readonly value: string;
  readonly from: string;
}

/** True when the element or one of its ancestors is hidden from readers. */
export function isHidden(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parent) if (hidesItself(at)) return true;
  return false;
}

/** Gathers what a page declares. `url` is its address, when known. */
export function signalsOf(page: Page, url: string | null): Signals {
  const meta = new Map<string, string[]>();
  let documentTitle: string | null = null;
  for (const element of page.head) {
    if (element.tag === 'title') documentTitle ??= squeeze(textOf(element)) || null;
    if (element.tag !== 'meta') continue;
    const content = element.attributes.get('content');
    if (content === undefined || content.trim() === '') continue;
    for (const attribute of ['property', 'name', 'itemprop']) {
      for (const key of (element.attributes.get(attribute) ?? '').toLowerCase().split(/\s+/)) {
        if (key === '') continue;
        // Microdata repeats names for every work a page cites; it is kept apart.
        const name = attribute === 'itemprop' ? `itemprop:${key}` : key;
        const values = meta.get(name);
        if (values) values.push(content);
        else meta.set(name, [content]);
      }
    }
  }
  const properties = new Map<string, Element[]>();
  for (const element of page.elements) {
    for (const key of (element.attributes.get('itemprop') ?? '').toLowerCase().split(/\s+/)) {
      if (key === '') continue;
      const list = properties.get(key);
      if (list) list.push(element);
      else properties.set(key, [element]);
    }
  }
  const things = thingsOf(page.structured);
  return { page, meta, documentTitle, things, works: worksOf(things), properties, url };
}

const ELSEWHERE =
  /-(?:comments?|comment-?(?:list|body|meta|author|content)|related(?:-posts|-articles)?|recommend\w*|sidebar|teasers?|widget-area|popular-posts|recent-posts|latest-posts|author-bio|more-news|newsfeed)-(?: |$)/;

/** True for the footer of the article itself, where many blogs say who wrote it and when (HTML standard, 4.3.8). */
const isEntryFooter = (footer: Element): boolean => /-(?:entry|post|article|hentry)-/.test(wordsOf(footer));

/** True for an element that could carry the author or date of the page: not in a menu, footer, comment or pointer. */
export function couldDescribe(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parent) {
    if (at.tag === 'nav' || at.tag === 'aside' || (at.tag === 'footer' && !isEntryFooter(at))) return false;
    if (at.tag !== 'body' && ELSEWHERE.test(wordsOf(at))) return false;
    if ((at.attributes.get('itemtype') ?? '').includes('Comment')) return false;
  }
  return true;
}
