import { describe, expect, test } from 'vitest';
import { emptyIndex, ids, thing } from './sample.ts';

const XIAOMI = thing('c1', 'Xiaomi', 'Maker of phones and cars', {
  kind: 'company',
  sourceId: null,
  names: '小米\n小米科技\n1810.HK',
}, { companies: ['c1'] }); // prettier-ignore

function library(): ReturnType<typeof emptyIndex> {
  const sample = emptyIndex();
  sample.put(
    thing('s1', 'Battery recycling in Europe', 'Recyclers recover lithium and cobalt. The governor’s plan was delayed.', {
      byline: 'Maria Müller',
    }, { siteName: 'Financial Times', language: 'en-GB', publishedOn: '2024-06-12', tags: ['supply chain'], starred: true }),
    thing('s2', '小米發布新手機', '小米公司今天在北京發布了新手機。價格為人民幣三千元。', {}, {
      language: 'zh-Hant', publishedOn: '2023', siteName: '新浪财经', companies: ['c1'], companyNames: ['Xiaomi'],
    }),
    thing('s3', 'Phones in 2025', 'Shipments of Xiaomi grew by 12 percent while revenue was flat.', {}, { publishedOn: '2025-02-01', annotated: true, state: 'done', collections: ['Q1 reading'] }),
    thing('s4', 'A letter', 'Nothing about phones at all. Full width ＡＢＣ１２３ and café society.'),
    XIAOMI,
  ); // prettier-ignore
  return sample;
}

describe('words', () => {
  test('are found whatever their case, accents, width or form', () => {
    const { index } = library();
    expect(ids(index, 'RECOVERING Lithium')).toEqual(['s1']);
    expect(ids(index, 'cafe')).toEqual(['s4']);
    expect(ids(index, 'abc123')).toEqual(['s4']);
    expect(ids(index, 'governors plan')).toEqual(['s1']);
    expect(ids(index, 'muller')).toEqual(['s1']);
  });
  test('are corrected when they stand nowhere, and the correction is named', () => {
    const { index } = library();
    const result = index.search('lithum recyclng');
    expect(result.hits.map((hit) => hit.id)).toEqual(['s1']);
    expect(result.hits[0]!.exact).toBe(false);
    expect(result.corrected).toMatch(/^lithium recycl/);
  });
  test('are not corrected when only exact words are wanted', () => {
    const { index } = library();
    expect(ids(index, 'lithum', { exactWords: true })).toEqual([]);
    expect(ids(index, 'recover', { exactWords: true })).toEqual(['s1']);
    expect(ids(index, 'recovers', { exactWords: true })).toEqual([]);
  });
  test('are never corrected when they are numbers, short, or Chinese', () => {
    const { index } = library();
    for (const word of ['2026', 'abd', '京北', '手机机'])
      for (const term of index.search(word).terms)
        expect(term.matched.filter((word) => word !== term.typed)).toEqual([]);
  });
  test('complete while they are being typed', () => {
    const { index } = library();
    expect(ids(index, 'lith', { live: true })).toEqual(['s1']);
    expect(ids(index, 'l', { live: true })).toContain('s1');
    expect(index.suggest('recy')).toContain('recycling');
  });
});

describe('Chinese', () => {
  test('is found by one, two and more characters, traditional or simplified', () => {
    const { index } = library();
    for (const query of ['手机', '手機', '新手机', '价格为人民币', '北', '发布'])
      expect(ids(index, query)).toContain('s2');
  });
  test('titles and company names are found by their sound', () => {
    const { index } = library();
    expect(ids(index, 'shouji')).toEqual(['s2']);
    expect(ids(index, 'xmkj')).toContain('c1');
    expect(ids(index, 'xiaomikeji')).toContain('c1');
  });
});

describe('companies', () => {
  test('are found with everything about them under any of their names', () => {
    const { index } = library();
    const sets = ['Xiaomi', '小米', 'xiaomi', '小米科技', '1810.HK'].map((name) => ids(index, name).sort());
    expect(sets[0]).toEqual(['c1', 's2', 's3']);
    for (const set of sets) expect(set).toEqual(sets[0]);
  });
  test('come before what is written about them', () => {
    const { index } = library();
    expect(ids(index, '小米')[0]).toBe('c1');
  });
});

describe('names in another spelling', () => {
  const sample = (): ReturnType<typeof emptyIndex> => {
    const made = emptyIndex();
    made.put(
      thing('yq', 'Yunqiao Robotics', '', { kind: 'company', sourceId: null, names: '云樵机器人' }, { companies: ['yq'] }),
      thing('n1', 'Carts in the yard', 'Yunqiao Robotics sells carts. 云樵机器人 is its name; 机器 are machines.', {}, {
        companies: ['yq'], companyNames: ['云樵机器人'],
      }),
      thing('n2', 'Ports', 'Ports and Yunqiao, again ports.'),
    ); // prettier-ignore
    return made;
  };
  const marked = (hit: { snippet: string; marks: readonly (readonly [number, number])[] }): string[] =>
    hit.marks.map(([from, to]) => hit.snippet.slice(from, to));
  test('typed by the sound of its initials, a company stands before what deals with it, and its name is marked', () => {
    const { index } = sample();
    const { hits } = index.search('yqjqr');
    expect(hits.map((hit) => hit.id)).toEqual(['yq', 'n1']);
    expect(marked(hits[1]!)).toEqual(['云樵机器人']);
  });
  test('typed as one alias, the other aliases are marked too', () => {
    const { index } = sample();
    const hit = index.search('云樵机器人').hits.find(({ id }) => id === 'n1')!;
    expect(marked(hit)).toContain('Yunqiao Robotics');
  });
  test('a word that stands in the library stays as typed beside one that is corrected', () => {
    const { index } = sample();
    const result = index.search('yunqaio carts');
    expect(result.terms.map(({ typed, matched }) => [typed, ...matched])).toEqual([
      ['yunqaio', 'yunqiao'],
      ['carts', 'carts'],
    ]);
    expect(result.hits[0]!.id).toBe('n1');
    expect(result.corrected).toBe('yunqiao carts');
  });
  test('the card of a company that is named comes first, also among other words, but not in a question', () => {
    const { index } = sample();
    const first = (query: string): string => index.search(query).hits[0]!.kind;
    expect(first('Yunqiao Robotics')).toBe('company');
    expect(first('云樵机器人')).toBe('company');
    expect(first('Yunqiao Robotics carts')).toBe('company');
    expect(index.search('Yunqiao Robotics carts').hits[1]!.id).toBe('n1');
    const corrected = index.search('Yunqiao Robotics cartz');
    expect(corrected.hits.map(({ id, exact }) => [id, exact])).toEqual([['yq', true], ['n1', false]]); // prettier-ignore
    expect(corrected.corrected).toBe('Yunqiao Robotics carts');
    expect(first('what did the harbour say about Yunqiao Robotics and its carts')).not.toBe('company');
  });
  test('every mistyped word is replaced in what is said to be shown, also one that the best hit lacks', () => {
    const { index, put } = emptyIndex();
    put(
      thing('best', 'Lanterns and fishermen', 'lanterns, fishermen, lanterns: the fishermen of the bay'),
      thing('other', 'A bay', 'the schooner lay in the bay near lanterns'),
    );
    const result = index.search('lanterms fishermem schoomer');
    expect(result.hits.map(({ id }) => id)).toEqual(['best', 'other']);
    expect(result.corrected).toBe('lanterns fishermen schooner');
  });
});

describe('a common word', () => {
  test('is ranked by its champions as by all its postings, and gone things are not counted', () => {
    const { index, db } = emptyIndex();
    const documents = Array.from({ length: 3000 }, (_, i) =>
      thing(`d${i}`, i % 97 === 0 ? 'Zinc' : 'Report', `${'zinc '.repeat((i * 7) % 13)}zinc ${'x '.repeat(i % 31)}`),
    ); // prettier-ignore
    index.rebuild(documents);
    const same = (): void => {
      const quick = index.search('zinc', { bare: true });
      // Facets are counted over all hits, so that all postings are read.
      const full = index.search('zinc', { bare: true, facets: true });
      expect(quick.total).toBe(full.total);
      expect(quick.hits.map(({ id }) => id)).toEqual(full.hits.map(({ id }) => id));
      expect(quick.hits[0]!.score).toBeCloseTo(full.hits[0]!.score, 3);
    };
    same();
    const best = index.search('zinc').hits.slice(0, 5);
    db.transaction(() => index.remove(best.map(({ kind, id }) => ({ kind, id }))))();
    same();
    expect(index.search('zinc').total).toBe(2995);
    db.transaction(() => index.refresh([thing('new', 'Zinc zinc zinc', 'zinc'), thing('long', 'Long', 'y '.repeat(60_000))]))(); // prettier-ignore
    same();
  });
});

describe('operators', () => {
  const cases: [string, string[]][] = [
    ['"lithium cobalt"', []],
    ['"lithium and cobalt"', ['s1']],
    ['"新手機"', ['s2']],
    ['phones -xiaomi', ['s4']],
    ['lithium OR revenue', ['s1', 's3']],
    ['(cobalt OR shipments) revenue', ['s3']],
    ['title:phones', ['s3']],
    ['by:müller', ['s1']],
    ['site:"financial times"', ['s1']],
    ['tag:"Supply Chain"', ['s1']],
    ['company:小米', ['c1', 's2', 's3']],
    ['phones in:companies', ['c1']],
    ['in:"q1 reading"', ['s3']],
    ['is:starred', ['s1']],
    ['is:annotated', ['s3']],
    ['is:unread phones', ['s4', 'c1']],
    ['lang:zh', ['s2']],
    ['lang:en', ['s1']],
    ['before:2024', ['s2']],
    ['after:2024-06', ['s1', 's3']],
    ['after:2024 before:2025', ['s1']],
    ['revenue near:小米科技', ['s3']],
    ['shipments NEAR/3 grew', ['s3']],
    ['shipments NEAR/1 flat', []],
    ['ship*', ['s3']],
  ];
  for (const [query, expected] of cases) {
    test(`${query} finds ${expected.join(', ') || 'nothing'}`, () => {
      const { index } = library();
      expect(ids(index, query).sort()).toEqual([...expected].sort());
    });
  }
});

describe('passages', () => {
  test('mark the words found, at their place in the text', () => {
    const { index, bodies } = library();
    for (const query of ['lithium cobalt', '新手機', 'lithum', 'revenue']) {
      for (const hit of index.search(query).hits) {
        const body = bodies.get(`${hit.kind} ${hit.id}`)!;
        expect(hit.snippet).toBe(body.slice(hit.start!, hit.end!).replace(/\s/gu, ' '));
        expect(hit.marks.length).toBeGreaterThan(0);
      }
    }
    const [hit] = index.search('cobalt').hits;
    expect(hit!.marks.map(([from, to]) => hit!.snippet.slice(from, to))).toEqual(['cobalt']);
  });
});

describe('facets', () => {
  test('count what was found', () => {
    const { index } = library();
    const { facets } = index.search('phones OR 手机 OR lithium', { facets: true });
    expect(facets!.kind).toEqual([{ value: 'source', count: 4 }, { value: 'company', count: 1 }]); // prettier-ignore
    expect(facets!.year.map(({ value }) => value)).toEqual(['2023', '2024', '2025']);
    expect(facets!.tag).toEqual([{ value: 'supply chain', count: 1 }]);
    expect(facets!.company).toEqual([{ value: 'c1', count: 2 }]);
  });
});

describe('related things', () => {
  test('share the telling words, and leave out the thing itself', () => {
    const { index, put } = emptyIndex();
    put(
      thing('a', 'Battery recycling', 'lithium cobalt recovery from used batteries'),
      thing('b', 'Cobalt recovery', 'cobalt and lithium recovery plant'),
      thing('c', 'Opera season', 'singers and the orchestra'),
    );
    expect(index.related('source', 'a').map(({ id }) => id)).toEqual(['b']);
    expect(index.related('source', 'unknown')).toEqual([]);
  });
});
