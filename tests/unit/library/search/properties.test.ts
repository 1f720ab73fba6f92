import { describe, expect, test } from 'vitest';
import { foldedKey, foldWord } from '../../../../src/core/search/folding.ts';
import { SIMPLIFIED, TRADITIONAL } from '../../../../src/core/search/simplified.ts';
import { stem } from '../../../../src/core/search/stemming.ts';
import type { SearchIndex } from '../../../../src/library/search/index.ts';
import { emptyIndex, ids, thing } from './sample.ts';

/** Repeatable numbers below n. */
function draws(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 48271) % 2147483647) % n;
}

const WORDS = 'lithium cobalt nickel battery recycling recycler market price tunnel bridge harbour harbor copper cooper camper campus Zürich café'.split(' '); // prettier-ignore
const HAN = Array.from('电池回收市场价格隧道桥梁港口发布手机');

const traditional = (text: string): string =>
  Array.from(text, (one) => {
    const at = Array.from(SIMPLIFIED).indexOf(one);
    return at < 0 ? one : (Array.from(TRADITIONAL)[at] ?? one);
  }).join('');
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

/** What a query asks for, found without any index: the stems of words, and pairs of characters. */
function keysOf(text: string): Set<string> {
  const keys = new Set<string>();
  for (const run of foldedKey(text).split(' ')) {
    const characters = Array.from(run);
    if (/\p{Script=Han}/u.test(run)) {
      for (let i = 0; i < characters.length; i++) keys.add(characters[i]!);
      for (let i = 0; i + 1 < characters.length; i++) keys.add(characters[i]! + characters[i + 1]!);
    } else keys.add(stem(foldWord(run)));
  }
  return keys;
}

describe('a hit with the words as typed', () => {
  test('never stands below one without, whatever was typed, in either script', () => {
    const next = draws(29);
    let mixed = 0;
    for (let round = 0; round < 5; round++) {
      const { index, put, bodies } = emptyIndex();
      const words = (n: number): string =>
        Array.from({ length: n }, () =>
          next(5) === 0
            ? Array.from({ length: 2 + next(3) }, () => HAN[next(HAN.length)]).join('')
            : WORDS[next(WORDS.length)]!,
        ).join(' ');
      const titles = new Map<string, string>();
      for (let i = 0; i < 50; i++) {
        const title = words(2);
        titles.set(`d${i}`, title);
        put(thing(`d${i}`, title, words(4 + next(12))));
      }
      for (let i = 0; i < 60; i++) {
        let query = words(1 + next(3));
        const at = next(query.length);
        if (next(2) === 0) query = query.slice(0, at) + 'xyzaeo'[next(6)] + query.slice(at + next(2));
        if (next(4) === 0) query = traditional(query);
        if (next(4) === 0) query = wide(query.toUpperCase());
        const asked = [...keysOf(query)].filter(
          (key) => Array.from(key).length > 1 || !/\p{Script=Han}/u.test(key),
        );
        const { hits } = index.search(query, { limit: 100, bare: true });
        const whole = hits.map(({ id }) => {
          const keys = keysOf(`${titles.get(id)} ${bodies.get(`source ${id}`)}`);
          return asked.every((key) => keys.has(key));
        });
        expect(whole, query).toEqual(whole.toSorted((a, b) => Number(b) - Number(a)));
        hits.forEach((hit, at) => {
          if (whole[at]) expect(hit.exact, `${query} ${hit.id}`).toBe(true);
        });
        if (whole.includes(true) && whole.includes(false)) mixed++;
      }
    }
    // The property says something only where both kinds were found.
    expect(mixed).toBeGreaterThan(25);
  });
});

describe('every name of a company', () => {
  const COMPANIES = [
    ['Yunqiao Robotics', '云樵机器人', '雲樵機器人', '688123.SH'],
    ['Blue Harbour Holdings', '蓝港控股', 'BHH Group', 'Blauer Hafen AG'],
    ['Société Générale d’Énergie', '通用能源', 'SGE Énergie'],
  ];
  test('finds the same things, as words, as operator, in either script, width and case', () => {
    const next = draws(7);
    const { index, put } = emptyIndex();
    COMPANIES.forEach(([name, ...others], i) => {
      put(thing(`c${i}`, name!, '', { kind: 'company', sourceId: null, names: others.join('\n') }, { companies: [`c${i}`] })); // prettier-ignore
    });
    for (let i = 0; i < 60; i++) {
      const company = COMPANIES[next(COMPANIES.length)]!;
      const name = company[next(company.length)]!;
      put(thing(`s${i}`, `Report ${i}`, `${WORDS[next(WORDS.length)]} ${next(2) ? name : traditional(name)} 港口 ${WORDS[next(WORDS.length)]}`)); // prettier-ignore
    }
    COMPANIES.forEach((names, i) => {
      const all = { limit: 200, bare: true };
      const expected = ids(index, names[0]!, all).toSorted();
      expect(expected.length).toBeGreaterThan(5);
      expect(expected).toContain(`c${i}`);
      for (const name of names) {
        for (const typed of [
          name,
          traditional(name),
          wide(name),
          name.toUpperCase(),
          name.normalize('NFD'),
        ]) {
          expect(ids(index, typed, all).toSorted(), typed).toEqual(expected);
          expect(ids(index, `company:"${typed}"`, all).toSorted(), typed).toEqual(expected);
          expect(ids(index, typed, all)[0]).toBe(`c${i}`);
        }
      }
    });
  });
});

describe('counts of facets', () => {
  test('stay those of the hits while things are added, changed and removed', () => {
    const next = draws(3);
    const { index, put, db } = emptyIndex();
    const sites = new Map<string, string>();
    for (let i = 0; i < 300; i++) {
      const id = `d${next(80)}`;
      if (next(6) === 0) {
        db.transaction(() => index.remove([{ kind: 'source', id }]))();
        sites.delete(id);
      } else {
        const site = `Site ${next(5)}`;
        sites.set(id, site);
        put(thing(id, 'Zinc', 'zinc', {}, { siteName: site, publishedOn: `${2000 + next(4)}-05` }));
      }
      if (i % 20 > 0) continue;
      const counts = new Map<string, number>();
      for (const site of sites.values()) counts.set(site, (counts.get(site) ?? 0) + 1);
      const { facets, total } = index.search('zinc', { facets: true, bare: true });
      expect(new Map(facets!.site.map(({ value, count }) => [value, count]))).toEqual(counts);
      expect(facets!.year.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    }
  });
  test('name the commonest fifty values, equal ones by name', () => {
    const { index, put } = emptyIndex();
    put(...Array.from({ length: 130 }, (_, i) => thing(`d${i}`, 'Zinc', 'zinc', {}, { tags: [`t${100 + (i % 70)}`] }))); // prettier-ignore
    const { tag } = index.search('zinc', { facets: true, bare: true }).facets!;
    const expected = Array.from({ length: 70 }, (_, i) => ({ value: `t${100 + i}`, count: i < 60 ? 2 : 1 }));
    expect(tag).toEqual(expected.slice(0, 50));
  });
});

describe('random hostile queries', () => {
  const PIECES = ['"', '(', ')', '-', 'OR', 'AND', 'NOT', 'NEAR/3', 'NEAR/99999999', '*', ':', 'title:', 'company:', 'near:', 'is:', 'in:', 'lang:', 'before:', 'after:', 'tag:"', '\0', '\ud83d', '🙂', "';--", 'zinc', '金', '金属', 'ｚｉｎｃ', '9999-99', '\u202e', '{', '}', '^', '+', '\\', '%', '_', '\n']; // prettier-ignore
  const ask = (index: SearchIndex, query: string): void => {
    for (const options of [
      {},
      { live: true, facets: true },
      { exactWords: true },
      { sort: 'newest' as const },
    ]) {
      const began = performance.now();
      const result = index.search(query, options);
      expect(performance.now() - began, JSON.stringify(query)).toBeLessThan(2000);
      expect(JSON.stringify([result.doubts, result.corrected])).not.toMatch(
        /fts5|sqlite|syntax error|unterminated/i,
      );
    }
    index.suggest(query);
  };
  test('answer in bounded time, and show no syntax of ours', () => {
    const { index, put } = emptyIndex();
    put(thing('a', 'Zinc', 'zinc and 金属 metals 🙂'), thing('b', 'Tin', 'tin'));
    const next = draws(101);
    for (let i = 0; i < 250; i++) {
      ask(
        index,
        Array.from({ length: 1 + next(9) }, () => PIECES[next(PIECES.length)] + [' ', ''][next(2)]!).join(''),
      );
    }
    for (const piece of PIECES) ask(index, piece.repeat(10_000));
  });
});
