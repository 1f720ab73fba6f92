import { defaultTreeAdapter, html, parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

/** An element of a page as plain data. Text nodes are strings. Only listed attributes are carried over. */
export interface Element {
  readonly id: number;
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
  readonly parent: Element | null;
  readonly depth: number;
}

/** A page as plain data: what it shows, what its head says, its structured data and its comments at the top. */
export interface Page {
  readonly body: Element;
  /** `meta`, `link`, `title` and `base` elements wherever they stand, in document order. */
  readonly head: readonly Element[];
  /** Texts of `<script type="application/ld+json">`. */
  readonly structured: readonly string[];
  /** The first comment that names the program the page was saved with, or null. */
  readonly comment: string | null;
  readonly htmlLanguage: string | null;
  /** All elements of the body by id. */
  readonly elements: readonly Element[];
}

/** The page holds more than the limits allow; nothing of it was built. */
export class OverBudget extends Error {}

/** Deeper pages are not read as trees: real ones stay under 100. */
const MAX_DEPTH = 400;
const MAX_NODES = 600_000;

/** Elements whose content is never text of the page. */
const DROPPED = new Set([
  'script', 'style', 'template', 'svg', 'math', 'iframe', 'object', 'embed', 'applet', 'frame', 'frameset', 'canvas', 'link',
  'meta', 'base', 'title', 'head', 'param', 'source', 'track', 'map', 'area', 'datalist', 'noframes', 'rt', 'rp',
]); // prettier-ignore

const KEPT_ATTRIBUTES = new Set([
  'id', 'class', 'href', 'src', 'srcset', 'alt', 'title', 'lang', 'dir', 'role', 'rel', 'itemprop', 'itemtype', 'itemscope',
  'datetime', 'content', 'property', 'name', 'charset', 'http-equiv', 'colspan', 'rowspan', 'start', 'value', 'hidden',
  'style', 'aria-hidden', 'aria-label', 'aria-modal', 'type', 'pubdate', 'data-src', 'data-srcset', 'data-lazy-src',
  'data-original', 'data-testid', 'data-component', 'data-role', 'summary', 'scope', 'cite', 'width', 'height', 'language',
  'data-date', 'data-time', 'data-published', 'data-timestamp',
]); // prettier-ignore

type Raw = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
type RawElement = DefaultTreeAdapterTypes.Element;

/**
 * parse5 with limits on depth and on the number of nodes, checked while the tree grows: a page nested too deeply costs
 * the parser the square of its depth. Throws {@link OverBudget}.
 */
export function parseBounded(
  markup: string,
  maxDepth = MAX_DEPTH,
  maxNodes = MAX_NODES,
): DefaultTreeAdapterTypes.Document {
  const depths = new WeakMap<object, number>();
  let nodes = 0;
  const place = (parent: object, child: object): void => {
    const depth = (depths.get(parent) ?? 0) + 1;
    depths.set(child, depth);
    if (depth > maxDepth || ++nodes > maxNodes) throw new OverBudget();
  };
  return parse(markup, {
    scriptingEnabled: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      appendChild(parent, child) {
        place(parent, child);
        defaultTreeAdapter.appendChild(parent, child);
      },
      insertBefore(parent, child, reference) {
        place(parent, child);
        defaultTreeAdapter.insertBefore(parent, child, reference);
      },
    },
  });
}

type Growing = {
  id: number;
  tag: string;
  attributes: Map<string, string>;
  children: (Element | string)[];
  parent: Element | null;
  depth: number;
};

const attributesOf = (raw: RawElement): Map<string, string> => {
  const attributes = new Map<string, string>();
  for (const { name, value } of raw.attrs) {
    if (KEPT_ATTRIBUTES.has(name)) attributes.set(name, value);
  }
  return attributes;
};

const rawText = (raw: RawElement): string =>
  raw.childNodes.map((node) => ('value' in node ? node.value : '')).join('');

/** How the parts of a formula are joined in a line of text. */
const JOINED: Readonly<Record<string, string>> = {
  msup: '^',
  msub: '_',
  mfrac: '/',
  mover: '^',
  munder: '_',
};
/** Elements of a formula that people see (MathML Core); nothing else in one is read. */
const FORMULA = new Set([
  'math', 'semantics', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mstyle', 'mpadded', 'menclose', 'mfrac', 'msqrt', 'mroot', 'msup',
  'msub', 'msubsup', 'munder', 'mover', 'munderover', 'mmultiscripts', 'mtable', 'mtr', 'mtd',
]); // prettier-ignore
const DEEPEST_FORMULA = 60;

/** A formula as a line of text: `E=mc^2`. What stands in it for programs (TeX, content markup) is left out. */
function formulaText(raw: RawElement, depth = 0): string {
  if (depth > DEEPEST_FORMULA || !FORMULA.has(raw.tagName)) return '';
  const parts = raw.childNodes.flatMap((node) =>
    node.nodeName === '#text'
      ? [(node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, ' ').trim()]
      : 'tagName' in node
        ? [formulaText(node, depth + 1)]
        : [],
  );
  const kept = parts.filter((part) => part !== '');
  const text = kept.join(JOINED[raw.tagName] ?? '');
  if (raw.tagName === 'msqrt' || raw.tagName === 'mroot') return text === '' ? '' : `√(${text})`;
  return text;
}

/**
 * Parses a page into a closed tree: known elements, known attributes, no scripts, styles, drawings or frames. Works
 * without recursion. Throws {@link OverBudget} for pages nested or filled beyond the limits.
 */
export function parsePage(markup: string): Page {
  const document = parseBounded(markup);
  const elements: Growing[] = [];
  const head: Element[] = [];
  const structured: string[] = [];
  let comment: string | null = null;
  let htmlLanguage: string | null = null;
  const grow = (tag: string, attributes: Map<string, string>, parent: Growing | null): Growing => {
    const element: Growing = {
      id: elements.length,
      tag,
      attributes,
      children: [],
      parent,
      depth: parent ? parent.depth + 1 : 0,
    };
    elements.push(element);
    return element;
  };
  const body = grow('body', new Map(), null);
  const stack: { node: Raw; parent: Growing }[] = [{ node: document, parent: body }];
  while (stack.length > 0) {
    const { node, parent } = stack.pop()!;
    if (node.nodeName === '#text') {
      parent.children.push((node as DefaultTreeAdapterTypes.TextNode).value);
      continue;
    }
    if (node.nodeName === '#comment') {
      const { data } = node as DefaultTreeAdapterTypes.CommentNode;
      if (comment === null && /SingleFile/.test(data.slice(0, 500))) comment = data.slice(0, 4000);
      continue;
    }
    if (!('childNodes' in node)) continue;
    let into = parent;
    if ('tagName' in node) {
      const tag = node.tagName.toLowerCase();
      const foreign = node.namespaceURI !== html.NS.HTML;
      if (tag === 'script' && !foreign) {
        const type = node.attrs.find((attribute) => attribute.name === 'type')?.value ?? '';
        if (/ld\+json/i.test(type)) structured.push(rawText(node));
        continue;
      }
      if (!foreign && (tag === 'meta' || tag === 'link' || tag === 'title' || tag === 'base')) {
        head.push({
          id: -1,
          tag,
          attributes: attributesOf(node),
          children: tag === 'title' ? [rawText(node)] : [],
          parent: tag === 'meta' ? parent : null,
          depth: 0,
        });
        continue;
      }
      if (tag === 'math' && node.namespaceURI === html.NS.MATHML) {
        const formula = formulaText(node);
        if (formula !== '') parent.children.push(formula);
        continue;
      }
      if (foreign || (DROPPED.has(tag) && tag !== 'head')) continue;
      if (tag === 'html') {
        htmlLanguage =
          node.attrs.find((attribute) => attribute.name === 'lang' || attribute.name === 'xml:lang')?.value ??
          null;
        for (const [name, value] of attributesOf(node))
          if (name === 'itemtype') body.attributes.set(name, value);
      } else if (tag === 'body') {
        for (const [name, value] of attributesOf(node)) body.attributes.set(name, value);
      } else if (tag !== 'head') {
        into = grow(tag, attributesOf(node), parent);
        parent.children.push(into);
      }
    }
    for (let i = node.childNodes.length - 1; i >= 0; i--)
      stack.push({ node: node.childNodes[i]!, parent: into });
  }
  return { body, head, structured, comment, htmlLanguage, elements };
}

/** All text inside an element, as written, without recursion. */
export function textOf(element: Element, limit = 100_000): string {
  let text = '';
  const stack: (Element | string)[] = [element];
  while (stack.length > 0 && text.length < limit) {
    const node = stack.pop()!;
    if (typeof node === 'string') text += node;
    else {
      if (node.tag === 'br') text += '\n';
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
    }
  }
  return text;
}

/** Text with runs of white space as one space, trimmed. */
export const squeeze = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

/** Class and id of an element in one lower-case string, for matching names. */
export const namesOf = (element: Element): string =>
  `${element.attributes.get('class') ?? ''} ${element.attributes.get('id') ?? ''}`.toLowerCase();

/** The nearest ancestor-or-self that satisfies a test, or null. */
export function closest(element: Element | null, test: (element: Element) => boolean): Element | null {
  for (let at = element; at; at = at.parent) if (test(at)) return at;
  return null;
}

/** The elements inside an element, in document order. */
export function descendants(element: Element): readonly Element[] {
  const list: Element[] = [];
  const stack: Element[] = [element];
  while (stack.length > 0 && list.length < 500) {
    const at = stack.pop()!;
    if (at !== element) list.push(at);
    for (let i = at.children.length - 1; i >= 0; i--) {
      const child = at.children[i]!;
      if (typeof child !== 'string') stack.push(child);
    }
  }
  return list;
}
