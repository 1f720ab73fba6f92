import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const page = (title: string, words: string, canonical: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><link rel="canonical" href="${canonical}"></head>` +
  `<body><article><h1>${title}</h1>${words
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')}</article></body></html>`;

const crates =
  'The harbour office counts every crate that leaves the quay, and has done so since the fire destroyed the old books.\n' +
  'Its scales were bought from a dairy in the next valley, which closed in the same year for want of milk and of hands.\n' +
  'Whoever wants to know what was shipped in a month can ask at the window, and is answered in writing within three days.';
const ropes =
  'Ropes are laid in the long shed behind the church, where four people walk backwards for an hour at every length.\n' +
  'The shed was built for a rope of two hundred fathoms, and nobody has asked for one of that length for forty years.\n' +
  'What is made now goes to farms, playgrounds and one theatre, which hangs its painted seas from it in the winter.';

test('a page at the canonical address of a saved one is told and adds nothing, even with newer words', async () => {
  using t = new TestLibrary();
  const save = async (title: string, words: string, address: string) =>
    t.library.capture.save({ html: page(title, words, address) });
  const first = await save('Crates counted', crates, 'https://harbour.example/news/crates');
  const id = first.imported[0]!.id;

  const newer = await save(
    'Crates counted',
    `${crates}\nOn Friday the office added that the scales are to be replaced, and that the old ones go to the museum.`,
    'https://www.harbour.example/news/crates?utm_source=letter',
  );
  expect(newer.imported).toEqual([]);
  expect(newer.duplicates).toMatchObject([{ of: id, kind: 'exact' }]);

  const renamed = await save(
    'What the harbour counts',
    crates.replace('three days', 'two days'),
    'https://harbour.example/news/crates',
  );
  expect(renamed.imported).toEqual([]);
  expect(renamed.duplicates).toMatchObject([{ of: id, kind: 'exact' }]);
});

test('another article under a wrong or shared canonical address is a source of its own', async () => {
  using t = new TestLibrary();
  await t.library.capture.save({ html: page('Crates counted', crates, 'https://harbour.example/live') });
  const other = await t.library.capture.save({
    html: page('Ropes laid', ropes, 'https://harbour.example/live'),
  });
  expect(other.imported).toHaveLength(1);
  // The front page names nothing: only the words would decide, and these are new.
  await t.library.capture.save({ html: page('Ropes', `${ropes} A.`, 'https://front.example/') });
  const front = await t.library.capture.save({
    html: page('Ropes', `${crates} Another day.`, 'https://front.example/'),
  });
  expect(front.imported).toHaveLength(1);
});
