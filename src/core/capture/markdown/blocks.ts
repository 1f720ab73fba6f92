import type { Picture } from '../html/units.ts';
import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import type { CarriedAnnotation } from '../format.ts';
import type { Block, Cell, Span } from '../../source.ts';

const parser = new MarkdownIt({ html: true, linkify: false, maxNesting: 60 });

/** The blocks of a Markdown text and the stretches it marks with `==…==`. */
export interface MarkdownText {
  readonly blocks: readonly Block[];
  readonly marks: readonly CarriedAnnotation[];
}

const linkTarget = (href: string | number | null): string | null =>
  typeof href === 'string' && /^(?:https?:\/\/|mailto:)/i.test(href) && URL.canParse(href) ? href : null;

type SpanType = Span['type'];
const SPANS: Readonly<Record<string, SpanType>> = {
  strong_open: 'strong',
  em_open: 'emphasis',
  s_open: 'strike',
  link_open: 'link',
};

interface Inline {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly images: readonly { readonly address: string; readonly alt: string }[];
}

const WIKI = /!?\[\[([^[\]|#]{0,300})(?:#[^[\]|]{0,300})?(?:\|([^[\]]{0,300}))?\]\]|\[\^([^\]\s]{1,60})\]/g;

/** File names of pictures. */
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|bmp)\s*$/i;

/** Text and spans of one inline token. Tags written in HTML are dropped, their words stay. */
function inline(token: Token, labels: ReadonlySet<string>): Inline {
  let text = '';
  const spans: Span[] = [];
  const images: { address: string; alt: string }[] = [];
  const open: { type: SpanType; start: number; href: string | null }[] = [];
  for (const child of token.children ?? []) {
    const type = SPANS[child.type];
    if (type) open.push({ type, start: text.length, href: linkTarget(child.attrGet('href')) });
    else if (child.type.endsWith('_close')) {
      const span = open.pop();
      if (span && span.start < text.length && (span.type !== 'link' || span.href !== null)) {
        spans.push({
          start: span.start,
          end: text.length,
          type: span.type,
          ...(span.href === null ? {} : { href: span.href }),
        });
      }
    } else if (child.type === 'softbreak') text += ' ';
    else if (child.type === 'hardbreak') text += '\n';
    else if (child.type === 'code_inline') {
      spans.push({ start: text.length, end: text.length + child.content.length, type: 'code' });
      text += child.content;
    } else if (child.type === 'image')
      images.push({ address: String(child.attrGet('src') ?? ''), alt: child.content });
    else if (child.type === 'html_inline') text += /^<br\b/i.test(child.content) ? '\n' : '';
    else if (child.type === 'text') {
      let at = 0;
      for (const m of child.content.matchAll(WIKI)) {
        text += child.content.slice(at, m.index);
        at = m.index + m[0].length;
        if (m[3] === undefined) {
          if (!m[0].startsWith('!')) text += m[2] ?? m[1] ?? '';
          // Obsidian's embedded picture; what stands after the bar is its width
          else if (PICTURE.test(m[1] ?? '')) images.push({ address: m[1]!.trim(), alt: '' });
        } else if (labels.has(m[3])) {
          spans.push({ start: text.length, end: text.length + m[3].length, type: 'reference', href: m[3] });
          text += m[3];
        } else text += m[0];
      }
      text += child.content.slice(at);
    } else text += child.content;
  }
  return { text, spans: spans.sort((a, b) => a.start - b.start || b.end - a.end), images };
}

/** Takes `==marked==` stretches out of an inline text; the spans move along. */
function unmark({ text, spans, images }: Inline, marks: CarriedAnnotation[]): Inline {
  const cuts: number[] = [];
  for (const m of text.matchAll(/==(?=\S)([^=\n]{1,2000}?\S|\S)==/g)) {
    cuts.push(m.index, m.index + m[0].length - 2);
    marks.push({ quote: m[1]! });
  }
  if (cuts.length === 0) return { text, spans, images };
  const moved = (at: number): number => at - 2 * cuts.filter((cut) => cut < at).length;
  let clean = '';
  let from = 0;
  for (const cut of cuts) {
    clean += text.slice(from, cut);
    from = cut + 2;
  }
  return {
    text: clean + text.slice(from),
    spans: spans.map((span) => ({ ...span, start: Math.max(0, moved(span.start)), end: moved(span.end) })),
    images,
  };
}

const FOOTNOTE = /^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$/;

/** Takes footnote definitions (`[^1]: …` with indented continuation lines) out of the text: CommonMark has none. */
function splitFootnotes(text: string): {
  readonly body: string;
  readonly notes: readonly (readonly [string, string])[];
} {
  const notes: [string, string][] = [];
  const body: string[] = [];
  let open: [string, string] | null = null;
  let fence: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    const found = fence === null ? FOOTNOTE.exec(line) : null;
    if (found) {
      open = [found[1]!, found[2]!];
      notes.push(open);
    } else if (open && /^(?: {2,}|\t)\S/.test(line)) open[1] += ` ${line.trim()}`;
    else {
      open = null;
      body.push(line);
    }
  }
  return { body: body.join('\n'), notes };
}

const plain = (html: string): string =>
  html
    .replace(/<!--[\s\S]{0,100000}?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[^>]{0,2000}>[\s\S]{0,1000000}?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<\/?[a-z][^<>]{0,2000}>/gi, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** What a picture becomes; null where nothing of it is kept but its description. */
type ImageOf = (picture: Picture) => Block['image'] | null;

/** Keeps the address of a picture on the web. */
const webImage: ImageOf = ({ source, alt }) => {
  const address = linkTarget(source);
  return address === null ? null : { asset: null, alt, address };
};

/**
 * Reads CommonMark with tables, strikethrough, footnotes, wiki links and `==marks==` into blocks. Nesting deeper than
 * 60 levels is read as text. HTML inside keeps only its words. `image` decides what becomes of each picture.
 */
export function blocksFromMarkdown(markdown: string, image: ImageOf = webImage): MarkdownText {
  const { body, notes } = splitFootnotes(markdown);
  const labels = new Set(notes.map(([label]) => label));
  const blocks: Block[] = [];
  const marks: CarriedAnnotation[] = [];
  const lists: { ordered: boolean; next: number }[] = [];
  let quotes = 0;
  let heading: number | null = null;
  let itemStart = false;
  let table: { row: number; column: number; text: string; cells: Cell[]; header: boolean } | null = null;
  const push = (block: Block): void => {
    blocks.push(block);
  };
  for (const token of parser.parse(body, {})) {
    switch (token.type) {
      case 'heading_open':
        heading = Number(token.tag.slice(1));
        break;
      case 'heading_close':
        heading = null;
        break;
      case 'bullet_list_open':
        lists.push({ ordered: false, next: 1 });
        break;
      case 'ordered_list_open':
        lists.push({ ordered: true, next: Number(token.attrGet('start') ?? 1) });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        break;
      case 'list_item_open':
        itemStart = true;
        break;
      case 'blockquote_open':
        quotes += 1;
        break;
      case 'blockquote_close':
        quotes -= 1;
        break;
      case 'fence':
      case 'code_block':
        push({ kind: 'code', text: token.content.replace(/\n$/, '') });
        break;
      case 'hr':
        push({ kind: 'rule', text: '' });
        break;
      case 'html_block': {
        const text = plain(token.content);
        if (text !== '') push({ kind: 'paragraph', text });
        break;
      }
      case 'table_open':
        table = { row: -1, column: 0, text: '', cells: [], header: false };
        break;
      case 'tr_open':
        if (table)
          Object.assign(table, {
            row: table.row + 1,
            column: 0,
            text: table.text + (table.row >= 0 ? '\n' : ''),
          });
        break;
      case 'th_open':
      case 'td_open':
        if (table)
          Object.assign(table, {
            header: token.type === 'th_open',
            text: table.text + (table.column > 0 ? '\t' : ''),
          });
        break;
      case 'table_close':
        if (table && table.text.trim() !== '') push({ kind: 'table', text: table.text, cells: table.cells });
        table = null;
        break;
      case 'inline': {
        const { text, spans, images } = unmark(inline(token, labels), marks);
        if (table) {
          const start = table.text.length;
          table.text += text.replace(/[\t\n]+/g, ' ');
          table.cells.push({
            row: table.row,
            column: table.column,
            start,
            end: table.text.length,
            ...(table.header ? { header: true } : {}),
          });
          table.column += 1;
          break;
        }
        const kept = spans.length > 0 ? { spans } : {};
        const list = lists.at(-1);
        if (text.trim() !== '') {
          if (heading !== null) push({ kind: 'heading', text, level: heading, ...kept });
          else if (list && itemStart) {
            push({
              kind: 'item',
              text,
              level: lists.length,
              ...(list.ordered ? { ordinal: list.next } : {}),
              ...kept,
            });
            list.next += 1;
            itemStart = false;
          } else push({ kind: quotes > 0 ? 'quotation' : 'paragraph', text, ...kept });
        }
        for (const { address, alt } of images) {
          push({
            kind: 'figure',
            text: '',
            image: image({ source: address, alt }) ?? { asset: null, alt },
          });
        }
        break;
      }
      default:
    }
  }
  for (const [label, text] of notes) push({ kind: 'footnote', text, label });
  return { blocks, marks };
}
