import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import type { Indexable } from '../../../../src/core/search/document.ts';
import { SearchIndex } from '../../../../src/library/search/index.ts';
import { emptyIndex, ids, thing } from './sample.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dossier-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Repeatable numbers below n. */
function draws(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 48271) % 2147483647) % n;
}

const WORDS = 'lithium cobalt nickel battery recycling market price tunnel bridge harbour harbor copper cooper camper campus'.split(' '); // prettier-ignore

function sentence(next: (n: number) => number, length: number): string {
  return Array.from({ length }, () => WORDS[next(WORDS.length)]).join(' ');
}

describe('the index follows the library', () => {
  test('a changed thing is found by its new words only, a removed one not at all', () => {
    const { index, put, db } = emptyIndex();
    put(thing('a', 'First', 'zinc mines'), thing('b', 'Second', 'zinc smelters'));
    put(thing('a', 'First', 'gold mines'));
    expect(ids(index, 'zinc')).toEqual(['b']);
    expect(ids(index, 'gold')).toEqual(['a']);
    expect(ids(index, '"zinc mines"')).toEqual([]);
    index.remove([{ kind: 'source', id: 'a' }, { kind: 'source', id: 'unknown' }]); // prettier-ignore
    expect(ids(index, 'gold')).toEqual([]);
    expect(ids(index, 'mines')).toEqual([]);
    expect(index.check()).toEqual([]);
    expect(db.prepare('SELECT documents FROM search_state').pluck().get()).toBe(1);
  });

  test('a rolled back write leaves no trace, even when it was searched meanwhile', () => {
    const { index, put, db } = emptyIndex();
    put(thing('a', 'First', 'zinc'));
    expect(() =>
      db.transaction(() => {
        index.refresh([thing('b', 'Second', 'zinc and tin')]);
        expect(ids(index, 'zinc').sort()).toEqual(['a', 'b']);
        throw new Error('back');
      })(),
    ).toThrow('back');
    expect(ids(index, 'zinc')).toEqual(['a']);
    put(thing('c', 'Third', 'lead'));
    expect(ids(index, 'tin')).toEqual([]);
    expect(ids(index, 'lead')).toEqual(['c']);
    expect(index.check()).toEqual([]);
  });

  test('blocks held in memory are not taken for those that are given their numbers later', () => {
    const { index, put, db } = emptyIndex();
    put(thing('a', 'First', 'zinc'));
    const write = (id: string, body: string, search: string): void => {
      const back = (): void => {
        index.refresh([thing(id, 'Draft', body)]);
        expect(ids(index, search)).toEqual([id]);
        throw new Error('back');
      };
      expect(() => db.transaction(back)()).toThrow('back');
    };
    // Each is written under the number of the block that was searched and taken back just before.
    write('b', 'nickel', 'nickel');
    write('c', 'cobalt', 'cobalt');
    put(thing('d', 'Third', 'copper'));
    expect(ids(index, 'copper')).toEqual(['d']);
    expect(ids(index, 'nickel')).toEqual([]);
    // Enough for the small segments to be merged and their blocks to go, searched in between.
    for (let i = 0; i < 20; i++) {
      put(thing(`e${i}`, 'More', `copper metal${'abcdefghijklmnopqrst'[i]!}`));
      expect(ids(index, 'copper', { limit: 100 })).toHaveLength(i + 2);
      expect(ids(index, `metal${'abcdefghijklmnopqrst'[i]!}`)[0]).toBe(`e${i}`);
    }
  });

  test('a search leaves no transaction open, ended well or not, and joins one that is open', () => {
    const { db, put, bodies } = emptyIndex();
    put(thing('a', 'First', 'zinc'));
    let broken = false;
    const index = new SearchIndex(db, (kind, id) => {
      if (broken) throw new Error('no text');
      return bodies.get(`${kind} ${id}`) ?? null;
    });
    expect(ids(index, 'zinc')).toEqual(['a']);
    expect(db.inTransaction).toBe(false);
    broken = true;
    expect(() => index.search('zinc')).toThrow('no text');
    expect(() => index.related('source', 'a')).toThrow('no text');
    expect(db.inTransaction).toBe(false);
    broken = false;
    db.transaction(() => {
      expect(ids(index, 'zinc')).toEqual(['a']);
      expect(db.inTransaction).toBe(true);
    })();
  });

  test('what another connection wrote is seen by the next search', () => {
    const file = path.join(folder, 'shared.db');
    const { index, put } = emptyIndex(file);
    put(thing('a', 'First', 'zinc'));
    expect(ids(index, 'zinc')).toEqual(['a']);
    const other = new Database(file);
    const elsewhere = new SearchIndex(other);
    other.transaction(() => elsewhere.refresh([thing('b', 'Second', 'zinc')]))();
    other.close();
    expect(ids(index, 'zinc').sort()).toEqual(['a', 'b']);
  });

  test('hundreds of writes one by one answer like one build, and stay few segments', () => {
    const next = draws(5);
    const { index, put, db } = emptyIndex();
    const kept = new Map<string, Indexable>();
    for (let i = 0; i < 400; i++) {
      const id = `d${next(150)}`;
      if (next(5) === 0 && kept.has(id)) {
        db.transaction(() => index.remove([{ kind: 'source', id }]))();
        kept.delete(id);
        continue;
      }
      const document = thing(id, sentence(next, 3), sentence(next, 12));
      kept.set(id, document);
      put(document);
    }
    while (index.maintain());
    expect(index.check()).toEqual([]);
    expect(db.prepare('SELECT count(*) FROM search_segment').pluck().get() as number).toBeLessThan(24);
    const built = emptyIndex();
    built.index.rebuild(kept.values());
    expect(built.index.check()).toEqual([]);
    for (const word of WORDS) {
      for (const query of [word, `${word} market`, `"${word} market"`, `-${word} price`]) {
        const options = { limit: 1000, bare: true };
        expect(ids(index, query, options).sort(), query).toEqual(ids(built.index, query, options).sort());
      }
    }
  });

  test('a rebuild inside a transaction does not end it', () => {
    const { index, db } = emptyIndex();
    db.transaction(() => {
      index.rebuild([thing('a', 'First', 'zinc')]);
      expect(db.inTransaction).toBe(true);
    })();
    expect(ids(index, 'zinc')).toEqual(['a']);
  });

  test('an index of another version says so, and is whole again when rebuilt', () => {
    const { index, put, db } = emptyIndex();
    const document = thing('a', 'First', 'zinc');
    put(document);
    expect(index.outdated).toBe(false);
    db.exec('UPDATE search_state SET version = 0');
    expect(index.outdated).toBe(true);
    expect(index.check().join(' ')).toContain('another version');
    index.rebuild([document]);
    expect(index.outdated).toBe(false);
    expect(index.check()).toEqual([]);
    expect(ids(index, 'zinc')).toEqual(['a']);
  });

  test('damage is named by the check', () => {
    const { index, put, db } = emptyIndex();
    put(thing('a', 'First', 'zinc'));
    db.exec('DELETE FROM search_block');
    expect(index.check().join(' ')).toContain('blocks');
  });
});

describe('ranking', () => {
  test('never puts a corrected hit above one that has the words as typed', () => {
    const next = draws(11);
    for (let round = 0; round < 12; round++) {
      const { index, put } = emptyIndex();
      put(
        ...Array.from({ length: 60 }, (_, i) =>
          thing(`d${i}`, sentence(next, 2), sentence(next, 4 + next(20))),
        ),
      );
      for (let i = 0; i < 40; i++) {
        let query = sentence(next, 1 + next(3));
        const at = next(query.length);
        if (next(2) === 0) query = query.slice(0, at) + 'xyzaeo'[next(6)] + query.slice(at + next(2));
        const { hits } = index.search(query, { limit: 100 });
        const order = hits.map((hit) => hit.exact);
        expect(order, query).toEqual(order.toSorted((a, b) => Number(b) - Number(a)));
      }
    }
  });
  test('puts a thing that is called what was asked for above one that is only about it', () => {
    const { index, put } = emptyIndex();
    put(
      thing('list', 'List of Harbour Bridge episodes', 'harbour bridge harbour bridge harbour bridge'),
      thing('itself', 'Harbour Bridge', 'a series that ran for two years and was made in a studio'),
      thing('列', '新手机发布会现场照片', '新手机 新手机 新手机'),
      thing('新', '新手机', '一篇短文'),
    );
    expect(ids(index, 'harbour bridge')).toEqual(['itself', 'list']);
    expect(ids(index, '新手机')).toEqual(['新', '列']);
  });
  test('wants not every word of a question', () => {
    const { index, put } = emptyIndex();
    put(
      thing('bean', 'Alan Bean', 'an astronaut who walked on the moon'),
      thing('x', 'Other', 'nothing of it'),
    );
    expect(ids(index, 'which of the astronauts landed on the moon?')).toEqual(['bean']);
  });
  test('finds a rare word as typed first, then what it may have been meant for', () => {
    const { index, put } = emptyIndex();
    put(thing('typed', 'Fruit', 'an aplle orchard'), ...Array.from({ length: 20 }, (_, i) => thing(`d${i}`, 'Apple', 'apple apple'))); // prettier-ignore
    const { hits } = index.search('aplle');
    expect(hits[0]).toMatchObject({ id: 'typed', exact: true });
    expect(hits.slice(1).every((hit) => !hit.exact)).toBe(true);
  });
});

describe('hostile queries', () => {
  const hostile = [
    '', ' ', '"', '""', '(', ')))', '-', '-a', '*', 'a*', '"*"', 'NEAR/3', 'a NEAR/99999 b', '\0', '\ud800', '🙂', '🙂🙂 zinc', 'OR', 'a OR', 'title:', 'tag:"', 'company:%', "site:'; DROP TABLE search_document; --", '{title}: zinc', 'search_text MATCH', 'zinc AND NOT (tin', '"zinc" * ^', 'near:near:near:', 'is:is:', 'lang:\u0000', 'before:9999-99-99', 'x'.repeat(1_000_000), 'zinc '.repeat(50_000), '('.repeat(100_000), '"a" '.repeat(20_000), '金'.repeat(100_000), '-('.repeat(3000), 'a OR '.repeat(9999), 'q* '.repeat(300),
  ]; // prettier-ignore
  test('return a result in bounded time and never an error', () => {
    const { index, put } = emptyIndex();
    put(thing('a', 'Zinc', 'zinc and 金属 metals 🙂'), thing('b', 'Tin', 'tin'));
    for (const query of hostile) {
      for (const live of [false, true]) {
        const began = performance.now();
        const result = index.search(query, { live });
        expect(result.total).toBeGreaterThanOrEqual(result.hits.length);
        expect(performance.now() - began).toBeLessThan(2000);
      }
      expect(() => index.suggest(query.slice(0, 100))).not.toThrow();
    }
    expect(ids(index, 'zinc')).toEqual(['a']);
  });
});

describe('the misquoted', () => {
  test('quotation finds its words instead, and says so', () => {
    const { index, put } = emptyIndex();
    put(thing('a', 'Speech', 'we choose to go to the moon in this decade'));
    expect(index.search('"we choose to go to the moon"').hits[0]).toMatchObject({ id: 'a', exact: true });
    const result = index.search('"we chose to fly to the moon"');
    expect(result.hits[0]).toMatchObject({ id: 'a', exact: false });
    expect(result.doubts).toContainEqual({ code: 'search.phrase-absent' });
  });
});
