import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const ARTICLE =
  'Results\n\nYunqiao booked RMB 4.1 billion in 2024 sales, of which 31% was earned abroad, and employs 2,300 people.';

async function begun(t: TestLibrary) {
  const company = t.library.companies.add({ name: 'Yunqiao' });
  const sourceId = await t.source(ARTICLE);
  const mark = t.library.annotations.add({ sourceId, start: 20, end: 50, colour: 'green' });
  const add = (metric: string, asOf: string | null) =>
    t.library.facts.add({ companyId: company.id, metric, value: 1, asOf, annotationId: mark.id });
  return { company, sourceId, mark, add };
}

test('facts go stale by the age the user sets, in general and by measure', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const { company, add } = await begun(t);
  add('Revenue', '2024');
  add('Employees', '2025-10');
  add('Share', null);
  const stale = () =>
    library.facts
      .list({ companyId: company.id })
      .filter((fact) => fact.stale)
      .map((fact) => fact.metric);
  // the clock of the test stands in January 2026
  expect(stale()).toEqual([]);
  library.facts.setRules({ ages: { months: 6, metrics: {} } });
  expect(stale()).toEqual(['Revenue']);
  library.facts.setRules({ ages: { months: 6, metrics: { revenue: 24, employees: 1 } } });
  expect(stale()).toEqual(['Employees']);
  library.facts.setRules({ ages: { months: 6, metrics: { revenue: null } } });
  expect(stale()).toEqual([]);
  expect(() => library.facts.setRules({ ages: { months: 0, metrics: {} } })).toThrow();
});

test('a rate is the user’s own: two currencies, a number, its day and where it was read', () => {
  using t = new TestLibrary();
  const { library } = t;
  const rate = { from: 'CNY', to: 'USD', rate: 0.137, asOf: '2024-12-31', source: 'ECB reference rates' };
  library.facts.setRules({ currency: 'USD', rates: [rate] });
  expect(library.facts.rules()).toEqual({
    ages: { months: null, metrics: {} },
    currency: 'USD',
    rates: [rate],
  });
  for (const wrong of [{ rate: 0 }, { rate: -1 }, { from: 'yuan' }, { source: '' }, { asOf: '' }])
    expect(() => library.facts.setRules({ rates: [{ ...rate, ...wrong }] })).toThrow();
});

test('a fact whose words are in the trash says so; deleted for good, it is kept without a source and with the words', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const { add, mark } = await begun(t);
  const fact = add('Revenue', '2024');
  library.annotations.remove({ ids: [mark.id] });
  expect(library.facts.get({ id: fact.id })).toMatchObject({ wordsTrashed: true, annotationId: mark.id });
  library.annotations.restore({ ids: [mark.id] });
  expect(library.facts.get({ id: fact.id }).wordsTrashed).toBe(false);
  library.annotations.remove({ ids: [mark.id] });
  library.trash.empty();
  const kept = library.facts.get({ id: fact.id });
  expect(kept).toMatchObject({ annotationId: null, quote: null, value: 1, wordsTrashed: false });
  expect(kept.reason).toContain(mark.quote);
});

test('facts of a source that is deleted for good are kept with their words', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const { add, sourceId, mark } = await begun(t);
  const fact = add('Revenue', '2024');
  library.sources.trash({ ids: [sourceId] });
  library.trash.empty();
  expect(library.facts.get({ id: fact.id }).reason).toContain(mark.quote);
});

test('names that cannot be looked for, clash or lead to themselves are answered in words, and nothing is lost', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const apple = library.companies.add({ name: 'Apple' });
  const other = library.companies.add({ name: 'Apple Corps', aliases: [{ text: 'Apple', language: 'en' }] });
  // a common word: found only where capitals and the words around speak for the company
  const grocer = await t.source(
    'The grocer sells an apple and a pear to every child of the street, he says.',
  );
  const maker = await t.source('Shares of Apple rose 4% after the company reported revenue of $90 billion.');
  expect(library.mentions.list({ sourceId: grocer })).toEqual([]);
  // two companies of one name: both are given, neither is sure
  const both = library.mentions.list({ sourceId: maker });
  expect(new Set(both.map(({ companyId }) => companyId))).toEqual(new Set([apple.id, other.id]));
  for (const { score } of both) expect(score).toBeLessThan(0.6);
  expect(library.companies.resolve({ name: 'Apple' }).candidates.length).toBeGreaterThanOrEqual(2);
  for (const text of ['', '   ', '—'])
    expect(() => library.companies.addAlias({ id: apple.id, alias: { text } })).toThrow();
  // one letter is kept as a name and never looked for
  library.companies.addAlias({ id: apple.id, alias: { text: 'A' } });
  const lettered = await t.source('Plan A and plan B of the committee were both turned down on Friday.');
  expect(library.mentions.list({ sourceId: lettered })).toEqual([]);
  expect(() => library.companies.merge({ from: apple.id, into: apple.id })).toThrow(/into itself/);
  expect(library.companies.get({ id: apple.id }).aliases.map((alias) => alias.text)).toEqual(['A']);
});

test('every name of a company, simplified, traditional or pinyin, leads to the same dossier', () => {
  using t = new TestLibrary();
  const { library } = t;
  const made = [
    ['云樵机器人', '雲樵機器人', 'yunqiaojiqiren', 'yqjqr'],
    ['宁德时代', '寧德時代', 'ningdeshidai', 'ndsd'],
    ['腾讯', '騰訊', 'tengxun', 'tx'],
    ['阿里巴巴', '阿里巴巴', 'alibaba', 'albb'],
    ['华为', '華為', 'huawei', 'hw'],
    ['长江存储', '長江存儲', 'changjiangcunchu', 'cjcc'],
  ].map(([name = '', ...others]) => ({
    id: library.companies.add({ name, aliases: [{ text: `${name}股份有限公司`, language: 'zh' }] }).id,
    names: [name, `${name}股份有限公司`, ...others.slice(0, 2)],
    initials: others[2]!,
  }));
  for (const { id, names, initials } of made) {
    for (const name of names) expect(library.companies.resolve({ name }).companyId, name).toBe(id);
    // two letters are too few to mean one company
    if (initials.length < 3) continue;
    expect(
      library.companies.resolve({ name: initials }).candidates.map((one) => one.companyId),
      initials,
    ).toContain(id);
  }
});
