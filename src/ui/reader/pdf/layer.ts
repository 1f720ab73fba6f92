import { TextLayer, type PDFPageProxy, type PageViewport } from 'pdfjs-dist';

/** The words of a page as they lie over its picture: one text, cut into the elements that hold it. */
export interface Layer {
  readonly text: string;
  readonly element: HTMLElement;
  /** Start of every element's words in `text`. */
  readonly pieces: readonly { readonly element: HTMLElement; readonly start: number }[];
}

/** Lays the words of a page over it, so that they can be selected; the text layer of pdf.js. */
export async function layWords(
  page: PDFPageProxy,
  viewport: PageViewport,
  element: HTMLElement,
): Promise<Layer> {
  const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: element, viewport });
  await layer.render();
  let text = '';
  const pieces = layer.textDivs.map((piece) => {
    const start = text.length;
    // a blank parts the pieces; blanks count for nothing when words are compared
    text += `${piece.textContent} `;
    return { element: piece, start };
  });
  return { text, element, pieces };
}

/** The drawn stretch for offsets into the layer's text; null when there are no words. */
export function rangeOn(layer: Layer, start: number, end: number): Range | null {
  const point = (offset: number, last: boolean): { node: Node; at: number } | null => {
    const piece = layer.pieces.findLast((each) => (last ? each.start < offset : each.start <= offset));
    const node = piece?.element.firstChild;
    return piece && node ? { node, at: Math.min(offset - piece.start, node.textContent?.length ?? 0) } : null;
  };
  const from = point(start, false);
  const to = point(end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.at);
  range.setEnd(to.node, to.at);
  return range;
}

/** The part of a selection that lies on the layer, as offsets into its text; null when none does. */
export function selectedOn(
  layer: Layer,
  range: Range,
): { readonly start: number; readonly end: number } | null {
  if (!range.intersectsNode(layer.element)) return null;
  let low = Infinity;
  let high = -Infinity;
  for (const { element, start } of layer.pieces) {
    const node = element.firstChild;
    if (!node || !range.intersectsNode(node)) continue;
    const length = node.textContent?.length ?? 0;
    const from = range.startContainer === node ? range.startOffset : 0;
    const to = range.endContainer === node ? range.endOffset : length;
    if (to <= from) continue;
    low = Math.min(low, start + from);
    high = Math.max(high, start + to);
  }
  return high > low ? { start: low, end: high } : null;
}
