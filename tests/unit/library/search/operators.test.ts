import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COLOURS } from '../../../../src/core/annotation.ts';
import { completed, completingAt } from '../../../../src/core/search/completion.ts';
import { parseQuery } from '../../../../src/core/search/grammar.ts';
import { OPERATORS, PLACES, STATES, type OperatorName } from '../../../../src/core/search/operators.ts';
import { messages } from '../../../../src/ui/messages/index.ts';
import { emptyIndex, ids, thing } from './sample.ts';

const manual = readFileSync(new URL('../../../../docs/searching.md', import.meta.url), 'utf8');

/** A library in which every operator and each of its values tells some things from others. */
function library(): ReturnType<typeof emptyIndex> {
  const sample = emptyIndex();
  const other = (kind: 'annotation' | 'note' | 'company' | 'fact' | 'brief') => ({ kind, sourceId: null });
  sample.put(
    thing('tram', 'Trams return', 'Rails were laid.', { byline: 'Ada Berg' }, { siteName: 'Harbour News', language: 'en-GB', publishedOn: '2024-06-30', tags: ['rail'], collections: ['Q1 reading'], state: 'inbox', starred: true }),
    thing('copy', 'Trams return', 'Rails were laid again.', { byline: 'Li Wei' }, { language: 'zh-Hans', publishedOn: '2023', state: 'reading', duplicate: true }),
    thing('done', 'Ferries', 'Revenue of Yunqiao rose; the trams did not.', {}, { publishedOn: '2025-01-02', state: 'done', annotated: true, companies: ['firm'] }),
    ...COLOURS.map((colour, i) => thing(`mark-${colour}`, 'Marked', `words in ${colour}`, other('annotation'), { colour, state: null, orphan: i === 0 })),
    thing('note', 'A note', 'to myself', other('note'), { state: null }),
    thing('firm', 'Yunqiao', '', { ...other('company'), names: '云樵' }, { state: null, companies: ['firm'] }),
    thing('fact', 'Headcount', '400', other('fact'), { state: null, companies: ['firm'] }),
    thing('brief', 'A brief', 'on railways', other('brief'), { state: null }),
  ); // prettier-ignore
  return sample;
}

/** Every operator with queries and what they find in that library; the type asks for a case of each. */
const CASES: Readonly<Record<OperatorName, readonly (readonly [query: string, found: readonly string[]])[]>> = {
  title: [['title:trams', ['copy', 'tram']], ['title:云樵', ['firm']], ['title:laid', []]],
  by: [['by:berg', ['tram']], ['by:"li wei"', ['copy']]],
  site: [['site:"harbour news"', ['tram']], ['site:harbour', ['tram']]],
  tag: [['tag:RAIL', ['tram']], ['-tag:rail title:trams', ['copy']]],
  company: [['company:云樵', ['done', 'fact', 'firm']], ['company:yunqiao in:facts', ['fact']]],
  in: [
    ['in:sources', ['copy', 'done', 'tram']],
    ['in:annotations', COLOURS.map((colour) => `mark-${colour}`)],
    ['in:notes', ['note']],
    ['in:companies', ['firm']],
    ['in:company', ['firm']],
    ['in:facts', ['fact']],
    ['in:briefs', ['brief']],
    ['in:"q1 reading"', ['tram']],
  ],
  is: [
    ['is:annotated', ['done']],
    ['is:unread', ['tram']],
    ['is:starred', ['tram']],
    ['is:orphan', [`mark-${COLOURS[0]}`]],
    ['is:duplicate', ['copy']],
    ['is:reading', ['copy']],
    ['is:done', ['done']],
    ['is:inbox', ['tram']],
    ['IS:Orphan -is:duplicate', [`mark-${COLOURS[0]}`]],
    ['title:trams -is:duplicate', ['tram']],
  ],
  lang: [['lang:en', ['tram']], ['lang:zh', ['copy']], ['lang:zh-hans', ['copy']], ['lang:de', []]],
  colour: [
    ...COLOURS.map((colour, i) => [`colour:${i + 1}`, [`mark-${colour}`]] as const),
    ['colour:rose', ['mark-rose']],
    ['colour:amber OR color:violet', ['mark-amber', 'mark-violet']],
    ['in:annotations -colour:rose -colour:green', ['mark-amber', 'mark-blue', 'mark-violet']],
  ],
  before: [['before:2024', ['copy']], ['before:2024-06-30', ['copy']], ['before:2024-07', ['copy', 'tram']]],
  after: [['after:2024-06-30', ['done', 'tram']], ['after:2025', ['done']], ['after:2024-07', ['done']]],
  near: [['revenue near:云樵', ['done']], ['trams near:yunqiao', ['done']], ['laid near:yunqiao', []]],
}; // prettier-ignore

describe.for(OPERATORS.map((operator) => [operator.name, operator] as const))('%s:', ([name, operator]) => {
  test('has a hint in both languages', () => {
    expect(messages.en[`search.operator.${name}`]).toBe(operator.hint);
    expect(messages['zh-Hans'][`search.operator.${name}`]).toMatch(/\p{Script=Han}/u);
  });

  test('is completed, and so are its values', () => {
    const offered = completingAt(name.slice(0, 2), 2);
    expect(offered?.kind === 'operator' && offered.operators.map((one) => one.name)).toContain(name);
    expect(completed(name.slice(0, 2), offered!, name).query).toBe(`${name}:`);
    expect(completingAt(`a ${name}:`, name.length + 3)).toMatchObject({ kind: 'value', name, typed: '' });
    // A list of words, or a name of what the library knows.
    const { completion } = operator;
    if (typeof completion !== 'string')
      for (const value of completion) expect(parseQuery(`${name}:${value}`).doubts).toEqual([]);
    expect(completion.length).toBeGreaterThan(0);
  });

  test('stands in the manual, with an example that it understands', () => {
    expect(manual).toContain(`| \`${name}:\` | ${operator.documentation} | \`${operator.example}\` |`);
    expect(parseQuery(operator.example).doubts).toEqual([]);
  });

  test.for(CASES[name].map(([query, found]) => ({ query, found })))('$query', ({ query, found }) => {
    const { index } = library();
    expect(ids(index, query, { limit: 100 }).sort()).toEqual([...found].sort());
  });
});

test('every value of is: and every kind of in: has a case', () => {
  const has = (query: string): boolean => Object.values(CASES).some((cases) => cases.some(([one]) => one === query)); // prettier-ignore
  for (const state of STATES) expect(has(`is:${state}`), state).toBe(true);
  for (const place of PLACES) expect(has(`in:${place}`), place).toBe(true);
});
