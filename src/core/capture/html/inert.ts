import { html } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { OverBudget, parseBounded } from './tree.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Elements shown in a saved page. Everything else goes; what stands inside unlisted ones is kept, except in DROPPED. */
const SHOWN = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote body br caption center cite code col colgroup data dd del details dfn div dl dt ' +
    'em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture pre q rp rt ruby s ' +
    'samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
);
/** Elements dropped with all they hold. */
const DROPPED = new Set(
  (
    'script style link meta base title template noscript iframe frame frameset object embed applet svg math canvas audio video source track ' +
    'input button select textarea option datalist output dialog portal fencedframe param map area noembed noframes plaintext xmp'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  'alt class colspan datetime dir height id lang rowspan scope span start title type value width align valign bgcolor border cellpadding cellspacing'.split(
    ' ',
  ),
);
const EMPTY = new Set(['br', 'col', 'hr', 'img', 'wbr']);
const IMAGE = /^data:image\/(png|jpeg|gif|webp|avif|bmp);base64,[a-z0-9+/=\s]+$/i;

const MOST_NODES = 250_000;
/** Elements deeper than this lose their tags, not their words; pages deeper than the second are not parsed. */
const MOST_DEPTH = 400;
const MOST_PARSED_DEPTH = 500;
const LARGEST = 40_000_000;

const escapeText = (text: string): string =>
  text.replace(/[&<>\u00a0]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00a0': '&nbsp;' })[c]!);
const escapeValue = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

/** Declarations of a style attribute that cannot load, cover the window or run anything. */
function quietStyle(style: string): string {
  return style
    .split(';')
    .filter((declaration) => {
      const [name = '', value = ''] = declaration.split(/:(.*)/s);
      return (
        /^\s*(color|background-color|font(-style|-weight|-size|-family)?|text-(align|decoration|indent|transform)|line-height|margin(-\w+)?|padding(-\w+)?|border(-\w+)*|width|max-width|height|max-height|float|clear|vertical-align|white-space|list-style(-type)?|display|letter-spacing)\s*$/i.test(
          name,
        ) &&
        // The only functions let through are colours: every other one may load something, now or in a later browser.
        !/\\|@|[<>{}]|url|javascript/i.test(value) &&
        !/\(/.test(value.replace(/\b(?:rgb|hsl)a?\([\d\s.,%/]*\)/gi, ''))
      );
    })
    .join(';')
    .trim();
}

/**
 * A saved page as it was, made inert: only known elements and attributes are written again from the parsed tree, so
 * that nothing of the original markup passes through. No scripts, styles, frames, forms, links or remote addresses;
 * images only where they are embedded. Shown in a sandboxed frame under a strict policy besides. Iterative, with
 * limits on size, depth and nodes (guides/safety: a policy alone stops scripts, not traffic).
 */
export function inertPage(markup: string): string {
  const head =
    "<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">" +
    '<style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1.5rem;color:#222;background:#fff}img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{padding:.25rem .5rem}pre{white-space:pre-wrap}</style></head><body>';
  const tooLarge = `${head}<p>This page is too large to be shown as it was. Its original bytes are kept.</p></body></html>`;
  if (markup.length > LARGEST) return tooLarge;
  let document: DefaultTreeAdapterTypes.Document;
  try {
    document = parseBounded(markup, MOST_PARSED_DEPTH, MOST_NODES);
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    return tooLarge;
  }
  const out: string[] = [head];
  const stack: { readonly node: Node; readonly depth: number; readonly close?: string }[] = [];
  const push = (children: readonly Node[], depth: number): void => {
    for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i]!, depth });
  };
  push(document.childNodes, 0);
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, depth, close } = next;
    if (close !== undefined) {
      out.push(close);
      continue;
    }
    if (node.nodeName === '#text') {
      out.push(escapeText((node as DefaultTreeAdapterTypes.TextNode).value));
      continue;
    }
    if (!('tagName' in node)) continue;
    const tag = node.tagName.toLowerCase();
    if (DROPPED.has(tag) || node.namespaceURI !== html.NS.HTML) continue;
    if (!SHOWN.has(tag) || tag === 'body' || depth > MOST_DEPTH) {
      push(node.childNodes, depth);
      continue;
    }
    const attributes: string[] = [];
    const linked =
      tag === 'a' && node.attrs.some(({ name, value }) => name === 'href' && /^\s*https?:/i.test(value));
    for (const { name, value } of node.attrs) {
      if (name === 'style') {
        const style = quietStyle(value);
        if (style !== '') attributes.push(`style="${escapeValue(style)}"`);
      } else if (tag === 'img' && name === 'src') {
        if (IMAGE.test(value)) attributes.push(`src="${escapeValue(value)}"`);
      } else if (name === 'id') attributes.push(`id="page-${escapeValue(value)}"`);
      else if (ATTRIBUTES.has(name) && !(linked && name === 'title'))
        attributes.push(`${name}="${escapeValue(value)}"`);
      // a link keeps its words and shows its address; the saved page leads nowhere
      else if (linked && name === 'href')
        attributes.push(`title="${escapeValue(value.trim().slice(0, 500))}"`);
    }
    out.push(`<${tag}${attributes.length > 0 ? ` ${attributes.join(' ')}` : ''}>`);
    if (EMPTY.has(tag)) continue;
    stack.push({ node, depth, close: `</${tag}>` });
    push(node.childNodes, depth + 1);
  }
  out.push('</body></html>');
  return out.join('');
}
