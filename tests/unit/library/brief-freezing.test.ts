import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { briefFormats } from '../../../src/core/brief/formats.ts';
import { raster } from '../../../src/host/raster.ts';
import { TestLibrary } from '../../setup/library.ts';

const styleFile = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../resources/styles', name), 'utf8');

/** A face for Chinese, without which no such PDF is printed. */
const FACE = "@font-face { font-family: 'Noto Serif SC Variable'; src: url(data:font/woff2;base64,AA==); }";

/** A library with a source, a mark, a fact and a brief that quotes, charts and tabulates them. */
async function filled(t: TestLibrary) {
  const { library, store } = t;
  Object.assign(t.open.context.surroundings, { raster });
  Object.assign(t.open.context.surroundings, { fontCss: () => FACE });
  const sourceId = await t.source(
    'The port deal\n\nNordhavn signed for 1,150 units, worth about €94 million, on Monday. 云樵科技去年海外收入占比约为29%。\n\nMore was said about the quay.',
  );
  const annotation = library.annotations.addByQuote({ sourceId, quote: '1,150 units' });
  const company = library.companies.add({ name: 'Nordhavn' });
  const fact = library.facts.add({
    companyId: company.id,
    metric: 'units',
    value: 1150,
    valueText: '1,150',
    asOf: '2025',
    annotationId: annotation.id,
  });
  const { id } = library.briefs.add({ title: 'Port / deal: 云樵', style: 'apa' });
  library.briefs.addEvidence({ id, annotationId: annotation.id, text: 'It signed in 2025.' });
  library.briefs.addEvidence({ id, factId: fact.id });
  const { body } = library.briefs.get({ id });
  const facts = { factIds: [fact.id], shown: ['1,150'] };
  library.briefs.save({
    id,
    body: {
      ...body,
      content: [
        ...body.content,
        { type: 'chart', attrs: { ...facts, form: 'bars', id: 'c', title: 'Units' } },
        { type: 'factTable', attrs: facts },
        { type: 'paragraph', content: [{ type: 'crossReference', attrs: { target: 'c' } }] },
      ],
    },
  });
  const bytesOf = async (briefId: string, format: string): Promise<Buffer> => {
    const { token } = await library.briefs.export({ id: briefId, format, allowBroken: true });
    return readFileSync(t.spool.find(token)!.path);
  };
  return { library, store, id, sourceId, annotation, fact, company, bytesOf };
}

test('a frozen brief is written as the same bytes in every format, whatever changes in the library and the styles', async () => {
  using t = new TestLibrary();
  let prints = 0;
  Object.assign(t.open.context.surroundings, {
    print: (html: string) => Promise.resolve(new TextEncoder().encode(`%PDF ${(prints += 1)} ${html}`)),
  });
  const { library, store, id, sourceId, annotation, fact, company, bytesOf } = await filled(t);
  const own = library.briefs.addStyle({
    text: styleFile('apa.csl').replace(/<title>[^<]*/u, '<title>House'),
  });
  library.briefs.save({ id, style: own.id });
  const frozen = await library.briefs.freeze({ id, frozen: true });
  expect(frozen.frozen).toEqual({ at: expect.stringMatching(/^2026-/u) as string });

  const formats = briefFormats().map((format) => format.id);
  const before = new Map<string, Buffer>();
  for (const format of formats) before.set(format, await bytesOf(id, format));
  expect(prints).toBe(1);

  library.annotations.edit({ id: annotation.id, note: 'another remark' });
  library.facts.edit({ id: fact.id, valueText: '9,999' });
  library.companies.edit({ id: company.id, name: 'Nordhavn Renamed' });
  library.sources.edit({ id: sourceId, title: 'Another title', byline: 'Somebody Else' });
  library.annotations.remove({ ids: [annotation.id] });
  library.facts.remove({ ids: [fact.id] });
  library.sources.trash({ ids: [sourceId] });
  library.briefs.addStyle({
    text: styleFile('ieee.csl').replace(/<title>[^<]*/u, '<title>House'),
  });
  for (const format of formats) {
    expect(Buffer.compare(before.get(format)!, await bytesOf(id, format)), format).toBe(0);
  }
  // even when everything else about the brief is gone, as after a program that composes in another way
  const row = store.sql<[string], string>('SELECT frozen FROM brief WHERE id = ?').pluck().get(id)!;
  const kept = JSON.parse(row) as { evidence: object };
  store.db.prepare('UPDATE brief SET frozen = ? WHERE id = ?').run(
    JSON.stringify({
      ...kept,
      evidence: { sources: [], annotations: [], facts: [], companies: [], clusters: {} },
    }),
    id,
  );
  for (const format of formats) {
    expect(Buffer.compare(before.get(format)!, await bytesOf(id, format)), format).toBe(0);
  }
  t.reopen();
  const again = await t.library.briefs.export({ id, format: 'docx', allowBroken: true });
  expect(Buffer.compare(before.get('docx')!, readFileSync(t.spool.find(again.token)!.path))).toBe(0);
});

/** The SHA-256 of each format of a brief, made by a program of its own that was just started. */
const elsewhere = (t: TestLibrary, id: string, env: Readonly<Record<string, string>>) =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'brief-bytes.ts'), t.file, id, FACE], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      encoding: 'utf8',
    }),
  ) as Readonly<Record<string, string>>;

test(
  'a brief is the same bytes in another time zone, another language and another program, frozen or not',
  { timeout: 120_000 },
  async () => {
    using t = new TestLibrary();
    Object.assign(t.open.context.surroundings, {
      print: (html: string) => Promise.resolve(new TextEncoder().encode(`%PDF ${html}`)),
    });
    const { library, id } = await filled(t);
    const sums = async (briefId: string): Promise<Record<string, string>> => {
      const made: Record<string, string> = {};
      for (const { id: format } of briefFormats()) {
        const { token } = await library.briefs.export({ id: briefId, format, allowBroken: true });
        made[format] = createHash('sha256')
          .update(readFileSync(t.spool.find(token)!.path))
          .digest('hex');
      }
      return made;
    };
    const living = await sums(id);
    t.store.db.pragma('wal_checkpoint(TRUNCATE)');
    const places = [
      { TZ: 'Pacific/Auckland', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' },
      { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
    ];
    expect(elsewhere(t, id, places[0]!)).toEqual(living);
    await library.briefs.freeze({ id, frozen: true, allowBroken: true });
    const frozen = await sums(id);
    expect(Object.keys(frozen)).toHaveLength(briefFormats().length);
    t.store.db.pragma('wal_checkpoint(TRUNCATE)');
    for (const place of places) expect(elsewhere(t, id, place), place.TZ).toEqual(frozen);
  },
);

test('a PDF that could not be printed when the brief was frozen is kept when it first is', async () => {
  using t = new TestLibrary();
  const { library, id, bytesOf } = await filled(t);
  await library.briefs.freeze({ id, frozen: true });
  await expect(bytesOf(id, 'pdf')).rejects.toMatchObject({ code: 'unavailable' });
  let prints = 0;
  Object.assign(t.open.context.surroundings, {
    print: () => Promise.resolve(new TextEncoder().encode(`%PDF ${(prints += 1)}`)),
  });
  const first = await bytesOf(id, 'pdf');
  expect(Buffer.compare(first, await bytesOf(id, 'pdf'))).toBe(0);
  expect(prints).toBe(1);
});

test('freezing is one step that undo takes back; the copy goes on as a new brief', async () => {
  using t = new TestLibrary();
  const { library, id, fact, bytesOf } = await filled(t);
  await library.briefs.freeze({ id, frozen: true });
  const kept = (await bytesOf(id, 'markdown')).toString();
  await expect(library.briefs.export({ id, format: 'html', style: 'mla' })).rejects.toMatchObject({
    code: 'conflict',
  });
  const next = library.briefs.copy({ id, title: 'Port deal, continued' });
  expect(next).toMatchObject({ title: 'Port deal, continued', frozen: null, style: 'apa' });
  library.facts.edit({ id: fact.id, valueText: '1,200' });
  expect((await bytesOf(next.id, 'markdown')).toString()).toContain('now 1,200 in the library');
  expect((await bytesOf(id, 'markdown')).toString()).toBe(kept);
  library.history.undo(undefined);
  library.history.undo(undefined);
  library.history.undo(undefined);
  expect(library.briefs.get({ id }).frozen).toBeNull();
});

test('freezing with broken quotations needs a yes, and its files need one too', async () => {
  using t = new TestLibrary();
  const { library, id } = await filled(t);
  const text = JSON.stringify(library.briefs.get({ id }).body).replace(
    '"quote":"1,150 units"',
    '"quote":"1,160 units"',
  );
  library.briefs.save({ id, body: JSON.parse(text) as unknown });
  await expect(library.briefs.freeze({ id, frozen: true })).rejects.toMatchObject({ code: 'conflict' });
  await library.briefs.freeze({ id, frozen: true, allowBroken: true });
  await expect(library.briefs.export({ id, format: 'html' })).rejects.toMatchObject({ code: 'conflict' });
  const { token } = await library.briefs.export({ id, format: 'html', allowBroken: true });
  expect(readFileSync(t.spool.find(token)!.path, 'utf8')).toContain('differs from the source');
});

test('a style of the user’s is tried before it is kept, listed, replaced by its title and removed when nothing uses it', () => {
  using t = new TestLibrary();
  const { library } = t;
  const refusal = (text: string): string => {
    try {
      library.briefs.addStyle({ text });
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };
  expect(refusal('hello')).toMatch(/not a complete style/u);
  expect(refusal('<style><citation></style>')).toMatch(/citation style cannot be used/u);
  expect(
    refusal(
      '<style class="in-text"><info><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>',
    ),
  ).toMatch(/only points at another, http:\/\/www.zotero.org\/styles\/apa/u);
  const text = styleFile('ieee.csl').replace(/<title>[^<]*/u, '<title>Our house');
  const { id } = library.briefs.addStyle({ text });
  expect(library.briefs.addStyle({ text }).id).toBe(id);
  expect(library.briefs.formats().styles.at(-1)).toEqual({
    id,
    label: 'Our house',
    labelChinese: 'Our house',
    kind: 'number',
    own: true,
  });
  const brief = library.briefs.add({ title: 'One', style: id });
  expect(() => library.briefs.removeStyle({ id })).toThrow('used by “One”');
  library.briefs.save({ id: brief.id, style: 'mla' });
  library.briefs.removeStyle({ id });
  expect(() => library.briefs.removeStyle({ id })).toThrow('no citation style');
});

test('evidence in the trash is still exported and is named; an empty brief and a title of signs are files too', async () => {
  using t = new TestLibrary();
  const { library, id, sourceId, bytesOf } = await filled(t);
  library.sources.trash({ ids: [sourceId] });
  const check = library.briefs.check({ id });
  expect(check).toMatchObject({ trashed: [sourceId], broken: 0 });
  expect((await bytesOf(id, 'html')).toString()).toContain('1,150 units');
  const empty = library.briefs.add({ title: '..\\//:*?"<>| CON' });
  for (const format of ['markdown', 'html', 'docx', 'obsidian']) {
    const made = await library.briefs.export({ id: empty.id, format });
    expect(made.fileName).not.toMatch(/[\\/:*?"<>|]|^\.|\.\./u);
    expect(readFileSync(t.spool.find(made.token)!.path).length).toBeGreaterThan(20);
  }
  await expect(library.briefs.export({ id: empty.id, format: 'csv' })).rejects.toMatchObject({
    code: 'empty',
  });
});
