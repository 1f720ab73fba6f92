import { expect, test } from 'vitest';
import { decideLanguage, detectLanguage, languageTag } from '../../../../src/core/capture/language.ts';
import { RULES, ruleSentence } from '../../../../src/core/capture/rules.ts';

test('scripts of one language decide, simplified and traditional Chinese are told apart', () => {
  expect(detectLanguage('这是一个关于公司的新闻报道，我们来说说')?.tag).toBe('zh-Hans');
  expect(detectLanguage('這是一個關於公司的新聞報導，我們來說說')?.tag).toBe('zh-Hant');
  expect(detectLanguage('今日は東京で新しい店が開きました')?.tag).toBe('ja');
  expect(detectLanguage('우리 회사는 올해 서울에 사무실을 열었습니다')?.tag).toBe('ko');
  expect(
    detectLanguage('Die Behörde prüft, ob die Straßen während der Übergangszeit geöffnet bleiben.'),
  ).toEqual({ tag: 'de', sure: true });
  expect(detectLanguage('1234 …')).toBeNull();
});

test('declared languages become canonical tags or nothing', () => {
  expect(languageTag('en_us')).toBe('en-US');
  expect(languageTag('zh-CN')).toBe('zh-Hans');
  expect(languageTag('de-DE, en')).toBe('de-DE');
  expect(languageTag('${lang}')).toBeNull();
  expect(languageTag('mul')).toBeNull();
});

test('a sure reading of the text overrules a wrong label, a region is kept', () => {
  const german = 'Die Behörde prüft, ob die Straßen während der Übergangszeit geöffnet bleiben können.';
  expect(decideLanguage('en', german)).toEqual({ tag: 'de', from: 'text' });
  expect(decideLanguage('de-AT', german)).toEqual({ tag: 'de-AT', from: 'declared' });
  expect(decideLanguage(null, '42')).toEqual({ tag: null, from: null });
});

test('every rule has its own id and one sentence', () => {
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  for (const { id, sentence } of RULES) {
    expect(sentence).toMatch(/^[A-Z][^.]+\.$/);
    expect(ruleSentence(id)).toBe(sentence);
  }
  expect(ruleSentence('no-such-rule')).toBeNull();
});
