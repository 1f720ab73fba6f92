import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const page = (title: string, author: string, day: string, more = ''): string =>
  `<html lang="en"><head><title>${title}</title><meta name="author" content="${author}">
  <meta property="article:published_time" content="${day}"><meta property="og:site_name" content="Port Herald"></head>
  <body><article><h1>${title}</h1><p class="byline">By ${author}</p>
  <p>The harbour of Nordhavn will be dredged next spring, the port authority said, and two new cranes are to follow in the autumn.</p>
  <p>Work on the northern quay has begun already, and the first ships of the new class are expected in the summer after.</p>
  ${more}<p>The authority reckons with costs of forty million, of which the state carries about a third.</p></article></body></html>`;

test('what a person corrected stays, whatever is read from the page anew', async () => {
  using t = new TestLibrary();
  const path = join(t.folder, 'page.html');
  writeFileSync(path, page('Cranes for Nordhavn', 'Ann Lee', '2024-03-01'));
  const token = t.spool.put(
    'page.html',
    'text/html',
    Buffer.from(page('Cranes for Nordhavn', 'Ann Lee', '2024-03-01')),
  );
  const { id } = (await t.library.capture.save({ token })).imported[0]!;
  expect(t.library.sources.get({ id })).toMatchObject({
    title: 'Cranes for Nordhavn',
    byline: 'Ann Lee',
    publishedOn: '2024-03-01',
    siteName: 'Port Herald',
  });
  const corrected = {
    title: 'Nordhavn buys two cranes',
    byline: 'Ann Lee, Bo Wu',
    publishedOn: '2024-02',
    siteName: 'The Port Herald',
    language: 'en-GB',
    url: 'https://example.org/cranes',
  };
  t.library.sources.edit({ id, ...corrected });

  // a newer version says otherwise in every field
  writeFileSync(path, page('Nordhavn: cranes delayed', 'Cy Roe', '2024-05-09', '<p>Both cranes will be a year late, the maker said on Thursday, and gave no reason for it.</p>')); // prettier-ignore
  const again = await t.library.versions.recapture({ id, path });
  expect(again).toMatchObject({ version: 2, sameText: false });
  expect(t.library.sources.get({ id })).toMatchObject(corrected);
  expect(t.library.sources.open({ id }).version.text).toContain('a year late');

  // and a block taken out and put back reads nothing anew
  const at = t.library.sources.open({ id }).version.blocks.findIndex(({ text }) => text.includes('a third'));
  t.library.sources.setBlock({ id, block: at, removed: true });
  expect(t.library.sources.open({ id }).version.text).not.toContain('a third');
  t.library.sources.setBlock({ id, block: at, removed: false });
  expect(t.library.sources.get({ id })).toMatchObject(corrected);

  // undo goes back step by step, at last to what the page said
  for (let n = 0; n < 4; n++) t.library.history.undo({});
  expect(t.library.sources.get({ id })).toMatchObject({ title: 'Cranes for Nordhavn', byline: 'Ann Lee', publishedOn: '2024-03-01' }); // prettier-ignore
});
