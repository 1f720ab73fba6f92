import type { Doubt } from '../../source.ts';
import { alphabetShare } from './alphabets.ts';
import { plausibility } from './plausibility.ts';

/** Bytes as text, and how that was decided. `encoding` is a label of the WHATWG Encoding Standard. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
  readonly doubts: readonly Doubt[];
}

/** Encodings tried when nothing declared fits, in the order in which ties are settled. */
const CANDIDATES = [
  'windows-1252', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1251', 'windows-1250', 'koi8-r',
  'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-874', 'windows-1258',
] as const; // prettier-ignore

/** Code pages that differ only in the letters of their languages. */
const LATIN = new Set([
  'windows-1252',
  'windows-1250',
  'windows-1254',
  'windows-1257',
  'windows-1258',
  'iso-8859-2',
]);

const HEAD = 4096;
const SAMPLE = 40_000;

const ascii = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : '\u00ff';
  return text;
};

/** The label in canonical form, or null when the platform knows no such encoding. */
function known(label: string | null | undefined): string | null {
  if (!label) return null;
  const name = label
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
  const alias = name === 'utf8mb4' || name === 'utf_8' ? 'utf-8' : name === 'gb_18030' ? 'gb18030' : name;
  try {
    const encoding = new TextDecoder(alias).encoding;
    // GBK and GB2312 pages use characters of their superset.
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The encoding named by a `meta` tag or an XML declaration in the first bytes (HTML standard, "prescan"). */
function declared(bytes: Uint8Array): string | null {
  const head = ascii(bytes.subarray(0, HEAD));
  const found =
    /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head) ??
    /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head);
  const encoding = known(found?.[1]);
  // A page whose meta tag could be read as ASCII is not UTF-16.
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

const decode = (bytes: Uint8Array, encoding: string): string =>
  new TextDecoder(encoding, { fatal: false, ignoreBOM: false }).decode(bytes);

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark: markup in Latin letters leaves every other byte zero. */
function wide(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, HEAD) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const half = length / 2;
  if (odd > half * 0.3 && even < half * 0.02) return 'utf-16le';
  if (even > half * 0.3 && odd < half * 0.02) return 'utf-16be';
  return null;
}

/** Counts well-formed multi-byte sequences and offending bytes of UTF-8 (RFC 3629). */
function utf8Shape(bytes: Uint8Array): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const need =
      lead >= 0xc2 && lead <= 0xdf
        ? 1
        : lead >= 0xe0 && lead <= 0xef
          ? 2
          : lead >= 0xf0 && lead <= 0xf4
            ? 3
            : 0;
    let have = 0;
    while (have < need && (bytes[i + 1 + have]! & 0xc0) === 0x80) have++;
    if (need > 0 && have === need) good++;
    else if (i + 1 + have < bytes.length || need === 0) bad++; // a sequence cut off by the end is no fault of the encoding
    i += 1 + have;
  }
  return { good, bad };
}

/** Bytes around the first ones outside ASCII, where encodings differ. */
function telling(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE) return bytes;
  const picked: number[] = [];
  for (let i = 0; i < bytes.length && picked.length < SAMPLE; i++) {
    if (bytes[i]! < 0x80) continue;
    const start = Math.max(0, i - 8);
    let end = i;
    while (end < bytes.length && end - start < 200 && (bytes[end]! >= 0x80 || end - i < 24)) end++;
    for (let k = start; k < end; k++) picked.push(bytes[k]!);
    picked.push(0x20);
    i = end;
  }
  return Uint8Array.from(picked);
}

const broken = (text: string): readonly Doubt[] => {
  const count = text.split('\ufffd').length - 1;
  return count === 0
    ? []
    : [
        {
          code: 'broken-bytes',
          detail: `${count} ${count === 1 ? 'character' : 'characters'} could not be read`,
        },
      ];
};

/**
 * Reads bytes as text. A byte-order mark decides, then the shape of the bytes (UTF-16, valid UTF-8), then a declared
 * encoding that fits (`hint` is a charset label or a media type with one; then `meta` tags), then what reads best.
 * Never fails: what cannot be read becomes U+FFFD and a doubt. NULs are dropped.
 */
export function decodeBytes(bytes: Uint8Array, hint?: string): Decoded {
  const marked = byteOrderMark(bytes) ?? wide(bytes);
  if (marked !== null) {
    const text = decode(bytes, marked).replaceAll('\0', '');
    return { text, encoding: marked, doubts: broken(text) };
  }
  const label = known(
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(hint ?? '')?.[1] ?? (hint?.includes('/') ? null : hint),
  );
  const named = declared(bytes) ?? label;
  const shape = utf8Shape(bytes);
  const plain = shape.good === 0 && shape.bad === 0;
  const finish = (encoding: string, doubts: readonly Doubt[] = []): Decoded => {
    const text = decode(bytes, encoding).replaceAll('\0', '');
    return { text, encoding, doubts: [...doubts, ...broken(text)] };
  };
  // Seven-bit encodings of Japanese look like ASCII.
  if (plain && named === 'iso-2022-jp') return finish('iso-2022-jp');
  if (plain && ascii(bytes.subarray(0, SAMPLE)).includes('\u001b$')) return finish('iso-2022-jp');
  if (plain) return finish('utf-8');
  if (shape.bad * 20 < shape.good || (shape.bad === 0 && shape.good > 0)) {
    const wrong = named !== null && named !== 'utf-8' && shape.bad === 0 && shape.good > 2;
    return finish(
      'utf-8',
      wrong ? [{ code: 'encoding-mismatch', detail: `declared ${named}, read as utf-8` }] : [],
    );
  }
  const sample = telling(bytes);
  const score = (encoding: string): number => {
    const text = decode(sample, encoding);
    const own = plausibility(text, encoding);
    // which Latin code page it is, the language decides: its words are ASCII for the most part
    const share = LATIN.has(encoding) && own > 0 ? alphabetShare(text) : null;
    return share === null ? own : own + share - 1;
  };
  const claim = [label, named].find((encoding) => encoding !== null && encoding !== 'utf-8') ?? null;
  const scored = CANDIDATES.map((encoding) => ({ encoding, score: score(encoding) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  if (claim !== null) {
    const own = score(claim);
    // A declaration is believed unless something else reads clearly better: among Latin code pages a few letters tell.
    const margin = LATIN.has(claim) && LATIN.has(best.encoding) ? 0.06 : 0.15;
    if (own >= best.score - margin) return finish(claim);
    return finish(best.encoding, [
      { code: 'encoding-mismatch', detail: `declared ${claim}, read as ${best.encoding}` },
    ]);
  }
  // a handful of bytes of another encoding can have the shape of UTF-8 by chance
  if (shape.good > shape.bad * 2 && (shape.good >= 8 || plausibility(decode(sample, 'utf-8'), 'utf-8') > 0.3))
    return finish('utf-8');
  const said = named === null ? 'encoding not declared' : `declared ${named}`;
  return finish(best.encoding, [{ code: 'encoding-mismatch', detail: `${said}, read as ${best.encoding}` }]);
}
