import { expect, test } from 'vitest';
import { openLibrary } from '../../../src/library/library.ts';
import { AT_ONCE } from '../../../src/library/mention-scan.ts';
import type { Job } from '../../../src/library/views.ts';
import { TestLibrary } from '../../setup/library.ts';

const ABOUT_YUNQIAO =
  'Yunqiao Robotics opens a plant in Gdansk\n\nYunqiao Robotics opened its first European plant in Gdansk on Monday. The harbour carts of Yunqiao Robotics carry parts between two floors.\n\nOrders from Nordhavn Rail Ports fill the first year of Yunqiao Robotics, says its head of sales.';

test('a source is about the company of its title and only mentions another; the reader can say otherwise', async () => {
  using t = new TestLibrary();
  const { library } = t;
  const yunqiao = library.companies.add({ name: 'Yunqiao Robotics' });
  const nordhavn = library.companies.add({ name: 'Nordhavn Rail Ports' });
  const sourceId = await t.source(ABOUT_YUNQIAO);
  const views = library.mentions.aboutSource({ sourceId });
  expect(views.map(({ name, about, chosen }) => ({ name, about, chosen }))).toEqual([
    { name: 'Yunqiao Robotics', about: true, chosen: false },
    { name: 'Nordhavn Rail Ports', about: false, chosen: false },
  ]);
  library.mentions.chooseAbout({ sourceId, companyId: nordhavn.id, about: true });
  expect(library.mentions.about({ companyId: nordhavn.id })).toMatchObject([
    { sourceId, about: true, chosen: true },
  ]);
  library.history.undo({});
  expect(library.mentions.about({ companyId: nordhavn.id })[0]).toMatchObject({
    about: false,
    chosen: false,
  });
  library.mentions.chooseAbout({ sourceId, companyId: yunqiao.id, about: false });
  library.mentions.chooseAbout({ sourceId, companyId: yunqiao.id, about: null });
  expect(library.mentions.about({ companyId: yunqiao.id, sourceIds: [sourceId] })[0]?.about).toBe(true);
  library.mentions.choose({ sourceId, companyId: nordhavn.id, choice: 'rejected' });
  expect(library.mentions.about({ companyId: nordhavn.id })).toEqual([]);
  expect(() => library.mentions.chooseAbout({ sourceId: 'x', companyId: nordhavn.id, about: true })).toThrow(
    'There is no such source or company.',
  );
});

test('organisations without a dossier are offered with counts and passages, accepted and dismissed, and undone', async () => {
  using t = new TestLibrary();
  const { library } = t;
  library.companies.add({ name: 'Yunqiao Robotics' });
  await t.source(ABOUT_YUNQIAO);
  await t.source(
    'Nordhavn Rail Ports Ltd. said on Tuesday that it had ordered more carts. Analysts at Castellan Bank expect the shares of Nordhavn Rail Ports to rise.\n\n北港物流集团有限公司昨日宣布，与北港物流集团的合作方签署协议。',
  );
  const found = library.foundNames.list({});
  expect(found.done).toBe(found.total);
  const names = found.names.map(({ name }) => name);
  expect(names[0]).toMatch(/^Nordhavn Rail Ports/);
  expect(names.some((name) => name.startsWith('北港物流'))).toBe(true);
  expect(names).not.toContain('Yunqiao Robotics');
  const first = found.names[0]!;
  expect(first).toMatchObject({ sources: 2 });
  expect(first.mentions).toBeGreaterThanOrEqual(2);
  for (const { text, at, length } of first.passages)
    expect(text.slice(at, at + length)).toMatch(/^Nordhavn Rail Ports/);

  const made = library.foundNames.accept({ names: [{ name: first.name, others: [...first.others] }] });
  expect(library.companies.get({ id: made.companies[0]! }).sources).toBe(2);
  expect(library.foundNames.list({}).names.map(({ key }) => key)).not.toContain(first.key);
  library.history.undo({});
  expect(library.foundNames.list({}).names.map(({ key }) => key)).toContain(first.key);

  const rest = library.foundNames.list({}).names;
  library.foundNames.dismiss({ names: rest.map(({ key, name }) => ({ key, name })) });
  expect(library.foundNames.list({}).names).toEqual([]);
  expect(library.foundNames.dismissed()).toHaveLength(rest.length);
  library.foundNames.restore({ keys: [first.key] });
  expect(library.foundNames.list({}).names.map(({ key }) => key)).toEqual([first.key]);
  library.history.undo({});
  library.history.undo({});
  expect(library.foundNames.list({}).names).toHaveLength(rest.length);
});

test('names of a new source are found when it is saved, and of a trashed one no longer', async () => {
  using t = new TestLibrary();
  const { library } = t;
  expect(library.foundNames.list({}).names).toEqual([]);
  const id = await t.source(
    'Shares of Tidewell Marine Holdings Inc. fell on Friday, analysts said in a note.',
  );
  expect(library.foundNames.list({}).names[0]?.name).toMatch(/Tidewell Marine Holdings/);
  library.sources.trash({ ids: [id] });
  expect(library.foundNames.list({}).names).toEqual([]);
});

/** A library of many short sources, written past the verbs, because only its size matters. */
function fill(t: TestLibrary, count: number): void {
  t.store.db.transaction(() => {
    t.store.db.prepare("INSERT INTO original VALUES ('h', 'text/plain', 0, 'identity', x'')").run();
    const source = t.store.db.prepare(
      `INSERT INTO source (id, kind, title, captured_at, word_count, state, content_hash, version_id, created_at, updated_at)
       VALUES (@id, 'article', 'One', '2026', 9, 'done', @id, @v, '2026', '2026')`,
    );
    const version = t.store.db.prepare(
      `INSERT INTO version (id, source_id, number, captured_at, format, original_hash, text, blocks, doubts, provenance, created_at)
       VALUES (@v, @id, 1, '2026', 'text', 'h', @text, '[]', '[]', '{}', '2026')`,
    );
    for (let i = 0; i < count; i++) {
      const id = `s${String(i).padStart(6, '0')}`;
      const text = i % 3 === 0 ? 'The carts of Yunqiao Robotics roll on.' : 'Nothing but weather.';
      source.run({ id, v: `v${id}` });
      version.run({ id, v: `v${id}`, text });
    }
  })();
}

test('in a large library names are looked for in pieces, with progress, while questions are answered', async () => {
  using t = new TestLibrary();
  const count = AT_ONCE + 700;
  fill(t, count);
  t.open.close();
  const jobs: Job[] = [];
  const open = openLibrary(t.file, {
    ...t.open.context.surroundings,
    runsOn: true,
    onJob: (job) => jobs.push(job),
  });
  try {
    const company = open.library.companies.add({ name: 'Yunqiao Robotics' });
    expect(open.library.companies.get({ id: company.id }).sources).toBe(0);
    await open.context.scan.settled();
    expect(open.library.companies.get({ id: company.id }).sources).toBe(Math.ceil(count / 3));
    expect(jobs.at(-1)).toMatchObject({ kind: 'mentions', state: 'done' });
    expect(open.library.search.run({ query: 'company:yunqiao', in: ['sources'] }).total).toBe(
      Math.ceil(count / 3),
    );
    // the old mentions stand until the sources have been read again
    open.library.companies.edit({ id: company.id, name: 'Kranwerk Nord' });
    expect(open.library.companies.get({ id: company.id }).sources).toBe(Math.ceil(count / 3));
    await open.context.scan.settled();
    expect(open.library.companies.get({ id: company.id }).sources).toBe(0);
    open.library.history.undo({});
    await open.context.scan.settled();
    expect(open.library.companies.get({ id: company.id }).sources).toBe(Math.ceil(count / 3));
  } finally {
    open.close();
    t.reopenAfterClose();
  }
});

test('a search for names is stopped and taken up again, and goes on by itself after a crash', async () => {
  using t = new TestLibrary();
  const count = AT_ONCE + 700;
  fill(t, count);
  t.open.close();
  const running = { id: '' };
  const open = (): ReturnType<typeof openLibrary> =>
    openLibrary(t.file, {
      ...t.open.context.surroundings,
      runsOn: true,
      onJob: (job) => {
        running.id = job.id;
      },
    });
  let library = open();
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  try {
    const company = library.library.companies.add({ name: 'Yunqiao Robotics' });
    while (running.id === '') await turn();
    library.library.mentions.cancel({ jobId: running.id });
    await library.context.scan.settled();
    const stopped = library.library.imports.list().find((job) => job.id === running.id);
    expect(stopped).toMatchObject({ kind: 'mentions', state: 'cancelled' });
    expect(() => library.library.mentions.cancel({ jobId: running.id })).toThrow('not running');
    library.library.mentions.resume({ jobId: running.id });
    await library.context.scan.settled();
    expect(library.library.companies.get({ id: company.id }).sources).toBe(Math.ceil(count / 3));

    running.id = '';
    library.library.companies.addAlias({ id: company.id, alias: { text: 'Nothing but weather' } });
    while (running.id === '') await turn();
    library.close();
    await turn();
    // the process that ran it is gone: one of another number stands in for it
    t.reopenAfterClose();
    t.store.db.prepare('UPDATE job SET pid = 999999 WHERE id = ?').run(running.id);
    t.open.close();
    library = open();
    await library.context.scan.settled();
    expect(library.library.companies.get({ id: company.id }).sources).toBe(count);
  } finally {
    library.close();
    t.reopenAfterClose();
  }
});
