import type { EvidenceSource } from '../brief.ts';
import { blockOffsets } from '../source.ts';
import type { Block } from '../source.ts';
import type { Passage } from './outline.ts';
import type { QuoteCheck, Stretch } from './quotes.ts';

interface PlacedBlock {
  readonly block: Block;
  readonly start: number;
  readonly end: number;
  /** Number of the paragraph from 1, headings and captions not counted; null for those. */
  readonly paragraph: number | null;
}

const laidOut = new WeakMap<EvidenceSource, readonly PlacedBlock[]>();

const COUNTED: ReadonlySet<Block['kind']> = new Set(['paragraph', 'item', 'quotation', 'code', 'table']);

function placedBlocks(source: EvidenceSource): readonly PlacedBlock[] {
  const seen = laidOut.get(source);
  if (seen) return seen;
  const offsets = blockOffsets(source.blocks);
  let paragraph = 0;
  const made = source.blocks.flatMap((block, i): PlacedBlock[] => {
    const start = offsets[i];
    if (start === null || start === undefined) return [];
    const counted = COUNTED.has(block.kind);
    if (counted) paragraph += 1;
    return [{ block, start, end: start + block.text.length, paragraph: counted ? paragraph : null }];
  });
  laidOut.set(source, made);
  return made;
}

/** Index of the block that holds an offset of the canonical text. */
function blockAt(blocks: readonly PlacedBlock[], offset: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blocks[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Longest stretch of a neighbouring block that is shown as context, in UTF-16 units. */
const CONTEXT = 600;

function cut({ block, start }: PlacedBlock, marks: readonly Stretch[]): { text: string; marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const mark of marks) {
    const from = Math.max(at, mark.start - start);
    const to = Math.min(block.text.length, mark.end - start);
    if (to <= from) continue;
    if (from > at) pieces.push({ text: block.text.slice(at, from), marked: false });
    pieces.push({ text: block.text.slice(from, to), marked: true });
    at = to;
  }
  if (at < block.text.length) pieces.push({ text: block.text.slice(at), marked: false });
  return pieces;
}

const shortened = (text: string, keepEnd: boolean): string => {
  if (text.length <= CONTEXT) return text;
  return keepEnd ? `…${text.slice(-CONTEXT).toWellFormed()}` : `${text.slice(0, CONTEXT).toWellFormed()}…`;
};

/**
 * The saved passage of a quotation: its blocks whole with the quoted words marked, one block of context on either side.
 * Where the words differ from the source nothing is marked; where their place is not known there are no blocks.
 */
export function passageOf(source: EvidenceSource, annotationId: string | null, check: QuoteCheck): Passage {
  const all = placedBlocks(source);
  const described = {
    sourceId: source.id,
    sourceTitle: source.title,
    byline: source.byline,
    siteName: source.siteName,
    publishedOn: source.publishedOn,
    url: source.url,
    language: source.language,
    capturedAt: source.capturedAt,
    versionNumber: source.versionNumber,
    contentHash: source.contentHash,
    annotationId,
  };
  const { place } = check;
  if (!place || all.length === 0) return { ...described, paragraph: null, page: null, blocks: [] };
  const first = blockAt(all, place.start);
  const last = Math.max(first, blockAt(all, Math.max(place.start, place.end - 1)));
  const before = all[first - 1];
  const after = all[last + 1];
  return {
    ...described,
    paragraph: all[first]!.paragraph,
    page: all[first]!.block.page ?? null,
    blocks: [
      ...(before ? [[{ text: shortened(before.block.text, true), marked: false }]] : []),
      ...all.slice(first, last + 1).map((block) => cut(block, check.stretches)),
      ...(after ? [[{ text: shortened(after.block.text, false), marked: false }]] : []),
    ],
  };
}

const encoded = (words: string): string => encodeURIComponent(words).replaceAll('-', '%2D');

/**
 * The address of a live page at given words: a text fragment (URL Fragment Text Directives, W3C community group report).
 * Long quotations are given by their first and last words; null without an http address.
 */
export function textFragment(url: string | null, quote: string): string | null {
  if (!url || !/^https?:\/\//iu.test(url)) return null;
  const words = quote.replace(/\s+/gu, ' ').trim();
  const page = url.split('#', 1)[0]!;
  if (words === '' || /…|\.{3}/u.test(words)) return url;
  const list = words.split(' ');
  if (words.length <= 100) return `${page}#:~:text=${encoded(words)}`;
  const [start, end] =
    list.length > 10
      ? [list.slice(0, 5).join(' '), list.slice(-5).join(' ')]
      : [words.slice(0, 20).toWellFormed(), words.slice(-20).toWellFormed()];
  return `${page}#:~:text=${encoded(start)},${encoded(end)}`;
}
