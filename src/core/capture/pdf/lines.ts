/** A piece of text on a page with its box; the origin is the lower left corner, units are points. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One line of a page. */
export interface PageLine {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
}

const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** Joins two pieces by the gap between them: no space inside a word or between wide characters, however the file cut them. */
function glue(before: string, after: string, gap: number, height: number): string {
  if (before === '' || after === '' || /\s$/.test(before) || /^\s/.test(after)) return before + after;
  if (WIDE.test(before.at(-1)!) && WIDE.test(after[0]!)) return before + after;
  return gap > height * 0.18 ? `${before} ${after}` : before + after;
}

/**
 * Puts the pieces of one page together as lines, in the order in which the file gives them (which is the reading order
 * of most files, columns included): a piece continues the line when it stands at the same height to the right of it.
 */
export function pageLines(pieces: readonly Piece[]): readonly PageLine[] {
  const lines: PageLine[] = [];
  let line: { text: string; x: number; right: number; y: number; height: number } | null = null;
  for (const piece of pieces) {
    if (piece.text.trim() === '' && !line) continue;
    const height: number = piece.height || line?.height || 10;
    const same =
      line !== null &&
      Math.abs(piece.y - line.y) < Math.max(height, line.height) * 0.45 &&
      piece.x >= line.right - height * 0.6 &&
      piece.x - line.right < height * 6;
    if (same && line) {
      line.text = glue(line.text, piece.text, piece.x - line.right, height);
      if (piece.text.trim() !== '') line.right = Math.max(line.right, piece.x + piece.width);
      line.height = Math.max(line.height, piece.text.trim() === '' ? 0 : height);
    } else {
      if (piece.text.trim() === '') continue;
      if (line) lines.push({ ...line, text: line.text.trim() });
      line = { text: piece.text, x: piece.x, right: piece.x + piece.width, y: piece.y, height };
    }
  }
  if (line) lines.push({ ...line, text: line.text.trim() });
  return lines.filter(({ text }) => text !== '');
}
