import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../../../../src/core/capture/html/encoding.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Bytes of single-byte and double-byte texts, found by asking the decoder what each byte pair means. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number[]>();
  for (let a = 0; a < 256; a++) {
    const one = decoder.decode(Uint8Array.of(a));
    if (one !== '\ufffd' && !table.has(one)) table.set(one, [a]);
  }
  if (/gb|big5|jis|euc/.test(encoding)) {
    for (let a = 0x81; a < 0xff; a++) {
      for (let b = 0x40; b < 0xff; b++) {
        const two = decoder.decode(Uint8Array.of(a, b));
        if (two.length === 1 && two !== '\ufffd' && !table.has(two)) table.set(two, [a, b]);
      }
    }
  }
  return Uint8Array.from(Array.from(text).flatMap((c) => table.get(c) ?? [0x3f]));
}

const german =
  '<p>Die Behörde prüft für größere Städte, ob die Straßen während der Übergangszeit geöffnet bleiben können.</p>';
const polish =
  '<p>Wczoraj wieczorem mieszkańcy Łodzi zgłosili, że część świateł na głównej ulicy wciąż nie działa, choć obiecano naprawę.</p>';
const russian =
  '<p>Вчера вечером жители города сообщили, что часть фонарей на главной улице до сих пор не работает.</p>';
const chinese = '<p>我们的公司今年在国内开了三个新的办公室，每个办公室有二十个人，他们都是从学校来的。</p>';
const traditional =
  '<p>我們的公司今年在國內開了三個新的辦公室，每個辦公室有二十個人，他們都是從學校來的。</p>';
const japanese = '<p>私たちの会社は今年、東京に新しい事務所を三つ開きました。社員はみんな若い人です。</p>';
const korean =
  '<p>우리 회사는 올해 서울에 새로운 사무실을 세 곳 열었습니다. 직원들은 모두 젊은 사람입니다.</p>';

describe('undeclared encodings are told by what reads well', () => {
  test.each([
    ['utf-8', german],
    ['windows-1252', german],
    ['windows-1250', polish],
    ['windows-1251', russian],
    ['koi8-r', russian],
    ['gb18030', chinese],
    ['big5', traditional],
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['euc-kr', korean],
  ])('%s', (encoding, text) => {
    const bytes = encoding === 'utf-8' ? utf8(text) : encode(text, encoding);
    const decoded = decodeBytes(bytes);
    expect(decoded.text).toBe(text);
    expect(decoded.encoding).toBe(encoding);
  });
});

test('a byte-order mark and UTF-16 without one are recognised', () => {
  const wide = new Uint8Array(new Uint16Array(Array.from(german, (c) => c.charCodeAt(0))).buffer);
  expect(decodeBytes(wide).text).toBe(german);
  expect(decodeBytes(Uint8Array.of(0xff, 0xfe, ...wide)).text).toBe(german);
  expect(decodeBytes(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(german)))).toMatchObject({
    text: german,
    encoding: 'utf-8',
    doubts: [],
  });
});

test('a declaration is believed when it fits and overruled with a doubt when it does not', () => {
  const declared = `<meta charset="iso-8859-2">${polish}`;
  expect(decodeBytes(encode(declared, 'iso-8859-2')).text).toBe(declared);
  const wrong = `<meta charset="windows-1252">${chinese}`;
  const decoded = decodeBytes(utf8(wrong));
  expect(decoded.text).toBe(wrong);
  expect(decoded.doubts[0]?.code).toBe('encoding-mismatch');
  const lying = decodeBytes(encode(`<meta charset="utf-8">${chinese}`, 'gb18030'));
  expect(lying.text).toContain(chinese);
  expect(lying.doubts[0]?.code).toBe('encoding-mismatch');
});

test('broken bytes become a visible doubt and NULs are dropped', () => {
  const bytes = Uint8Array.of(...utf8(german.repeat(3)), 0xff, 0, ...utf8('end'));
  const decoded = decodeBytes(bytes);
  expect(decoded.encoding).toBe('utf-8');
  expect(decoded.doubts).toEqual([{ code: 'broken-bytes', detail: '1 character could not be read' }]);
  expect(decoded.text.endsWith('\ufffdend')).toBe(true);
});
