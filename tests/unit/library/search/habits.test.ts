import { describe, expect, test } from 'vitest';
import { USUAL_HABITS, type SearchHabits } from '../../../../src/core/search/document.ts';
import { TestLibrary } from '../../../setup/library.ts';
import { emptyIndex, ids, thing } from './sample.ts';

/** An index whose habits a test may change. */
function sample(): ReturnType<typeof emptyIndex> & { habits: (changed: Partial<SearchHabits>) => void } {
  let now = USUAL_HABITS;
  const made = emptyIndex(':memory:', () => now);
  made.put(
    thing('cars', 'Cars of the year', 'Electric cars were sold in Oslo.'),
    thing('auto', 'The automobile', 'An automobile is a machine on wheels.'),
    thing('ev', 'EV sales', 'Sales of the EV grew.'),
    thing('long', 'Electric vehicles', 'Every electric vehicle needs a battery.'),
    thing('zh', '小米发布新手机', '汽车工厂在北京。'),
    thing('other', 'Opera', 'Singers and an orchestra, electric and loud.'),
  );
  return {
    ...made,
    habits: (changed) => {
      now = { ...USUAL_HABITS, ...changed };
    },
  };
}

describe('the typo switch', () => {
  test('off, words stand as typed, finished or not, and nothing is said to be corrected', () => {
    const { index, habits } = sample();
    expect(ids(index, 'automobule')).toEqual(['auto']);
    habits({ typos: false });
    const { hits, corrected, terms } = index.search('automobule');
    expect([hits, corrected, terms[0]!.matched]).toEqual([[], null, []]);
    expect(ids(index, 'automobule machine')).toEqual(['auto']);
    expect(index.search('automobule machine').corrected).toBeNull();
    // Other forms of a word and words that go on are no typos.
    expect(ids(index, 'automobiles')).toEqual(['auto']);
    expect(ids(index, 'automo', { live: true })).toEqual(['auto']);
  });
});

describe('the pinyin switch', () => {
  test('off, Latin letters find no Chinese', () => {
    const { index, habits } = sample();
    expect(ids(index, 'shouji')).toEqual(['zh']);
    habits({ pinyin: false });
    expect(ids(index, 'shouji')).toEqual([]);
    expect(ids(index, '手机')).toEqual(['zh']);
  });
});

describe('synonyms', () => {
  const SYNONYMS = [['car', 'automobile', '汽车'], ['EV', 'electric vehicle']]; // prettier-ignore

  test('find each other as words, in any form and script, and count as typed', () => {
    const { index, habits } = sample();
    expect(ids(index, 'car')).toEqual(['cars']);
    habits({ synonyms: SYNONYMS });
    for (const query of ['car', 'cars', 'Automobile', '汽車'])
      expect(ids(index, query).sort(), query).toEqual(['auto', 'cars', 'zh']);
    const { hits, corrected } = index.search('car');
    expect([hits[0]!.id, corrected]).toEqual(['cars', null]);
    expect(hits.every(({ exact }) => exact)).toBe(true);
    const marked = hits.flatMap((hit) => hit.marks.map(([from, to]) => hit.snippet.slice(from, to)));
    expect(new Set(marked)).toEqual(new Set(['cars', 'automobile', '汽车']));
    expect(ids(index, 'wheels car')).toEqual(['auto']);
    expect(ids(index, 'oslo automobile')[0]).toBe('cars');
    expect(ids(index, 'title:car')).toEqual(['cars']);
  });
  test('may be phrases, which are found whole', () => {
    const { index, habits } = sample();
    habits({ synonyms: SYNONYMS });
    expect(ids(index, 'EV').sort()).toEqual(['ev', 'long']);
    expect(ids(index, 'electric vehicle').slice(0, 2).sort()).toEqual(['ev', 'long']);
    expect(ids(index, 'battery ev')[0]).toBe('long');
    // A space says that the word is finished.
    const long = index.search('EV ').hits.find(({ id }) => id === 'long')!;
    expect(long.marks.map(([from, to]) => long.snippet.slice(from, to))).toEqual(['electric vehicle']);
  });
  test('do nothing where exact words are wanted, in quotes, or to a common word that has none', () => {
    const { index, habits } = sample();
    habits({ synonyms: SYNONYMS });
    expect(ids(index, 'automobile', { exactWords: true })).toEqual(['auto']);
    expect(ids(index, '"automobile"')).toEqual(['auto']);
    expect(ids(index, 'orchestra')).toEqual(['other']);
  });
  test('of a word that stands nowhere are taken before a guess at what it may have been meant for', () => {
    const { index, habits } = sample();
    habits({ synonyms: [['operas', 'machine'], ['singars', 'wheels']] }); // prettier-ignore
    expect(ids(index, 'singars')).toEqual(['auto']);
    expect(index.search('singars').corrected).toBeNull();
  });
  test('also hold for a word so common that its champions would answer alone', () => {
    const { index, habits } = sample();
    index.rebuild([
      ...Array.from({ length: 2500 }, (_, i) => thing(`d${i}`, 'Report', 'zinc')),
      thing('last', 'Report', 'Zn'),
    ]);
    habits({ synonyms: [['zinc', 'Zn']] });
    expect(index.search('zinc', { limit: 1 }).total).toBe(2501);
    expect(ids(index, 'Zn zinc', { limit: 1 })).toEqual(['last']);
  });
  test('of the oddest kinds do no harm', () => {
    const { index, habits } = sample();
    for (const group of [[], [''], ['', 'car'], ['car'], ['car', 'CAR'], ['*', '"', 'car'], ['the', 'of'], ['a b c d e', 'car'], ['\0', '\ud800', '🙂']]) {
      habits({ synonyms: [group] });
      expect(ids(index, 'car'), JSON.stringify(group)).toContain('cars');
      expect(() => index.search('the car of the year 🙂')).not.toThrow();
    } // prettier-ignore
  });
});

test('the settings decide, from one search to the next, and what cannot be read counts as not set', async () => {
  using home = new TestLibrary();
  const { search, settings, companies } = home.library;
  await home.source(
    'A lorry in the yard\n\nThe lorry was driven to the harbour, where nothing else was seen all day.',
  );
  companies.add({ name: 'Yunqiao Robotics', aliases: [{ text: '云樵机器人' }] });
  const found = (query: string): number => search.run({ query }).total;
  const named = (query: string): number => search.goto({ query }).groups.length;
  expect([found('hrabour'), found('yqjqr'), found('truck')]).toEqual([1, 1, 0]);
  expect([named('yunqaio'), named('yqjqr')]).toEqual([1, 1]);
  settings.set({ key: 'search.typos', value: false });
  settings.set({ key: 'search.pinyin', value: false });
  settings.set({ key: 'search.synonyms', value: [['lorry', 'truck']] });
  expect([found('hrabour'), found('yqjqr'), found('truck')]).toEqual([0, 0, 1]);
  expect([named('yunqaio'), named('yqjqr'), named('yunqiao')]).toEqual([0, 0, 1]);
  const odd = ['truck', { truck: 'lorry' }, [['lorry', 7]], 5, 'x'.repeat(90_000)];
  for (const value of odd) {
    settings.set({ key: 'search.synonyms', value });
    expect(found('truck')).toBe(0);
  }
  for (const key of ['search.typos', 'search.pinyin', 'search.synonyms']) settings.set({ key, value: null });
  expect([found('hrabour'), found('yqjqr'), found('truck')]).toEqual([1, 1, 0]);
});
