import { describe, expect, test } from 'vitest';
import {
  linksIn,
  plainLinks,
  plainWords,
  retargeted,
  titleOf,
  writeLink,
} from '../../../../src/core/note/links.ts';
import { filled, NOTE_TEMPLATES } from '../../../../src/core/note/templates.ts';

describe('links in notes', () => {
  const text = 'Orders of [[company:01a|云樵 Robotics]] per [[source:02b]] and [[fact:03c|Revenue: 4.1 bn]].';

  test('are read with their words and their place', () => {
    const links = linksIn(text);
    expect(links.map(({ kind, id, words }) => [kind, id, words])).toEqual([
      ['company', '01a', '云樵 Robotics'],
      ['source', '02b', 'source'],
      ['fact', '03c', 'Revenue: 4.1 bn'],
    ]);
    expect(text.slice(links[0]!.start, links[0]!.end)).toBe('[[company:01a|云樵 Robotics]]');
  });

  test('are written so that they can be read again, whatever the words', () => {
    for (const words of ['A ] B', '[[x]]', 'a|b', '', 'two\nlines', '𝒳'.repeat(150)]) {
      const [link] = linksIn(writeLink('note', 'n-1', words));
      expect(link, words).toMatchObject({ kind: 'note', id: 'n-1' });
    }
  });

  test('are left out of words and titles, and become plain links in exports', () => {
    expect(plainWords(text)).toBe('Orders of 云樵 Robotics per source and Revenue: 4.1 bn.');
    expect(titleOf('\n\n- [ ] Ask [[company:01a|Nordhavn]] about *ports*\nmore')).toBe(
      'Ask Nordhavn about ports',
    );
    expect(plainLinks(text, ({ kind }) => (kind === 'source' ? 'https://a.example/x?y=(1)' : null))).toBe(
      'Orders of 云樵 Robotics per [source](<https://a.example/x?y=(1)>) and Revenue: 4.1 bn.',
    );
  });

  test('follow a merge and nothing else changes', () => {
    expect(retargeted(text, 'company', '01a', '09z')).toBe(text.replace('01a', '09z'));
    expect(retargeted(text, 'company', '02b', '09z')).toBe(text);
  });

  test('a text of open brackets is read in linear time', () => {
    const hostile = '[[company:'.repeat(40_000);
    const begun = performance.now();
    expect(linksIn(hostile)).toEqual([]);
    const twice = performance.now();
    expect(linksIn(hostile + hostile)).toEqual([]);
    // twice the text, about twice the time; a quadratic reading would take four times as long and far above this
    expect(performance.now() - twice).toBeLessThan(20 * (twice - begun) + 200);
  });
});

describe('templates of notes', () => {
  test('each has both languages and leaves no placeholder behind', () => {
    for (const { name, text } of NOTE_TEMPLATES)
      for (const language of ['en', 'zh'] as const) {
        expect(name[language]).not.toBe('');
        expect(
          filled(text[language], { company: 'Nordhavn', source: null, date: '22 Nov 2026' }),
        ).not.toMatch(/[{}]/);
      }
  });
});
