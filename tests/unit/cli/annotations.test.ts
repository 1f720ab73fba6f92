import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ARTICLE, TestTerminal } from './terminal.ts';

interface Made {
  readonly id: string;
  readonly quote: string;
}

test('the terminal cuts, joins, links, changes and exchanges annotations', async () => {
  using terminal = new TestTerminal();
  const { imported } = (await terminal.json(['import', terminal.write('a.txt', ARTICLE)])) as {
    imported: { id: string; title: string }[];
  };
  const source = imported[0]!.id;
  const sentence = ARTICLE.split('\n')
    .findLast((line) => /\. [A-Z]/.test(line))!
    .trim();
  const whole = (await terminal.json(['annotate', source, '--quote', sentence])) as Made;
  const { annotations } = (await terminal.json(['annotations', 'split', whole.id, '--sentences'])) as {
    annotations: Made[];
  };
  expect(annotations.length).toBeGreaterThan(1);
  expect(annotations.map((one) => one.quote).join(' ')).toBe(sentence);
  const ids = annotations.map((one) => one.id);
  expect(await terminal.json(['annotations', 'edit', ...ids, '--colour', '3', '--add-tag', 'ships'])).toEqual(
    { changed: ids.length },
  );
  const linked = (await terminal.json(['annotations', 'link', ids[0]!, 'supports', ids[1]!])) as {
    links: { id: string; kind: string }[];
  };
  expect(linked.links).toMatchObject([{ kind: 'supports', outward: true, other: { id: ids[1] } }]);
  await terminal.json(['annotations', 'unlink', linked.links[0]!.id]);
  expect(await terminal.json(['annotations', 'merge', ...ids])).toMatchObject({
    id: whole.id,
    quote: sentence,
    colour: 'blue',
    tags: ['ships'],
  });

  const file = terminal.write('out.jsonld', '');
  await terminal.json(['annotations', 'export', '--format', 'jsonld', '-o', file]);
  expect(await terminal.json(['annotations', 'remove', whole.id])).toEqual({ removed: 1 });
  expect(await terminal.json(['annotations', 'import', file])).toMatchObject({
    total: 1,
    placed: [{ quote: sentence, anchor: 'exact', sourceId: source }],
    refused: [],
  });
  const html = await terminal.run(['annotations', 'export', source, '--format', 'html']);
  expect(html.out).toContain('<mark class="blue">');
  expect(readFileSync(file, 'utf8')).toContain('AnnotationCollection');

  const wrong = await terminal.run(['annotations', 'link', ids[0]!, 'denies', ids[0]!]);
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('supports') });
  const broken = terminal.write(
    'broken.jsonld',
    '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation"}',
  );
  expect(await terminal.run(['annotations', 'import', broken])).toMatchObject({
    code: 3,
    err: expect.stringContaining('target is missing'),
  });
});
