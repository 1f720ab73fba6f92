/**
 * Between places in the drawn page and offsets into the canonical text. Every piece of text that belongs to it stands
 * alone in an element with `data-o`, its first offset; anything else on the page, such as words for screen readers, has none.
 * A gap stands for text that is not drawn, from `data-o` to `data-end`, and has no words.
 */

/** The canonical text as far as it is needed here; null for words that are not at hand. */
interface Words {
  readonly length: number;
  readonly slice: (start: number, end: number) => string | null;
}

const leafOf = (node: Node): HTMLElement | null =>
  (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('[data-o]') ?? null;

const startOf = (leaf: HTMLElement): number => Number(leaf.dataset['o']);

const endOf = (leaf: HTMLElement): number =>
  leaf.dataset['end'] === undefined ? startOf(leaf) + leaf.textContent.length : Number(leaf.dataset['end']);

const leavesIn = (root: ParentNode): readonly HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('[data-o]'),
];

const offsetOf = (root: HTMLElement, node: Node, at: number, end: boolean): number | null => {
  const leaf = node.nodeType === Node.TEXT_NODE ? leafOf(node) : null;
  if (leaf && root.contains(leaf)) return startOf(leaf) + at;
  const point = document.createRange();
  point.setStart(node, at);
  const leaves = leavesIn(root);
  if (end) {
    const before = leaves.findLast((each) => point.comparePoint(each, 0) <= 0 && endOf(each) > startOf(each));
    return before ? endOf(before) : null;
  }
  const after = leaves.find((each) => point.comparePoint(each, 0) >= 0);
  return after ? startOf(after) : null;
};

/** The stretch of canonical text a selection covers; null when it is empty or lies outside. Ends are trimmed of spaces. */
export function selected(
  root: HTMLElement,
  selection: Selection | null,
  text: Words,
): { readonly start: number; readonly end: number } | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const inside = document.createRange();
  inside.selectNodeContents(root);
  const startInside = inside.comparePoint(range.startContainer, range.startOffset) === 0;
  const endInside = inside.comparePoint(range.endContainer, range.endOffset) === 0;
  let start = startInside ? offsetOf(root, range.startContainer, range.startOffset, false) : 0;
  let end = endInside ? offsetOf(root, range.endContainer, range.endOffset, true) : text.length;
  if (start === null || end === null) return null;
  const blank = (at: number): boolean => /\s/.test(text.slice(at, at + 1) ?? '');
  while (start < end && blank(start)) start++;
  while (end > start && blank(end - 1)) end--;
  return end > start ? { start, end } : null;
}

/** Between two blocks stand at most two line breaks. */
const MOST_BETWEEN = 2;

const pointAt = (
  leaves: readonly HTMLElement[],
  offset: number,
  end: boolean,
): { readonly node: Node; readonly at: number } | null => {
  // The leaves stand in the order of the text, so the last one that begins before the offset is found by halving.
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = startOf(leaves[middle]!);
    if (end ? start < offset : start <= offset) low = middle + 1;
    else high = middle;
  }
  const leaf = leaves[low - 1];
  const node = leaf?.firstChild;
  // an offset in a gap, or in what is not drawn, stands nowhere on the page
  if (!leaf || !node || offset > endOf(leaf) + MOST_BETWEEN) return null;
  return { node, at: Math.min(offset - startOf(leaf), node.textContent?.length ?? 0) };
};

/** The drawn stretch for canonical offsets; null when it is not on the page. */
export const rangeAt = (root: HTMLElement, start: number, end: number): Range | null =>
  rangeIn(leavesIn(root), start, end);

/** The same for many stretches at once; those that are not on the page are left out. */
export function rangesAt(
  root: HTMLElement,
  stretches: readonly { readonly start: number; readonly end: number }[],
): readonly Range[] {
  const leaves = leavesIn(root);
  return stretches.map(({ start, end }) => rangeIn(leaves, start, end)).filter((range) => range !== null);
}

function rangeIn(leaves: readonly HTMLElement[], start: number, end: number): Range | null {
  const from = pointAt(leaves, start, false);
  const to = pointAt(leaves, end, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.at);
  range.setEnd(to.node, to.at);
  return range;
}
