import { DASH, DROP, foldTable, HIGH_SURROGATE, KEEP, MARK, SPACE } from './fold-table.ts';

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

/** Room for units, with where each came from. */
interface Output extends NormalisedUnits {
  readonly room: number;
}

const output = (room: number): Output => ({
  units: new Uint16Array(room),
  starts: new Int32Array(room),
  ends: new Int32Array(room),
  room,
});

function enlarged(old: Output, room: number): Output {
  const larger = output(room);
  larger.units.set(old.units);
  larger.starts.set(old.starts);
  larger.ends.set(old.ends);
  return larger;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** {@link normaliseQuote} as UTF-16 units. */
export function normaliseUnits(text: string): NormalisedUnits {
  const { kind, unit, expansion } = foldTable();
  const length = text.length;
  let out = output(length + 16);
  let { units, starts, ends } = out;
  let n = 0;
  let cluster = -1; // index in the output where the latest letter begins
  let spaced = false;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const what = kind[code]!;
    if (what === SPACE) {
      spaced = true;
      continue;
    }
    if (what === DROP) continue;
    if (what === KEEP) {
      const plain = unit[code]!;
      // Between two digits a space carries meaning: "5 10" is not "510".
      if (spaced && isDigit(plain) && n > 0 && isDigit(units[n - 1]!)) {
        units[n] = 32;
        starts[n] = ends[n - 1]!;
        ends[n++] = i;
      }
      spaced = false;
      cluster = n;
      units[n] = plain;
      starts[n] = i;
      ends[n++] = i + 1;
      continue;
    }
    if (what === DASH && n > 0 && units[n - 1] === 45 && ends[n - 1] === i) {
      ends[n - 1] = i + 1;
      continue;
    }
    const wasSpaced: boolean = spaced;
    spaced = false;
    let from = i;
    let end = i + 1;
    let replacement: string;
    if (what === HIGH_SURROGATE && i + 1 < length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      end = i + 2;
      const point = text.codePointAt(i)!;
      replacement = point >= 0xe0100 && point <= 0xe01ef ? '' : text.slice(i, end);
      if (replacement === '') spaced = wasSpaced;
      else cluster = n;
    } else if (what === MARK && !wasSpaced && cluster >= 0) {
      while (end < length && end - i < LONGEST_CLUSTER && kind[text.charCodeAt(end)] === MARK) end++;
      from = starts[cluster]!;
      n = cluster;
      replacement = text.slice(from, end).normalize('NFC');
      // A full cluster stays as it is; what follows starts its own, so no stretch is composed twice.
      if (end - i >= LONGEST_CLUSTER) cluster = -1;
    } else {
      cluster = n;
      replacement = expansion.get(code) ?? String.fromCharCode(unit[code]!);
    }
    // Elsewhere a unit never becomes more than one, so there is room for what follows.
    if (n + replacement.length + (length - end) > out.room) {
      out = enlarged(out, 2 * out.room + replacement.length);
      ({ units, starts, ends } = out);
    }
    for (let k = 0; k < replacement.length; k++) {
      const part = replacement.charCodeAt(k);
      if (kind[part] === DROP || kind[part] === SPACE) continue;
      units[n] = unit[part]!;
      starts[n] = from;
      ends[n++] = end;
    }
    i = end - 1;
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
