import { describe, expect, test } from 'vitest';
import { colouredPieces, completed, completingAt } from '../../../../src/core/search/completion.ts';
import { colourNamed, OPERATORS } from '../../../../src/core/search/operators.ts';
import { parseQuery } from '../../../../src/core/search/grammar.ts';

/** Completion where `|` stands. */
const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return completingAt(marked.replace('|', ''), caret);
};

describe('completion', () => {
  test('offers the operators that a word begins, and none for a letter or a finished word', () => {
    expect(at('chip ti|')).toMatchObject({ kind: 'operator', typed: 'ti', start: 5, end: 7 });
    const found = at('-co|');
    expect(found?.kind === 'operator' && found.operators.map(({ name }) => name)).toEqual([
      'company',
      'colour',
    ]);
    expect(at('t|')).toBeNull();
    expect(at('supply|')).toBeNull();
    expect(at('"ti|"')).toBeNull();
    expect(at('|')).toBeNull();
  });

  test('offers values after the colon, as typed up to the caret, in quotes or full width too', () => {
    expect(at('chip tag:sup|')).toEqual({ kind: 'value', name: 'tag', typed: 'sup', start: 9, end: 12 });
    expect(at('site:"Fin|')).toMatchObject({ name: 'site', typed: 'Fin' });
    expect(at('site:"Fin"|')).toBeNull();
    expect(at('公司 company：小|')).toMatchObject({ name: 'company', typed: '小' });
    expect(at('is:|')).toMatchObject({ name: 'is', typed: '' });
    expect(at('i|s:')).toBeNull();
  });

  test('writes the whole value, in quotes where it needs them, and puts the caret after it', () => {
    const site = at('a site:Fin| b')!;
    expect(completed('a site:Fin b', site, 'Financial Times')).toEqual({
      query: 'a site:"Financial Times" b',
      caret: 25,
    });
    const name = at('a ti|')!;
    expect(completed('a ti', name, 'title')).toEqual({ query: 'a title:', caret: 8 });
    for (const { name: operator } of OPERATORS) {
      const { query } = completed(
        `${operator}:`,
        completingAt(`${operator}:`, operator.length + 1)!,
        'a "b" (c)',
      );
      const [part, ...rest] = parseQuery(query).query.parts;
      // What is not a date, a state, a colour or a language is read as words, and still as one part.
      expect(rest).toEqual([]);
      expect(part?.type === 'operator' ? part.value : part?.type).toMatch(/^(a b \(c\)|word)$/);
    }
  });
});

describe('colouring', () => {
  test('covers the whole query without gaps and tells names, values and what is unsure apart', () => {
    const query = 'a (title:b OR "c d") -e is:purple f* NEAR/3 g  ';
    const pieces = colouredPieces(query);
    expect(pieces.map(({ start, end }) => query.slice(start, end)).join('')).toBe(query);
    expect(pieces.filter(({ kind }) => kind !== 'plain').map(({ kind }) => kind)).toEqual([
      'word', 'bracket', 'name', 'value', 'or', 'phrase', 'bracket', 'not', 'word', 'unsure', 'unsure', 'word', 'near', 'word',
    ]); // prettier-ignore
    expect(colouredPieces('is:pur', 6).map(({ kind }) => kind)).toEqual(['name', 'value']);
  });

  test('stays bounded on hostile queries and covers what is cut as well', () => {
    for (const query of [
      'x'.repeat(1_000_000),
      ':'.repeat(1_000_000),
      '"('.repeat(400_000),
      '\0\ud800',
      '🙂'.repeat(9),
    ]) {
      const pieces = colouredPieces(query);
      expect(pieces.length).toBeLessThan(1200);
      expect(pieces.at(-1)?.end).toBe(query.length);
      expect(() => completingAt(query, query.length)).not.toThrow();
    }
  });
});

describe('colours in words', () => {
  test('are known by name, number and meaning in both languages', () => {
    expect(['rose', '4', '４', 'Doubt', '存疑', ' ROSE '].map(colourNamed)).toEqual(Array(6).fill('rose'));
    expect(colourNamed('pink')).toBeNull();
  });
});
