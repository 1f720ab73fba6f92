import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeWorkbook } from '../../../src/core/company/sheet.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { TestLibrary } from '../../setup/library.ts';

const CELLS = [
  ['Company', 'Aliases', '中文名', 'Ticker', 'Country', 'Website', 'Tags', 'Groups', 'CEO'],
  [
    'Yunqiao',
    'YQ Robotics; Yunqiao Inc',
    '云樵',
    '000001',
    'CN',
    'https://yq.example',
    'robots',
    'Peers',
    '=Ada',
  ],
  ['Nordhavn', '', '', '', 'DK', '', '', 'Peers; Ports', ''],
  ['Yunqiao', 'Yunqiao Group', '', '', '', '', 'asia', '', ''],
  ['', 'nameless', '', '', '', '', '', '', ''],
];
/** The companies of a library without their ids, for comparing two libraries. */
const rowsOf = (t: TestLibrary) => t.library.companies.list({}).map((row) => ({ ...row, id: '' }));
const csv = CELLS.map((row) => row.join(',')).join('\n');
const put = (t: TestLibrary, name: string, bytes: Uint8Array): string =>
  t.spool.put(name, 'application/octet-stream', Buffer.from(bytes));

describe('company lists', () => {
  test('a list shows what would come of it before it is imported, and changes nothing', async () => {
    using t = new TestLibrary();
    t.library.companies.add({ name: 'Nordhavn', aliases: [{ text: 'YQ Robotics' }] });
    const preview = await t.library.companies.previewList({ text: csv });
    expect(preview).toMatchObject({
      roles: ['name', 'aliases', 'chineseName', 'ticker', 'country', 'website', 'tags', 'groups', 'field'],
      lines: 4,
      counts: { new: 1, known: 1, repeated: 1 },
      doubts: [{ code: 'list-row-without-name', detail: 'line 5' }],
      clashes: [{ line: 2, name: 'YQ Robotics', other: 'Nordhavn' }],
    });
    expect(t.library.companies.list({})).toHaveLength(1);
  });

  test('columns can be given another meaning, or left out', async () => {
    using t = new TestLibrary();
    const roles = ['name', 'skip', 'skip', 'field', 'skip', 'skip', 'skip', 'skip', 'aliases'] as const;
    await t.library.companies.importList({ text: csv, roles: [...roles] });
    const [yunqiao] = t.library.companies.list({ text: 'Yunqiao' });
    expect(yunqiao).toMatchObject({ ticker: null, tags: [], groups: [] });
    expect(yunqiao?.aliases.map((alias) => alias.text)).toEqual(['=Ada']);
    expect(t.library.companies.open({ id: yunqiao!.id }).fields).toEqual({ Ticker: '000001' });
  });

  test('CSV and XLSX come to the same companies, in one step', async () => {
    const seen = [];
    for (const kind of ['csv', 'xlsx']) {
      using t = new TestLibrary();
      const bytes = kind === 'csv' ? strToU8(csv) : await writeWorkbook([{ name: 'List', cells: CELLS }]);
      const report = await t.library.companies.importList({ token: put(t, `list.${kind}`, bytes) });
      expect(report).toMatchObject({ added: 2, merged: 1, failed: [] });
      const view = t.library.companies.open({ id: report.companies[0]! });
      seen.push({
        rows: rowsOf(t),
        fields: view.fields,
      });
      expect(view.groups).toEqual(['Peers']);
      expect(view.tags).toEqual(['asia', 'robots']);
      t.library.history.undo(undefined);
      expect(t.library.companies.list({})).toEqual([]);
      expect(t.library.groups.list()).toEqual([]);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.rows[1]).toMatchObject({ name: 'Yunqiao', ticker: '000001', country: 'CN' });
    expect(seen[0]?.fields).toEqual({ CEO: '=Ada' });
  });

  test('what is exported imports the same again, formulas defused in CSV', async () => {
    using t = new TestLibrary();
    await t.library.companies.importList({ text: csv });
    const rows = rowsOf(t);
    for (const format of ['csv', 'xlsx'] as const) {
      const file = await t.library.companies.exportList({ format });
      const bytes = readFileSync(t.spool.find(file.token)!.path);
      if (format === 'csv') expect(bytes.toString('utf8')).toContain("'=Ada");
      using other = new TestLibrary();
      await other.library.companies.importList({ token: put(other, file.fileName, bytes) });
      const again = rowsOf(other);
      const sorted = (list: typeof rows) =>
        list.map((row) => ({ ...row, aliases: row.aliases.map((alias) => alias.text).sort() }));
      expect(sorted(again)).toEqual(sorted(rows));
    }
  });

  test('a known company keeps what it has and gets what it lacks', async () => {
    using t = new TestLibrary();
    const { id } = t.library.companies.add({ name: 'Yunqiao', country: 'SG' });
    await t.library.companies.importList({ text: csv });
    expect(t.library.companies.get({ id })).toMatchObject({ country: 'SG', ticker: '000001' });
  });

  test('broken, hostile and old workbooks are refused in words', async () => {
    using t = new TestLibrary();
    const good = await writeWorkbook([{ name: 'List', cells: CELLS }]);
    const parts = unzipSync(good);
    const sheet = Object.keys(parts).find((path) => path.startsWith('xl/worksheets/sheet'))!;
    const far = new TextDecoder().decode(parts[sheet]).replace(/<c r="A2"/, '<c r="XFD1048576"');
    const bad: readonly [string, Uint8Array, RegExp][] = [
      ['cut.xlsx', good.subarray(0, good.length / 2), /damaged|cannot be read/],
      ['far.xlsx', zipSync({ ...parts, [sheet]: strToU8(far) }), /XFD1048576/],
      [
        'bomb.xlsx',
        zipSync({ ...parts, 'xl/sharedStrings.xml': new Uint8Array(98 * 1024 ** 2) }),
        /more than|tightly/,
      ],
      ['text.xlsx', zipSync({ 'a.txt': strToU8('hello') }), /cannot be read as an XLSX/],
      ['old.xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), /old XLS workbook/],
    ];
    for (const [name, bytes, words] of bad) {
      const asked = t.library.companies.previewList({ token: put(t, name, bytes) });
      await expect(asked, name).rejects.toThrow(words);
      await expect(asked, name).rejects.toBeInstanceOf(Refusal);
    }
  });

  test('companies are filtered by tag, group, country, facts and age', async () => {
    using t = new TestLibrary();
    await t.library.companies.importList({ text: csv });
    const { companies } = t.library;
    const names = (filter: Parameters<typeof companies.list>[0]) =>
      companies.list(filter).map((row) => row.name);
    const yunqiao = companies.list({ text: '云樵' })[0]!.id;
    t.library.facts.add({ companyId: yunqiao, metric: 'Revenue', value: 1, asOf: '2022', noSource: true });
    expect(names({ tag: 'asia' })).toEqual(['Yunqiao']);
    expect(names({ group: 'Peers' })).toEqual(['Nordhavn', 'Yunqiao']);
    expect(names({ country: 'DK' })).toEqual(['Nordhavn']);
    expect(names({ facts: true })).toEqual(['Yunqiao']);
    expect(names({ facts: false })).toEqual(['Nordhavn']);
    expect(names({ staleBefore: '2024-01-01' })).toEqual(['Yunqiao']);
    expect(names({ staleBefore: '2021-01-01' })).toEqual([]);
    expect(names({ text: 'yun qiao' })).toEqual(['Yunqiao']);
  });

  test('many companies are changed in one step, and groups are renamed and removed without their companies', () => {
    using t = new TestLibrary();
    const { companies, groups, history } = t.library;
    const ids = ['A1', 'B1', 'C1'].map((name) => companies.add({ name }).id);
    companies.editMany({
      ids,
      addTags: ['watch'],
      addGroups: ['Peers'],
      country: 'DK',
      fields: { Sector: 'Ports' },
    });
    expect(companies.list({ tag: 'watch', group: 'Peers', country: 'DK' })).toHaveLength(3);
    companies.editMany({
      ids: ids.slice(0, 1),
      removeTags: ['watch'],
      removeGroups: ['Peers'],
      fields: { Sector: '' },
    });
    expect(companies.open({ id: ids[0]! })).toMatchObject({ tags: [], groups: [], fields: {} });
    history.undo(undefined);
    expect(companies.open({ id: ids[0]! })).toMatchObject({ tags: ['watch'], groups: ['Peers'] });
    groups.rename({ from: 'Peers', to: 'Rivals' });
    expect(groups.list()).toEqual([{ name: 'Rivals', companies: 3 }]);
    expect(() => groups.add({ name: 'Rivals' })).toThrow(/already/);
    groups.remove({ name: 'Rivals' });
    expect(companies.list({})).toHaveLength(3);
    history.undo(undefined);
    expect(groups.list()).toEqual([{ name: 'Rivals', companies: 3 }]);
  });
});

describe('names', () => {
  test('an everyday word, a single letter and a shared name are kept and told; an empty one is refused in words', () => {
    using t = new TestLibrary();
    const { companies } = t.library;
    const a = companies.add({ name: 'Gap Stores', aliases: [{ text: 'Delta' }] });
    const b = companies.add({ name: 'Delta Ledger' });
    const add = (text: string) => companies.addAlias({ id: b.id, alias: { text } }).doubts;
    expect(add('Apple')).toEqual([{ code: 'alias-common-word', detail: 'Apple' }]);
    expect(add('X')).toEqual([{ code: 'alias-one-letter', detail: 'X' }]);
    expect(add('Delta')).toContainEqual({ code: 'alias-shared', detail: 'Gap Stores' });
    expect(add('Ledgerworks')).toEqual([]);
    expect(companies.get({ id: b.id }).aliases).toHaveLength(4);
    for (const empty of ['', '  ', '…', '—'])
      expect(() => companies.addAlias({ id: b.id, alias: { text: empty } })).toThrow(
        'An alias needs at least one letter, digit or character.',
      );
    expect(
      companies
        .resolve({ name: 'Delta' })
        .candidates.map((one) => one.companyId)
        .sort(),
    ).toEqual([a.id, b.id].sort());
    expect(companies.resolve({ name: 'Delta' }).companyId).toBeNull();
  });

  test('a single letter is not looked for in sources, an everyday word only where the words around speak of business', async () => {
    using t = new TestLibrary();
    const { id } = t.library.companies.add({
      name: 'Xylo Holdings',
      aliases: [{ text: 'X' }, { text: 'Apple' }],
    });
    const sourceId = await t.source('Pie\n\nTake an apple and an X-ray of X. Apple pie is sweet.');
    const found = t.library.mentions.list({ sourceId }).filter((mention) => mention.companyId === id);
    expect(found.filter((mention) => mention.text === 'X')).toEqual([]);
  });

  test('a name is corrected in place: words, kind and language', () => {
    using t = new TestLibrary();
    const { companies } = t.library;
    const { id } = companies.add({ name: 'Yunqiao', aliases: [{ text: 'YQ' }, { text: 'Old YQ' }] });
    companies.editAlias({ id, text: 'Old YQ', to: '云樵', kind: 'transliteration' });
    expect(companies.get({ id }).aliases).toEqual([
      { text: 'YQ', language: null, kind: 'name' },
      { text: '云樵', language: 'zh', kind: 'transliteration' },
    ]);
    expect(() => companies.editAlias({ id, text: 'YQ', to: '云樵' })).toThrow(/already/);
    expect(() => companies.editAlias({ id, text: 'nobody', to: 'x1' })).toThrow(Refusal);
    expect(companies.resolve({ name: '雲樵' }).companyId).toBe(id);
  });

  test('the dossier tells the spellings that are found without being added', () => {
    using t = new TestLibrary();
    const { id } = t.library.companies.add({ name: 'Yunqiao', aliases: [{ text: '云樵机器人' }] });
    expect(t.library.companies.open({ id }).derivedNames).toEqual([
      { text: '雲樵機器人', from: '云樵机器人', kind: 'traditional' },
      { text: 'yun qiao ji qi ren', from: '云樵机器人', kind: 'pinyin' },
    ]);
  });
});
