import { random } from '../../bench/generator.ts';

const WORDS =
  'plant order market region labour contract supply harbour machine review credit export winter engine board price tender report forest signal copper valley rail quarter margin vessel bridge census glass tunnel meadow lantern orchard gravel beacon saddle timber canal'.split(
    ' ',
  );

/** A made article of nine paragraphs; as `syndicated` under another headline and first paragraph, as `edited` with words changed. */
export function generateArticle(
  number: number,
  as: 'original' | 'syndicated' | 'edited' = 'original',
): string {
  const next = random(number * 65_537);
  const sentence = (): string => {
    const words = Array.from({ length: 14 }, () => WORDS[Math.floor(next() * WORDS.length)]!);
    return `${words[0]!.charAt(0).toUpperCase()}${words[0]!.slice(1)} ${words.slice(1).join(' ')}.`;
  };
  const paragraphs = Array.from({ length: 9 }, () => `${sentence()} ${sentence()}`);
  if (as === 'syndicated') {
    paragraphs[0] =
      'Our correspondents have learned what lies behind the news that everybody in town talks about.';
    return ['What Lies Behind It', ...paragraphs].join('\n\n');
  }
  const text = [`Number ${number} Closes`, ...paragraphs].join('\n\n');
  return as === 'edited' ? text.replace(/ (plant|glass|order) /g, ' works ') : text;
}
