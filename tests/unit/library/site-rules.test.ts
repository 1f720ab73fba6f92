import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const page = (n: number, words: string): string =>
  `<!doctype html><html><head><title>Quay ${n}</title><link rel="canonical" href="https://news.example.org/${n}"></head><body><article><h1>Quay ${n}</h1>` +
  `<p>${words} The harbour board met twice in the week and put the report of the engineers, number ${n}, before its members.</p>` +
  `<p>Nobody had counted the boxes at quay ${n} before, and the ledger of that year was found in a cellar near the old gate.</p>` +
  `<p>Our desk can be reached every day of the week by letter or by telephone at the usual place.</p>` +
  `<p>The owners of crane ${n * 7} said they would wait for spring before they decide about a third one.</p></article></body></html>`;

test('what was left out once on a site is left out on its next page, and an import obeys too', async () => {
  using t = new TestLibrary();
  const line = 'Our desk can be reached every day of the week by letter or by telephone at the usual place.';
  t.library.siteRules.remember({
    url: 'https://www.news.example.org/1',
    rules: [{ pattern: `words:${line.toLowerCase()}`, action: 'remove' }],
  });
  expect(t.library.siteRules.list()).toMatchObject([{ host: 'news.example.org', action: 'remove' }]);
  const shown = await t.library.capture.preview({
    html: page(2, 'First.'),
    url: 'https://news.example.org/2',
  });
  expect(shown.blocks.find(({ text }) => text === line)?.removed).toEqual({ rule: 'site', by: 'user' });
  const token = t.spool.put('three.html', 'text/html', Buffer.from(page(3, 'Third.')));
  const { jobId } = await t.library.imports.start({ tokens: [token] });
  while (t.library.imports.list()[0]?.state === 'running') await new Promise((done) => setTimeout(done, 10));
  const id = t.library.imports.report({ jobId })[0]!.sourceId!;
  const { version } = t.library.sources.open({ id });
  expect(version.text).not.toContain(line);
  expect(version.blocks.some(({ text }) => text === line)).toBe(true);
  t.library.siteRules.remove({ ids: t.library.siteRules.list().map((rule) => rule.id) });
  expect(t.library.siteRules.list()).toEqual([]);
  t.library.history.undo({});
  expect(t.library.siteRules.list()).toHaveLength(1);
  expect(() => t.library.siteRules.remember({ url: 'file:///x', rules: [] })).toThrow(/web address/);
});

test('a preview names the saved source it says nearly the same as', async () => {
  using t = new TestLibrary();
  const words = (end: string): string =>
    `The ferry line to the islands will run through the winter, the county said. ${'Its two ships were built in the same yard and carry forty cars each, with room for lorries on the lower deck. '.repeat(2)}` +
    `Passengers had asked for it since the bridge closed in the great storm, and the owners of the shops on the islands had paid for a study of their own that named the cost of every crossing. ${end}`;
  const id = await t.source(`Ferries in winter\n\n${words('The first ship leaves on the tenth.')}`);
  const near = await t.library.capture.preview({
    text: `Islands keep their ferry\n\n${words('Tickets cost what they did in summer.')}`,
  });
  expect(near.nearCopyOf?.id).toBe(id);
  expect(near.duplicateOf).toBeNull();
  const far = await t.library.capture.preview({
    text: `A quay for cranes\n\nSomething else altogether, about cranes and the people who drive them by night in all weathers, and what they earn.`,
  });
  expect(far.nearCopyOf).toBeNull();
});
