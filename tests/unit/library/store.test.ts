import { expect, test } from 'vitest';
import { dump, TestLibrary } from '../../setup/library.ts';

const ARTICLE = `Nordhavn Orders a Second Wave of Yard Robots

By Piet Hallander
6 March 2025

Nordhavn Rail Ports has ordered a second wave of yard robots for its terminal in Gdańsk, the operator said on Thursday. The order adds 400 units to the 1,150 agreed in October and is worth about €31 million.

Deliveries begin in September. As with the first order, the robots must be introduced one aisle at a time, and the operator may pause the roll-out for up to eight weeks without a penalty.

Yunqiao Robotics, known at home as 云樵机器人, makes the robots in Suzhou.`;

test('every kind of change is undone to the start and redone to the end, and the index follows', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const states = [dump(t)];
  const remember = () => states.push(dump(t));

  const id = await t.source(ARTICLE);
  remember();
  const text = library.sources.open({ id }).version.text;
  const quote = 'worth about €31 million';
  const start = text.indexOf(quote);
  const mark = library.annotations.add({
    sourceId: id,
    start,
    end: start + quote.length,
    colour: 'green',
    tags: ['orders'],
  });
  remember();
  library.annotations.edit({ id: mark.id, note: 'Half the first order.', tags: ['orders', 'europe'] });
  remember();
  const company = library.companies.add({
    name: 'Nordhavn Rail Ports',
    aliases: [{ text: 'Nordhavn', language: 'en' }],
  });
  remember();
  library.companies.addAlias({ id: company.id, alias: { text: '北港铁路', language: 'zh' } });
  remember();
  library.facts.add({
    companyId: company.id,
    metric: 'Contract value',
    value: 31_000_000,
    valueText: 'about €31 million',
    currency: 'EUR',
    annotationId: mark.id,
  });
  remember();
  library.notes.add({ companyId: company.id, text: 'Ask about the penalty clause.' });
  remember();
  library.sources.edit({ id, title: 'Nordhavn orders again' });
  remember();
  library.sources.setState({ ids: [id], state: 'done' });
  remember();
  library.tags.add({ ids: [id], tag: 'ports' });
  remember();
  library.tags.rename({ from: 'ports', to: 'harbours' });
  remember();
  library.collections.assign({ ids: [id], collection: 'Europe' });
  remember();
  library.mentions.choose({ sourceId: id, companyId: company.id, choice: 'rejected' });
  remember();
  const brief = library.briefs.add({ title: 'Ports' });
  remember();
  library.briefs.addEvidence({ id: brief.id, annotationId: mark.id });
  remember();
  library.savedSearches.add({ name: 'Penalty', query: 'penalty' });
  remember();
  library.sources.trash({ ids: [id] });
  remember();

  for (let i = states.length - 2; i >= 0; i--) {
    expect(library.history.undo(undefined), `undo to state ${i}`).not.toBeNull();
    expect(dump(t), `state ${i} after undo`).toEqual(states[i]);
  }
  expect(library.history.undo(undefined)).toBeNull();
  expect(library.search.run({ query: 'penalty' }).total).toBe(0);

  for (let i = 1; i < states.length; i++) {
    expect(library.history.redo(), `redo to state ${i}`).not.toBeNull();
    expect(dump(t), `state ${i} after redo`).toEqual(states[i]);
  }
  expect(library.history.redo()).toBeNull();
  library.sources.restore({ ids: [id] });
  expect(library.search.run({ query: 'penalty' }).hits.some((hit) => hit.id === id)).toBe(true);
  expect(library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
});

test('undo and redo survive closing the library', async () => {
  using t = new TestLibrary();
  const id = await t.source(ARTICLE);
  t.reopen();
  expect(t.library.history.undo(undefined)?.label).toBe('step.capture');
  expect(t.library.sources.list(undefined).total).toBe(0);
  t.reopen();
  expect(t.library.history.redo()?.label).toBe('step.capture');
  expect(t.library.sources.open({ id }).source.title).toBe('Nordhavn Orders a Second Wave of Yard Robots');
});

test('a new change after an undo drops what could have been redone', async () => {
  using t = new TestLibrary();
  const id = await t.source(ARTICLE);
  t.library.sources.setStarred({ ids: [id], starred: true });
  t.library.history.undo(undefined);
  t.library.sources.setState({ ids: [id], state: 'reading' });
  expect(t.library.history.redo()).toBeNull();
});

test('a change that fails half-way leaves nothing, in the rows, the index and the history', async () => {
  using t = new TestLibrary();
  const id = await t.source(ARTICLE);
  const before = dump(t);
  const steps = t.library.history.list(undefined).length;
  expect(() => t.library.sources.setState({ ids: [id, 'no-such-source'], state: 'done' })).toThrow(
    /no source/,
  );
  expect(dump(t)).toEqual(before);
  expect(t.library.history.list(undefined)).toHaveLength(steps);
  expect(t.library.health.check({ deep: true }).ok).toBe(true);
});

test('a change that changes nothing is no step', async () => {
  using t = new TestLibrary();
  const id = await t.source(ARTICLE);
  const steps = t.library.history.list(undefined).length;
  t.library.sources.edit({ id, title: t.library.sources.open({ id }).source.title });
  t.library.annotations.list(undefined);
  expect(t.library.history.list(undefined).length).toBeLessThanOrEqual(steps + 1);
});

test('two programs on one library both see each other’s work', async () => {
  using t = new TestLibrary();
  const id = await t.source(ARTICLE);
  const { openLibrary } = await import('../../../src/library/library.ts');
  const other = openLibrary(t.file, t.open.context.surroundings);
  try {
    const heard: string[] = [];
    t.open.subscribe((topics) => heard.push(...topics));
    other.library.companies.add({ name: 'Nordhavn Rail Ports', aliases: [{ text: '云樵', language: 'zh' }] });
    other.library.sources.setState({ ids: [id], state: 'done' });
    t.open.lookForOthers();
    expect(heard).toContain('source');
    expect(t.library.sources.open({ id }).source.state).toBe('done');
    expect(t.library.companies.resolve({ name: '云樵' }).companyId).not.toBeNull();
    expect(t.library.search.run({ query: 'Nordhavn', in: ['companies'] }).total).toBe(1);
    t.library.sources.setStarred({ ids: [id], starred: true });
    expect(other.library.search.run({ query: 'is:starred' }).total).toBe(1);
  } finally {
    other.close();
  }
});
