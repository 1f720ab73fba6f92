/**
 * The peer our anchoring is timed against: quote matching as the Hypothesis client describes it. Exact occurrences are
 * looked for first; without any, the stretches with the fewest errors (at most half the quote, at most 256), found with
 * Myers' bit-parallel search in blocks of 32 rows; each is then scored by quote 50, prefix 20, suffix 20, position 2.
 * Written for this measurement after Myers 1999 (J. ACM 46, 395-415); only the tests use it.
 */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

const BITS = 32;

const flag = (bits: number): number => (bits === 0 ? 0 : 1);

/** Ends and error counts of the best occurrences with at most `limit` errors (block version with cut-off, figure 9). */
function bestEnds(text: string, pattern: string, limit: number): { end: number; errors: number }[] {
  const rows = pattern.length;
  const lastBlock = Math.ceil(rows / BITS) - 1;
  const masks = new Map<number, Uint32Array>();
  for (let i = 0; i < rows; i++) {
    const code = pattern.charCodeAt(i);
    let mask = masks.get(code);
    if (!mask) masks.set(code, (mask = new Uint32Array(lastBlock + 1)));
    mask[i >>> 5]! |= 1 << (i & 31);
  }
  const none = new Uint32Array(lastBlock + 1);
  const plus = new Uint32Array(lastBlock + 1);
  const minus = new Uint32Array(lastBlock + 1);
  const bottom = new Uint32Array(lastBlock + 1).fill(0x80000000);
  bottom[lastBlock] = 1 << ((rows - 1) & 31);
  const errors = new Int32Array(lastBlock + 1);
  let most = Math.min(limit, rows);
  let active = Math.max(0, Math.ceil(most / BITS) - 1);
  for (let b = 0; b <= active; b++) {
    plus[b] = 0xffffffff;
    errors[b] = b === lastBlock ? rows : (b + 1) * BITS;
  }
  const step = (mask: Uint32Array, b: number, carry: number): number => {
    let pv = plus[b]!;
    let mv = minus[b]!;
    const below = carry < 0 ? 1 : 0;
    const eq = mask[b]! | below;
    const xv = eq | mv;
    const xh = (((eq & pv) + pv) ^ pv) | eq;
    let ph = mv | ~(xh | pv);
    let mh = pv & xh;
    const out = flag(ph & bottom[b]!) - flag(mh & bottom[b]!);
    ph = (ph << 1) | (carry > 0 ? 1 : 0);
    mh = (mh << 1) | below;
    pv = mh | ~(xv | ph);
    mv = ph & xv;
    plus[b] = pv;
    minus[b] = mv;
    return out;
  };
  let found: { end: number; errors: number }[] = [];
  for (let j = 0; j < text.length; j++) {
    const mask = masks.get(text.charCodeAt(j)) ?? none;
    let carry = 0;
    for (let b = 0; b <= active; b++) {
      carry = step(mask, b, carry);
      errors[b]! += carry;
    }
    if (
      active < lastBlock &&
      errors[active]! - carry <= most &&
      ((mask[active + 1]! & 1) === 1 || carry < 0)
    ) {
      active++;
      plus[active] = 0xffffffff;
      minus[active] = 0;
      const height = active === lastBlock ? ((rows - 1) & 31) + 1 : BITS;
      errors[active] = errors[active - 1]! - carry + height + step(mask, active, carry);
    } else while (active > 0 && errors[active]! >= most + BITS) active--;
    if (active === lastBlock && errors[active]! <= most) {
      if (errors[active]! < most) found = [];
      most = errors[active]!;
      found.push({ end: j + 1, errors: most });
    }
  }
  return found;
}

const backwards = (text: string): string => text.split('').reverse().join('');

function search(text: string, pattern: string, limit: number): Stretch[] {
  const exact: Stretch[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1))
    exact.push({ start: at, end: at + pattern.length, errors: 0 });
  if (exact.length > 0) return exact;
  const reversed = backwards(pattern);
  return bestEnds(text, pattern, limit).map(({ end, errors }) => {
    const from = Math.max(0, end - pattern.length - errors);
    const ends = bestEnds(backwards(text.slice(from, end)), reversed, errors);
    return { start: Math.min(end, ...ends.map((one) => end - one.end)), end, errors };
  });
}

function similarity(text: string, pattern: string): number {
  if (text === '' || pattern === '') return 0;
  return 1 - search(text, pattern, pattern.length)[0]!.errors / pattern.length;
}

/** The best stretch for a quote with its context, or null. `hint` is the old offset. */
export function peerMatchQuote(
  text: string,
  quote: string,
  context: { readonly prefix: string; readonly suffix: string; readonly hint: number },
): { start: number; end: number } | null {
  if (quote === '') return null;
  let best: Stretch | null = null;
  let bestScore = -1;
  for (const one of search(text, quote, Math.min(256, quote.length / 2))) {
    const { prefix, suffix, hint } = context;
    const before =
      prefix === '' ? 1 : similarity(text.slice(Math.max(0, one.start - prefix.length), one.start), prefix);
    const after = suffix === '' ? 1 : similarity(text.slice(one.end, one.end + suffix.length), suffix);
    const near = 1 - Math.abs(one.start - hint) / text.length;
    const score = 50 * (1 - one.errors / quote.length) + 20 * before + 20 * after + 2 * near;
    if (score > bestScore) {
      bestScore = score;
      best = one;
    }
  }
  return best && { start: best.start, end: best.end };
}
