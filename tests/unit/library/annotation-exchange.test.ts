import { expect, test } from 'vitest';
import { dump, TestLibrary } from '../../setup/library.ts';
import { CORRECT, mutations } from '../../quality/webannotation-samples.ts';
import { annotationFaults } from '../../../src/core/exchange/web-annotation-check.ts';
import { readAnnotations } from '../../../src/core/exchange/read.ts';
import { Refusal } from '../../../src/core/refusal.ts';

const ARTICLE = `Nordhavn Orders a Second Wave of Yard Robots

Nordhavn Rail Ports has ordered a second wave of yard robots for its terminal in Gdańsk. The order adds 400 units to the 1,150 agreed in October and is worth about €31 million.

The order is large. The order is late. 该公司去年营收增长百分之十二。`;
const URL = 'https://example.org/news/nordhavn';

async function filled(t: TestLibrary) {
  const report = await t.library.capture.save({ text: ARTICLE, url: URL });
  const id = report.imported[0]!.id;
  const words = t.library.sources.open({ id }).version.text;
  const mark = (quote: string, from = 0, more: object = {}) => {
    const start = words.indexOf(quote, from);
    return t.library.annotations.add({ sourceId: id, start, end: start + quote.length, ...more });
  };
  return { id, words, mark };
}

const textOf = async (t: TestLibrary, token: string): Promise<string> => {
  const { readFile } = await import('node:fs/promises');
  return readFile(t.spool.find(token)!.path, 'utf8');
};

test('annotations go out as JSON-LD and come back on the same words, once', async () => {
  using t = new TestLibrary();
  const { annotations, history } = t.library;
  const { id, words, mark } = await filled(t);
  const second = words.lastIndexOf('The order');
  mark('about €31 million', 0, { colour: 'green', note: 'Half of *the first*.', tags: ['orders', '订单'] });
  mark('The order', second, { colour: 'rose' });
  mark('营收增长百分之十二');
  annotations.noteSource({ sourceId: id, note: 'Read twice.' });
  const file = annotations.export({ format: 'jsonld' });
  const text = await textOf(t, file.token);
  const held = () =>
    annotations
      .list({ sourceId: id })
      .annotations.map(({ start, end, quote, prefix, suffix, note, colour, tags, anchor, createdAt }) => ({
        start,
        end,
        quote,
        prefix,
        suffix,
        note,
        colour,
        tags,
        anchor,
        createdAt,
      }));
  const before = held();
  expect(annotations.import({ text })).toMatchObject({ total: 4, duplicates: 4, placed: [], refused: [] });

  annotations.remove({ ids: annotations.list({}).annotations.map((one) => one.id) });
  const empty = dump(t);
  const report = annotations.import({ text });
  expect(report).toMatchObject({ form: 'jsonld', total: 4, duplicates: 0, orphaned: [], refused: [] });
  expect(report.placed).toHaveLength(4);
  expect(held()).toEqual(before);
  expect(history.undo({})?.label).toBe('step.annotation.import');
  expect(dump(t)).toEqual(empty);
});

test('Hypothesis annotations find their source by address or by their words, and everything is accounted for', async () => {
  using t = new TestLibrary();
  const { annotations } = t.library;
  const { id } = await filled(t);
  const row = (uri: string, exact: string | null, more: object = {}) => ({
    id: `h-${exact ?? 'note'}`,
    uri,
    text: '',
    tags: [],
    target: [
      exact === null ? { source: uri } : { source: uri, selector: [{ type: 'TextQuoteSelector', exact }] },
    ],
    ...more,
  });
  const rows = [
    row('http://www.example.org/news/nordhavn?utm_source=x#top', 'a second wave of yard robots', {
      text: 'Again',
    }),
    row('https://mirror.example/copy', 'adds 400 units to the 1,150 agreed in October'),
    row(URL, 'words that were never in this article at all, not one of them'),
    row(URL, 'adds 500 units to the 1,150 agreed in October'),
    row(URL, null, { text: 'A page note' }),
    row('https://elsewhere.example/', 'some words of another page'),
    row(URL, null, {
      id: 'h-reply',
      references: ['h-note'],
      text: 'An answer',
      user: 'acct:ann@hypothes.is',
    }),
    { text: 'no page' },
  ];
  const report = annotations.import({ text: JSON.stringify({ total: rows.length, rows }) });
  // the answer has joined the note it answers
  expect(report.total).toBe(rows.length - 1);
  expect(report.placed.map(({ quote, anchor }) => [quote, anchor])).toEqual([
    ['a second wave of yard robots', 'exact'],
    ['adds 400 units to the 1,150 agreed in October', 'exact'],
    ['adds 500 units to the 1,150 agreed in October', 'changed'],
    ['', 'exact'],
  ]);
  expect(report.orphaned).toHaveLength(1);
  expect(report.refused.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('which page'),
    expect.stringContaining('https://elsewhere.example/'),
  ]);
  const views = annotations.list({ sourceId: id }).annotations;
  expect(views).toHaveLength(5);
  expect(views.find((view) => view.anchor === 'changed')).toMatchObject({
    quote: 'adds 500 units to the 1,150 agreed in October',
    current: 'adds 400 units to the 1,150 agreed in October',
  });
  expect(views.find((view) => view.start === null && view.quote === '')?.note).toBe(
    'A page note\n\nann: An answer',
  );
  expect(annotations.import({ text: JSON.stringify(rows) }).placed).toEqual([]);
});

test('words that several sources hold, or a file that is no file of annotations, are refused in words', async () => {
  using t = new TestLibrary();
  const { annotations } = t.library;
  await filled(t);
  await t.library.capture.save({
    text: `Another\n\n${ARTICLE} And more of it.`,
    url: 'https://other.example/',
  });
  const [only] = annotations.import({
    text: JSON.stringify([
      {
        uri: 'https://mirror.example/',
        target: [{ selector: [{ type: 'TextQuoteSelector', exact: 'adds 400 units to the 1,150 agreed' }] }],
      },
    ]),
  }).refused;
  expect(only!.reason).toContain('several sources');
  for (const text of [
    '',
    '{',
    'plain words',
    '[]',
    '{}',
    '{"type":"Annotation"}',
    '[{"uri":5}]',
    'null',
    '3',
  ])
    try {
      expect(annotations.import({ text }).placed, text).toEqual([]);
    } catch (error) {
      expect(error, text).toBeInstanceOf(Refusal);
    }
  expect(annotations.list({}).total).toBe(0);
});

test('every broken sample is refused on import with its reason, by the verb and by capture', async () => {
  using t = new TestLibrary();
  // which of them break the model is settled with the W3C schemas by `npm run quality`
  const broken = CORRECT.flatMap((document) => mutations(document))
    .filter((document) => annotationFaults(document).length > 0)
    .map((document) => JSON.stringify(document));
  expect(broken.length).toBeGreaterThan(39);
  for (const text of broken) expect(() => readAnnotations(text), text).toThrow('Web Annotation model');
  for (const [i, text] of broken.filter((_, k) => k % 9 === 0).entries()) {
    const token = t.spool.put(`sample-${i}.jsonld`, 'application/ld+json', new TextEncoder().encode(text));
    await expect(t.library.capture.save({ token }), text).rejects.toThrow(Refusal);
  }
  expect(t.library.sources.list({}).total).toBe(0);
});

test('annotations are written as Markdown, as CSV no spreadsheet runs, and as one HTML file that needs nothing', async () => {
  using t = new TestLibrary();
  const { annotations } = t.library;
  const { id, mark } = await filled(t);
  mark('about €31 million', 0, { note: '=HYPERLINK("https://evil.example")<script>alert(1)</script>' });
  const written = async (format: 'csv' | 'markdown' | 'html') =>
    textOf(t, annotations.export({ format, sourceId: id }).token);
  const csv = await written('csv');
  expect(csv).toContain(`"'=HYPERLINK`);
  expect(csv.startsWith('\ufeffid,quote')).toBe(true);
  expect(await written('markdown')).toContain('> about €31 million');
  const html = await written('html');
  expect(html).toContain('<mark class="amber">about €31 million</mark>');
  expect(html).not.toMatch(/<script|src="http|<link/);
  expect(() => annotations.export({ format: 'html' })).toThrow('Name the source');
  expect(() => annotations.export({ format: 'csv', ids: [] })).toThrow('no annotations');
});
