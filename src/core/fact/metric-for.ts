import type { Doubt } from '../source.ts';
import type { Change } from './change.ts';
import type { MetricKind, MetricMark } from './metrics.ts';
import type { Quantity } from './quantity.ts';
import { sentenceAround } from './sentence.ts';

/** The metric of a quantity; `changed` when it is a growth figure of the metric. */
export interface Measured {
  readonly name: string | null;
  readonly changed: boolean;
  readonly doubts: readonly Doubt[];
}

const PERCENT = new Set(['%', 'bps', 'pp', '‰']);
const BEFORE_GLUE = /^[^,;，；。]{0,60}$/;
/** "$0.24 per share" says of what the sum is, not what it measures, where another metric is named. */
const PER_SHARE = /^(?:per|a) share$/;
const HAN_VERB_GLUE = /^(?:的|全资|成功)?$/;
/** What may stand between a number and the metric after it. */
const AFTER_GLUE =
  /^\s?(?:in|of|worth of|as|for|的)?\s?(?:(?:its|the|their|annual|annualised|annualized|total|net|quarterly|yearly|full-year|combined|adjusted|new|estimated|venture|equity|additional|fresh|pre-money|post-money|年度?|全年)\s?){0,2}$/;
const SHARE =
  /^\s?(?:of|的)\s?(?:(?:its|the|their|all|total|group|company|global|annual|overall|group's|company's)\s){0,2}$/;
const TAKES = /(?:占|占到|占据)(?:了|公司|其|全部|总|集团|当期|年度|整体)*$/;

function kindOf(quantity: Quantity): MetricKind {
  if (quantity.currency !== null) return 'money';
  if (quantity.unit !== null && PERCENT.has(quantity.unit)) return 'percent';
  return 'count';
}

const isHan = (text: string): boolean => /[\u4e00-\u9fff]/.test(text);

/**
 * Finds what a quantity measures among the metrics of the sentence; null for a bare number that measures nothing.
 * A metric right behind an English number ("$45 billion valuation") comes first, then the nearest before it, then the
 * nearest behind. Percentages of a sum become a share ("9% of its sales": share of sales), changes become growth.
 */
export function metricFor(
  folded: string,
  quantity: Quantity,
  metrics: readonly MetricMark[],
  before: Quantity | null,
  after: Quantity | null,
  change: Change | null,
): Measured | null {
  const sentence = sentenceAround(folded, quantity.start, quantity.end);
  const inside = metrics.filter(
    (one) => one.start >= sentence.start && one.end <= sentence.end && !overlaps(one, quantity),
  );
  const kind = kindOf(quantity);
  const limit = after ? after.from : sentence.end;
  const behind = inside.filter((one) => one.start >= quantity.end && one.end <= limit);
  const ahead = inside.filter((one) => one.end <= quantity.from);

  if (kind === 'percent' && !change) {
    const share = shareOf(folded, quantity, behind, ahead);
    if (share) return share;
  }
  const fits = (one: MetricMark): boolean => one.kind === kind || (change !== null && one.name !== 'growth');
  const glued = behind.find(
    (one) =>
      fits(one) &&
      !one.verb &&
      !PER_SHARE.test(one.name) &&
      AFTER_GLUE.test(folded.slice(quantity.to, one.start)),
  );
  const close = ahead
    .filter(
      (one) =>
        fits(one) &&
        BEFORE_GLUE.test(folded.slice(one.end, quantity.from)) &&
        !(before && one.end <= before.start),
    )
    .at(-1);
  const touching = glued !== undefined && /^(?:的|\s)*$/.test(folded.slice(quantity.to, glued.start));
  const direct =
    glued && (isHan(glued.name) ? !close || (close.verb && touching) : touching || !close || close.verb)
      ? glued
      : null;
  const done = behind.find(
    (one) =>
      fits(one) && one.verb && isHan(one.name) && HAN_VERB_GLUE.test(folded.slice(quantity.to, one.start)),
  );
  const changed = inChange(folded, quantity, behind, change);
  const chosen =
    direct ??
    changed ??
    close ??
    ahead.filter((one) => fits(one) && !one.verb).at(-1) ??
    ahead.filter(fits).at(-1) ??
    done ??
    glued ??
    loose(folded, quantity, behind, fits) ??
    null;
  if (chosen) return named(chosen, change, quantity);
  if (change)
    return {
      name: isHan(folded.slice(sentence.start, sentence.end)) ? '增长' : 'growth',
      changed: true,
      doubts: [{ code: 'metric-unclear' }],
    };
  if (kind === 'count' && quantity.unit !== null && quantity.unit !== 'x')
    return {
      name: quantity.noun,
      changed: false,
      doubts: [{ code: 'metric-from-unit', detail: quantity.unit }],
    };
  if (quantity.currency !== null || quantity.unit !== null)
    return { name: null, changed: false, doubts: [{ code: 'no-metric' }] };
  return null;
}

const overlaps = (one: MetricMark, quantity: Quantity): boolean =>
  one.start < quantity.end && one.end > quantity.start;

const loose = (
  folded: string,
  quantity: Quantity,
  behind: readonly MetricMark[],
  fits: (one: MetricMark) => boolean,
): MetricMark | undefined =>
  behind.find(
    (one) =>
      fits(one) &&
      !one.verb &&
      one.start - quantity.to <= 40 &&
      !/[,;，]/.test(folded.slice(quantity.to, one.start)),
  );

/** "a 5% increase in revenue", "5% growth of net profit". */
function inChange(
  folded: string,
  quantity: Quantity,
  behind: readonly MetricMark[],
  change: Change | null,
): MetricMark | null {
  if (!change) return null;
  return (
    behind.find((one) =>
      /^\s?(?:[a-z-]+ ){1,3}(?:in|of) (?:its |the |total |their )?$/.test(
        folded.slice(quantity.to, one.start),
      ),
    ) ?? null
  );
}

function named(chosen: MetricMark, change: Change | null, quantity: Quantity): Measured {
  const doubts: Doubt[] = chosen.verb ? [{ code: 'metric-from-verb', detail: chosen.name }] : [];
  if (quantity.unit === 'x' && !change && chosen.kind !== 'count')
    return { name: chosen.name, changed: false, doubts };
  if (!change || /growth|cagr|增速|增长|增幅/.test(chosen.name))
    return { name: chosen.name, changed: change !== null, doubts };
  const moved = chosen.kind === 'percent' ? ['变动', ' change'] : ['增长', ' growth'];
  return { name: chosen.name + (isHan(chosen.name) ? moved[0]! : moved[1]!), changed: true, doubts };
}

function shareOf(
  folded: string,
  quantity: Quantity,
  behind: readonly MetricMark[],
  ahead: readonly MetricMark[],
): Measured | null {
  const of = behind.find((one) => !one.verb && SHARE.test(folded.slice(quantity.to, one.start)));
  if (of && of.kind !== 'percent') {
    if (isHan(of.name)) return { name: of.name + '占比', changed: false, doubts: [] };
    const rest =
      /^(?: (?:in|from|to|outside|abroad|overseas|online|within) ?(?:[a-z]+(?: [a-z]+)?)?| overseas| abroad| online)/.exec(
        folded.slice(of.end, of.end + 40),
      )?.[0] ?? '';
    const qualifier =
      /^ (?:in|for|during) (?:the|q\d|fiscal|fy|last|this|first|second|third|fourth|january|february|march|april|may|june|july|august|september|october|november|december)?\s?$/.test(
        rest,
      ) || /\b(?:last|this|the|in|to|from)$/.test(rest.trimEnd())
        ? ''
        : rest.trimEnd();
    return { name: 'share of ' + of.name + qualifier, changed: false, doubts: [] };
  }
  const one = ahead.at(-1);
  if (
    one &&
    TAKES.test(folded.slice(Math.max(0, one.start - 8), one.start)) &&
    /^(?:的|比|比重|比例|总额|为|达|约|\s)*$/.test(folded.slice(one.end, quantity.from))
  ) {
    return { name: one.name + '占比', changed: false, doubts: [] };
  }
  return null;
}
