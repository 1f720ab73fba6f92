import { expect, test } from 'vitest';
import { dump, TestLibrary } from '../../setup/library.ts';

const ARTICLE = `Nordhavn Orders a Second Wave of Yard Robots

Nordhavn Rail Ports has ordered a second wave of yard robots for its terminal in Gdańsk. The order adds 400 units to the 1,150 agreed in October and is worth about €31 million. Deliveries begin in September.

Yunqiao Robotics, known at home as 云樵机器人, makes the robots in Suzhou. 该公司去年营收增长百分之十二。订单将于九月交付。`;

const DENIAL = `Nordhavn Denies a Second Wave

The operator said on Friday that it had ordered nothing. The order was a draft of its supplier.`;

const sourceOf = async (t: TestLibrary, text: string = ARTICLE) => {
  const id = await t.source(text);
  const words = t.library.sources.open({ id }).version.text;
  const mark = (quote: string, more: object = {}) => {
    const start = words.indexOf(quote);
    return t.library.annotations.add({ sourceId: id, start, end: start + quote.length, ...more });
  };
  return { id, words, mark };
};

test('many annotations are changed in one step, and one undo takes all of it back', async () => {
  using t = new TestLibrary();
  const { annotations, companies, history } = t.library;
  const { mark } = await sourceOf(t);
  const company = companies.add({ name: 'Castellan' });
  const ids = ['yard robots', 'terminal in Gdańsk', 'about €31 million'].map(
    (quote) => mark(quote, { tags: ['old', 'kept'] }).id,
  );
  const before = dump(t);
  expect(
    annotations.editMany({
      ids,
      colour: 'rose',
      addTags: ['orders'],
      removeTags: ['old'],
      addCompanies: [company.id],
    }),
  ).toEqual({ changed: 3 });
  for (const id of ids) {
    const { colour, tags, companies: named } = annotations.get({ id });
    expect({ colour, tags }).toEqual({ colour: 'rose', tags: ['kept', 'orders'] });
    expect(named).toContain(company.id);
  }
  expect(history.undo({})?.label).toBe('step.annotation.editMany');
  expect(dump(t)).toEqual(before);
  annotations.editMany({ ids, addCompanies: [company.id] });
  annotations.editMany({ ids: [ids[0]!], removeCompanies: [company.id] });
  expect(annotations.list({ companyId: company.id }).total).toBe(2);
  expect(() => annotations.editMany({ ids, addCompanies: ['nobody'] })).toThrow('There is no company');
  expect(() => annotations.editMany({ ids: [...ids, 'nothing'], colour: 'blue' })).toThrow('no annotation');
  expect(annotations.list({ colour: 'blue' }).total).toBe(0);
  annotations.remove({ ids });
  expect(annotations.list({}).total).toBe(0);
  history.undo({});
  expect(annotations.list({}).total).toBe(3);
});

test('an annotation is cut at a place, at a selection and after each sentence', async () => {
  using t = new TestLibrary();
  const { annotations, facts, companies, history } = t.library;
  const { words, mark } = await sourceOf(t);
  const whole = mark(
    'The order adds 400 units to the 1,150 agreed in October and is worth about €31 million. Deliveries begin in September.',
    { colour: 'blue', note: 'Two things at once.', tags: ['orders'] },
  );
  const nordhavn = companies.add({ name: 'Nordhavn Rail Ports' });
  annotations.editMany({ ids: [whole.id], addCompanies: [nordhavn.id] });
  const fact = facts.add({
    companyId: nordhavn.id,
    metric: 'Deliveries begin',
    value: null,
    valueText: 'September',
    annotationId: whole.id,
  });
  const before = dump(t);
  const pieces = annotations.split({ id: whole.id, sentences: true });
  expect(pieces.map((piece) => piece.quote)).toEqual([
    'The order adds 400 units to the 1,150 agreed in October and is worth about €31 million.',
    'Deliveries begin in September.',
  ]);
  expect(pieces.map((piece) => piece.note)).toEqual(['Two things at once.', '']);
  expect(pieces[0]!.id).toBe(whole.id);
  for (const piece of pieces) {
    expect(piece).toMatchObject({ colour: 'blue', tags: ['orders'], anchor: 'exact' });
    expect(piece.companies).toContain(nordhavn.id);
    expect(words.slice(piece.start!, piece.end!)).toBe(piece.quote);
  }
  // the fact goes with its words
  expect(facts.get({ id: fact.id }).annotationId).toBe(pieces[1]!.id);
  history.undo({});
  expect(dump(t)).toEqual(before);
  history.redo();
  expect(annotations.list({}).total).toBe(2);
  history.undo({});

  const at = words.indexOf('agreed in October');
  const three = annotations.split({ id: whole.id, at: [at, at + 'agreed in October'.length] });
  expect(three.map((piece) => piece.quote)).toEqual([
    'The order adds 400 units to the 1,150',
    'agreed in October',
    'and is worth about €31 million. Deliveries begin in September.',
  ]);
});

test('Chinese is cut after each sentence, and no character is cut in two', async () => {
  using t = new TestLibrary();
  const { annotations } = t.library;
  const { mark } = await sourceOf(t, `Emoji\n\n家庭👨‍👩‍👧‍👦很大。第二句话在这里。`);
  const whole = mark('家庭👨‍👩‍👧‍👦很大。第二句话在这里。');
  const pieces = annotations.split({ id: whole.id, at: [whole.start! + 5] });
  expect(pieces.map((piece) => piece.quote)).toEqual(['家庭', '👨‍👩‍👧‍👦很大。第二句话在这里。']);
  expect(annotations.split({ id: pieces[1]!.id, sentences: true }).map((piece) => piece.quote)).toEqual([
    '👨‍👩‍👧‍👦很大。',
    '第二句话在这里。',
  ]);
});

test('what cannot be cut is refused in words', async () => {
  using t = new TestLibrary();
  const { annotations } = t.library;
  const { id, mark } = await sourceOf(t);
  const one = mark('Deliveries begin in September.');
  expect(() => annotations.split({ id: one.id, sentences: true })).toThrow('single sentence');
  expect(() => annotations.split({ id: one.id, at: [one.start!, one.end!, -5, 1e9] })).toThrow(
    'nothing to cut',
  );
  const note = annotations.noteSource({ sourceId: id, note: 'Read twice.' });
  expect(() => annotations.split({ id: note.id, at: [3] })).toThrow('whole source');
  annotations.keepOld({ id: one.id });
  expect(() => annotations.split({ id: one.id, at: [3] })).toThrow('not found in the text');
});

test('neighbouring and overlapping annotations are joined with everything that hangs on them', async () => {
  using t = new TestLibrary();
  const { annotations, facts, companies, briefs, trash, history } = t.library;
  const { words, mark } = await sourceOf(t);
  const other = await sourceOf(t, DENIAL);
  const denial = other.mark('it had ordered nothing');
  const first = mark('The order adds 400 units', { note: 'First.', tags: ['orders'], colour: 'green' });
  const second = mark('400 units to the 1,150 agreed in October', { note: 'Second.', tags: ['ports'] });
  const third = mark('and is worth about €31 million.', { note: 'First.' });
  const company = companies.add({ name: 'Castellan' });
  annotations.editMany({ ids: [third.id], addCompanies: [company.id] });
  const fact = facts.add({
    companyId: company.id,
    metric: 'Order',
    value: 31e6,
    valueText: '€31 million',
    annotationId: third.id,
  });
  annotations.link({ fromId: denial.id, toId: third.id, kind: 'contradicts' });
  annotations.link({ fromId: first.id, toId: second.id, kind: 'explains' });
  const brief = briefs.add({ title: 'Orders' });
  briefs.addEvidence({ id: brief.id, annotationId: second.id });
  const before = dump(t);
  const joined = annotations.merge({ ids: [third.id, first.id, second.id] });
  expect(joined).toMatchObject({
    id: first.id,
    colour: 'green',
    quote: 'The order adds 400 units to the 1,150 agreed in October and is worth about €31 million.',
    note: 'First.\n\nSecond.',
    tags: ['orders', 'ports'],
  });
  expect(words.slice(joined.start!, joined.end!)).toBe(joined.quote);
  expect(joined.companies).toContain(company.id);
  expect(facts.get({ id: fact.id }).annotationId).toBe(first.id);
  const [view] = annotations.list({ ids: [first.id] }).annotations;
  expect(view!.links.map((link) => [link.kind, link.outward, link.other.id])).toEqual([
    ['contradicts', false, denial.id],
  ]);
  expect(view!.briefs.map(({ id }) => id)).toEqual([brief.id]);
  expect(
    trash
      .list()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([second.id, third.id].toSorted());
  history.undo({});
  expect(dump(t)).toEqual(before);
});

test('annotations with words between them, or of different sources, are not joined', async () => {
  using t = new TestLibrary();
  const { annotations } = t.library;
  const { mark } = await sourceOf(t);
  const other = await sourceOf(t, DENIAL);
  const [one, two] = [mark('second wave'), mark('yard robots')];
  expect(() => annotations.merge({ ids: [one.id, two.id] })).toThrow('“of”');
  expect(() => annotations.merge({ ids: [one.id, other.mark('ordered nothing').id] })).toThrow(
    'different sources',
  );
  expect(() => annotations.merge({ ids: [one.id, one.id] })).toThrow('two or more');
});

test('annotations support, contradict and explain each other across sources', async () => {
  using t = new TestLibrary();
  const { annotations, sources, trash, history } = t.library;
  const here = await sourceOf(t);
  const there = await sourceOf(t, DENIAL);
  const claim = here.mark('ordered a second wave');
  const denial = there.mark('ordered nothing');
  const before = dump(t);
  annotations.link({ fromId: denial.id, toId: claim.id, kind: 'contradicts' });
  annotations.link({ fromId: denial.id, toId: claim.id, kind: 'contradicts' });
  const linksOf = (sourceId: string) => sources.open({ id: sourceId }).annotations[0]!.links;
  expect(linksOf(here.id)).toMatchObject([
    {
      kind: 'contradicts',
      outward: false,
      other: { id: denial.id, quote: 'ordered nothing', sourceId: there.id, start: denial.start },
    },
  ]);
  expect(linksOf(there.id)).toMatchObject([
    { outward: true, other: { id: claim.id, sourceTitle: expect.stringContaining('Nordhavn Orders') } },
  ]);
  expect(annotations.list({ link: 'contradicts' }).total).toBe(2);
  expect(annotations.list({ link: 'supports' }).total).toBe(0);
  expect(() => annotations.link({ fromId: claim.id, toId: claim.id, kind: 'supports' })).toThrow('itself');

  // what is in the trash is not shown as linked, and comes back with it
  annotations.remove({ ids: [denial.id] });
  expect(linksOf(here.id)).toEqual([]);
  expect(annotations.list({ link: 'contradicts' }).total).toBe(0);
  expect(() => annotations.link({ fromId: denial.id, toId: claim.id, kind: 'explains' })).toThrow('trash');
  annotations.restore({ ids: [denial.id] });
  expect(linksOf(here.id)).toHaveLength(1);

  annotations.unlink({ id: linksOf(here.id)[0]!.id });
  expect(linksOf(here.id)).toEqual([]);
  history.undo({});
  expect(linksOf(here.id)).toHaveLength(1);
  history.undo({});
  history.undo({});
  history.undo({});
  expect(dump(t)).toEqual(before);
  history.redo();
  annotations.remove({ ids: [denial.id] });
  expect(trash.empty()).toEqual({ deleted: 1, kept: 0 });
  expect(t.store.db.prepare('SELECT count(*) FROM annotation_link').pluck().get()).toBe(0);
  expect(t.store.db.pragma('foreign_key_check')).toEqual([]);
});

test('ten thousand annotations of one source take a handful of questions', async () => {
  using t = new TestLibrary();
  const { id } = await sourceOf(t, `Long\n\n${'The order adds 400 units to the port. '.repeat(3000)}`);
  const insert = t.store.db.prepare(
    `INSERT INTO annotation (id, source_id, version_id, start, "end", quote, prefix, suffix, note, colour, anchor, score, candidates, created_at, updated_at)
     SELECT ?, id, version_id, ?, ?, 'order', '', '', '', 'amber', 'exact', 1, '[]', created_at, created_at FROM source`,
  );
  const fill = t.store.db.transaction((from: number, to: number) => {
    for (let i = from; i < to; i++) insert.run(`mark-${i}`, 10 + i * 9, 15 + i * 9);
  });
  const timed = (): number => {
    const start = performance.now();
    t.library.sources.open({ id });
    return performance.now() - start;
  };
  fill(0, 1000);
  timed();
  const few = Math.min(timed(), timed(), timed());
  fill(1000, 10_000);
  const many = Math.min(timed(), timed());
  // ten times as many may take ten times as long and a margin for a busy machine, not a hundred times
  expect(many / few).toBeLessThan(30);
});

test('facts of one sentence are added in one step and share one annotation', async () => {
  using t = new TestLibrary();
  const { annotations, companies, facts, history } = t.library;
  const { id, words } = await sourceOf(t);
  const company = companies.add({ name: 'Nordhavn Rail Ports' });
  const start = words.indexOf('The order adds');
  const place = { sourceId: id, start, end: words.indexOf(' Deliveries') };
  const before = dump(t);
  const made = facts.addMany({
    facts: [
      { companyId: company.id, metric: 'Units', value: 400, words: place },
      { companyId: company.id, metric: 'Order', value: 31e6, currency: 'EUR', words: place },
      { companyId: company.id, metric: 'Staff', value: 3, noSource: true },
    ],
  });
  expect(annotations.list({}).total).toBe(1);
  expect(new Set(made.map((fact) => fact.annotationId)).size).toBe(2);
  history.undo({});
  expect(dump(t)).toEqual(before);
  const wrong = { companyId: 'nobody', metric: 'Units', value: 1, noSource: true };
  expect(() => facts.addMany({ facts: [{ ...wrong, companyId: company.id }, wrong] })).toThrow('no company');
  expect(dump(t)).toEqual(before);
});

test('a selection that ends inside a character marks the whole of it', async () => {
  using t = new TestLibrary();
  const { id, words } = await sourceOf(t, 'Signs\n\nA family 👨‍👩‍👧‍👦 here, an e\u0301tude, 🇨🇳🇨🇦 and the sign 𝒳.');
  const quoted = (of: string, from: number, to: number) => {
    const start = words.indexOf(of);
    return t.library.annotations.add({ sourceId: id, start: start + from, end: start + to }).quote;
  };
  expect(quoted('👨‍👩‍👧‍👦', 2, 4)).toBe('👨‍👩‍👧‍👦');
  expect(quoted('étude'.normalize('NFD'), 0, 1)).toBe('e\u0301');
  expect(quoted('🇨🇳🇨🇦', 4, 6)).toBe('🇨🇦');
  expect(quoted('𝒳', 0, 1)).toBe('𝒳');
  expect(quoted('here', 1, 3)).toBe('er');
});
