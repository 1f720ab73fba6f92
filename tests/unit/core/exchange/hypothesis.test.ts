import { expect, test } from 'vitest';
import { fromHypothesis } from '../../../../src/core/exchange/hypothesis.ts';

const one = (rest: object = {}, selector: object[] = []) => ({
  id: 'a',
  uri: 'https://example.org/page',
  text: 'A note',
  tags: ['x', 'x', 'y'],
  user: 'acct:reader@hypothes.is',
  created: '2024-05-06T07:08:09.123456+00:00',
  updated: '2024-05-07T07:08:09.123456+00:00',
  document: { title: ['A page'] },
  target: [
    {
      source: 'https://example.org/page',
      selector: [
        {
          type: 'RangeSelector',
          startContainer: '/div[1]',
          endContainer: '/div[1]',
          startOffset: 1,
          endOffset: 6,
        },
        { type: 'TextPositionSelector', start: 10, end: 15 },
        { type: 'TextQuoteSelector', exact: 'words', prefix: 'some ', suffix: ' here' },
        ...selector,
      ],
    },
  ],
  ...rest,
});

test('an export, a search answer and a list are read alike', () => {
  const expected = {
    externalId: 'a',
    source: 'https://example.org/page',
    title: 'A page',
    quote: 'words',
    prefix: 'some ',
    suffix: ' here',
    start: 10,
    end: 15,
    note: 'A note',
    tags: ['x', 'y'],
    colour: null,
    creator: 'reader',
    createdAt: '2024-05-06T07:08:09.123Z',
    updatedAt: '2024-05-07T07:08:09.123Z',
  };
  for (const input of [{ export_date: 'x', annotations: [one()] }, { total: 1, rows: [one()] }, [one()]])
    expect(fromHypothesis(input)).toEqual({ annotations: [expected], refused: [] });
});

test('a page note has no quote, a reply joins the note it answers', () => {
  const { annotations, refused } = fromHypothesis([
    one({ id: 'r', references: ['p'], text: 'I agree', target: [{ source: 'x' }] }),
    one({ id: 'p', target: [{ source: 'x' }] }),
    one({ id: 'q', references: ['nowhere'] }),
  ]);
  expect(annotations).toHaveLength(1);
  expect(annotations[0]).toMatchObject({ quote: '', note: 'A note\n\nreader: I agree' });
  expect(refused).toMatchObject([{ externalId: 'q' }]);
});

test('doubles, strangers and places without words are listed with the reason', () => {
  const unquoted = one({ id: 'd', target: [{ selector: [{ type: 'PageSelector', index: 3 }] }] });
  const { annotations, refused } = fromHypothesis([
    one(),
    one({ id: 'b' }),
    { text: 'no page' },
    7,
    unquoted,
  ]);
  expect(annotations).toHaveLength(1);
  expect(refused.map(({ reason }) => reason)).toEqual([
    'It is in the file twice.',
    'It does not say which page it is about.',
    'It does not say which page it is about.',
    'It marks a place without quoting the words there, so the place cannot be found again.',
  ]);
});

test('fields of the wrong kind are left out, another document is refused', () => {
  const { annotations } = fromHypothesis([
    one({ tags: 5, text: null, created: 'yesterday', document: 3, user: {} }),
  ]);
  expect(annotations[0]).toMatchObject({ tags: [], note: '', createdAt: null, title: null, creator: null });
  for (const input of [null, 'x', {}, { rows: 3 }])
    expect(() => fromHypothesis(input)).toThrow('not an export');
});
