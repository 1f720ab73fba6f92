/**
 * Where the national standards keep their first level: the Han characters of everyday writing, about 3,755 in GB 2312,
 * 5,401 in Big5 and 2,965 in JIS X 0208; running text is made of them to some 99 %. First and last lead byte.
 */
const FIRST_LEVEL: Readonly<Record<string, readonly [number, number]>> = {
  gb18030: [0xb0, 0xd7],
  big5: [0xa4, 0xc6],
  'euc-jp': [0xb0, 0xcf],
  shift_jis: [0x88, 0x98],
};

const sets = new Map<string, ReadonlySet<string>>();

/** The Han characters of everyday writing that an encoding (a WHATWG label) was made for; empty for other encodings. */
export function commonHan(encoding: string): ReadonlySet<string> {
  const made = sets.get(encoding);
  if (made) return made;
  const found = new Set<string>();
  const range = FIRST_LEVEL[encoding];
  if (range) {
    const decoder = new TextDecoder(encoding);
    const lowest = encoding === 'big5' || encoding === 'shift_jis' ? 0x40 : 0xa1;
    for (let lead = range[0]; lead <= range[1]; lead++) {
      for (let trail = lowest; trail <= 0xfe; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (character.length === 1 && /\p{Script=Han}/u.test(character)) found.add(character);
      }
    }
  }
  sets.set(encoding, found);
  return found;
}
