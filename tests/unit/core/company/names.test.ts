import { describe, expect, test } from 'vitest';
import {
  aliasKey,
  fullKey,
  initialsKey,
  pinyinKey,
  squashedKey,
} from '../../../../src/core/company/names.ts';

describe('the key of a name', () => {
  test('legal forms, case, accents and punctuation do not count', () => {
    for (const name of ['Nestlé S.A.', 'NESTLE', 'nestle sa', 'Nestlé, S. A.'])
      expect(aliasKey(name)).toBe('nestle');
    for (const name of ['GmbH', 'Inc.', '公司']) expect(aliasKey(name)).not.toBe('');
    expect(aliasKey('The Goldman Sachs Group, Inc.')).toBe('goldman sachs');
    expect(aliasKey('Procter & Gamble Co.')).toBe(aliasKey('Procter and Gamble'));
    expect(aliasKey('Deere & Company')).toBe('deere');
  });

  test('traditional, simplified and full-width spellings share a key', () => {
    expect(aliasKey('臺灣積體電路製造股份有限公司')).toBe(aliasKey('台湾积体电路制造'));
    expect(aliasKey('ＡＢＢ')).toBe('abb');
  });

  test('a bracket and a web address do not count', () => {
    expect(aliasKey('Garmin (Switzerland)')).toBe('garmin');
    expect(squashedKey('https://www.nike.com/')).toBe('nike');
  });

  test('pinyin is read whole and as initials', () => {
    expect(pinyinKey('云樵机器人有限公司')).toEqual({ full: 'yunqiaojiqiren', initials: 'yqjqr' });
    expect(pinyinKey('Nike')).toBeNull();
  });

  test('initials leave out small words', () => {
    expect(initialsKey(['bank', 'of', 'america'])).toBe('ba');
    expect(initialsKey(['nike'])).toBeNull();
  });

  test('a name without a letter or digit has an empty key', () => {
    for (const name of ['', '   ', '!!!', '，。']) expect(fullKey(name)).toBe('');
  });
});
