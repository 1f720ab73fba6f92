/**
 * Near copies: texts that say the same in the same words, such as a syndicated article under another headline. A text is
 * the set of its shingles (Broder, "On the resemblance and containment of documents", 1997); its signature is one
 * permutation of them (Li, Owen, Zhang, "One Permutation Hashing", NIPS 2012) with the empty bins filled from others
 * (Shrivastava, "Optimal Densification for Fast and Accurate Minwise Hashing", ICML 2017); bands of the signature find
 * candidates through an index (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4).
 */

/** The texts of scripts without spaces are cut by characters, all others by words. */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]+/gv;
const WORDS_IN_SHINGLE = 3;
/** About as long as three words: two Han characters are a word more often than not. */
const CHARACTERS_IN_SHINGLE = 6;
/** What is read of a longer text, in UTF-16 units: a book is told from another by its first chapters. */
const READ = 400_000;

const BINS = 128;
const BINS_IN_BAND = 3;
const BANDS = 32;

/** Texts with fewer shingles are too short to be told from a stock phrase. */
export const FEWEST_SHINGLES = 24;

/** From this overlap on a text is a near copy; docs/decisions/near-copies.md says how it was chosen. */
export const NEAR = 0.55;

/** Murmur3's finaliser (Appleby, public domain): every bit of the input changes half of the output. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Hashes of the shingles of a text, after folding of width and case; punctuation and spacing do not count. */
export function shinglesOf(text: string): ReadonlySet<number> {
  const tokens: number[] = [];
  const lengths: number[] = [];
  for (const [token] of text.slice(0, READ).normalize('NFKC').toLowerCase().matchAll(TOKEN)) {
    // FNV-1a (Fowler, Noll, Vo) over the units of the token
    let hash = 0x811c9dc5;
    for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193);
    tokens.push(hash);
    lengths.push(isCharacter(token) ? CHARACTERS_IN_SHINGLE : WORDS_IN_SHINGLE);
  }
  const shingles = new Set<number>();
  for (let i = 0; i < tokens.length; i++) {
    const end = i + lengths[i]!;
    if (end > tokens.length) continue;
    let hash = lengths[i]!;
    for (let k = i; k < end; k++) hash = mixed(Math.imul(hash, 31) + tokens[k]!);
    shingles.add(hash);
  }
  return shingles;
}

const isCharacter = (token: string): boolean => token.length <= 2 && /^\p{Lo}$/u.test(token);

/** The signature of a set of shingles: 128 numbers of 32 bits; null for a text too short to have one. */
export function signatureOf(shingles: ReadonlySet<number>): Uint32Array | null {
  if (shingles.size < FEWEST_SHINGLES) return null;
  const signature = new Uint32Array(BINS).fill(0xffffffff);
  const filled = new Uint8Array(BINS);
  for (const shingle of shingles) {
    const bin = mixed(shingle ^ 0x9e3779b9) % BINS;
    const value = mixed(shingle);
    if (value < signature[bin]! || !filled[bin]) signature[bin] = value;
    filled[bin] = 1;
  }
  for (let bin = 0; bin < BINS; bin++) {
    if (filled[bin]) continue;
    let from = bin;
    for (let attempt = 1; !filled[from]; attempt++)
      from = mixed(Math.imul(bin + 1, 0x10001) + attempt) % BINS;
    signature[bin] = signature[from]!;
  }
  return signature;
}

/** The keys under which a signature is found again: two texts of resemblance r share one with 1 - (1 - r³)³². */
export function bandsOf(signature: Uint32Array): readonly number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let key = band + 1;
    for (let i = 0; i < BINS_IN_BAND; i++)
      key = mixed(Math.imul(key, 31) + signature[band * BINS_IN_BAND + i]!);
    return key;
  });
}

/** The resemblance (Jaccard) of two texts as their signatures tell it, 0 to 1; its standard error is at most 0.045. */
export function estimatedResemblance(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let bin = 0; bin < BINS; bin++) if (a[bin] === b[bin]) same++;
  return same / BINS;
}

/**
 * How much two texts overlap, 0 to 1: shared shingles over those of the larger text. Unlike Jaccard's measure this
 * cannot chain two articles through a round-up that reprints both: of more than half of it only one can be the copy.
 */
export function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared++;
  return large.size === 0 ? 0 : shared / large.size;
}
