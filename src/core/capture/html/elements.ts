import type { Element } from './tree.ts';

/** Elements that begin and end a block of text (HTML standard, rendering section), and controls that stand apart. */
export const BLOCKS: ReadonlySet<string> = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'button', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt',
  'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'legend',
  'li', 'listing', 'main', 'menu', 'nav', 'noscript', 'ol', 'optgroup', 'option', 'p', 'plaintext', 'pre', 'search', 'section',
  'select', 'summary', 'table', 'tbody', 'td', 'textarea', 'tfoot', 'th', 'thead', 'tr', 'ul', 'video', 'audio', 'xmp', 'caption',
]); // prettier-ignore

export const isBlock = (element: Element): boolean => BLOCKS.has(element.tag);

/** Level of a heading element, or 0. */
export const headingLevel = (tag: string): number => (/^h[1-6]$/.test(tag) ? Number(tag[1]) : 0);

/** True when the element itself is hidden from readers of the page, whatever its ancestors. */
export function hidesItself(element: Element): boolean {
  const { attributes } = element;
  if (attributes.has('hidden') && attributes.get('hidden') !== 'until-found') return true;
  const style = attributes.get('style');
  if (style && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)) return true;
  return attributes.get('aria-hidden') === 'true' && !/fallback-image/.test(attributes.get('class') ?? '');
}

/**
 * True for a table that holds data rather than layout: it has header cells or a caption, or rows and columns of short
 * cells; never when it holds another table, headings or long texts (the signs Readability uses, on a closed tree).
 */
export function isDataTable(table: Element): boolean {
  if (table.attributes.get('role') === 'presentation') return false;
  let rows = 0;
  let cells = 0;
  let headers = 0;
  let texts = 0;
  let longest = 0;
  let cell = 0;
  let heavy = false;
  const stack: { node: Element | string; close?: true }[] = table.children
    .map((node) => ({ node }))
    .reverse();
  while (stack.length > 0) {
    const { node, close } = stack.pop()!;
    if (typeof node === 'string') {
      const length = node.trim().length;
      texts += length;
      cell += length;
      continue;
    }
    if (close) {
      longest = Math.max(longest, cell);
      continue;
    }
    if (node.tag === 'table' || headingLevel(node.tag) > 0 || node.tag === 'article' || node.tag === 'form')
      return false;
    if (node.tag === 'tr') rows++;
    else if (node.tag === 'td' || node.tag === 'th') {
      cells++;
      if (node.tag === 'th') headers++;
      cell = 0;
      stack.push({ node, close: true });
    } else if (node.tag === 'caption' || node.tag === 'thead') headers++;
    else if (node.tag === 'p' && cell > 200) heavy = true;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push({ node: node.children[i]! });
  }
  if (cells === 0 || heavy || longest > 1200) return false;
  if (headers > 0 && cells > 1) return true;
  return rows >= 2 && cells >= rows * 2 && texts / cells < 80 && longest < 300;
}
