import { describe, expect, test } from 'vitest';
import { articleFromHtml } from '../../../../../src/core/capture/html/article.ts';
import { sha256 } from '../../../../../src/core/capture/hash.ts';

const prose =
  'The harbour office counts every crate that leaves the quay, and has done so since the fire destroyed the old books and the weighing hall. ';

const read = (
  head: string,
  line: string,
  { url, now, tail = '' }: { url?: string; now?: string; tail?: string } = {},
) =>
  articleFromHtml(
    `<!doctype html><html lang="en"><head><title>Crates counted</title>${head}</head><body><article><h1>Crates counted</h1>${line}` +
      `<p>${prose.repeat(3)}</p><p>${prose.repeat(3)}</p>${tail}</article></body></html>`,
    { hash: sha256, url: url ?? 'https://harbour.example/news/crates', now },
  );

const codes = (article: ReturnType<typeof read>): readonly string[] => article.doubts.map(({ code }) => code);
const published = (value: string): string => `<meta property="article:published_time" content="${value}">`;

describe('a date is answered only where a witness is trusted', () => {
  test('a lone meta date without a meaning is a doubt, not an answer', () => {
    const article = read('<meta name="date" content="2021-03-04">', '');
    expect(article.publishedOn).toBeNull();
    expect(article.doubts).toContainEqual({ code: 'date-of-what', detail: '2021-03-04' });
  });

  test('the same meta date counts when a line bears it out', () => {
    expect(read('<meta name="date" content="2021-03-04">', '<p>4 March 2021</p>').publishedOn).toBe(
      '2021-03-04',
    );
  });

  test('two witnesses years apart are disputed', () => {
    const article = read(published('2017-04-12T08:00:00Z'), '<p>19 February 2020</p>');
    expect(article.publishedOn).toBeNull();
    expect(article.doubts).toContainEqual({ code: 'date-disputed', detail: '2017-04-12, 2020-02-19' });
  });

  test('a note of the first publication settles the dispute', () => {
    const tail = '<p>* First published in April 2017, brought up to date.</p>';
    expect(read(published('2017-04-12T08:00:00Z'), '<p>19 February 2020</p>', { tail }).publishedOn).toBe(
      '2017-04-12',
    );
  });

  test('an address keeps the day it was given when the declared day is that of an edit', () => {
    expect(
      read(published('2019-06-17T08:00:00Z'), '', { url: 'https://harbour.example/2017/7/12/crates' })
        .publishedOn,
    ).toBe('2017-07-12');
  });

  test('a day that opens the line beside the headline is its dateline', () => {
    const line = '<p>05.02.2020 - Editors: Eva Example (press office)</p>';
    expect(read('<meta name="date" content="2020-02-12">', line).publishedOn).toBe('2020-02-05');
  });

  test('an update without a publication is answered with a doubt', () => {
    const article = read('', '<p>Last updated: 4 March 2021</p>');
    expect(article.publishedOn === null || codes(article).includes('date-of-update')).toBe(true);
  });
});

describe('witnesses that disagree', () => {
  test('a line with two days is settled by the one that is declared', () => {
    const line = '<p>2018-08-29 14:15 2018-06-22 10:20</p>';
    expect(read(published('2018-06-22T10:20:00Z'), line).publishedOn).toBe('2018-06-22');
  });

  test('the day shown beside a declared instant of another zone is the day of the page', () => {
    const line =
      '<ul class="wgt-date"><li>Tallinn</li><li>The harbour office and its books: 03/05/2022 21:44</li></ul>';
    expect(read(published('2022-05-04T00:44:52Z'), `${line}<p>Corrected 25/05/2022</p>`).publishedOn).toBe(
      '2022-05-03',
    );
  });

  test('a day after the text gives way to the day in the address', () => {
    const tail = '<p>Results of 19.05.2007</p>';
    expect(read('', '', { url: 'https://harbour.example/2007/05/20/crates', tail }).publishedOn).toBe(
      '2007-05-20',
    );
  });

  test('half a year between a declared day and a line is disputed, a time element is no third witness', () => {
    const line = '<p><time datetime="2020-02-19">19 February 2020</time></p>';
    const article = read(published('2019-04-12T08:00:00Z'), line);
    expect(article.publishedOn).toBeNull();
    expect(article.doubts).toContainEqual({ code: 'date-disputed', detail: '2019-04-12, 2020-02-19' });
  });

  test('a vague day that swaps day and month gives way to the words', () => {
    const tail = '<p>Published: 1 November 2023</p>';
    expect(read('<meta name="date" content="2023-01-11">', '', { tail }).publishedOn).toBe('2023-11-01');
  });
});

describe('dates in the lines and elements beside the headline', () => {
  test.each([
    [
      'a day with its time among other words',
      '<p>Crates 1 of 1 &nbsp; 06.11.2023 13:30 by Olga, pictures: press</p>',
      '2023-11-06',
    ],
    ['a day that opens a short line', '<p>16.10.2019 Harbour tonight · Skerry Television</p>', '2019-10-16'],
    [
      'an element named for tests only',
      '<div><span data-testid="article-details-date">3.11.2023</span> <span>The harbour office weighs and writes down what the crews of the skerries bring to it every single day</span></div>',
      '2023-11-03',
    ],
    [
      'the words about the author',
      '<div class="left author">Author: Bo Example, keeper of the books of the harbour office at the quay, am 29.12.2010, 13:36 Uhr</div>',
      '2010-12-29',
    ],
  ])('%s', (_what, line, day) => {
    expect(read('', line).publishedOn).toBe(day);
  });
});

describe('day and month are told apart by what the page shows', () => {
  test('another date of the page decides the order', () => {
    const head = '<p>03/04/2021</p>';
    expect(read('', head).publishedOn).toBeNull();
    expect(read('', head, { tail: '<p>Corrected 25/04/2021</p>' }).publishedOn).toBe('2021-04-03');
    expect(read('', head, { tail: '<p>Corrected 04/25/2021</p>' }).publishedOn).toBe('2021-03-04');
  });
});

describe('relative dates are counted from the capture, when it is known', () => {
  const line = '<p class="byline">3 days ago</p>';
  test('a fresh page', () => {
    expect(read('', line, { now: '2021-03-04T10:00:00Z' }).publishedOn).toBe('2021-03-01');
  });
  test('a page of unknown age', () => {
    expect(read('', line).publishedOn).toBeNull();
  });
  test('a day after tomorrow is no day of publication', () => {
    expect(
      read(published('2021-03-07T08:00:00Z'), '', { now: '2021-03-04T10:00:00Z' }).publishedOn,
    ).toBeNull();
  });
});
