import { expect, test } from 'vitest';
import { anchorBatch } from '../../../../src/core/anchor/batch.ts';

const text = 'Revenue rose 12 % in 2024, the company said. Costs fell slightly in the same year.';

test('one line per case, in the order of the cases, in the shape of the contract', () => {
  const cases = [
    { id: 'b', text: 't2', quote: 'Costs fell', prefix: 'said. ', suffix: ' slightly', start: 45, end: 55 },
    { id: 'a', text: 't1', quote: 'Costs fell', prefix: 'said. ', suffix: ' slightly', start: 45, end: 55 },
    { id: 7, text: 't2', quote: 'Revenue rose 12 % in 2024', start: 0 },
    { id: 'd', text: 't1', quote: 'nothing of the kind was ever printed', prefix: null, suffix: null },
  ];
  const lines = anchorBatch({ texts: { t1: text, t2: 'New. ' + text.replace('12', '15') }, cases });
  expect(lines).toEqual([
    { id: 'b', anchor: 'moved', start: 50, end: 60, score: 1 },
    { id: 'a', anchor: 'exact', start: 45, end: 55, score: 1 },
    { id: '7', anchor: 'changed', start: 5, end: 30, score: expect.any(Number) },
    { id: 'd', anchor: 'orphan', start: null, end: null, score: expect.any(Number) },
  ]);
});

test('an input of another shape is refused with the place of the fault', () => {
  expect(() => anchorBatch({ texts: {}, cases: [{ id: 'a', text: 't', quote: 3 }] })).toThrow(
    'cases.0.quote',
  );
  expect(() => anchorBatch([])).toThrow('cannot be read');
  expect(() => anchorBatch({ texts: {}, cases: [{ id: 'a', text: 'toString', quote: 'x' }] })).toThrow(
    'toString',
  );
});
