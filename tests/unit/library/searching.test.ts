import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GoTo, TITLES_RANKED } from '../../../src/library/go-to.ts';
import { TestLibrary } from '../../setup/library.ts';

const text = (title: string, body: string): string =>
  `${title}\n\n${body} The harbour board said on Tuesday that nothing had been decided yet, and that the cranes would stay.`;

describe('the search box', () => {
  let home: TestLibrary;
  let robots: string;
  beforeAll(async () => {
    home = new TestLibrary();
    const { library } = home;
    robots = await home.source(text('Robots share a floor', 'Yunqiao Robotics ships carts to Aarhus.'));
    const chips = await home.source(text('A furnace floods', 'Qinghe Semiconductor lost a furnace line.'));
    await home.source(text('Ports and carts', 'Carts from Yunqiao Robotics reach the ports of Aarhus.'));
    library.sources.edit({ id: robots, siteName: 'Harbour Business Review', byline: 'Li Wei', publishedOn: '2025-03-11', language: 'en' }); // prettier-ignore
    library.sources.edit({ id: chips, siteName: 'Harbour News', publishedOn: '2023-08', language: 'en' });
    library.tags.add({ ids: [robots, chips], tag: 'supply-chain' });
    library.tags.add({ ids: [robots], tag: 'robots & carts' });
    const company = library.companies.add({ name: 'Yunqiao Robotics', aliases: [{ text: '云樵机器人' }] });
    library.facts.add({
      companyId: company.id,
      metric: 'Revenue',
      value: 4_100_000_000,
      valueText: '4.1 bn',
      noSource: true,
    });
    library.annotations.add({ sourceId: robots, start: 0, end: 6, colour: 'rose' });
    library.annotations.add({ sourceId: chips, start: 0, end: 9, colour: 'green' });
  });
  afterAll(() => home[Symbol.dispose]());

  const values = (operator: string, typed: string) =>
    home.library.search.values({ operator, typed }).map(({ value }) => value);

  test('knows the values of every operator that is completed out of the library', () => {
    expect(values('tag', 'sup')).toEqual(['supply-chain']);
    expect(values('tag', '')).toEqual(['supply-chain', 'robots & carts']);
    expect(values('site', 'harb')).toEqual(['Harbour Business Review', 'Harbour News']);
    expect(values('site', 'news')).toEqual(['Harbour News']);
    expect(values('by', 'wei')).toEqual(['Li Wei']);
    expect(values('company', 'yunqaio')).toEqual(['Yunqiao Robotics']);
    expect(values('near', 'yunqiaojiqiren')).toEqual(['Yunqiao Robotics']);
    expect(values('company', '')).toEqual(['Yunqiao Robotics']);
    expect(values('lang', 'e')).toEqual(['en']);
    expect(values('after', '20')).toEqual(['2025', '2023']);
    expect(values('before', '2025-')).toEqual(['2025-03']);
    expect(values('is', 'un')).toEqual(['unread']);
    expect(values('in', 'fa')).toEqual(['facts']);
    expect(values('colour', '')).toEqual(['amber', 'green', 'blue', 'rose', 'violet']);
    expect(values('title', 'furn')).toEqual(['furnace']);
    expect(values('tag', '%_\\')).toEqual([]);
    expect(values('nothing', 'x')).toEqual([]);
  });

  test('finds highlights by their colour, by any name of it', () => {
    for (const query of ['colour:rose', 'color:4', 'colour:doubt', 'colour:存疑']) {
      const { hits, doubts } = home.library.search.run({ query });
      expect(hits.map(({ kind, sourceId }) => [kind, sourceId])).toEqual([['annotation', robots]]);
      expect(doubts).toEqual([]);
    }
    expect(home.library.search.run({ query: '-colour:rose', in: ['annotations'] }).total).toBe(1);
    expect(home.library.search.run({ query: 'colour:pink' }).doubts.map(({ code }) => code)).toContain(
      'search.colour-unknown',
    );
  });

  test('puts the card of a named company and its facts first, in either script', () => {
    for (const query of ['Yunqiao Robotics', '云樵机器人']) {
      const { hits } = home.library.search.run({ query, factsFirst: true });
      expect(hits.slice(0, 2).map(({ kind }) => kind)).toEqual(['company', 'fact']);
      expect(new Set(hits.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(hits.length);
    }
    // Without a name nothing moves.
    expect(home.library.search.run({ query: 'carts', factsFirst: true }).hits[0]?.kind).toBe('source');
  });

  test('finds what is like a source, the source itself left out', () => {
    const { hits } = home.library.search.like({ id: robots });
    expect(hits[0]?.title).toBe('Ports and carts');
    expect(hits[0]?.snippet).not.toBe('');
    expect(hits.map(({ id }) => id)).not.toContain(robots);
    expect(home.library.search.like({ id: 'unknown' }).hits).toEqual([]);
  });

  test('answers any text in bounded time with a result or a doubt', () => {
    const hostile = ['x'.repeat(1_000_000), '"'.repeat(500_000), '(('.repeat(9999), '\0', '\ud800', '🙂🙂', "' OR 1=1 --", 'tag:"', 'NEAR/9', '*:*', 'colour:']; // prettier-ignore
    const began = performance.now();
    for (const query of hostile) {
      const { hits, doubts } = home.library.search.run({ query, live: true, facets: true, factsFirst: true });
      expect(Array.isArray(hits) && Array.isArray(doubts)).toBe(true);
    }
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(home.library.search.run({ query: hostile[0]! }).doubts.map(({ code }) => code)).toContain('search.query-cut'); // prettier-ignore
  });
});

describe('the last searches', () => {
  test('are kept newest first, once each, forgotten one by one or all, and not kept when switched off', () => {
    using home = new TestLibrary();
    const { search, settings } = home.library;
    for (const query of ['port deal', ' 云樵  chips ', 'port deal', '', '\ud800 lone'])
      search.remember({ query });
    expect(search.recent({}).map(({ query, times }) => [query, times])).toEqual([
      ['\ufffd lone', 1],
      ['port deal', 2],
      ['云樵 chips', 1],
    ]);
    search.forget({ query: 'port deal' });
    expect(search.recent({ limit: 1 }).map(({ query }) => query)).toEqual(['\ufffd lone']);
    settings.set({ key: 'searchHistory', value: false });
    search.remember({ query: 'private' });
    expect(search.recent({}).length).toBe(2);
    search.forget({});
    expect(search.recent({})).toEqual([]);
    // Outside the change log: there is no step to take back.
    expect(home.library.history.undo({})).toBeNull();
    for (let i = 0; i < 3; i++) settings.set({ key: 'searchHistory', value: null });
  });
});

describe('saved searches', () => {
  test('are renamed, put in order, counted live, and say what is new since they were looked at', async () => {
    using home = new TestLibrary();
    const { savedSearches, history } = home.library;
    await home.source(text('Cranes', 'Cranes lift boxes.'));
    const cranes = savedSearches.add({ name: 'Cranes', query: 'title:cranes' });
    const other = savedSearches.add({ name: 'Other', query: 'submarine' });
    const list = () => savedSearches.list().map(({ name, count, fresh }) => [name, count, fresh]);
    expect(list()).toEqual([['Cranes', 1, 0], ['Other', 0, 0]]); // prettier-ignore
    await home.source(text('More cranes', 'They lift more boxes than before.'));
    expect(list()).toEqual([['Cranes', 2, 1], ['Other', 0, 0]]); // prettier-ignore
    savedSearches.look({ id: cranes.id });
    expect(list()[0]).toEqual(['Cranes', 2, 0]);
    savedSearches.arrange({ ids: [other.id] });
    expect(list().map(([name]) => name)).toEqual(['Other', 'Cranes']);
    savedSearches.edit({ id: other.id, name: 'Boats', query: 'boxes' });
    expect(list()[0]).toEqual(['Boats', 2, 0]);
    expect(history.undo({})?.label).toBe('step.search.edit');
    expect(list()[0]?.[0]).toBe('Other');
    savedSearches.remove({ id: other.id });
    history.undo({});
    expect(list().map(([name]) => name)).toEqual(['Other', 'Cranes']);
    expect(() => savedSearches.edit({ id: 'none', name: 'x' })).toThrow('no such saved search');
    expect(() => savedSearches.look({ id: 'none' })).toThrow('no such saved search');
  });
});

describe('settings', () => {
  test('go out to a file and come in again, without where somebody stands', () => {
    using home = new TestLibrary();
    const { settings } = home.library;
    settings.set({ key: 'theme', value: 'sepia' });
    settings.set({ key: 'keys', value: { 'go.inbox': ['Mod+9'] } });
    settings.set({ key: 'panes', value: { sidebar: 300 } });
    const file = settings.export();
    expect(file).toEqual({
      format: 'dossier-settings',
      version: 1,
      settings: { theme: 'sepia', keys: { 'go.inbox': ['Mod+9'] } },
    });
    using other = new TestLibrary();
    other.library.settings.set({ key: 'zoom', value: 120 });
    other.library.settings.set({ key: 'lastBrief', value: 'b' });
    const taken = other.library.settings.import({ file: JSON.parse(JSON.stringify(file)) as never });
    expect(taken).toEqual({ taken: 2 });
    expect(other.library.settings.all()).toEqual({ ...file.settings, lastBrief: 'b' });
  });

  test('refuse what is no file of settings, in words, and change nothing', () => {
    using home = new TestLibrary();
    const { settings } = home.library;
    for (const file of [
      null,
      5,
      [],
      {},
      { format: 'dossier-settings', version: 1 },
      { format: 'dossier-settings', version: 1, settings: { 'a b': 1 } },
    ])
      // prettier-ignore
      expect(() => settings.import({ file })).toThrow(/settings|setting/);
    expect(() => settings.import({ file: { format: 'dossier-settings', version: 9, settings: {} } })).toThrow(
      'newer version',
    );
    expect(settings.all()).toEqual({});
  });
});

describe('the go-to box', () => {
  test('hands fuse.js a short list of titles however many there are', async () => {
    using home = new TestLibrary();
    const nouns = ['Harbour', 'Crane', 'Furnace', 'Robot', 'Ledger', 'Battery', 'Signal', 'Timber'];
    for (let i = 0; i < 160; i++)
      await home.source(
        text(`${nouns[i % 8]} report ${i}`, `Number ${i} of the ${nouns[(i + 3) % 8]} series.`),
      );
    const goTo = new GoTo(home.open.context);
    expect(goTo.candidates('report').length).toBeLessThanOrEqual(TITLES_RANKED);
    expect(goTo.titled('crane report 17')[0]?.title).toBe('Crane report 17');
    expect(goTo.titled('furnase repotr 18')[0]?.title).toBe('Furnace report 18');
    expect(home.library.search.goto({ query: 'x'.repeat(4000) }).groups.length).toBeLessThanOrEqual(5);
    expect(home.library.search.goto({ query: '' }).groups[0]?.items.length).toBe(8);
  });

  test('reads names anew as soon as one is added', () => {
    using home = new TestLibrary();
    const goTo = new GoTo(home.open.context);
    expect(goTo.named('castellan', 3)).toEqual([]);
    home.library.companies.add({ name: 'Castellan Micro' });
    expect(goTo.named('castelan', 3)[0]?.title).toBe('Castellan Micro');
  });
});

test('a brief is found by the words over its charts and tables, under its pictures, and in its remarks', () => {
  using home = new TestLibrary();
  const { library } = home;
  const { id } = library.briefs.add({ title: 'Cranes' });
  const shown = { factIds: [], shown: null };
  library.briefs.save({
    id,
    body: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'They were leased.' },
            { type: 'footnote', attrs: { text: 'Except in Gdynia.' } },
          ],
        },
        { type: 'chart', attrs: { ...shown, form: 'line', id: 'c', title: 'Throughput by quarter' } },
        { type: 'factTable', attrs: { ...shown, id: 't', title: 'Berths and gantries' } },
      ],
    },
  });
  for (const words of ['leased', 'Gdynia', 'throughput quarter', '"Berths and gantries"'])
    expect([words, library.search.run({ query: words }).hits.map((hit) => hit.id)]).toEqual([words, [id]]);
});
