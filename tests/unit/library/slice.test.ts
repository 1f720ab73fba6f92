import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/core/refusal.ts';
import { TestLibrary } from '../../setup/library.ts';

const sample = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../resources/sample', name), 'utf8');

test('the messy scrape is told apart: caption, title, byline, date, body, pointer and legal lines', async () => {
  using t = new TestLibrary();
  const id = await t.source(sample('messy-scrape.txt'));
  const { source, version } = t.library.sources.open({ id });
  expect(source.title).toBe('HOW A SUZHOU CART MAKER WON THE NORTHERN PORTS');
  expect(source.byline).toBe('Helene Aarup, Tomasz Wilk');
  expect(source.publishedOn).toBe('2025-06-24');
  expect(source.language).toBe('en');
  const caption = version.blocks.find((block) => block.text.startsWith('云樵机器人的搬运车'));
  expect(caption?.kind).toBe('caption');
  const removed = (start: string) => version.blocks.find((block) => block.text.startsWith(start))?.removed;
  expect(removed('SEE ALSO')?.rule).toBe('related');
  expect(removed('Quotes displayed')).toBeDefined();
  expect(removed('© 2025')).toBeDefined();
  expect(version.text).toContain('The contract that made Yunqiao Robotics a European company');
  expect(version.text).not.toContain('SEE ALSO');
  expect(version.text).not.toContain('real-time or delayed');
});

test('the original bytes come back exactly', async () => {
  using t = new TestLibrary();
  const words =
    'Ünïcode, 中文, and a trailing space \r\n\r\nSecond paragraph with “quotes” and enough words to stay. ';
  const id = await t.source(words);
  const { readOriginal } = await import('../../../src/library/originals.ts');
  const { version } = t.library.sources.open({ id });
  expect(Buffer.from(readOriginal(t.store, version.originalHash).bytes).toString('utf8')).toBe(words);
});

test('an exact duplicate is told in words and adds nothing', async () => {
  using t = new TestLibrary();
  const id = await t.source(sample('castellan-brno.md'));
  const again = await t.library.capture.save({ text: sample('castellan-brno.md') });
  expect(again.imported).toEqual([]);
  expect(again.duplicates).toMatchObject([{ of: id, kind: 'exact' }]);
  expect(t.library.sources.list(undefined).total).toBe(1);
});

test('an empty paste and nothing at all are refused', async () => {
  using t = new TestLibrary();
  await expect(t.library.capture.save({ text: ' \n ' })).rejects.toThrow(/empty/);
  await expect(t.library.capture.save({})).rejects.toThrow(/nothing to save/i);
});

test('no address is fetched while the network is switched off in the settings', async () => {
  using t = new TestLibrary();
  t.library.settings.set({ key: 'network', value: false });
  await expect(t.library.capture.fetch({ url: 'https://example.org/' })).rejects.toThrow(/switched off/);
  await expect(t.library.capture.save({ url: 'https://example.org/' })).rejects.toThrow(/switched off/);
  t.library.settings.set({ key: 'network', value: null });
  await expect(t.library.capture.fetch({ url: 'https://example.org/' })).rejects.toThrow(
    /No network in tests/,
  );
});

test('taking a block out and putting it back keeps every annotation', async () => {
  using t = new TestLibrary();
  const id = await t.source(sample('yunqiao-annual-results.txt'));
  const { version } = t.library.sources.open({ id });
  const quote = 'The company shipped 86,000 units during the year';
  const mark = t.library.annotations.addByQuote({ sourceId: id, quote });
  const first = version.blocks.findIndex((block) => !block.removed && block.text.startsWith('Revenue was'));
  const shorter = t.library.sources.setBlock({ id, block: first, removed: true });
  const moved = shorter.annotations[0]!;
  expect(shorter.version.text.slice(moved.start!, moved.end!)).toBe(quote);
  const own = version.blocks.findIndex((block) => block.text.includes(quote));
  const without = t.library.sources.setBlock({ id, block: own, removed: true });
  expect(without.annotations).toHaveLength(1);
  expect(without.annotations[0]!.anchor).toBe('orphan');
  const back = t.library.sources.setBlock({ id, block: own, removed: false });
  expect(back.annotations[0]).toMatchObject({ id: mark.id, quote });
  expect(back.version.text.slice(back.annotations[0]!.start!, back.annotations[0]!.end!)).toBe(quote);
});

test('a recapture keeps the old version, carries annotations over and says which wording changed', async () => {
  using t = new TestLibrary();
  const path = join(t.folder, 'tidewell.md');
  writeFileSync(path, sample('tidewell-dealers.md'));
  const token = t.spool.put('tidewell.md', 'text/markdown', readFileSync(path));
  const id = (await t.library.capture.save({ token })).imported[0]!.id;
  const kept = t.library.annotations.addByQuote({ sourceId: id, quote: 'It has 70 field engineers' });
  const changed = t.library.annotations.addByQuote({
    sourceId: id,
    quote: 'cost its dealers about €9 million',
  });
  writeFileSync(path, sample('tidewell-dealers-corrected.md'));
  const result = await t.library.versions.recapture({ id, path });
  const state = Object.fromEntries(result.annotations.map((a) => [a.id, a.anchor]));
  expect(state[kept.id]).toBe('moved');
  expect(state[changed.id]).toBe('changed');
  expect(t.library.sources.open({ id }).versions).toHaveLength(2);
});

test('a company is found under every name in both scripts, and a rejected mention stays rejected', async () => {
  using t = new TestLibrary();
  const english = await t.source(sample('aarhus-mixed-fleets.md'));
  const chinese = await t.source(sample('yunqiao-overseas-share.txt'));
  const company = t.library.companies.add({
    name: 'Yunqiao Robotics',
    aliases: [{ text: '云樵', language: 'zh-Hans' }],
  });
  expect(company.sources).toBe(2);
  for (const name of ['Yunqiao Robotics', 'yunqiao robotics', '云樵', '雲樵'])
    expect(t.library.companies.resolve({ name }).companyId, name).toBe(company.id);
  t.library.mentions.choose({ sourceId: english, companyId: company.id, choice: 'rejected' });
  expect(t.library.companies.get({ id: company.id }).sources).toBe(1);
  t.library.companies.addAlias({ id: company.id, alias: { text: 'Commons', language: 'en' } });
  expect(t.library.sources.open({ id: english }).source.companies).toEqual([]);
  expect(t.library.sources.open({ id: chinese }).source.companies).toEqual([company.id]);
});

test('a fact needs words or the explicit mark that it has none', async () => {
  using t = new TestLibrary();
  const id = await t.source(sample('yunqiao-annual-results.txt'));
  const company = t.library.companies.add({ name: 'Yunqiao Robotics' });
  expect(() => t.library.facts.add({ companyId: company.id, metric: 'Revenue', value: 1 })).toThrow(Refusal);
  const text = t.library.sources.open({ id }).version.text;
  const start = text.indexOf('Revenue was RMB 4.1 billion');
  const fact = t.library.facts.add({
    companyId: company.id,
    metric: 'Revenue',
    value: 4.1e9,
    currency: 'CNY',
    asOf: '2024',
    words: { sourceId: id, start, end: start + 27 },
  });
  expect(fact.quote).toBe('Revenue was RMB 4.1 billion');
  const bare = t.library.facts.add({
    companyId: company.id,
    metric: 'Revenue',
    value: 4.3e9,
    currency: 'CNY',
    asOf: '2024',
    noSource: true,
  });
  expect(bare.quote).toBeNull();
  const { conflicts } = t.library.companies.open({ id: company.id });
  expect(conflicts).toHaveLength(1);
  t.library.facts.prefer({ factId: fact.id, reason: 'From the filing.' });
  expect(t.library.companies.open({ id: company.id }).conflicts[0]).toMatchObject({
    preferred: fact.id,
    reason: 'From the filing.',
  });
});

test('search finds everything of a company with a typo, in Chinese and across kinds', async () => {
  using t = new TestLibrary();
  const id = await t.source(sample('nordhavn-second-wave.md'));
  const zh = await t.source(sample('qinghe-furnace.txt'));
  const company = t.library.companies.add({ name: 'Nordhavn Rail Ports' });
  t.library.notes.add({ companyId: company.id, text: 'Ask about the penalty clause.' });
  const mark = t.library.annotations.addByQuote({
    sourceId: id,
    quote: 'worth about €31 million',
    note: 'cheaper than the first',
  });
  const kinds = (query: string) => t.library.search.run({ query }).hits.map((hit) => `${hit.kind}:${hit.id}`);
  expect(kinds('Nordhvan')).toContain(`source:${id}`);
  expect(kinds('Nordhvan')).toContain(`company:${company.id}`);
  expect(t.library.search.run({ query: 'Nordhvan' }).corrected).toBeTruthy();
  expect(kinds('炉线')).toContain(`source:${zh}`);
  expect(kinds('爐線')).toContain(`source:${zh}`);
  expect(kinds('cheaper')).toContain(`annotation:${mark.id}`);
  expect(kinds('penalty clause')[0]).toMatch(/^note:/);
  const hit = t.library.search.run({ query: 'penalty', in: ['sources'] }).hits[0]!;
  const text = t.library.sources.open({ id }).version.text;
  expect(text.slice(hit.start!, hit.end!)).toContain('penalty');
});

test('a brief from evidence is checked and exported with the saved passage behind every footnote', async () => {
  using t = new TestLibrary();
  const id = await t.source(sample('nordhavn-second-wave.md'));
  const mark = t.library.annotations.addByQuote({ sourceId: id, quote: 'is worth about €31 million' });
  const brief = t.library.briefs.add({ title: 'Ports: a test / of names' });
  t.library.briefs.addEvidence({ id: brief.id, text: 'The second order is smaller.' });
  t.library.briefs.addEvidence({ id: brief.id, annotationId: mark.id });
  const check = t.library.briefs.check({ id: brief.id });
  expect(check.claims.filter((claim) => claim.status === 'supported')).toHaveLength(1);
  const html = await t.library.briefs.export({ id: brief.id, format: 'html' });
  const words = readFileSync(t.spool.find(html.token)!.path, 'utf8');
  expect(words).toContain('<mark');
  expect(words).toContain('is worth about €31 million');
  expect(words).not.toMatch(/<script/i);
  expect(html.fileName).not.toMatch(/[/\\:]/);
  const markdown = await t.library.briefs.export({ id: brief.id, format: 'markdown' });
  expect(readFileSync(t.spool.find(markdown.token)!.path, 'utf8')).toContain('is worth about €31 million');
});

test('emptying the trash keeps what a brief cites and leaves a sound library', async () => {
  using t = new TestLibrary();
  const cited = await t.source(sample('nordhavn-second-wave.md'));
  const loose = await t.source(sample('castellan-brno.md'));
  const mark = t.library.annotations.addByQuote({ sourceId: cited, quote: 'is worth about €31 million' });
  const brief = t.library.briefs.add({ title: 'Ports' });
  t.library.briefs.addEvidence({ id: brief.id, annotationId: mark.id });
  t.library.sources.trash({ ids: [cited, loose] });
  expect(t.library.trash.empty()).toEqual({ deleted: 1, kept: 1 });
  expect(t.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
  expect(t.library.history.undo(undefined)).toBeNull();
});
