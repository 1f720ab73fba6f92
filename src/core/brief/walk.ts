import type { BlockNode, BriefDocument, EvidenceReference, FigureNode, InlineNode } from '../brief.ts';

/** One line of words: a paragraph or heading with its text, its atoms taken out. */
export interface Line {
  readonly kind: 'paragraph' | 'heading';
  readonly content: readonly InlineNode[];
  /** The words alone; a hard break is a line feed. */
  readonly text: string;
  /** Citations with their place in `text`. */
  readonly citations: readonly {
    readonly at: number;
    readonly position: number;
    readonly reference: EvidenceReference;
  }[];
  /** Stretches of `text` marked as the author's inference. */
  readonly inferences: readonly { readonly start: number; readonly end: number }[];
  /** ProseMirror position of an offset into `text`. */
  readonly position: (offset: number) => number;
}

/** What a document is made of, in reading order. `position` is the ProseMirror position before the node. */
export type Piece =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'quotation'; readonly position: number; readonly reference: EvidenceReference }
  | {
      readonly kind: 'factTable';
      readonly position: number;
      readonly factIds: readonly string[];
      readonly shown: readonly string[] | null;
    }
  | { readonly kind: 'figure'; readonly position: number; readonly figure: FigureNode['attrs'] };

/** Reads one line; `start` is the ProseMirror position of its first content. */
function lineOf(kind: Line['kind'], content: readonly InlineNode[], start: number): Line {
  let text = '';
  let position = start;
  const citations: Line['citations'][number][] = [];
  const inferences: { start: number; end: number }[] = [];
  const stops: { offset: number; position: number }[] = [{ offset: 0, position }];
  for (const node of content) {
    if (node.type === 'text') {
      if (node.marks?.some((mark) => mark.type === 'inference')) {
        inferences.push({ start: text.length, end: text.length + node.text.length });
      }
      text += node.text;
      position += node.text.length;
    } else {
      if (node.type === 'citation') citations.push({ at: text.length, position, reference: node.attrs });
      if (node.type === 'hardBreak') text += '\n';
      position += 1;
      stops.push({ offset: text.length, position });
    }
  }
  return {
    kind,
    content,
    text,
    citations,
    inferences,
    position: (offset) => {
      let stop = stops[0]!;
      for (const next of stops) if (next.offset <= offset) stop = next;
      return stop.position + (offset - stop.offset);
    },
  };
}

/** Lists the pieces of a document in reading order. Depth is bounded by the document's own bound; sizes follow ProseMirror. */
export function piecesOf(document: BriefDocument): readonly Piece[] {
  const pieces: Piece[] = [];
  const inside = (blocks: readonly BlockNode[], start: number): number => {
    let at = start;
    for (const block of blocks) {
      switch (block.type) {
        case 'paragraph':
        case 'heading': {
          const content = block.content ?? [];
          pieces.push({ kind: 'line', line: lineOf(block.type, content, at + 1) });
          at += 2;
          for (const node of content) at += node.type === 'text' ? node.text.length : 1;
          break;
        }
        case 'bulletList':
        case 'orderedList': {
          at += 1;
          for (const item of block.content ?? []) at = inside(item.content ?? [], at + 1) + 1;
          at += 1;
          break;
        }
        case 'table': {
          at += 1;
          for (const row of block.content ?? []) {
            at += 1;
            for (const cell of row.content ?? []) at = inside(cell.content ?? [], at + 1) + 1;
            at += 1;
          }
          at += 1;
          break;
        }
        case 'quotation':
          pieces.push({ kind: 'quotation', position: at, reference: block.attrs });
          at += 1;
          break;
        case 'figure':
          pieces.push({ kind: 'figure', position: at, figure: block.attrs });
          at += 1;
          break;
        // A chart says what the same facts say in a table.
        case 'chart':
        case 'factTable':
          pieces.push({
            kind: 'factTable',
            position: at,
            factIds: block.attrs.factIds,
            shown: block.attrs.shown,
          });
          at += 1;
          break;
        case 'horizontalRule':
          at += 1;
          break;
      }
    }
    return at;
  };
  inside(document.content, 0);
  return pieces;
}
