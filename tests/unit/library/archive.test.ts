import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { sha256 } from '../../../src/core/capture/hash.ts';
import { isArchive } from '../../../src/library/archive-reader.ts';
import { ARCHIVED } from '../../../src/library/archive-tables.ts';
import { SALVAGED } from '../../../src/library/salvage.ts';
import { TABLES } from '../../../src/library/tables.ts';
import { TestLibrary } from '../../setup/library.ts';
import { canonicalDump, fillLibrary } from '../safety/generated.ts';

const LIBRARIES = Number(process.env['DOSSIER_ARCHIVES'] ?? 20);

const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
};

/** Packs an archive anew after a change, with a manifest that fits when asked. */
function repack(path: string, change: (files: Record<string, Uint8Array>) => void, settle = true): void {
  const files = unzipSync(readFileSync(path));
  change(files);
  if (settle) {
    const manifest = JSON.parse(Buffer.from(files['manifest.json']!).toString('utf8')) as Record<
      string,
      unknown
    >;
    manifest['members'] = Object.entries(files)
      .filter(([name]) => name !== 'manifest.json')
      .map(([name, bytes]) => ({ path: name, bytes: bytes.length, sha256: sha256(bytes) }));
    files['manifest.json'] = Buffer.from(JSON.stringify(manifest));
  }
  writeFileSync(path, zipSync(files));
}

const rowsOf = (bytes: Uint8Array): Record<string, unknown>[] =>
  Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const linesOf = (rows: readonly object[]): Uint8Array =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

test('no table of the user’s is forgotten by the archive or by repair', () => {
  for (const table of Object.keys(TABLES)) {
    expect(ARCHIVED.map(({ name }) => name)).toContain(table);
    expect(SALVAGED).toContain(table);
  }
});

test(
  `${LIBRARIES} generated libraries are the same after export and import into an empty library`,
  { timeout: 20_000 + LIBRARIES * 6000 },
  async () => {
    let rows = 0;
    const filled = new Set<string>();
    for (let seed = 1; seed <= LIBRARIES; seed++) {
      using from = new TestLibrary();
      using to = new TestLibrary();
      await fillLibrary(from, seed);
      const path = join(from.folder, 'whole.zip');
      const before = canonicalDump(from);
      const { counts } = await from.library.archive.export({ path });
      const report = await to.library.archive.import({ path });
      expect(report.refused, `seed ${seed}`).toEqual([]);
      expect(canonicalDump(to), `seed ${seed}`).toEqual(before);
      expect(canonicalDump(from), `seed ${seed}`).toEqual(before);
      for (const [kind, count] of Object.entries(counts)) if (count > 0) filled.add(kind);
      for (const [kind, count] of Object.entries(counts))
        expect(report.counts[kind]?.added ?? 0, `${kind} of seed ${seed}`).toBe(count);
      expect(to.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
      expect(to.library.search.run({ query: 'harbour' }).total).toBe(
        from.library.search.run({ query: 'harbour' }).total,
      );
      rows += Object.values(before).reduce((sum, table) => sum + table.length, 0);
    }
    // a table that no library had rows of was not tested
    const tested = [...ARCHIVED.map(({ name }) => name), 'original', 'asset'];
    expect(tested.filter((name) => !filled.has(name) && !/^job(_item)?$/.test(name))).toEqual([]);
    console.warn(`archive: ${LIBRARIES} libraries, ${rows} rows, all identical after export and import`);
  },
);

test('the archive is an open zip whose manifest has the checksum of every member', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 7);
  const path = join(t.folder, 'whole.zip');
  await t.library.archive.export({ path });
  expect(await isArchive(path)).toBe(true);
  const files = unzipSync(readFileSync(path));
  const manifest = JSON.parse(Buffer.from(files['manifest.json']!).toString('utf8')) as {
    format: string;
    formatVersion: number;
    members: { path: string; sha256: string; bytes: number }[];
  };
  expect(manifest).toMatchObject({ format: 'dossier-archive', formatVersion: 1 });
  expect(manifest.members.map((member) => member.path).sort()).toEqual(
    Object.keys(files)
      .filter((name) => name !== 'manifest.json')
      .sort(),
  );
  for (const member of manifest.members) expect(sha256(files[member.path]!), member.path).toBe(member.sha256);
  expect(readdirSync(t.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  // another program's reader agrees, where there is one
  if (existsSync('/usr/bin/python3'))
    expect(execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-t', path], { encoding: 'utf8' })).toContain(
      'Done testing',
    );
});

test('importing the same archive again changes nothing and is no step', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 3);
  const path = join(t.folder, 'whole.zip');
  await t.library.archive.export({ path });
  const before = canonicalDump(t);
  const steps = t.library.history.list(undefined);
  const report = await t.library.archive.import({ path });
  expect(report.refused).toEqual([]);
  expect(Object.values(report.counts).every((count) => count.added === 0)).toBe(true);
  expect(canonicalDump(t)).toEqual(before);
  expect(t.library.history.list(undefined)).toEqual(steps);
});

test('an archive joins a library that is not empty: both keep all, tags of one name become one, conflicts are told', async () => {
  using a = new TestLibrary();
  using b = new TestLibrary();
  await fillLibrary(a, 11);
  await fillLibrary(b, 12);
  const path = join(a.folder, 'whole.zip');
  const id = await a.source(
    'A shared piece\n\nThe first wording of a paragraph that both of them will hold.',
  );
  const mark = a.library.annotations.addByQuote({ sourceId: id, quote: 'first wording', tags: ['both'] });
  b.library.tags.add({
    ids: [await b.source('Of the second\n\nSome words that only the second one has.')],
    tag: 'both',
  });
  await a.library.archive.export({ path });
  const own = b.library.sources.list(undefined).total;
  const there = a.library.sources.list(undefined).total;
  const first = await b.library.archive.import({ path });
  expect(first.refused.filter((why) => !why.includes('setting'))).toEqual([]);
  expect(b.library.sources.list(undefined).total).toBe(own + there);
  expect(b.library.search.run({ query: 'tag:both' }).total).toBeGreaterThanOrEqual(2);
  // the same source goes on in both
  b.library.sources.edit({ id, title: 'Renamed here' });
  a.library.annotations.edit({ id: mark.id, note: 'A later thought.' });
  const later = a.library.annotations.addByQuote({ sourceId: id, quote: 'both of them' });
  await a.library.archive.export({ path });
  const second = await b.library.archive.import({ path });
  expect(second.refused.join('\n')).toContain(`The source ${id} is in the library with other content.`);
  expect(second.refused.join('\n')).toContain(
    `The annotation ${mark.id} is in the library with other content.`,
  );
  const opened = b.library.sources.open({ id });
  expect(opened.source.title).toBe('Renamed here');
  expect(opened.annotations.map((annotation) => annotation.id)).toContain(later.id);
  expect(b.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
  // and the import is one step
  expect(b.library.history.undo(undefined)?.label).toBe('step.import');
  expect(b.library.sources.open({ id }).annotations.map((annotation) => annotation.id)).not.toContain(
    later.id,
  );
});

test('an archive that was changed, cut short or is something else is refused whole, in words', async () => {
  using t = new TestLibrary();
  using to = new TestLibrary();
  await fillLibrary(t, 5);
  const path = join(t.folder, 'whole.zip');
  const made = async (): Promise<void> => {
    await t.library.archive.export({ path });
  };
  const no = () => refusalOf(to.library.archive.import({ path }));
  await made();
  repack(path, (files) => (files['tables/note.jsonl'] = Buffer.from('')), false);
  expect((await no()).message).toMatch(/no longer matches its checksum/);
  await made();
  repack(path, (files) => delete files['tables/note.jsonl'], false);
  expect((await no()).message).toMatch(/lacks tables\/note/);
  await made();
  repack(path, (files) => (files['tables/../../x.jsonl'] = Buffer.from('')));
  expect((await no()).code).toBe('unreadable');
  await made();
  repack(path, (files) => (files['extra.txt'] = Buffer.from('x')));
  expect((await no()).message).toMatch(/no part of a library/);
  await made();
  repack(path, (files) => {
    const manifest = JSON.parse(Buffer.from(files['manifest.json']!).toString('utf8')) as object;
    files['manifest.json'] = Buffer.from(JSON.stringify({ ...manifest, formatVersion: 9 }));
  });
  expect((await no()).code).toBe('newer');
  await made();
  writeFileSync(path, readFileSync(path).subarray(0, 5000));
  expect((await no()).code).toBe('unreadable');
  writeFileSync(path, 'hello');
  expect((await no()).code).toBe('unreadable');
  expect(await isArchive(path)).toBe(false);
  expect(to.library.sources.list(undefined).total).toBe(0);
  expect(to.library.history.list(undefined)).toEqual([]);
});

test('a hostile archive brings in no script address, no foreign column and no words that do not follow from blocks', async () => {
  using t = new TestLibrary();
  using to = new TestLibrary();
  await fillLibrary(t, 9, 6);
  const path = join(t.folder, 'whole.zip');
  await t.library.archive.export({ path });
  repack(path, (files) => {
    const versions = rowsOf(files['tables/version.jsonl']!);
    const blocks = JSON.parse(String(versions[0]!['blocks'])) as Record<string, unknown>[];
    blocks[0] = { ...blocks[0], spans: [{ start: 0, end: 1, type: 'link', href: 'javascript:alert(1)' }] };
    versions[0]!['blocks'] = JSON.stringify(blocks);
    versions[1]!['text'] = `${String(versions[1]!['text'])} and words of my own`;
    files['tables/version.jsonl'] = linesOf(versions);
    const companies = rowsOf(files['tables/company.jsonl']!);
    companies[0]!['website'] = 'JaVa\nScRiPt:alert(1)';
    files['tables/company.jsonl'] = linesOf([
      ...companies,
      { ...companies[0], id: 'x', website: null, 'name") VALUES (1); DROP TABLE source; --': 'x' },
      { ...companies[0], id: '../..', website: null },
      { ...companies[0], id: 'y', website: null, name: { toString: 'x' } },
    ]);
    const briefs = rowsOf(files['tables/brief.jsonl']!);
    files['tables/brief.jsonl'] = linesOf([...briefs, { ...briefs[0], id: 'z', body: '{"type":"evil"}' }]);
  });
  const report = await to.library.archive.import({ path });
  const told = report.refused.join('\n');
  expect(told).toMatch(/article that is not made of known parts/);
  expect(told).toMatch(/does not follow from its blocks/);
  expect(told).toMatch(/not a web address/);
  expect(told).toMatch(/does not know/);
  expect(told).toMatch(/no proper id/);
  expect(told).toMatch(/neither text nor a number/);
  const all = JSON.stringify(canonicalDump(to));
  expect(all).not.toMatch(/javascript:/i);
  expect(all).not.toContain('words of my own');
  expect(to.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
});
