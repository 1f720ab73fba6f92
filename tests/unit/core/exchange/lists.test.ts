import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { annotationsCsv, annotationsMarkdown } from '../../../../src/core/exchange/annotation-lists.ts';
import { textFragment } from '../../../../src/core/exchange/text-fragment.ts';
import { annotationOf, SOURCE } from './sample.ts';

const NASTY = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\n=1'];

describe('annotations as CSV', () => {
  test('one row each, with everything in its column', () => {
    const csv = annotationsCsv(
      [annotationOf('a', '海尔集团', { note: 'He said "no",\nthen left', tags: ['x', 'y'] })],
      [SOURCE],
    );
    const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      id: 'a',
      quote: '海尔集团',
      note: 'He said "no",\nthen left',
      tags: 'x; y',
      title: SOURCE.title,
      published: '2016-06',
      anchor: 'exact',
      hash: 'c0ffee',
    });
    expect(data[0]!['link']).toContain('#:~:text=%E6%B5%B7%E5%B0%94');
  });

  test('nothing a spreadsheet would run, in any column', () => {
    for (const nasty of NASTY) {
      const csv = annotationsCsv(
        [annotationOf('a', 'Sales', { quote: nasty, note: nasty, tags: [nasty] })],
        [{ ...SOURCE, title: nasty, byline: nasty }],
      );
      const [, row] = Papa.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' }).data;
      for (const value of row!) expect(value).not.toMatch(/^\s*[=+\-@＝]/u);
    }
  });

  test('a byte order mark only on demand, and a head without rows', () => {
    expect(annotationsCsv([], []).startsWith('id,quote')).toBe(true);
    expect(annotationsCsv([], [], { bom: true }).startsWith('\ufeffid,quote')).toBe(true);
  });
});

describe('annotations as Markdown', () => {
  const markdown = annotationsMarkdown(
    [
      annotationOf('a', 'Sales rose 12 %', { note: '**Check** this', tags: ['growth rate'] }),
      annotationOf('b', 'x', { quote: '# not a title\n<b>1. *x*', anchor: 'changed' }),
      annotationOf('c', 'x', { quote: '', start: null, end: null, note: 'On the whole source' }),
    ],
    [SOURCE],
  );

  test('groups by source and keeps notes as they are', () => {
    expect(markdown.match(/^## /gmu)).toHaveLength(1);
    expect(markdown).toContain('> Sales rose 12 %');
    expect(markdown).toContain('**Check** this');
    expect(markdown).toContain('growth-rate');
    expect(markdown).toContain('The wording in the source has changed since.');
    expect(markdown).toContain('On the whole source');
  });

  test('takes nothing in titles and quotes for markup', () => {
    expect(markdown).toContain(String.raw`> \# not a title`);
    expect(markdown).toContain(String.raw`\<b\>1. \*x\*`);
    expect(markdown).not.toContain('<script>');
  });
});

describe('a link to the words on the live page', () => {
  test('holds a short quote whole, a long one by its ends', () => {
    expect(textFragment('https://e.org/', 'well-known words')).toBe(
      'https://e.org/#:~:text=well%2Dknown%20words',
    );
    expect(textFragment('https://e.org/#part', 'words')).toBe('https://e.org/#part:~:text=words');
    const long = textFragment('https://e.org/', 'one two three four five six '.repeat(20));
    expect(long).toBe(
      'https://e.org/#:~:text=one%20two%20three%20four%20five,two%20three%20four%20five%20six',
    );
    expect(textFragment('https://e.org/', '海尔'.repeat(100)).length).toBeLessThan(400);
    expect(textFragment('https://e.org/', ' ')).toBe('https://e.org/');
    expect(textFragment('https://e.org/', '\ud800x')).toContain('text=');
  });
});
