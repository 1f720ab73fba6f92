import { expect, test } from 'vitest';
import { sha256 } from '../../../../../src/core/capture/hash.ts';
import { articleFromHtml } from '../../../../../src/core/capture/html/article.ts';
import { canonicalText } from '../../../../../src/core/source.ts';

const article = (formula: string): string =>
  canonicalText(
    articleFromHtml(
      `<!doctype html><article><h1>On energy</h1><p>The energy is ${formula} as everybody in the room knows well by now.</p>` +
        '<p>It was a long evening, and nobody left before the last of the questions had been answered by somebody.</p></article>',
      { hash: sha256 },
    ).blocks,
  );

test('a formula in MathML is kept as a line of text, without what stands in it for programs', () => {
  expect(
    article(
      '<math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">E=mc^2</annotation></semantics></math>',
    ),
  ).toContain('The energy is E=mc^2 as everybody');
  expect(article('<math><mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac></math>')).toContain(
    'is a/√(b) as',
  );
});

test('a formula nested without end or holding a script gives no more than its words', () => {
  expect(article(`<math>${'<mrow>'.repeat(300)}<mi>x</mi>${'</mrow>'.repeat(300)}</math>`)).toContain(
    'The energy is',
  );
  expect(article('<math><mtext><script>alert(1)</script>y</mtext></math>')).not.toContain('alert');
});
