import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, parseBriefDocument } from '../../../../src/core/brief/document.ts';
import {
  BRIEF_TEMPLATES,
  parseTemplate,
  templateBody,
  templateName,
  templateOf,
} from '../../../../src/core/brief/template.ts';
import { Refusal } from '../../../../src/core/refusal.ts';
import { cite, doc, generate, makeSource, mark, paragraph, quotation, words } from './made.ts';

describe('a document read from JSON', () => {
  test('is the same after writing and reading', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { document } = generate(seed);
      expect(parseBriefDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
    }
  });

  test('keeps the words of a link whose address is not allowed, and drops attributes that are not known', () => {
    const read = parseBriefDocument({
      type: 'doc',
      attrs: { onload: 'x' },
      content: [
        {
          type: 'paragraph',
          attrs: { style: 'x' },
          content: [
            { type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
            {
              type: 'text',
              text: 'b',
              marks: [{ type: 'link', attrs: { href: 'https://example.org', onclick: 'x' } }],
            },
            { type: 'text', text: '' },
          ],
        },
      ],
    });
    expect(read.content).toEqual([
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b', marks: [{ type: 'link', attrs: { href: 'https://example.org' } }] },
        ],
      },
    ]);
  });

  test('is refused when it is not one', () => {
    const bad: unknown[] = [
      null,
      [],
      'doc',
      { type: 'paragraph' },
      { type: 'doc', content: [{ type: 'script' }] },
      { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'image' }] }] },
      { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 7 }] }] },
      { type: 'doc', content: [{ type: 'bulletList', content: [{ type: 'paragraph' }] }] },
      { type: 'doc', content: [{ type: 'factTable', attrs: {} }] },
      { type: 'doc', content: {} },
      JSON.parse('{"type":"doc","content":[{"__proto__":{"type":"paragraph"}}]}'),
    ];
    for (const json of bad) expect(() => parseBriefDocument(json)).toThrow(Refusal);
  });

  test('is refused when it is nested or long beyond measure, in bounded time', () => {
    let deep: unknown = { type: 'paragraph' };
    for (let i = 0; i < 100_000; i += 1)
      deep = { type: 'bulletList', content: [{ type: 'listItem', content: [deep] }] };
    expect(() => parseBriefDocument({ type: 'doc', content: [deep] })).toThrow(`more than ${MAX_DEPTH} deep`);
    const long = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(300_000) }] }],
    };
    expect(() => parseBriefDocument(long)).toThrow('longer than');
  });
});

describe('templates', () => {
  const shipped = BRIEF_TEMPLATES.map((name) =>
    parseTemplate(
      JSON.parse(
        readFileSync(new URL(`../../../../resources/templates/${name}.json`, import.meta.url), 'utf8'),
      ),
    ),
  );

  test('are four, in English and Chinese, with the company filled in', () => {
    expect(shipped.map(({ id }) => id)).toEqual(BRIEF_TEMPLATES);
    for (const template of shipped) {
      for (const [language, company] of [
        ['en', 'Yunqiao'],
        ['zh-Hans', '云樵'],
      ] as const) {
        const values = { company, date: '2025-03-12' };
        const body = templateBody(template, values, language);
        expect(body.content.length).toBeGreaterThan(4);
        expect(JSON.stringify(body)).not.toMatch(/\{(?:company|date)\}/u);
        expect(templateName(template, values, language)).toMatch(/Yunqiao|云樵|2025-03-12/u);
        expect(parseBriefDocument(JSON.parse(JSON.stringify(body)))).toEqual(body);
      }
    }
  });

  test('can be made from a brief, without its evidence', () => {
    const source = makeSource('s1', ['Sales rose by 5%.']);
    const annotation = mark('a1', source, 'Sales rose');
    const made = templateOf(
      'mine',
      'My template',
      doc(paragraph(words('Sales'), cite(annotation)), quotation(annotation)),
    );
    expect(made.body.en).toEqual(doc(paragraph(words('Sales'))));
    expect(parseTemplate(JSON.parse(JSON.stringify(made))).id).toBe('mine');
  });

  test('that are not templates are refused', () => {
    for (const json of [
      null,
      {},
      { ...shipped[0], body: { en: {}, zh: {} } },
      { ...shipped[0], id: '../x' },
    ]) {
      expect(() => parseTemplate(json)).toThrow(Refusal);
    }
  });
});
