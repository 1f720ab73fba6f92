import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { sameWording } from '../../../../src/core/anchor/normalise.ts';
import type { Brief, BriefDocument, BriefEvidence } from '../../../../src/core/brief.ts';
import { composeBrief } from '../../../../src/core/brief/compose.ts';
import { safeFileName } from '../../../../src/core/brief/file-name.ts';
import { briefFormats, exportBrief } from '../../../../src/core/brief/formats.ts';
import { BRIEF_STYLES } from '../../../../src/core/brief/styles.ts';
import { citationData } from './citation-data.ts';
import {
  docxParagraphs,
  elements,
  htmlText,
  seenInDocx,
  seenInHtml,
  seenInMarkdown,
  seenInOutline,
} from './extract.ts';
import {
  cite,
  doc,
  gather,
  generate,
  makeBrief,
  makeFact,
  makeSource,
  mark,
  paragraph,
  quotation,
  words,
} from './made.ts';

const fileOf = (style: string): string =>
  BRIEF_STYLES.find(({ id }) => id === style)!.file.replace('.csl', '');

const write = (
  format: string,
  brief: Brief,
  evidence: BriefEvidence,
  style = 'business',
  allowBroken = true,
) =>
  exportBrief(format, brief, evidence, {
    allowBroken,
    citations: citationData(fileOf(style)),
    print: async (html) => new TextEncoder().encode(html),
  });

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const review = makeSource('s1', [
  'Nordhavn signed a six-year agreement for 1,150 units, worth about €94 million, on Monday.',
  'It booked RMB 4.1 billion in 2024 sales, of which 31% was earned abroad.',
  'The foundry itself says its rebuilt line reaches full output by the end of June.',
]);
const chinese = makeSource('s2', ['机器人平均交付周期被拉长了十一周。', '去年海外收入占比约为29%。'], {
  language: 'zh-Hans',
  byline: '沈若溪',
  siteName: '江南财经',
  title: '清河半导体重启二号炉线，交付周期仍偏长',
});
const hostile = makeSource(
  's3',
  ['Before </mark><script>alert(1)</script> after. {{7*7}} [link](javascript:alert(1)) `code` | pipe'],
  {
    title: '</title><script>alert(1)</script> & "quotes" [[link]] #tag',
    byline: '<img src=x onerror=alert(1)>',
    siteName: '=HYPERLINK("http://evil")',
    url: 'https://example.org/?a=1&b="<>',
    publishedOn: null,
  },
);
const a1 = mark('a1', review, 'a six-year agreement for 1,150 units, worth about €94 million');
const a2 = mark('a2', review, 'RMB 4.1 billion in 2024 sales, of which 31% was earned abroad');
const a3 = mark('a3', chinese, '去年海外收入占比约为29%');
const a4 = mark('a4', hostile, '</mark><script>alert(1)</script> after');
const facts = [
  makeFact('f1', a2),
  makeFact('f2', a3, { metric: '=cmd|calc', valueText: '-29%', value: -29, unit: '%', companyName: '云樵' }),
  makeFact('f3', null, { metric: 'units', valueText: '86,000' }),
];
const evidence = gather([review, chinese, hostile], [a1, a2, a3, a4], facts);
const item = (...content: Parameters<typeof paragraph>) => ({
  type: 'listItem' as const,
  content: [paragraph(...content)],
});

const everything: BriefDocument = doc(
  paragraph(
    words('The agreement covers 1,150 units'),
    cite(a1),
    cite(a3),
    words(', and *every* _aisle_ had # to be\nconverted.'),
  ),
  { type: 'heading', attrs: { level: 1 }, content: [words('Where it could still break')] },
  quotation(a2, 'RMB 4.1 billion … 31% was earned abroad'),
  quotation(a3),
  {
    type: 'orderedList',
    attrs: { start: 3 },
    content: [
      item(words('1. One'), { type: 'hardBreak' }, words('- two')),
      {
        type: 'listItem',
        content: [
          paragraph({
            type: 'text',
            text: 'Linked',
            marks: [{ type: 'link', attrs: { href: 'https://example.org/?a=1&b=2' } }],
          }),
          {
            type: 'bulletList',
            content: [
              item(words('Inner'), { type: 'footnote', attrs: { text: 'A remark of the author’s.' } }),
            ],
          },
        ],
      },
    ],
  },
  { type: 'bulletList', content: [item(words('A list after a list'))] },
  { type: 'factTable', attrs: { factIds: ['f1', 'f2', 'f3'], shown: null } },
  {
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: [
          { type: 'tableHeader', content: [paragraph(words('A | b'))] },
          { type: 'tableHeader', content: [paragraph(words('B'))] },
        ],
      },
      {
        type: 'tableRow',
        content: [
          { type: 'tableCell', content: [paragraph(words('x'), cite(a1))] },
          { type: 'tableCell', content: [] },
        ],
      },
    ],
  },
  { type: 'horizontalRule' },
  paragraph(
    { type: 'text', text: 'Bold', marks: [{ type: 'bold' }] },
    { type: 'text', text: ' and ', marks: [{ type: 'italic' }] },
    { type: 'text', text: 'co`de', marks: [{ type: 'code' }] },
    { type: 'text', text: ' my view.', marks: [{ type: 'inference' }] },
  ),
  paragraph(words('</p><script>alert(1)</script> & <b>not bold</b> [^1] ==x== $y$'), cite(a4)),
  paragraph(words('+ plus')),
  paragraph(words('条件比规模更重要。交付需要十一周'), cite(a3), words('。')),
);

describe('Markdown, HTML, Word and the printed page', () => {
  const same = async (brief: Brief, given: BriefEvidence, style: string): Promise<number> => {
    const { outline } = composeBrief(brief, given, citationData(fileOf(style)));
    const wanted = seenInOutline(outline);
    expect(seenInHtml(text((await write('html', brief, given, style)).bytes))).toEqual(wanted);
    expect(seenInHtml(text((await write('pdf', brief, given, style)).bytes))).toEqual(wanted);
    expect(
      seenInMarkdown(text((await write('markdown', brief, given, style)).bytes), outline.words.sources),
    ).toEqual(wanted);
    expect(seenInDocx((await write('docx', brief, given, style)).bytes)).toEqual(wanted);
    return wanted.notes.length;
  };

  test.each(BRIEF_STYLES.map(({ id }) => id))(
    'hold the same lines, notes and sources in the same order (%s)',
    async (style) => {
      for (const language of ['en', 'zh-Hans']) {
        expect(await same(makeBrief(everything, { language }), evidence, style)).toBe(10);
      }
    },
  );

  test('are the same for 16 generated briefs', async () => {
    let notes = 0;
    for (let seed = 1; seed <= 16; seed += 1) {
      const made = generate(seed);
      const brief = makeBrief(made.document, { language: seed % 3 === 0 ? 'zh-Hans' : 'en' });
      notes += await same(brief, made.evidence, BRIEF_STYLES[seed % BRIEF_STYLES.length]!.id);
    }
    console.info(`equal content: 16 generated briefs, ${notes} footnotes, 4 formats`);
  });

  test('are the same for an empty brief', async () => {
    expect(await same(makeBrief(doc()), gather([], []), 'apa')).toBe(0);
  });
});

describe('the HTML file', () => {
  test('has no script, no request and no address but http, https, mailto and its own parts', async () => {
    const page = text(
      (await write('html', makeBrief(everything, { title: '</title><script>1</script>' }), evidence)).bytes,
    );
    const all = elements(page);
    expect(
      all.filter(({ tagName }) =>
        /^(?:script|img|link|iframe|object|embed|form|base|video|audio|svg)$/u.test(tagName),
      ),
    ).toEqual([]);
    for (const { attrs } of all) {
      for (const { name, value } of attrs) {
        expect(name.startsWith('on') || name === 'style' || name === 'src' || name === 'srcset').toBe(false);
        if (name === 'href') expect(value).toMatch(/^(?:https?:|mailto:|#)/u);
      }
    }
    const style = all.find(({ tagName }) => tagName === 'style')!;
    const css = htmlText(style);
    expect(css).not.toMatch(/url\(|@import/u);
    const policy = all.find(({ attrs }) => attrs.some(({ value }) => value === 'Content-Security-Policy'))!;
    const hash = createHash('sha256').update(css).digest('base64');
    expect(policy.attrs.find(({ name }) => name === 'content')!.value).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('leads from every footnote to the saved passage and back, with the quoted words marked', async () => {
    const { outline } = composeBrief(makeBrief(everything), evidence, citationData('business'));
    const all = elements(text((await write('html', makeBrief(everything), evidence)).bytes));
    const byId = new Map(
      all.flatMap((node) => node.attrs.filter(({ name }) => name === 'id').map(({ value }) => [value, node])),
    );
    expect(new Set(byId.keys()).size).toBe(
      all.filter(({ attrs }) => attrs.some(({ name }) => name === 'id')).length,
    );
    const hrefs = (id: string): string[] =>
      descendants(byId.get(id)!).flatMap(({ attrs }) =>
        attrs.filter(({ name }) => name === 'href').map(({ value }) => value),
      );
    for (const note of outline.notes) {
      expect(hrefs(`note-${note.number}`)).toContain(`#ref-${note.number}`);
      expect(byId.has(`ref-${note.number}`)).toBe(true);
      if (!note.passage) continue;
      expect(hrefs(`note-${note.number}`)).toContain(`#passage-${note.number}`);
      expect(hrefs(`passage-${note.number}`)).toContain(`#ref-${note.number}`);
      const marked = descendants(byId.get(`passage-${note.number}`)!)
        .filter(({ tagName }) => tagName === 'mark')
        .map(htmlText)
        .join(' … ');
      expect(sameWording(marked, note.quote)).toBe(true);
    }
  });
});

type Element = ReturnType<typeof elements>[number];
function descendants(node: Element): Element[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...descendants(child)] : []));
}

describe('the Word file', () => {
  test('has real headings, footnotes, lists and tables', async () => {
    const files = unzipSync((await write('docx', makeBrief(everything), evidence)).bytes);
    const body = strFromU8(files['word/document.xml']!);
    const paragraphs = docxParagraphs(body);
    expect(paragraphs[0]).toEqual({ style: 'Title', text: 'Yunqiao in Europe: what the port deal proves' });
    expect(paragraphs.filter(({ style }) => style === 'Heading1').map(({ text: words }) => words)).toEqual([
      'Where it could still break',
      'Sources',
    ]);
    expect(body.match(/<w:footnoteReference /gu)).toHaveLength(10);
    expect(body.match(/<w:tbl>/gu)).toHaveLength(2);
    expect(body.match(/<w:tblHeader\/>/gu)).toHaveLength(2);
    expect(body).toContain('<w:numPr>');
    expect(body).not.toContain('javascript:');
    expect(strFromU8(files['word/numbering.xml']!)).toContain('<w:start w:val="3"/>');
  });

  test('is read by another program with its headings, lists, tables, links and footnotes', async () => {
    const { bytes } = await write('docx', makeBrief(everything), evidence);
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(value).toContain('<h1>Where it could still break</h1>');
    expect(value.match(/<li id="footnote-\d+">/gu)).toHaveLength(10);
    expect(value.match(/<table>/gu)).toHaveLength(2);
    expect(value.match(/<th>/gu)).toHaveLength(5);
    expect(value).toContain('<a href="https://example.org/?a=1&amp;b=2">Linked</a>');
  });
});

describe('every format', () => {
  test('gives the same bytes again, and later from a frozen brief whatever the library says', async () => {
    const brief = makeBrief(everything, { frozen: { at: '2025-03-12T11:00:00.000Z', evidence } });
    for (const { id } of briefFormats()) {
      const first = await write(id, brief, evidence);
      const later = await write(id, brief, gather([], []));
      expect(Buffer.compare(first.bytes, later.bytes), id).toBe(0);
    }
  });

  test('says inside that quotations are broken, and needs a yes for it', async () => {
    const brief = makeBrief(
      doc(paragraph(words('Sales rose.'), cite(a1)), quotation(a3, '去年海外收入占比约为28%')),
    );
    await expect(write('markdown', brief, evidence, 'business', false)).rejects.toMatchObject({
      code: 'conflict',
    });
    const markdown = text((await write('markdown', brief, evidence)).bytes);
    expect(markdown).toContain('1 quotation in this document differs from the source');
    expect(markdown).toContain('it says “28%” here and “29%” there');
    const page = text((await write('html', brief, evidence)).bytes);
    expect(page).toContain('quotation differs from its source, see note 2');
    const word = seenInDocx((await write('docx', brief, evidence)).bytes);
    expect(word.notes[1]).toContain('“28%” here and “29%” there');
  });

  test('refuses in one sentence what it cannot write', async () => {
    const empty = makeBrief(doc());
    for (const id of ['csl-json', 'bibtex', 'ris', 'facts-csv', 'facts-xlsx']) {
      await expect(write(id, empty, gather([], []))).rejects.toMatchObject({ code: 'empty' });
    }
    await expect(write('rtf', empty, evidence)).rejects.toMatchObject({ code: 'unsupported' });
    const options = { allowBroken: true, citations: citationData('business'), print: null };
    await expect(exportBrief('pdf', empty, evidence, options)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('takes a title of any signs and proposes a safe name', async () => {
    const titles = [
      'a/b\\c:d*e?f"g<h>i|j',
      '..',
      '',
      'CON',
      'com1.txt',
      '.hidden',
      '\u202Eevil\u0000',
      '报告：云樵'.repeat(60),
      '--- \n# x',
      '{{x}} `y` ]]>',
    ];
    for (const title of titles) {
      const { fileName } = await write('markdown', makeBrief(everything, { title }), evidence);
      expect(fileName).toMatch(/^[^\\/:*?"<>|\p{Cc}\p{Cf}]+\.md$/u);
      expect(fileName).not.toMatch(/^(?:con|com1)\b|^\.|\s\.md$/iu);
      expect(Buffer.byteLength(fileName)).toBeLessThan(200);
      for (const { id } of briefFormats()) await write(id, makeBrief(everything, { title }), evidence);
    }
    expect(safeFileName('Yunqiao: 1/2')).toBe('Yunqiao - 1-2');
  });
});

describe('facts', () => {
  test('are written to CSV without formulas, numbers as numbers', async () => {
    const csv = text((await write('facts-csv', makeBrief(everything), evidence)).bytes);
    const rows = Papa.parse<Record<string, string>>(csv.trim(), { header: true }).data;
    expect(rows.map(({ fact_id: id }) => id)).toEqual(['f1', 'f2', 'f3']);
    expect(rows[1]).toMatchObject({ metric: "'=cmd|calc", value: '-29', value_text: "'-29%" });
    expect(csv).not.toMatch(/(?:^|,)"?[=+@]/mu);
  });

  test('are written to a spreadsheet as text and numbers, never as formulas', async () => {
    const files = unzipSync((await write('facts-xlsx', makeBrief(everything), evidence)).bytes);
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<v>-29</v>');
  });
});

describe('bibliographies', () => {
  test('as CSL-JSON hold what is known and nothing else', async () => {
    const items = JSON.parse(
      text((await write('csl-json', makeBrief(everything), evidence)).bytes),
    ) as Record<string, unknown>[];
    expect(items[0]).toEqual({
      id: 's1',
      type: 'webpage',
      title: 'The title of s1',
      author: [{ family: 'Falkenrath', given: 'Ingrid' }],
      'container-title': 'Harbour Business Review',
      issued: { 'date-parts': [[2025, 3, 11]] },
      accessed: { 'date-parts': [[2025, 3, 12]] },
      URL: 'https://example.org/s1',
      language: 'en',
    });
    expect(items[1]).toMatchObject({ author: [{ literal: '沈若溪' }], language: 'zh-CN' });
    expect(items[2]).not.toHaveProperty('issued');
  });

  test('as BibTeX and RIS keep one entry for each source and break nothing with hostile text', async () => {
    const bib = text((await write('bibtex', makeBrief(everything), evidence)).bytes);
    expect(bib.match(/^@/gmu)).toHaveLength(3);
    expect(bib.match(/^\}$/gmu)).toHaveLength(3);
    const ris = text((await write('ris', makeBrief(everything), evidence)).bytes);
    expect(ris.match(/^TY {2}- /gmu)).toHaveLength(3);
    expect(ris.match(/^ER {2}- /gmu)).toHaveLength(3);
  });
});

describe('the Obsidian folder', () => {
  test('has one note for the brief and one for each source, with links that lead to blocks', async () => {
    const files = unzipSync((await write('obsidian', makeBrief(everything), evidence)).bytes);
    const names = Object.keys(files);
    expect(names).toHaveLength(4);
    expect(names.every((name) => /^(?:sources\/)?[^\\/:*?"<>|#^[\]]+\.md$/u.test(name))).toBe(true);
    const brief = strFromU8(files[names[0]!]!);
    const links = [...brief.matchAll(/\[\[([^\]#|]+)#\^(note-\d+)\|→\]\]/gu)];
    expect(links).toHaveLength(9);
    for (const [, note, block] of links) {
      expect(strFromU8(files[`sources/${note}.md`]!)).toContain(`^${block}\n`);
    }
  });
});
