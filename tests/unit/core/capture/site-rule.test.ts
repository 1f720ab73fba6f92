import { expect, test } from 'vitest';
import type { Captured } from '../../../../src/core/capture/format.ts';
import { hostOf, rulesFrom, withSiteRules, wordsPattern } from '../../../../src/core/capture/site-rule.ts';
import type { Block } from '../../../../src/core/source.ts';

const blocks: readonly Block[] = [
  { kind: 'paragraph', text: 'Foto: Anna Lund', removed: { rule: 'photo-credit', by: 'rule' } },
  { kind: 'paragraph', text: 'The harbour opened its second quay on Monday.' },
  { kind: 'paragraph', text: 'Write to us:  Desk@example.org' },
  { kind: 'paragraph', text: 'Read also: Ten quays to see', removed: { rule: 'related', by: 'rule' } },
  { kind: 'paragraph', text: 'Read also: Ports by night', removed: { rule: 'related', by: 'rule' } },
];
const captured = (url: string | null, given: readonly Block[] = blocks): Captured => ({
  kind: 'article',
  original: { bytes: new Uint8Array(), mediaType: 'text/html' },
  article: {
    title: 'A quay',
    byline: null,
    siteName: null,
    publishedOn: null,
    language: 'en',
    url,
    blocks: given,
    assets: [],
    provenance: {},
    doubts: [],
  },
});

test('choices become rules: by words for what was left out, by rule when all of its blocks were put back', () => {
  expect(rulesFrom(blocks, new Set([2, 3]))).toEqual([
    { pattern: 'rule:photo-credit', action: 'keep' },
    { pattern: 'words:write to us: desk@example.org', action: 'remove' },
    { pattern: 'words:read also: ports by night', action: 'keep' },
  ]);
  expect(rulesFrom(blocks, new Set([0, 3, 4]))).toEqual([]);
});

test('rules act on their own site only, and say that a person asked for it', () => {
  const rules = [
    { host: 'example.org', pattern: 'rule:photo-credit', action: 'keep' },
    { host: 'example.org', pattern: wordsPattern('WRITE to us: desk@example.org'), action: 'remove' },
  ] as const;
  const shown = withSiteRules(captured('https://www.example.org/x'), rules).article.blocks;
  expect(shown[0]).toMatchObject({ restored: true });
  expect(shown[0]).not.toHaveProperty('removed');
  expect(shown[2]?.removed).toEqual({ rule: 'site', by: 'user' });
  expect(shown[3]?.removed?.rule).toBe('related');
  const other = captured('https://example.com/x');
  expect(withSiteRules(other, rules)).toBe(other);
  const none = captured(null);
  expect(withSiteRules(none, rules)).toBe(none);
});

test('a long block is known by its beginning and its length', () => {
  const long = 'word '.repeat(200);
  expect(wordsPattern(long).length).toBeLessThan(300);
  expect(wordsPattern(long)).not.toBe(wordsPattern(`${long}more`));
});

test('only web addresses have a site', () => {
  expect(hostOf('https://www.example.org:8080/a')).toBe('example.org');
  for (const no of [null, undefined, '', 'example.org', 'file:///tmp/a', 'mailto:a@b.c', 'javascript:1'])
    expect(hostOf(no)).toBeNull();
});
