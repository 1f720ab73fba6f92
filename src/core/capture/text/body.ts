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

/** A stretch without the lines at its ends that are no running text; null when none is left. */
function trimmed(looks: readonly Look[], { first, last }: Stretch): Stretch | null {
  let [from, to] = [first, last];
  while (from <= to && looks[from]!.weight <= 0) from += 1;
  while (to >= from && looks[to]!.weight <= 0) to -= 1;
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
  return wide === null ? null : (trimmed(looks, wide) ?? bestStretch(looks));
}
