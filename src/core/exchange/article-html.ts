import type { Block, Span } from '../source.ts';
import { blockOffsets } from '../source.ts';
import { escapeHtml, safeAddress } from './escape.ts';

/** A stretch of the canonical text to be marked; `number` is shown behind it and leads to its note. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly colour: string;
}

/** Gives the data: address of an image by its hash, or null; without it images are left out and their words kept. */
export type ImageOf = (asset: string) => string | null;

const TAGS: Readonly<Record<Span['type'], string>> = {
  strong: 'strong',
  emphasis: 'em',
  code: 'code',
  link: 'a',
  superscript: 'sup',
  subscript: 'sub',
  strike: 's',
  reference: 'a',
};

/** Formatting nested deeper than this is dropped; no text needs it, and hostile input would grow without bound. */
const DEEPEST = 8;

const openTag = (span: Span): string => {
  if (span.type === 'reference') return `<a href="#fn-${escapeHtml(span.href ?? '')}">`;
  if (span.type !== 'link') return `<${TAGS[span.type]}>`;
  const address = safeAddress(span.href);
  return address === null ? '<a>' : `<a href="${escapeHtml(address)}" rel="noreferrer noopener">`;
};

/** A mark within one block; `last` when its number is to be shown here. */
interface LocalMark extends Mark {
  readonly last: boolean;
}

/** The words `[from, to)` of a block with formatting and marks. Of overlapping marks the one that began last shows. */
function inline(block: Block, from: number, to: number, marks: readonly LocalMark[]): string {
  const spans = (block.spans ?? [])
    .filter((span) => span.start < to && span.end > from && span.end > span.start)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const here = marks.filter((mark) => mark.start < to && mark.end > from);
  const cuts = new Set([from, to]);
  for (const { start, end } of [...spans, ...here]) {
    cuts.add(Math.max(from, start));
    cuts.add(Math.min(to, end));
  }
  const edges = [...cuts].toSorted((a, b) => a - b);
  const endings = Map.groupBy(
    here.filter((mark) => mark.last && mark.end <= to),
    (mark) => mark.end,
  );
  const shown: LocalMark[] = [];
  let open: Span[] = [];
  let nextSpan = 0;
  let nextMark = 0;
  let html = '';
  for (let k = 0; k + 1 < edges.length; k++) {
    const start = edges[k]!;
    const end = edges[k + 1]!;
    open = open.filter((span) => span.end > start);
    while (nextSpan < spans.length && spans[nextSpan]!.start <= start) {
      const span = spans[nextSpan++]!;
      if (span.end > start && open.length < DEEPEST) open.push(span);
    }
    while (nextMark < here.length && here[nextMark]!.start <= start) shown.push(here[nextMark++]!);
    while (shown.length > 0 && shown.at(-1)!.end <= start) shown.pop();
    const mark = shown.at(-1);
    const words = escapeHtml(block.text.slice(start, end));
    html +=
      (mark ? `<mark class="${escapeHtml(mark.colour)}">` : '') +
      open.map(openTag).join('') +
      words +
      open
        .map((span) => `</${TAGS[span.type]}>`)
        .toReversed()
        .join('') +
      (mark ? '</mark>' : '');
    for (const { number } of endings.get(end) ?? [])
      html += `<sup class="note"><a id="mark-${number}" href="#note-${number}">${number}</a></sup>`;
  }
  return html;
}

function table(block: Block, marks: readonly LocalMark[]): string {
  const rows = Map.groupBy(
    (block.cells ?? []).toSorted((a, b) => a.row - b.row || a.column - b.column),
    (cell) => cell.row,
  );
  const lines = [...rows.values()].map((cells) => {
    const line = cells.map((cell) => {
      const tag = cell.header ? 'th' : 'td';
      return `<${tag}>${inline(block, cell.start, cell.end, marks)}</${tag}>`;
    });
    return `<tr>${line.join('')}</tr>`;
  });
  return lines.length === 0
    ? `<pre>${inline(block, 0, block.text.length, marks)}</pre>`
    : `<table>${lines.join('\n')}</table>`;
}

const DATA_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp);base64,[a-z0-9+/=]+$/iu;

function figure(block: Block, words: string, imageOf: ImageOf): string {
  const asset = block.image?.asset;
  const address = asset == null ? null : imageOf(asset);
  const alt = escapeHtml(block.image?.alt ?? '');
  const image = address !== null && DATA_IMAGE.test(address) ? `<img src="${address}" alt="${alt}">` : '';
  const caption = words === '' ? (image === '' ? alt : '') : words;
  return image === '' && caption === ''
    ? ''
    : `<figure>${image}${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>`;
}

function element(block: Block, marks: readonly LocalMark[], imageOf: ImageOf): string {
  const words = block.kind === 'table' ? '' : inline(block, 0, block.text.length, marks);
  const language = block.language === undefined ? '' : ` lang="${escapeHtml(block.language)}"`;
  const level = Math.max(1, Math.min(6, Math.trunc(block.level ?? 1)));
  switch (block.kind) {
    case 'heading':
      return `<h${level}${language}>${words}</h${level}>`;
    case 'item': {
      const value = Number.isInteger(block.ordinal) ? ` value="${block.ordinal}"` : '';
      return `<li class="level-${level}${value === '' ? '' : ' ordered'}"${value}${language}>${words}</li>`;
    }
    case 'quotation':
      return `<blockquote${language}><p>${words}</p></blockquote>`;
    case 'code':
      return `<pre><code>${words}</code></pre>`;
    case 'table':
      return table(block, marks);
    case 'figure':
      return figure(block, words, imageOf);
    case 'caption':
      return `<p class="caption"${language}>${words}</p>`;
    case 'footnote':
      return `<p class="footnote"${block.label === undefined ? '' : ` id="fn-${escapeHtml(block.label)}"`}${language}>${words}</p>`;
    case 'rule':
      return '<hr>';
    case 'paragraph':
      break;
  }
  return words === '' ? '' : `<p${language}>${words}</p>`;
}

/** The marks by block, with offsets into the block's text. */
function marksByBlock(blocks: readonly Block[], marks: readonly Mark[]): Map<number, LocalMark[]> {
  const offsets = blockOffsets(blocks);
  const kept = offsets.flatMap((start, k) =>
    start === null ? [] : [{ start, end: start + blocks[k]!.text.length, k }],
  );
  const byBlock = new Map<number, LocalMark[]>();
  for (const mark of marks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (kept[middle]!.end > mark.start) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < kept.length && kept[at]!.start < mark.end; at++) {
      const { start, end, k } = kept[at]!;
      const last = at + 1 >= kept.length || kept[at + 1]!.start >= mark.end;
      const local = {
        ...mark,
        start: Math.max(0, mark.start - start),
        end: Math.min(end, mark.end) - start,
        last,
      };
      const list = byBlock.get(k);
      if (list) list.push(local);
      else byBlock.set(k, [local]);
    }
  }
  return byBlock;
}

/**
 * The kept blocks as an HTML fragment: text and known formatting only, everything escaped, links to http, https and
 * mailto only. `marks` are offsets into the canonical text.
 */
export function htmlOf(
  blocks: readonly Block[],
  marks: readonly Mark[] = [],
  imageOf: ImageOf = () => null,
): string {
  const byBlock = marksByBlock(blocks, marks);
  const lines: string[] = [];
  let list = '';
  blocks.forEach((block, k) => {
    if (block.removed) return;
    const wanted = block.kind === 'item' ? (block.ordinal === undefined ? 'ul' : 'ol') : '';
    if (wanted !== list) {
      if (list !== '') lines.push(`</${list}>`);
      if (wanted !== '') lines.push(`<${wanted}>`);
      list = wanted;
    }
    const html = element(block, byBlock.get(k) ?? [], imageOf);
    if (html !== '') lines.push(html);
  });
  if (list !== '') lines.push(`</${list}>`);
  return lines.join('\n');
}
