import type { Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { displayName, referenceSource } from '../reference.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { taggedRecords } from '../tagged.ts';
import type { TaggedRecord } from '../tagged.ts';

const LINE = /^\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$/s;

/** All values of the first of these tags that has any. */
const firstOf = ({ fields }: TaggedRecord, ...tags: readonly string[]): readonly string[] => {
  for (const tag of tags) {
    const values = (fields.get(tag) ?? []).filter((value) => value !== '');
    if (values.length > 0) return values;
  }
  return [];
};

const all = (record: TaggedRecord, ...tags: readonly string[]): readonly string[] =>
  tags.flatMap((tag) => record.fields.get(tag) ?? []).filter((value) => value !== '');

/** RIS, the tagged format of Reference Manager, used by publishers and databases everywhere. */
export const ris: Format = {
  id: 'ris',
  detect: (input) =>
    looksLikeText(input.bytes) && /^\ufeff?\s*(?:[^\n]*\n){0,20}?TY {1,2}- ?[A-Z]/.test(headText(input.bytes))
      ? 0.95
      : 0,
  async *read(input): AsyncIterable<Captured> {
    const { text } = decodeBytes(input.bytes, input.mediaType);
    let number = 0;
    for (const record of taggedRecords(
      text,
      LINE,
      (tag) => tag === 'TY',
      (tag) => tag === 'ER',
    )) {
      number += 1;
      const type = firstOf(record, 'TY')[0] ?? '';
      const part = type === 'CHAP' || type === 'CONF' || type === 'CPAPER';
      const authors = firstOf(record, 'AU', 'A1');
      const found = referenceSource('ris', {
        within: `record ${number}`,
        externalId: firstOf(record, 'ID')[0] ?? null,
        title:
          firstOf(record, 'TI', 'T1', 'CT', ...(part ? [] : ['BT']), 'ST')[0] ??
          firstOf(record, 'T2')[0] ??
          null,
        authors: (authors.length > 0 ? authors : all(record, 'A2', 'ED', 'A3')).map(displayName),
        publication: firstOf(record, 'T2', 'JF', 'JO', 'JA', ...(part ? ['BT'] : []))[0] ?? null,
        publisher: firstOf(record, 'PB')[0] ?? null,
        date: firstOf(record, 'DA')[0] ?? firstOf(record, 'Y1', 'PY')[0] ?? null,
        url: firstOf(record, 'UR', 'L2')[0]?.split(/[;\s]/, 1)[0] ?? null,
        doi: firstOf(record, 'DO')[0] ?? null,
        language: firstOf(record, 'LA')[0] ?? null,
        abstract: firstOf(record, 'AB', 'N2')[0] ?? null,
        tags: all(record, 'KW').flatMap((words) => words.split(/[\n;]/)),
        notes: all(record, 'N1', 'RN'),
        raw: record.raw,
        mediaType: 'application/x-research-info-systems',
      });
      if (found) yield found;
    }
  },
};
