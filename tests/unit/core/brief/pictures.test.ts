import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { BlockNode, BriefDocument, BriefEvidence } from '../../../../src/core/brief.ts';
import { toBase64 } from '../../../../src/core/brief/base64.ts';
import { drawChart, PAPER, svgText } from '../../../../src/core/brief/chart.ts';
import { checkBrief } from '../../../../src/core/brief/check.ts';
import { composeBrief } from '../../../../src/core/brief/compose.ts';
import { parseBriefDocument } from '../../../../src/core/brief/document.ts';
import { exportBrief } from '../../../../src/core/brief/formats.ts';
import { imageSize } from '../../../../src/core/brief/picture.ts';
import { targetsOf } from '../../../../src/core/brief/targets.ts';
import { citationData } from './citation-data.ts';
import { elements, seenInDocx, seenInHtml, seenInMarkdown, seenInOutline } from './extract.ts';
import { doc, gather, makeBrief, makeFact, makeSource, mark, paragraph, words } from './made.ts';

/** A PNG of 3 by 2 pixels as far as its head says; nothing here looks at its points. */
const png = Uint8Array.from([
  137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0,
]);
const source = makeSource('s1', [], {
  blocks: [
    { kind: 'paragraph', text: 'Sales were RMB 3.2 billion in 2023 and RMB 4.1 billion in 2024.' },
    { kind: 'figure', text: '', image: { asset: 'hash-1', alt: 'A depot' } },
    { kind: 'paragraph', text: 'The depot stands in Aarhus.' },
  ],
});
const a1 = mark('a1', source, 'RMB 3.2 billion in 2023');
const a2 = mark('a2', source, 'RMB 4.1 billion in 2024');
const facts = [
  makeFact('f1', a1, { value: 3.2e9, valueText: 'RMB 3.2 billion', asOf: '2023' }),
  makeFact('f2', a2),
  makeFact('f3', null, {
    metric: 'units',
    valueText: '86,000',
    value: 86_000,
    currency: null,
    unit: 'units',
  }),
];
const evidence: BriefEvidence = {
  ...gather([source], [a1, a2], facts),
  images: { 'hash-1': { mediaType: 'image/png', base64: toBase64(png) } },
};
const refer = (target: string) => ({ type: 'crossReference' as const, attrs: { target } });
const heading = (level: number, text: string, id?: string): BlockNode => ({
  type: 'heading',
  attrs: { level, ...(id !== undefined && { id }) },
  content: [words(text)],
});
const figure = (more: object = {}): BlockNode => ({
  type: 'figure',
  attrs: {
    sourceId: 's1',
    asset: 'hash-1',
    caption: 'The depot in Aarhus',
    alt: 'A depot',
    id: 'p',
    ...more,
  },
});
const body: BriefDocument = doc(
  heading(1, 'Where it stands'),
  heading(2, 'Deliveries', 'h'),
  paragraph(
    words('See '),
    refer('c'),
    words(', '),
    refer('t'),
    words(', '),
    refer('p'),
    words(' and '),
    refer('h'),
  ),
  {
    type: 'chart',
    attrs: { form: 'line', factIds: ['f1', 'f2', 'f3'], shown: null, id: 'c', title: 'Revenue <by> year' },
  },
  { type: 'factTable', attrs: { factIds: ['f1'], shown: null } },
  { type: 'factTable', attrs: { factIds: ['f3'], shown: null, id: 't', title: 'Units' } },
  figure(),
  paragraph(words('Lost: '), refer('gone')),
);
const write = async (format: string, brief = makeBrief(body), given = evidence) =>
  exportBrief(format, brief, given, {
    allowBroken: true,
    citations: citationData('business'),
    print: async (html) => new TextEncoder().encode(html),
  });
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('charts, pictures and cross-references', () => {
  test('say the same in Markdown, HTML, Word and the printed page, in both languages', async () => {
    for (const language of ['en', 'zh-Hans']) {
      const brief = makeBrief(body, { language });
      const { outline } = composeBrief(brief, evidence, citationData('business'));
      const wanted = seenInOutline(outline);
      expect(wanted.lines.join('\n')).toContain(language === 'en' ? 'Figure 2. The depot' : '图 2 The depot');
      expect(seenInHtml(text((await write('html', brief)).bytes))).toEqual(wanted);
      expect(seenInHtml(text((await write('pdf', brief)).bytes))).toEqual(wanted);
      expect(seenInMarkdown(text((await write('markdown', brief)).bytes), outline.words.sources)).toEqual(
        wanted,
      );
      expect(seenInDocx((await write('docx', brief)).bytes)).toEqual(wanted);
    }
  });

  test('have live numbers: another table before it makes table 1 table 2', () => {
    const line = (given: BriefDocument): string =>
      seenInOutline(composeBrief(makeBrief(given), evidence, citationData('business')).outline).lines.find(
        (one) => one.startsWith('See '),
      )!;
    expect(line(body)).toBe('See Figure 1, Table 1, Figure 2 and section 1.1');
    const more = { type: 'factTable', attrs: { factIds: ['f2'], shown: null, title: 'First' } } as const;
    expect(line(doc(heading(1, 'New'), more, ...body.content))).toBe(
      'See Figure 1, Table 2, Figure 2 and section 2.1',
    );
  });

  test('headings are numbered only where one of them is referred to', () => {
    const plain = doc(heading(1, 'One'), heading(3, 'Deep'));
    expect(targetsOf(plain, 'en').of.size).toBe(0);
    const numbers = [
      ...targetsOf(
        doc(heading(2, 'One', 'x'), heading(4, 'Deep'), heading(2, 'Two'), paragraph(refer('x'))),
        'en',
      ).of.values(),
    ];
    expect(numbers.map(({ number }) => number)).toEqual(['1', '1.1.1', '2']);
  });

  test('lead to what they name, in HTML and in Word, and a lost one says so', async () => {
    const page = text((await write('html')).bytes);
    const ids = elements(page).flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === 'id').map(({ value }) => value),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const anchor of ['figure-1', 'table-1', 'figure-2', 'section-1-1']) {
      expect(ids).toContain(anchor);
      expect(page).toContain(`href="#${anchor}"`);
    }
    expect(page).toContain('what this referred to is no longer in the brief');
    const files = unzipSync((await write('docx')).bytes);
    const word = strFromU8(files['word/document.xml']!);
    expect(word).toContain('w:anchor="figure-1"');
    expect(word).toContain('w:name="figure-1"');
    expect(Object.keys(files).filter((name) => /media\/.*\.(?:svg|png)$/u.test(name)).length).toBe(3);
  });

  test('the drawing names what it leaves out, and its figures stand in a table with their notes', () => {
    const { outline } = composeBrief(makeBrief(body), evidence, citationData('business'));
    const at = outline.blocks.findIndex((block) => block.kind === 'figure');
    expect(seenInOutline({ ...outline, blocks: [outline.blocks[at]!] }).lines.at(-1)).toContain(
      '1 figure is in the table only',
    );
    expect(outline.blocks[at + 1]).toMatchObject({ kind: 'table' });
    const page = svgText(
      drawChart(facts, { form: 'bars', title: '"><script>', language: 'en', palette: PAPER })!.root,
    );
    expect(page).not.toContain('<script>');
    expect(drawChart([null], { form: 'bars', title: '', language: 'en', palette: PAPER })).toBeNull();
  });

  test('the same document gives the same Word file twice in one process', async () => {
    expect(Buffer.compare((await write('docx')).bytes, (await write('docx')).bytes)).toBe(0);
  });
});

describe('a picture of a source', () => {
  test('is supported by its source, and broken when the source has it no longer', () => {
    expect(checkBrief(doc(figure()), evidence).claims[0]).toMatchObject({ status: 'supported', sources: 1 });
    const gone = checkBrief(doc(figure({ asset: 'other' })), evidence);
    expect(gone).toMatchObject({
      broken: 1,
      claims: [{ status: 'broken', quotes: [{ difference: { kind: 'missing' } }] }],
    });
    expect(checkBrief(doc(figure()), gather([], [])).claims[0]!.quotes[0]!.difference!.kind).toBe(
      'no-source',
    );
  });

  test('its footnote opens the text beside it', () => {
    const { outline } = composeBrief(makeBrief(doc(figure())), evidence, citationData('business'));
    expect(
      outline.notes[0]!.passage!.blocks.flat()
        .map((one) => one.text)
        .join(' '),
    ).toContain('The depot stands in Aarhus.');
  });

  test('an image that is gone leaves its caption and says so; a hostile one is no address', async () => {
    const lost = text((await write('html', makeBrief(doc(figure())), { ...evidence, images: {} })).bytes);
    expect(lost).toContain('the picture is no longer in the library');
    const hostile = { 'hash-1': { mediaType: 'text/html', base64: '"><script>alert(1)</script>' } };
    expect(
      text((await write('html', makeBrief(doc(figure())), { ...evidence, images: hostile })).bytes),
    ).not.toContain('<script>');
  });

  test('its size is read from PNG, JPEG, GIF and WebP heads, and damaged heads give none', () => {
    expect(imageSize(png)).toEqual({ width: 3, height: 2 });
    expect(
      imageSize(
        Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 7, 1, 1]),
      ),
    ).toEqual({ width: 7, height: 5 });
    expect(imageSize(new TextEncoder().encode('GIF89a\u0004\u0000\u0003\u0000'))).toEqual({
      width: 4,
      height: 3,
    });
    expect(imageSize(Uint8Array.from([0xff, 0xd8, 0xff, 0xff, 0xff]))).toBeNull();
    expect(imageSize(new Uint8Array())).toBeNull();
  });
});

test('a document with charts, pictures and references is read back as it was written', () => {
  expect(parseBriefDocument(JSON.parse(JSON.stringify(body)))).toEqual(body);
});
