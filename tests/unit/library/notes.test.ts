import { expect, test } from 'vitest';
import { writeLink } from '../../../src/core/note/links.ts';
import { dump, TestLibrary } from '../../setup/library.ts';

const ARTICLE =
  'Yunqiao opens a plant in Gdansk\n\nYunqiao Robotics opened its first European plant in Gdansk on Monday, with room for 400 people on two floors.\n\nOrders from Nordhavn Rail Ports fill the first year.';

test('a note links to a company, a source, words, a fact, a note and a brief, and each knows of it', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const company = library.companies.add({
    name: 'Yunqiao Robotics',
    aliases: [{ text: '云樵', language: 'zh' }],
  });
  const sourceId = await t.source(ARTICLE);
  const mark = library.annotations.add({ sourceId, start: 40, end: 70, colour: 'green' });
  const fact = library.facts.add({
    companyId: company.id,
    metric: 'employees',
    value: 400,
    annotationId: mark.id,
  });
  const other = library.notes.add({ text: 'Another note' });
  const brief = library.briefs.add({ title: 'Ports' });
  const targets = [
    ['company', company.id],
    ['source', sourceId],
    ['annotation', mark.id],
    ['fact', fact.id],
    ['note', other.id],
    ['brief', brief.id],
  ] as const;
  const note = library.notes.add({
    companyId: company.id,
    text: targets.map(([kind, id]) => `See ${writeLink(kind, id, `the ${kind}`)}.`).join('\n\n'),
  });
  expect(note.title).toBe('See the company.');
  expect(library.notes.open({ id: note.id }).links.map((link) => link.kind)).toEqual(
    targets.map(([kind]) => kind),
  );
  for (const [kind, id] of targets)
    expect(library.notes.backlinks({ ids: [id] })).toEqual([
      { noteId: note.id, title: note.title, kind, targetId: id, line: `See the ${kind}.` },
    ]);
  library.facts.remove({ ids: [fact.id] });
  const gone = library.notes.open({ id: note.id }).links.find((link) => link.kind === 'fact');
  expect(gone?.title).toBeNull();
  library.notes.edit({ id: note.id, text: 'Nothing any more.' });
  expect(library.notes.backlinks({ ids: targets.map(([, id]) => id) })).toEqual([]);
  library.history.undo({});
  expect(library.notes.backlinks({ ids: [company.id] })).toHaveLength(1);
});

test('links of notes follow a merge of companies and of copies, and undo brings them back', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const from = library.companies.add({ name: 'Yunqiao Industrial' });
  const into = library.companies.add({ name: 'Yunqiao Robotics' });
  const copy = await t.source(ARTICLE);
  const kept = await t.source(`${ARTICLE}\n\nA line more, added by the other paper.`);
  const note = library.notes.add({
    text: `On ${writeLink('company', from.id, '云樵')} see ${writeLink('source', copy, 'the report')}.`,
  });
  const before = dump(t);
  library.companies.merge({ from: from.id, into: into.id });
  library.duplicates.merge({ keep: kept, ids: [copy] });
  expect(library.notes.get({ id: note.id }).text).toBe(
    `On ${writeLink('company', into.id, '云樵')} see ${writeLink('source', kept, 'the report')}.`,
  );
  expect(library.notes.backlinks({ ids: [into.id, kept] })).toHaveLength(2);
  library.history.undo({});
  library.history.undo({});
  expect(dump(t)).toEqual(before);
  expect(library.notes.backlinks({ ids: [from.id, copy] })).toHaveLength(2);
});

test('saves made by themselves are one step, and every earlier text can be brought back', () => {
  using t = new TestLibrary();
  const { library } = t;
  const note = library.notes.add({ text: 'First' });
  library.notes.edit({ id: note.id, text: 'First words', join: true });
  library.notes.edit({ id: note.id, text: 'First words of a note', join: true });
  expect(library.history.list({}).map((step) => step.label)).toEqual(['step.note.edit', 'step.note.add']);
  library.notes.edit({ id: note.id, text: 'Quite another text' });
  const versions = library.notes.history({ id: note.id });
  expect(versions.map((version) => version.text)).toEqual(['First words of a note', 'First']);
  const back = library.notes.revert({ id: note.id, changeId: versions[1]!.changeId });
  expect(back).toMatchObject({ text: 'First', title: 'First' });
  library.history.undo({});
  expect(library.notes.get({ id: note.id }).text).toBe('Quite another text');
});

test('a title follows the first line until one is written by hand', () => {
  using t = new TestLibrary();
  const { library } = t;
  const note = library.notes.add({ text: '# Plants\n\nGdansk' });
  expect(note.title).toBe('Plants');
  expect(library.notes.edit({ id: note.id, text: '# Ports\n\nGdansk' }).title).toBe('Ports');
  expect(library.notes.edit({ id: note.id, title: 'My own' }).title).toBe('My own');
  expect(library.notes.edit({ id: note.id, text: '# Else' }).title).toBe('My own');
  expect(library.notes.edit({ id: note.id, title: '' }).title).toBe('Else');
});

test('tags of notes find them, and a tag nothing carries goes', () => {
  using t = new TestLibrary();
  const { library } = t;
  const note = library.notes.add({ text: 'Harbour cranes' });
  library.notes.tag({ ids: [note.id], tag: '#ports' });
  expect(library.notes.list({ tag: 'ports' }).map((one) => one.id)).toEqual([note.id]);
  expect(library.search.run({ query: 'tag:ports', in: ['notes'] }).hits.map((hit) => hit.id)).toEqual([
    note.id,
  ]);
  library.notes.untag({ ids: [note.id], tag: 'ports' });
  expect(library.notes.list({ tag: 'ports' })).toEqual([]);
  expect(library.tags.list()).toEqual([]);
});

test('what can be linked to is found by any name, with typos and in pinyin', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const company = library.companies.add({
    name: 'Yunqiao Robotics',
    aliases: [{ text: '云樵机器人', language: 'zh' }],
  });
  await t.source(ARTICLE);
  for (const typed of ['yunqiao', 'Yunqaio', '云樵', 'yunqiaojiqiren', 'yqjqr'])
    expect(library.notes.targets({ text: typed })[0], typed).toMatchObject({
      kind: 'company',
      id: company.id,
    });
  expect(library.notes.targets({ text: 'plant in gdan' }).map((one) => one.kind)).toContain('source');
  expect(library.notes.targets({ text: '' }).map((one) => one.kind)).toContain('company');
});

test('notes are found by the words of their links, not by the signs', () => {
  using t = new TestLibrary();
  const { library } = t;
  const company = library.companies.add({ name: 'Nordhavn Rail Ports' });
  const note = library.notes.add({ text: `Ask ${writeLink('company', company.id, 'the Danes')} again` });
  const found = (query: string) => library.search.run({ query, in: ['notes'] }).hits.map((hit) => hit.id);
  expect(found('danes')).toEqual([note.id]);
  expect(found('company:nordhavn')).toEqual([note.id]);
  expect(found(`"${company.id}"`)).toEqual([]);
});

test('templates begin a note in both languages, and the user keeps own ones', () => {
  using t = new TestLibrary();
  const { library } = t;
  const company = library.companies.add({ name: '云樵机器人' });
  expect(library.notes.begin({ template: 'company', companyId: company.id, language: 'zh' }).text).toMatch(
    /^# 云樵机器人\n/,
  );
  const own = library.notes.keepTemplate({ name: 'Call', text: 'Call on {date}\n' });
  expect(library.notes.keepTemplate({ name: 'Call', text: 'Called {company} on {date}\n' }).id).toBe(own.id);
  expect(library.notes.begin({ template: own.id, companyId: company.id }).text).toBe(
    'Called 云樵机器人 on 2 January 2026\n',
  );
  library.notes.removeTemplate({ id: own.id });
  expect(library.notes.templates().some((one) => one.own)).toBe(false);
  expect(() => library.notes.removeTemplate({ id: 'reading' })).toThrow(/no such template/);
});

test('an export is plain Markdown: addresses become links, the rest words', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const id = await t.source(ARTICLE);
  library.sources.edit({ id, url: 'https://paper.example/plant?a=1' });
  const note = library.notes.add({
    title: 'Plants',
    text: `${writeLink('source', id, 'A [report]')} on ${writeLink('company', 'x-1', '云樵')}`,
  });
  expect(library.notes.export({ ids: [note.id] }).text).toBe(
    '# Plants\n\n[A report](<https://paper.example/plant?a=1>) on 云樵\n',
  );
});

test('a note without words, or about nothing that is there, is refused in words', () => {
  using t = new TestLibrary();
  const { library } = t;
  expect(() => library.notes.add({ text: '  \n' })).toThrow('A note needs some words.');
  expect(() => library.notes.add({ text: 'x', companyId: 'gone' })).toThrow('There is no company gone.');
  expect(() => library.notes.get({ id: 'gone' })).toThrow('There is no note gone.');
});
