import { describe, expect, test } from 'vitest';
import { eachTerm } from '../../../../src/core/search/folding.ts';
import { stem } from '../../../../src/core/search/stemming.ts';
import { SegmentBuilder } from '../../../../src/library/search/builder.ts';
import { bodyCount, titleCount, IN_BYLINE } from '../../../../src/library/search/postings.ts';
import { random } from '../../../bench/generator.ts';
import { thing } from './sample.ts';

const PIECES =
  'market markets marketing Market MARKET’S naïve naiv\u0308e café 中国 电池 電池 ｆｕｌｌ x86 3.5 a-b \u0000 😀 e\u0301 don’t \ud800 カタカナ 한국어 ﬁnance'.split(
    ' ',
  );

describe('the builder of segments', () => {
  test('collects what a plain count of the terms gives, in one segment or several', () => {
    const next = random(5);
    const draw = (length: number): string => {
      let text = '';
      for (let i = 0; i < length; i++)
        text += PIECES[Math.floor(next() * PIECES.length)]! + (next() < 0.3 ? '' : next() < 0.5 ? ' ' : '，');
      return next() < 0.1 ? text + 'z'.repeat(90) : text;
    };
    const expected = new Map<string, Map<number, { body: number; title: number; byline: boolean }>>();
    const found = new Map<string, Map<number, { body: number; title: number; byline: boolean }>>();
    const words = new Map<string, Set<number>>();
    const count = (text: string, number: number, field: 'body' | 'title' | 'byline'): void => {
      const note = (term: string): void => {
        const documents = expected.get(term) ?? new Map<number, never>();
        expected.set(term, documents);
        const before = documents.get(number) ?? { body: 0, title: 0, byline: false };
        documents.set(number, {
          body: before.body + (field === 'body' ? 1 : 0),
          title: Math.min(3, before.title + (field === 'title' ? 1 : 0)),
          byline: before.byline || field === 'byline',
        });
      };
      let [held, touching] = ['', -1];
      eachTerm(text, (term, start, end, character) => {
        if (!character) {
          note(stem(term));
          words.set(term, (words.get(term) ?? new Set()).add(number));
          return;
        }
        note(term);
        if (touching === start) note(held + term);
        [held, touching] = [term, end];
      });
    };
    const builder = new SegmentBuilder();
    const take = (): void =>
      builder.finish((term, documents, weights, from, to) => {
        if (term.includes(':')) return;
        const numbers = found.get(term) ?? new Map<number, never>();
        found.set(term, numbers);
        for (let i = from; i < to; i++) {
          const weight = weights[i]!;
          numbers.set(documents[i]!, { body: bodyCount(weight), title: titleCount(weight), byline: (weight & IN_BYLINE) !== 0 }); // prettier-ignore
        }
      });
    for (let number = 1; number <= 60; number++) {
      const [title, byline, body] = [draw(3), draw(2), draw(25)];
      builder.add(number, thing(String(number), title, body, { byline }));
      count(title, number, 'title');
      count(byline, number, 'byline');
      count(body, number, 'body');
      if (number === 25) {
        take();
        builder.startOver();
      }
    }
    const vocabulary = builder.vocabulary();
    take();
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [term, documents] of expected) expect([term, found.get(term)]).toEqual([term, documents]);
    expect(vocabulary.words).toEqual([...words.keys()].sort());
    expect(vocabulary.counts).toEqual(vocabulary.words.map((word) => words.get(word)!.size));
  });
});
