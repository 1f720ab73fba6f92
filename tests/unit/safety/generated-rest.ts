import { sha256 } from '../../../src/core/capture/hash.ts';
import { newId } from '../../../src/library/ids.ts';
import { keepAssets } from '../../../src/library/originals.ts';
import type { TestLibrary } from '../../setup/library.ts';

/** A picture of one dot; the number makes it another one. */
const picture = (number: number): Buffer =>
  Buffer.concat([
    Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64'),
    Buffer.from([number & 255, number >> 8]),
  ]);

/**
 * What a library holds besides what people write into it: pictures of pages, choices, memory of searches and of what was
 * fetched. Every table of the archive has rows afterwards.
 */
export async function addTheRest(
  t: TestLibrary,
  seed: number,
  companies: readonly string[],
  next: () => number,
): Promise<void> {
  const { library, store } = t;
  const page = `<!doctype html><title>Page ${seed}</title><article><h1>Page ${seed}</h1><p>The harbour of ${seed} has cranes, and words about them that are long enough to be kept.</p><figure><img alt="a crane" src="data:image/gif;base64,${picture(seed).toString('base64')}"><figcaption>A crane of ${seed}</figcaption></figure><p>More words follow the picture, so that it stands inside the article ${seed}.</p></article>`;
  const saved = await library.capture.save({ html: page, url: `https://example.com/${seed}` });
  const id = saved.imported[0]?.id;
  if (id === undefined) throw new Error('The page with a picture was not saved');
  store.write({ label: 'step.source.edit' }, (change) => {
    change.insert('about_choice', {
      id: newId(),
      source_id: id,
      company_id: companies[0]!,
      about: next() < 0.5 ? 1 : 0,
    });
    const mark = library.annotations.list({ limit: 1 }).annotations[0]?.id;
    if (mark !== undefined)
      change.insert('annotation_company', { id: newId(), annotation_id: mark, company_id: companies[0]! });
    change.insert('dismissed_name', {
      id: newId(),
      key: `nobody ${seed}`,
      name: `Nobody ${seed}`,
      created_at: store.now(),
    });
    change.insert('site_rule', {
      id: newId(),
      host: 'example.com',
      pattern: `words:crane ${seed}`,
      action: 'remove',
      created_at: store.now(),
    });
    change.insert('address', {
      id: newId(),
      source_id: id,
      url: `https://example.org/${seed}`,
      key: `example.org/${seed}`,
    });
  });
  // so small a picture is taken for a tracker's, and left out of the article; the library may hold it all the same
  const bytes = picture(seed);
  store.writeUnlogged(['search', 'request'], (db) => {
    keepAssets(db, [{ hash: sha256(bytes), mediaType: 'image/gif', bytes }]);
    db.prepare('INSERT OR REPLACE INTO search_history (query, at, times) VALUES (?, ?, 2)').run(
      `harbour ${seed}`,
      store.now(),
    );
    db.prepare(
      "INSERT INTO request (id, at, address, purpose, outcome, bytes) VALUES (?, ?, ?, 'page', '200', ?)",
    ).run(newId(), store.now(), `https://example.com/${seed}`, page.length);
  });
}
