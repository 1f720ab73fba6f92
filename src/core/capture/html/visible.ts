import type { Block } from '../../source.ts';
import { foldTitle } from './title.ts';
import type { Unit } from './units.ts';

/** A short line readers see near the article. `place` says where: above its text, in its first lines, or after it. */
export interface Line {
  readonly text: string;
  readonly place: 'head' | 'text' | 'tail';
  /** Lines from the headline, below positive; 99 where there is no headline. */
  readonly distance: number;
  readonly unit: Unit;
}

const LONGEST = 240;

/** Rules whose blocks say nothing about this article. */
const ELSEWHERE = new Set([
  'comments',
  'related',
  'navigation',
  'newsletter',
  'advertisement',
  'cookie-notice',
  'share-bar',
  'hidden',
  'form',
  'photo-caption',
  'photo-credit',
]);

/**
 * The lines that could carry the author or date: from a little above the headline to the first words of the article,
 * and those right after its end. Nearest to the headline first.
 */
export function visibleLines(
  units: readonly Unit[],
  blocks: readonly Block[],
  title: string | null,
): readonly Line[] {
  const isText = (i: number): boolean => units[i]!.block.text !== '' && !units[i]!.hidden;
  const kept: number[] = [];
  blocks.forEach((block, i) => {
    if (!block.removed && block.text.length > 60) kept.push(i);
  });
  const first = kept[0];
  const last = kept.at(-1);
  if (first === undefined || last === undefined) return [];
  const folded = title === null ? '' : foldTitle(title);
  let headline = -1;
  for (let i = 0; i <= first; i++) {
    if (
      isText(i) &&
      folded !== '' &&
      units[i]!.block.text.length < 400 &&
      foldTitle(units[i]!.block.text) === folded
    )
      headline = i;
  }
  const start = headline < 0 ? Math.max(0, first - 14) : Math.max(0, headline - 8);
  const lines: Line[] = [];
  const add = (i: number, place: Line['place']): void => {
    const unit = units[i]!;
    if (
      !isText(i) ||
      i === headline ||
      unit.block.kind === 'caption' ||
      ELSEWHERE.has(blocks[i]!.removed?.rule ?? '')
    )
      return;
    if (unit.block.text.length <= LONGEST || place === 'text') {
      lines.push({
        text: unit.block.text.slice(0, 600),
        place,
        distance: headline < 0 ? 99 : i - headline,
        unit,
      });
    }
  };
  for (let i = start; i < first; i++) add(i, 'head');
  for (const i of kept.slice(0, 2)) add(i, 'text');
  for (let i = first + 1; i < Math.min(first + 5, last); i++)
    if (units[i]!.block.text.length < 120) add(i, 'head');
  for (
    let i = Math.min(Math.max(first + 5, last - 2), last + 1), count = 0;
    i < units.length && count < 12;
    i++
  ) {
    if (!isText(i)) continue;
    count++;
    add(i, 'tail');
  }
  const rank = (line: Line): number =>
    line.place === 'tail' ? 1000 : line.distance >= 0 ? line.distance : 20 - line.distance;
  return lines.sort((a, b) => rank(a) - rank(b));
}
