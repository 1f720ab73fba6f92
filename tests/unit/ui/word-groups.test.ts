import { expect, test } from 'vitest';
import { groupsOf, groupText, wordsOf } from '../../../src/ui/settings/word-groups.ts';

test('a group of words is a line; a word alone, an empty line and a word twice are none', () => {
  expect(groupsOf('EV, electric  vehicle，电动车\n\nalone\nFDI; foreign investment; FDI\n')).toEqual([
    ['EV', 'electric vehicle', '电动车'],
    ['FDI', 'foreign investment'],
  ]);
});

test('what was typed comes back as it was understood', () => {
  const groups = groupsOf('EV,电动车、electric vehicle');
  expect(groupText(groups)).toBe('EV, 电动车, electric vehicle');
  expect(groupsOf(groupText(groups))).toEqual(groups);
  expect(groupsOf('')).toEqual([]);
});

test('words are one below the other or parted by commas, each once', () => {
  expect(wordsOf('Delta\n target, Delta ；三角洲\n')).toEqual(['Delta', 'target', '三角洲']);
});
