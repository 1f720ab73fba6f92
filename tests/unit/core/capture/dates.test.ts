import { dateOrder } from '../../../../src/core/capture/date-order.ts';
import { describe, expect, test } from 'vitest';
import {
  calendarValue,
  dateFromAddress,
  findDates,
  firstDate,
  machineDate,
} from '../../../../src/core/capture/dates.ts';

describe('dates are read in the languages pages are written in', () => {
  test.each([
    ['Jun 24, 2016', '2016-06-24'],
    ['on June 24th, 2016', '2016-06-24'],
    ['Montag, 24. Juni 2016, 10:15 Uhr', '2016-06-24'],
    ['24.06.2016', '2016-06-24'],
    ['2016年6月24日 10:00', '2016-06-24'],
    ['二〇一六年六月二十四日', '2016-06-24'],
    ['令和元年5月1日', '2019-05-01'],
    ['2016년 6월 24일', '2016-06-24'],
    ['1er juin 2016', '2016-06-01'],
    ['miércoles, 4 de mayo de 2022', '2022-05-04'],
    ['24 czerwca 2016', '2016-06-24'],
    ['2016. június 24.', '2016-06-24'],
    ['24 июня 2016 г.', '2016-06-24'],
    ['١٢ يناير ٢٠٢٠', '2020-01-12'],
    ['2016年6月', '2016-06'],
    ['Oktober 2023', '2023-10'],
    ['2/19/20', '2020-02-19'],
  ])('%s', (text, value) => {
    expect(firstDate(text)?.value).toBe(value);
  });

  test('offsets point at the words and impossible days are no dates', () => {
    const text = 'Printed on 24 June 2016 in Leith.';
    const [date] = findDates(text);
    expect(text.slice(date!.start, date!.end)).toBe('24 June 2016');
    expect(findDates('31 February 2020, 12 people 2020, 99.99.2020, page 3 of 2016')).toEqual([]);
    expect(calendarValue(2023, 2, 29)).toBeNull();
  });

  test('a swap of day and month that nothing decides is called ambiguous', () => {
    expect(findDates('03/04/2020')[0]).toMatchObject({ ambiguous: true });
    expect(firstDate('03/04/2020')).toBeNull();
    expect(firstDate('03/04/2020', { order: 'mdy' })?.value).toBe('2020-03-04');
    expect(dateOrder('en-US')).toBe('mdy');
    expect(dateOrder('en', 'https://post.example.uk/a')).toBe('dmy');
    expect(dateOrder('en', 'https://post.com/a')).toBeNull();
  });

  test('relative dates count from the capture and are left alone without it', () => {
    const now = '2026-01-15T10:00:00Z';
    expect(findDates('vor 2 Tagen', { now })[0]).toMatchObject({ value: '2026-01-13', relative: true });
    expect(findDates('3 hours ago', { now })[0]?.value).toBe('2026-01-15');
    expect(findDates('昨天', { now })[0]?.value).toBe('2026-01-14');
    expect(findDates('yesterday')).toEqual([]);
  });

  test('a long row of digits and dots ends quickly', () => {
    const begun = performance.now();
    findDates('1.2.3.4.'.repeat(50_000));
    findDates('2016 '.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

test('machine dates keep the day as written, and what is none is null', () => {
  expect(machineDate('2016-06-24T23:30:00-05:00')).toBe('2016-06-24');
  expect(machineDate('20160624')).toBe('2016-06-24');
  expect(machineDate('Wed Nov 09 11:46:00 +0000 2022')).toBe('2022-11-09');
  expect(machineDate('1466762400')).toBe('2016-06-24');
  expect(machineDate('2016-06')).toBe('2016-06');
  expect(machineDate('0000-00-00')).toBeNull();
  expect(machineDate('soon')).toBeNull();
});

test('addresses give the date in their path', () => {
  expect(dateFromAddress('https://a.example/2016/06/24/foo')).toBe('2016-06-24');
  expect(dateFromAddress('https://a.example/2016/jun/4/foo')).toBe('2016-06-04');
  expect(dateFromAddress('https://a.example/media/meldungen/29-10-2021')).toBe('2021-10-29');
  expect(dateFromAddress('https://a.example/2007-06/htc')).toBe('2007-06');
  expect(dateFromAddress('https://a.example/wiki/X_2016')).toBeNull();
});

describe('every month is read as the CLDR writes it', () => {
  const LANGUAGES =
    'en-GB en-US de de-AT fr es it pt-BR pt-PT nl pl ru uk be bg mk sr-Latn sr-Cyrl hr sl cs sk hu fi sv da nb is et lv lt tr ro el sq ar he fa hi id af gl ca ja zh-CN zh-TW ko vi'.split(
      ' ',
    );
  const days = Array.from(
    { length: 36 },
    (_, i) => new Date(Date.UTC(2019, i % 12, [3, 17, 28][Math.floor(i / 12)])),
  );
  const inWords = (date: Date, language: string, dateStyle: 'long' | 'medium'): string =>
    new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle, timeZone: 'UTC' }).format(date);
  const misread = (language: string, style: 'long' | 'medium'): readonly string[] =>
    days.flatMap((date) => {
      const text = inWords(date, language, style);
      const order = language === 'en-US' ? 'mdy' : 'dmy';
      const found = findDates(text, { order, language }).map(({ value }) => value);
      return found.includes(date.toISOString().slice(0, 10)) ? [] : [`${text} -> ${found.join() || 'none'}`];
    });

  test.each(LANGUAGES)('in full, %s', (language) => {
    expect(misread(language, 'long')).toEqual([]);
  });

  // Left out: abbreviations with a mark of their own (Hebrew geresh, the Indian sign of abbreviation).
  test.each(LANGUAGES.filter((language) => language !== 'he' && language !== 'hi'))(
    'shortened, %s',
    (language) => {
      expect(misread(language, 'medium')).toEqual([]);
    },
  );

  test('a joining word never eats the beginning of a month', () => {
    expect(findDates('10 December 2021').map(({ value }) => value)).toEqual(['2021-12-10']);
    expect(findDates('7. Dezember 2022').map(({ value }) => value)).toEqual(['2022-12-07']);
    expect(findDates('10 de diciembre de 2020').map(({ value }) => value)).toEqual(['2020-12-10']);
    expect(findDates('the 4th of December, 2020').map(({ value }) => value)).toEqual(['2020-12-04']);
  });
});
