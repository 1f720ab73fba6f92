import { describe, expect, test } from 'vitest';
import { differences } from '../../../../src/core/anchor/difference.ts';

const OLD = `Haier and General Electric

Sales rose 12 % in the year after the purchase.

“We bought people,” the chief executive said.

An advertisement for a washing machine.

海尔集团收购了通用电气家电业务。`;

const NEW = `Haier and General Electric

Sales rose 15 % in the year after the purchase.

"We bought people," the chief executive said.

The unions have agreed to nothing so far.

海尔集团已收购通用电气家电业务。`;

const shape = (before: string, after: string) =>
  differences(before, after).map((one) => [
    one.kind,
    one.before && before.slice(one.before.start, one.before.end),
    one.after && after.slice(one.after.start, one.after.end),
  ]);

describe('the difference between two versions', () => {
  test('tells kept, changed, added and removed paragraphs', () => {
    expect(shape(OLD, NEW).map(([kind]) => kind)).toEqual([
      'kept',
      'changed',
      'kept',
      'removed',
      'added',
      'changed',
    ]);
    expect(shape(OLD, NEW)[2]![2]).toBe('"We bought people," the chief executive said.');
  });

  test('tells the words within a changed paragraph, and the characters in Chinese', () => {
    const [sales, chinese] = differences(OLD, NEW).filter(({ kind }) => kind === 'changed');
    expect(sales!.words).toContainEqual({ kind: 'removed', text: '12' });
    expect(sales!.words).toContainEqual({ kind: 'added', text: '15' });
    expect(chinese!.words).toContainEqual({ kind: 'added', text: '已' });
    for (const { words, before, after } of [sales!, chinese!]) {
      const joined = (kind: string): string =>
        words
          .filter((one) => one.kind !== kind)
          .map(({ text }) => text)
          .join('');
      expect(joined('added')).toBe(OLD.slice(before!.start, before!.end));
      expect(joined('removed')).toBe(NEW.slice(after!.start, after!.end));
    }
  });

  test('has every paragraph of both versions exactly once, in order', () => {
    const paragraphs = (text: string): string[] => text.split(/\n+/u).filter((line) => line.trim() !== '');
    const many = Array.from({ length: 300 }, (_, k) => `Paragraph ${(k * 37) % 101} about number ${k}.`);
    const shuffled = many.toSpliced(40, 30).toSpliced(100, 0, ...many.slice(0, 20), 'Something else.');
    for (const [before, after] of [
      [OLD, NEW],
      [NEW, OLD],
      ['', NEW],
      [OLD, ''],
      [many.join('\n\n'), shuffled.join('\n')],
    ] as const) {
      const made = shape(before, after);
      expect(made.flatMap(([, old]) => old ?? [])).toEqual(paragraphs(before));
      expect(made.flatMap(([, , fresh]) => fresh ?? [])).toEqual(paragraphs(after));
    }
  });

  test('is all kept where only the typography changed', () => {
    const made = differences(OLD, OLD.replaceAll('“', '"').replaceAll('”', '"').replaceAll('\n\n', '\n'));
    expect(made.every(({ kind }) => kind === 'kept')).toBe(true);
    expect(differences('', '')).toEqual([]);
  });

  test('takes its time with texts that have nothing in common, but not forever', () => {
    const text = (seed: number): string =>
      Array.from({ length: 5000 }, (_, k) => `${seed} ${(k * 7919 * seed) % 65_537} ${k * seed}`).join('\n');
    const begun = performance.now();
    const made = differences(text(3), text(7));
    expect(made.length).toBeGreaterThanOrEqual(5000);
    const line = (seed: number): string =>
      Array.from({ length: 50_000 }, (_, k) => (k * seed) % 9973).join(' ');
    expect(differences(line(11), line(13))).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
