import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isUnread } from '../../src/core/capture/format.ts';
import type { Captured, Unread } from '../../src/core/capture/format.ts';
import { readInput } from '../../src/core/capture/read.ts';
import { Refusal } from '../../src/core/refusal.ts';
import { atLeast } from './row.ts';
import type { Row } from './row.ts';

interface ManifestEntry {
  readonly file: string;
}
/** What Zotero reads from a case, as far as this program keeps it. */
interface ExpectedItem {
  readonly title?: string;
  readonly date?: string;
  readonly url?: string;
  readonly abstractNote?: string;
  readonly itemID?: string;
  readonly creators?: readonly { readonly lastName?: string; readonly creatorType: string }[];
  readonly tags?: readonly (string | { readonly tag: string })[];
}

/** Files that hold nothing to read (the page in it has no words): the right answer is a refusal that says so. */
const EMPTY: ReadonlySet<string> = new Set(['mhtml/missing_headers.mhtml']);

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/<[^>]*>/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What of an expected item a source lacks, in words; empty when all is there. */
function lacks(source: Captured | undefined, expected: ExpectedItem): readonly string[] {
  if (!source) return ['the item'];
  const { article } = source;
  const missing: string[] = [];
  if (expected.title !== undefined && fold(article.title ?? '') !== fold(expected.title))
    missing.push(`title "${expected.title}" (read "${article.title}")`);
  const year = /(?:1[6-9]|20)\d\d/.exec(expected.date ?? '')?.[0];
  if (year !== undefined && !article.publishedOn?.startsWith(year))
    missing.push(`date ${expected.date} (read ${article.publishedOn})`);
  if (/^\d{4}(?:-\d\d){1,2}$/.test(expected.date ?? '') && article.publishedOn !== expected.date)
    missing.push(`date ${expected.date} (read ${article.publishedOn})`);
  const authors = (expected.creators ?? []).filter(({ creatorType }) => creatorType === 'author');
  for (const { lastName } of authors) {
    if (lastName && !fold(article.byline ?? '').includes(fold(lastName))) missing.push(`author ${lastName}`);
  }
  if (expected.url && URL.canParse(expected.url) && article.url !== new URL(expected.url).href)
    missing.push(`address ${expected.url} (read ${article.url})`);
  const tags = new Set((source.tags ?? []).map(fold));
  for (const tag of expected.tags ?? []) {
    const name = typeof tag === 'string' ? tag : tag.tag;
    if (!tags.has(fold(name))) missing.push(`tag ${name}`);
  }
  if (
    expected.abstractNote &&
    !fold(article.blocks.map(({ text }) => text).join(' ')).includes(fold(expected.abstractNote).slice(0, 60))
  )
    missing.push('abstract');
  return missing;
}

async function readFile(
  folder: string,
  file: string,
): Promise<{ readonly items: readonly (Captured | Unread)[]; readonly refusal: Refusal | null }> {
  const path = join(folder, file);
  const items: (Captured | Unread)[] = [];
  try {
    const sibling = async (relative: string): Promise<Uint8Array | null> => {
      const beside = join(dirname(path), relative);
      return existsSync(beside) ? new Uint8Array(readFileSync(beside)) : null;
    };
    for await (const item of readInput({
      bytes: new Uint8Array(readFileSync(path)),
      name: file.split('/').at(-1)!,
      origin: path,
      sibling,
    }))
      items.push(item);
    return { items, refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { items, refusal: error };
    throw error;
  }
}

/**
 * Reads every file of the imports set. A file counts as read when it yields at least one source (or, when it holds no
 * text, is refused for that), nothing in it is
 * refused, and (where Zotero's reading stands beside it) every item has the title, date, authors, address, tags and
 * abstract expected. What is missing is printed.
 */
export async function run(dataDir: string): Promise<Row[]> {
  const folder = join(dataDir, 'imports');
  if (!existsSync(join(folder, 'manifest.json'))) {
    console.warn(`imports: ${folder} is absent, nothing was measured`);
    return [];
  }
  const manifest = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  ) as readonly ManifestEntry[];
  const files = manifest.map(({ file }) => file).filter((file) => !file.endsWith('.expected.json'));
  let read = 0;
  let [items, right] = [0, 0];
  let [refusals, named] = [0, 0];
  for (const file of files) {
    const { items: found, refusal } = await readFile(folder, file);
    const sources = found.filter((item): item is Captured => !isUnread(item));
    for (const said of [...found.filter(isUnread), ...(refusal ? [refusal] : [])]) {
      refusals += 1;
      if (said.message.length > 15 && said.code !== undefined) named += 1;
      console.warn(`imports: ${file}: ${said.message}`);
    }
    let ok = EMPTY.has(file)
      ? refusal?.code === 'empty'
      : sources.length > 0 && refusal === null && sources.length === found.length;
    const beside = join(folder, `${file.replace(/\.\w+$/, '')}.expected.json`);
    if (existsSync(beside)) {
      const expected = JSON.parse(readFileSync(beside, 'utf8')) as readonly ExpectedItem[];
      for (const [i, item] of expected.entries()) {
        items += 1;
        const missing = lacks(sources[i], item);
        if (missing.length === 0) right += 1;
        else console.warn(`imports: ${file}, item ${i + 1}: ${missing.slice(0, 4).join('; ')}`);
      }
      ok &&= sources.length === expected.length;
    }
    if (ok) read += 1;
    else console.warn(`imports: ${file}: ${sources.length} sources`);
  }
  return [
    atLeast('imports: files read or rightly refused', read / files.length, 1, `${read} of ${files.length}`),
    atLeast(
      'imports: items as Zotero reads them',
      items === 0 ? 1 : right / items,
      1,
      `${right} of ${items}`,
    ),
    atLeast(
      'imports: refusals that name their reason',
      refusals === 0 ? 1 : named / refusals,
      1,
      `${named} of ${refusals}`,
    ),
  ];
}
