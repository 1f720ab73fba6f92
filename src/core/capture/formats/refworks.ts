import type { Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { displayName, referenceSource } from '../reference.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { taggedRecords } from '../tagged.ts';

/** RefWorks' tagged format: `RT Journal Article`, `A1 …`, one record from RT to RT. */
export const refworks: Format = {
  id: 'refworks',
  detect: (input) =>
    looksLikeText(input.bytes) && /^\ufeff?\s*RT [A-Z][\w ,]+\r?\n[A-Z][A-Z0-9] /.test(headText(input.bytes))
      ? 0.95
      : 0,
  async *read(input): AsyncIterable<Captured> {
    const { text } = decodeBytes(input.bytes, input.mediaType);
    let number = 0;
    for (const { fields, raw } of taggedRecords(
      text,
      /^([A-Z][A-Z0-9]) (.*)$/s,
      (tag) => tag === 'RT',
      () => false,
    )) {
      number += 1;
      const first = (tag: string): string | null => fields.get(tag)?.find((value) => value !== '') ?? null;
      const found = referenceSource('refworks', {
        within: `record ${number}`,
        externalId: first('ID'),
        title: first('T1'),
        authors: (fields.get('A1') ?? fields.get('A2') ?? []).map(displayName),
        publication: first('JF') ?? first('T2') ?? first('JO'),
        publisher: first('PB'),
        date: first('FD')?.match(/\d{4}/) ? first('FD') : (first('YR') ?? first('FD')),
        url: first('UL') ?? first('LK'),
        doi: first('DO'),
        language: first('LA'),
        abstract: first('AB'),
        tags: fields.get('K1') ?? [],
        notes: fields.get('NO') ?? [],
        raw,
        mediaType: 'text/plain',
      });
      if (found) yield found;
    }
  },
};
