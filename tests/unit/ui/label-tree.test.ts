import { expect, test } from 'vitest';
import { branches, movedInto } from '../../../src/ui/frame/label-tree.ts';

const labels = [
  { name: 'Ports/Baltic/2024', count: 2 },
  { name: 'Ports', count: 1, colour: 'green' },
  { name: 'Trade', count: 0 },
  { name: 'Ports-and-rail', count: 4 },
];

test('names become a tree, and a beginning that is nobody’s own name is drawn too', () => {
  expect(
    branches(labels, new Set()).map(({ name, leaf, depth, count, children }) => [
      name,
      leaf,
      depth,
      count,
      children,
    ]),
  ).toEqual([
    ['Ports', 'Ports', 0, 1, 1],
    ['Ports/Baltic', 'Baltic', 1, 0, 1],
    ['Ports/Baltic/2024', '2024', 2, 2, 0],
    ['Ports-and-rail', 'Ports-and-rail', 0, 4, 0],
    ['Trade', 'Trade', 0, 0, 0],
  ]);
  expect(branches(labels, new Set(['Ports'])).map(({ name }) => name)).toEqual([
    'Ports',
    'Ports-and-rail',
    'Trade',
  ]);
  expect(branches([], new Set())).toEqual([]);
});

test('a label goes into another by its last name, never into itself or where it is', () => {
  expect(movedInto('Ports/Baltic', 'Trade')).toBe('Trade/Baltic');
  expect(movedInto('Ports/Baltic', null)).toBe('Baltic');
  expect(movedInto('Ports/Baltic', 'Ports')).toBeNull();
  expect(movedInto('Ports', 'Ports/Baltic')).toBeNull();
  expect(movedInto('Ports', 'Ports')).toBeNull();
  expect(movedInto('Ports', null)).toBeNull();
  expect(movedInto('Ports', 'Ports-and-rail')).toBe('Ports-and-rail/Ports');
});
