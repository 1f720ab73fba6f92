import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { hidesItself } from './elements.ts';
import type { Element, Page } from './tree.ts';
import { carrierOf } from './units.ts';

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
const escapeAttribute = (text: string): string =>
  text.replace(/[&"<>]/g, (c) => (c === '&' ? '&amp;' : c === '"' ? '&quot;' : c === '<' ? '&lt;' : '&gt;'));

const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col']);
/** What Readability looks at; every attribute is a node to the DOM library, so the rest is left out. */
const NAMED = ['class', 'id', 'role', 'itemprop', 'rel', 'aria-modal', 'summary'] as const;
const SKIPPED = new Set(['noscript', 'select', 'textarea', 'button', 'option', 'input']);

/** Larger pages would keep the DOM library busy for seconds; they are judged by rules alone. */
const MOST_ELEMENTS = 60_000;

/** The attribute that carries the key of each text through Readability. */
const KEY = 'x';

/** Elements with words or pictures inside them, and those whose own children are words. */
function contentsOf(
  page: Page,
  mixed: ReadonlySet<number>,
): { readonly filled: ReadonlySet<number>; readonly carriers: ReadonlySet<number> } {
  const filled = new Set<number>();
  const carriers = new Set<number>();
  for (const element of page.elements) {
    const words = element.children.some((child) => typeof child === 'string' && /\S/.test(child));
    if (words && !mixed.has(element.id)) carriers.add(element.id);
    if (!words && !VOID.has(element.tag)) continue;
    for (let at: Element | null = element; at && !filled.has(at.id); at = at.parent) filled.add(at.id);
  }
  return { filled, carriers };
}

/** The page written out for the DOM library: known elements and attributes, hidden parts left out, texts keyed. */
function serialise(page: Page, mixed: ReadonlySet<number>, title: string): string {
  const { filled, carriers } = contentsOf(page, mixed);
  const out: string[] = [`<!doctype html><html><head><title>${escapeText(title)}</title></head>`];
  const stack: { node: Element | string; parent: Element; index: number; exit: boolean }[] = [
    { node: page.body, parent: page.body, index: 0, exit: false },
  ];
  while (stack.length > 0) {
    const { node, parent, index, exit } = stack.pop()!;
    if (typeof node === 'string') {
      const text = node.replace(/\s+/g, ' ');
      if (!mixed.has(parent.id)) out.push(escapeText(text));
      else if (text !== ' ')
        out.push(`<span ${KEY}="${carrierOf(parent, index, mixed)}">`, escapeText(text), '</span>');
      continue;
    }
    if (exit) {
      out.push(`</${node.tag}>`);
      continue;
    }
    if (
      !filled.has(node.id) ||
      SKIPPED.has(node.tag) ||
      hidesItself(node) ||
      !/^[a-z][a-z0-9-]*$/.test(node.tag)
    )
      continue;
    out.push('<', node.tag);
    if (carriers.has(node.id)) out.push(` ${KEY}="${node.id}"`);
    if (node.tag === 'a' && node.attributes.has('href'))
      out.push(node.attributes.get('href')!.startsWith('#') ? ' href="#x"' : ' href="x"');
    for (const name of NAMED) {
      const value = node.attributes.get(name);
      if (value !== undefined && value.length < 500) out.push(` ${name}="${escapeAttribute(value)}"`);
    }
    // Readability looks for images by their address; any will do.
    out.push(node.tag === 'img' ? ' src="i.jpg">' : '>');
    if (VOID.has(node.tag)) continue;
    stack.push({ node, parent, index, exit: true });
    for (let i = node.children.length - 1; i >= 0; i--) {
      stack.push({ node: node.children[i]!, parent: node, index: i, exit: false });
    }
  }
  out.push('</html>');
  return out.join('');
}

/**
 * Asks @mozilla/readability (on linkedom) which texts of the page are the article. The answer is the set of carrier
 * keys that survived, or null when it found no article. Nothing of its output but this choice is used.
 */
export function readableCarriers(
  page: Page,
  mixed: ReadonlySet<number>,
  title: string,
): ReadonlySet<string> | null {
  if (page.elements.length > MOST_ELEMENTS) return null;
  const { document } = parseHTML(serialise(page, mixed, title));
  const article = new Readability<Node>(document, {
    serializer: (node) => node,
    disableJSONLD: true,
  }).parse();
  if (!article?.content) return null;
  const keys = new Set<string>();
  for (const element of (article.content as unknown as HTMLElement).querySelectorAll(`[${KEY}]`)) {
    keys.add(element.getAttribute(KEY)!);
  }
  return keys;
}
