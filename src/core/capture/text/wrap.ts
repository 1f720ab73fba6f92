/** Narrowest and widest line at which a text counts as wrapped by hand (mail, RFCs, Project Gutenberg). */
const NARROW = 45;
const WIDE = 100;

/**
 * Joins lines that were broken at a fixed width back into paragraphs. Only texts whose paragraphs are set apart by
 * blank lines and whose inner lines are all about as long are touched; others are returned as they are.
 */
export function unwrapLines(text: string): string {
  const paragraphs = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  const lengths: number[] = [];
  let long = 0;
  for (const paragraph of paragraphs) {
    const lines = paragraph.split('\n');
    for (const line of lines.slice(0, -1)) lengths.push(line.length);
    if (lines.some((line) => line.length > WIDE)) long += 1;
  }
  if (lengths.length < 4 || long > 0) return text;
  const sorted = lengths.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(sorted.length * 0.2)]!, sorted[Math.floor(sorted.length * 0.95)]!];
  if (high < NARROW || low < high * 0.65) return text;
  return paragraphs
    .map((paragraph) => {
      const lines = paragraph.split('\n');
      const full = lines.slice(0, -1).filter((line) => line.length >= high * 0.6).length;
      return lines.length > 1 && full >= (lines.length - 1) * 0.7
        ? lines.map((line) => line.trim()).join(' ')
        : paragraph;
    })
    .join('\n\n');
}
