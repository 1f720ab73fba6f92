import { DASH, DROP, EXPAND, foldTable, HIGH_SURROGATE, KEEP, MARK, SPACE } from './fold-table.ts';

/** A text under the declared normalisation, with the way back to the original. */
export interface Normalised {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where the stretch it came from starts in the original. */
  readonly starts: Int32Array;
  /** For each UTF-16 unit of `text`: where the stretch it came from ends in the original. */
  readonly ends: Int32Array;
}

/** The same as {@link Normalised} in units, for callers that never need a string. */
export interface NormalisedUnits {
  readonly units: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A letter carries a few marks; longer runs (an attack, or ornament) are taken in pieces so that work stays linear. */
const LONGEST_CLUSTER = 32;

/**
 * {@link normaliseQuote} as UTF-16 units.
 */
export function normaliseUnits(text: string): NormalisedUnits {
  const { kind, unit, expansion } = foldTable();
  const length = text.length;
  let capacity = length + 16;
  let units = new Uint16Array(capacity);
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let n = 0;
  let cluster = -1; // index in the output where the latest letter begins
  let spaced = false;
  const emit = (code: number, start: number, end: number): void => {
    if (n === capacity) {
      capacity *= 2;
      const [u, s, e] = [units, starts, ends];
      (units = new Uint16Array(capacity)).set(u);
      (starts = new Int32Array(capacity)).set(s);
      (ends = new Int32Array(capacity)).set(e);
    }
    units[n] = code;
    starts[n] = start;
    ends[n] = end;
    n++;
  };
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const what = kind[code]!;
    if (what === SPACE) {
      spaced = true;
      continue;
    }
    if (what === DROP) continue;
    const plain = unit[code]!;
    if (what === KEEP) {
      // Between two digits a space carries meaning: "5 10" is not "510".
      if (spaced && n > 0 && plain >= 48 && plain <= 57 && units[n - 1]! >= 48 && units[n - 1]! <= 57)
        emit(32, ends[n - 1]!, i);
      cluster = n;
      emit(plain, i, i + 1);
    } else if (what === DASH) {
      if (n > 0 && units[n - 1] === 45 && ends[n - 1] === i) ends[n - 1] = i + 1;
      else {
        cluster = n;
        emit(45, i, i + 1);
      }
    } else if (what === EXPAND) {
      const expanded = expansion.get(code)!;
      cluster = n;
      for (let k = 0; k < expanded.length; k++) emit(expanded.charCodeAt(k), i, i + 1);
    } else if (what === HIGH_SURROGATE && i + 1 < length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      const point = text.codePointAt(i)!;
      if (point < 0xe0100 || point > 0xe01ef) {
        cluster = n;
        emit(code, i, i + 2);
        emit(text.charCodeAt(i + 1), i, i + 2);
      }
      i++;
    } else if (what === MARK && !spaced && cluster >= 0) {
      let end = i + 1;
      while (end < length && end - i < LONGEST_CLUSTER && kind[text.charCodeAt(end)] === MARK) end++;
      const from = starts[cluster]!;
      const composed = text.slice(from, end).normalize('NFC');
      n = cluster;
      for (let k = 0; k < composed.length; k++) {
        const part = composed.charCodeAt(k);
        if (kind[part] !== DROP && kind[part] !== SPACE) emit(unit[part]!, from, end);
      }
      // A full cluster stays as it is; what follows starts its own, so no stretch is composed twice.
      if (end - i >= LONGEST_CLUSTER) cluster = -1;
      i = end - 1;
    } else {
      cluster = n;
      emit(plain, i, i + 1);
    }
    spaced = false;
  }
  return { units: units.subarray(0, n), starts: starts.subarray(0, n), ends: ends.subarray(0, n) };
}

/** Units to a string, in pieces small enough for the argument limit of `fromCharCode`. */
export function unitsToString(units: Uint16Array, from = 0, to = units.length): string {
  let out = '';
  for (let i = from; i < to; i += 4096)
    out += String.fromCharCode(...units.subarray(i, Math.min(to, i + 4096)));
  return out;
}

/**
 * The declared normalisation: two wordings are the same when their normalised texts are equal. It removes spaces and
 * line breaks (one stays between two digits, where it carries meaning), soft hyphens, zero-width and direction marks
 * and variation selectors; makes every quotation mark `"` or `'`, every run of dashes `-`, `…` three dots; maps full
 * and half width, vertical and small forms, Latin ligatures and CJK radicals to the plain character; and composes marks
 * (Unicode NFC, UAX 15). Case, digits, superscripts, punctuation and letters stay: changing one of them changes the
 * wording. The arrays lead back to offsets of the original, in UTF-16 units; surrogate pairs and letters with their
 * marks are kept whole.
 */
export function normaliseQuote(text: string): Normalised {
  const { units, starts, ends } = normaliseUnits(text);
  return { text: unitsToString(units), starts, ends };
}

/** Whether two texts have the same wording under {@link normaliseQuote}. */
export function sameWording(one: string, other: string): boolean {
  if (one === other) return true;
  const a = normaliseUnits(one).units;
  const b = normaliseUnits(other).units;
  return a.length === b.length && a.every((code, i) => code === b[i]);
}
