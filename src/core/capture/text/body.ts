import { datelines, isDateline } from './dateline.ts';
import type { Line } from './line.ts';
import { bestStretch } from './stretch.ts';
import type { Look, Stretch } from './stretch.ts';

/** How much a dateline of its own and a byline speak for the text around them; in paragraphs of middling length. */
const DATELINE_BONUS = 3;
const BYLINE_BONUS = 1.5;

/** Lines that are mostly a date and stand alone: lists of teasers and comments have a date every few lines. */
function loneDates(lines: readonly Line[]): ReadonlySet<number> {
  const all = lines.flatMap((line, at) => (isDateline(datelines(line, at, { order: 'dmy' })) ? [at] : []));
  return new Set(
    all.filter(
      (at, i) =>
        !(at - (all[i - 1] ?? -99) <= 8 && at - (all[i - 1] ?? -99) > 1) &&
        !((all[i + 1] ?? 1e9) - at <= 8 && (all[i + 1] ?? 1e9) - at > 1),
    ),
  );
}

/** Lines without running text that set a last piece apart from the body, and the share of the body it must stay under. */
const ISLAND_GAP = 2;
const ISLAND_SHARE = 0.12;

/** The end of a body without a last small piece of prose set apart from it: the author's notes, a teaser, an invitation. */
function withoutIsland(looks: readonly Look[], from: number, to: number): number {
  let total = 0;
  for (let at = from; at <= to; at += 1) total += Math.max(0, looks[at]!.weight);
  let piece = 0;
  let gap = 0;
  for (let at = to; at >= from && piece < total * ISLAND_SHARE; at -= 1) {
    if (looks[at]!.weight > 0) {
      if (gap >= ISLAND_GAP) return at;
      gap = 0;
      piece += looks[at]!.weight;
    } else gap += 1;
  }
  return to;
}

/** A stretch without the lines at its ends that are no running text; null when none is left. */
function trimmed(lines: readonly Line[], looks: readonly Look[], { first, last }: Stretch): Stretch | null {
  let [from, to] = [first, last];
  while (from <= to && looks[from]!.weight <= 0) from += 1;
  while (to >= from && (looks[to]!.weight <= 0 || /[:：]$/u.test(lines[to]!.text))) to -= 1;
  to = withoutIsland(looks, from, to);
  return from > to ? null : { first: from, last: to };
}

/**
 * The lines of the article's body: the stretch with the most running text, found with the help of the dateline and
 * byline beside it, which themselves do not belong to it. Null when nothing looks like running text.
 */
export function findBody(
  lines: readonly Line[],
  looks: readonly Look[],
  named: (at: number) => boolean,
): Stretch | null {
  const dated = loneDates(lines);
  const wide = bestStretch(looks, (at) => (dated.has(at) ? DATELINE_BONUS : named(at) ? BYLINE_BONUS : 0));
  return wide === null ? null : (trimmed(lines, looks, wide) ?? bestStretch(looks));
}
