import { describe, expect, test } from 'vitest';
import {
  LONGEST_QUERY,
  parseQuery,
  placeNamed,
  queryPieces,
  withoutPunctuation,
} from '../../../../src/core/search/grammar.ts';
import { OPERATORS, operatorNamed } from '../../../../src/core/search/operators.ts';

const shape = (text: string): unknown => {
  const short = (node: ReturnType<typeof parseQuery>['query']['parts'][number]): unknown => {
    switch (node.type) {
      case 'word':
        return node.wildcard ? `${node.text}*` : node.text;
      case 'phrase':
        return `"${node.text}"`;
      case 'operator':
        return { [node.name]: node.value };
      case 'near':
        return [node.left, node.distance, node.right];
      case 'not':
        return { not: short(node.part) };
      default:
        return { [node.type]: node.parts.map(short) };
    }
  };
  return parseQuery(text).query.parts.map(short);
};

describe('a query', () => {
  test('is words, phrases, exclusions, alternatives and groups', () => {
    expect(shape('apple "green tea" -pear')).toEqual(['apple', '"green tea"', { not: 'pear' }]);
    expect(shape('a b OR c')).toEqual(['a', { or: ['b', 'c'] }]);
    expect(shape('(a OR "b c") -(d e)')).toEqual([{ or: ['a', '"b c"'] }, { not: { and: ['d', 'e'] } }]);
    expect(shape('comp* “curly quotes”')).toEqual(['comp*', '"curly quotes"']);
    expect(shape('revenue NEAR/8 growth')).toEqual([['revenue', 8, 'growth']]);
  });
  test('knows the operators, in full width too', () => {
    expect(shape('title:"solar power" site:ft.com is:starred after:2024-05')).toEqual([
      { title: 'solar power' }, { site: 'ft.com' }, { is: 'starred' }, { after: '2024-05' },
    ]); // prettier-ignore
    expect(shape('公司 company：小米')).toEqual(['公司', { company: '小米' }]);
  });
  test('takes what it does not understand as words, with a doubt', () => {
    for (const [text, code] of [
      ['before:soon', 'search.date-unreadable'],
      ['is:purple', 'search.state-unknown'],
      ['tag:', 'search.value-missing'],
      ['"open end', 'search.quote-open'],
      ['(a b', 'search.parenthesis'],
      ['a b)', 'search.parenthesis'],
      ['NEAR/4 b', 'search.near-needs-words'],
      ['a NEAR/4', 'search.near-needs-words'],
    ] as const) {
      expect(
        parseQuery(text).doubts.map((doubt) => doubt.code),
        text,
      ).toContain(code);
    }
    expect(shape('is:purple')).toEqual(['is:purple']);
    expect(shape('http://example.org - -- :')).toEqual(['http://example.org', '-', '--', ':']);
  });
  test('never fails and stays bounded whatever is typed', () => {
    const hostile = [
      '(('.repeat(5000), '"'.repeat(999), '-'.repeat(999), 'a OR '.repeat(3000), 'x'.repeat(1_000_000), '\0\0"\0', '\ud800 a \udc00',
      'NEAR/999999999 NEAR NEAR/2', ') OR ( OR )', '-(-(-(-a', 'title:title:title:', '🙂 🏳️‍🌈 "🙂', '*', '**', 'a*b*', 'OR OR OR', '-"', '-( )', "'; DROP TABLE x; --",
    ]; // prettier-ignore
    for (const text of hostile) {
      const { query } = parseQuery(text);
      expect(query.text.length).toBeLessThanOrEqual(LONGEST_QUERY);
      expect(query.text.isWellFormed()).toBe(true);
      for (const part of query.parts) expect(part.end).toBeGreaterThanOrEqual(part.start);
    }
  });
  test('of many words is prose, whose quotation marks and dashes are punctuation', () => {
    const { query } = parseQuery(
      'what is the effect of the "slip" on drag -dash pressure in a wing of high speed',
    );
    const { query: read, doubts } = withoutPunctuation(query);
    expect(read.parts.every((part) => part.type === 'word')).toBe(true);
    expect(doubts).toEqual([{ code: 'search.prose' }]);
    expect(withoutPunctuation(parseQuery('"slip" drag').query).doubts).toEqual([]);
  });
});

describe('the operator list', () => {
  test('gives every operator a hint, a completion, a sentence and an example that it understands', () => {
    expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
    for (const { name, hint, completion, documentation, example } of OPERATORS) {
      expect(hint.length).toBeGreaterThan(2);
      expect(completion.length).toBeGreaterThan(0);
      expect(documentation).toMatch(/^[A-Z].*\.$/);
      const { query, doubts } = parseQuery(example);
      expect(doubts).toEqual([]);
      expect(query.parts.some((part) => part.type === 'operator' && part.name === name)).toBe(true);
    }
    expect(operatorNamed('TITLE')).toBe('title');
    expect(operatorNamed('http')).toBeNull();
    expect(placeNamed('company')).toBe(placeNamed('companies'));
    expect(placeNamed('my collection')).toBe(-1);
  });
  test('is coloured piece by piece, in order and without overlap', () => {
    const text = 'a (title:b OR "c d") -e f* NEAR/3 g';
    const pieces = queryPieces(text);
    expect(pieces.map(({ kind }) => kind)).toEqual([
      'word', 'open', 'operator', 'or', 'phrase', 'close', 'not', 'word', 'word', 'near', 'word',
    ]); // prettier-ignore
    for (let i = 1; i < pieces.length; i++)
      expect(pieces[i]!.start).toBeGreaterThanOrEqual(pieces[i - 1]!.end);
  });
});
