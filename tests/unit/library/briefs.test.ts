import { expect, test } from 'vitest';
import type { BriefDocument } from '../../../src/core/brief.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { TestLibrary } from '../../setup/library.ts';

const said = (...lines: string[]): BriefDocument => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});
const refused = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
};

test('saves of one brief within five minutes are one step; undo and redo keep working', () => {
  using t = new TestLibrary();
  const { library, store } = t;
  const { id } = library.briefs.add({ title: 'One' });
  const text = () => JSON.stringify(library.briefs.get({ id }).body);
  const empty = text();
  for (let i = 1; i <= 20; i++) library.briefs.save({ id, body: said(`Draft ${i}`) });
  library.briefs.save({ id, title: 'Two' });
  expect(library.history.list(undefined).map((step) => step.label)).toEqual([
    'step.brief.edit',
    'step.brief.add',
  ]);
  // one log entry, not one for every save
  expect(
    store
      .sql<[], number>("SELECT count(*) FROM change WHERE entity = 'brief' AND action = 'update'")
      .pluck()
      .get(),
  ).toBe(1);
  library.history.undo(undefined);
  expect(text()).toBe(empty);
  expect(library.briefs.get({ id }).title).toBe('One');
  library.history.redo();
  expect(library.briefs.get({ id })).toMatchObject({ title: 'Two', body: said('Draft 20') });
  // after an undo, a save is a new step
  library.history.undo(undefined);
  library.briefs.save({ id, body: said('Another way') });
  expect(library.history.redo()).toBeNull();
  library.history.undo(undefined);
  expect(text()).toBe(empty);
});

test('another step, another brief or five minutes begin a new step', () => {
  using t = new TestLibrary();
  const { library } = t;
  const one = library.briefs.add({ title: 'One' }).id;
  const two = library.briefs.add({ title: 'Two' }).id;
  const edits = () =>
    library.history.list(undefined).filter((step) => step.label === 'step.brief.edit').length;
  library.briefs.save({ id: one, body: said('a') });
  library.briefs.save({ id: two, body: said('a') });
  library.briefs.save({ id: one, body: said('b') });
  expect(edits()).toBe(3);
  library.companies.add({ name: 'Nordhavn' });
  library.briefs.save({ id: one, body: said('c') });
  expect(edits()).toBe(4);
  // the clock of the test moves a second at every look
  for (let i = 0; i < 400; i++) t.store.now();
  library.briefs.save({ id: one, body: said('d') });
  expect(edits()).toBe(5);
});

test('earlier texts are listed, undone ones too, and one can be put back as a step', () => {
  using t = new TestLibrary();
  const { library } = t;
  const { id } = library.briefs.add({ title: 'One' });
  const later = () => {
    for (let i = 0; i < 400; i++) t.store.now();
  };
  for (const words of ['First words', 'Second', 'Third']) {
    library.briefs.save({ id, body: said(words) });
    later();
  }
  library.history.undo(undefined);
  library.briefs.save({ id, body: said('Fourth') });
  const history = library.briefs.history({ id });
  const bodyOf = ({ changeId }: { readonly changeId: number }) =>
    library.briefs.earlier({ id, changeId }).body;
  expect(history.map(bodyOf)).toEqual([said('Second'), said('Third'), said('First words'), said()]);
  expect(history[2]).toMatchObject({ words: 2, label: 'step.brief.edit' });
  const back = library.briefs.revert({ id, changeId: history[2]!.changeId });
  expect(back.body).toEqual(said('First words'));
  expect(bodyOf(library.briefs.history({ id })[0]!)).toEqual(said('Fourth'));
  library.history.undo(undefined);
  expect(library.briefs.get({ id }).body).toEqual(said('Fourth'));
  expect(refused(() => library.briefs.revert({ id, changeId: 999_999 })).code).toBe('not-found');
});

test('a frozen brief refuses changes in words until it follows the library again', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const { id } = library.briefs.add({ title: 'One' });
  library.briefs.save({ id, body: said('Before') });
  await library.briefs.freeze({ id, frozen: true });
  for (const work of [
    () => library.briefs.save({ id, body: said('After') }),
    () => library.briefs.save({ id, title: 'Two' }),
    () => library.briefs.addEvidence({ id, text: 'More' }),
    () => library.briefs.revert({ id, changeId: 1 }),
  ])
    expect(refused(work)).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('frozen on 2026-') as string,
    });
  expect(library.briefs.get({ id }).body).toEqual(said('Before'));
  await library.briefs.freeze({ id, frozen: false });
  library.briefs.save({ id, body: said('After') });
  expect(library.briefs.get({ id }).body).toEqual(said('After'));
});

test('every template begins a brief in both languages, filled in; own templates too', () => {
  using t = new TestLibrary();
  const { library } = t;
  const company = library.companies.add({ name: 'Nordhavn Rail Ports' });
  const templates = library.briefs.templates();
  expect(templates.map(({ id }) => id)).toEqual([
    'company-profile',
    'comparison',
    'weekly-digest',
    'question-and-answer',
  ]);
  for (const { id: template } of templates)
    for (const language of ['en', 'zh-Hans']) {
      const brief = library.briefs.add({ title: 'T', template, companyId: company.id, language });
      const text = JSON.stringify(brief.body);
      expect(brief.body.content.length).toBeGreaterThan(2);
      expect(text).not.toMatch(/\{(company|date)\}/);
      expect(/\p{Script=Han}/u.test(text)).toBe(language === 'zh-Hans');
      expect(library.briefs.check({ id: brief.id }).broken).toBe(0);
    }
  const mine = library.briefs.add({ title: 'Mine' }).id;
  library.briefs.save({ id: mine, body: said('How it stands') });
  const own = library.briefs.saveTemplate({ id: mine, title: 'Monthly' });
  expect(library.briefs.templates().at(-1)).toMatchObject({
    id: own.id,
    title: { en: 'Monthly' },
    own: true,
  });
  expect(library.briefs.add({ title: 'Next', template: own.id }).body).toEqual(said('How it stands'));
  library.briefs.renameTemplate({ id: own.id, title: 'Quarterly' });
  expect(library.briefs.templates().at(-1)).toMatchObject({ id: own.id, title: { zh: 'Quarterly' } });
  expect(refused(() => library.briefs.renameTemplate({ id: 'comparison', title: 'X' })).code).toBe(
    'not-found',
  );
  library.briefs.removeTemplate({ id: own.id });
  expect(refused(() => library.briefs.add({ title: 'X', template: own.id })).code).toBe('not-found');
});

test('a change of some blocks gives the same text as saving it whole, in one step, and undo takes it back', () => {
  using t = new TestLibrary();
  const { library } = t;
  const line = (text: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] });
  const { id } = library.briefs.add({ title: 'One' });
  library.briefs.save({ id, body: { type: 'doc', content: ['a', 'b', 'c', 'd'].map(line) } });
  const begun = library.briefs.get({ id });
  const change = { since: begun.updatedAt, from: 1, removed: 2, count: 4, blocks: [line('x')] };
  const saved = library.briefs.save({ id, change });
  expect(library.briefs.get({ id })).toMatchObject({
    body: { content: ['a', 'x', 'd'].map(line) },
    updatedAt: saved!.updatedAt,
  });
  // the same change once more was made to a text that no longer stands here
  expect(library.briefs.save({ id, change })).toBeNull();
  expect(library.briefs.save({ id, change: { ...change, since: saved!.updatedAt } })).toBeNull();
  expect(library.briefs.get({ id }).body.content).toEqual(['a', 'x', 'd'].map(line));
  expect(() =>
    library.briefs.save({
      id,
      change: { since: saved!.updatedAt, from: 0, removed: 0, count: 3, blocks: [{ type: 'script' }] },
    }),
  ).toThrow(/script/);
  library.history.undo({});
  expect(library.briefs.get({ id }).body.content).toEqual([]);
});

test('what the screen has already is not sent to it again', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const sourceId = await t.source('The order covers 1,160 units.\n\nIt was said in March.');
  library.annotations.addByQuote({ sourceId, quote: 'The order covers 1,160 units.' });
  const { id } = library.briefs.add({ title: 'One' });
  library.briefs.save({ id, body: said('It grew by 12%.') });
  const first = library.briefs.open({ id });
  expect(first.evidence).toHaveLength(1);
  expect(first.check).toMatchObject({ count: 1, claims: [{ status: 'unsupported' }] });
  const again = library.briefs.open({ id, since: first.brief.updatedAt, evidence: first.evidenceMark });
  expect(again).toMatchObject({ brief: { body: null }, evidence: null, evidenceMark: first.evidenceMark });
  library.annotations.addByQuote({ sourceId, quote: 'It was said in March.' });
  const later = library.briefs.open({ id, since: first.brief.updatedAt, evidence: first.evidenceMark });
  expect(later.evidence).toHaveLength(2);
});
