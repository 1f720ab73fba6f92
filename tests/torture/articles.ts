import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArticleGenerator } from '../bench/generator.ts';

/** Writes generated articles as the files of a folder. */
export function writeArticles(folder: string, count: number, seed: number): void {
  mkdirSync(folder, { recursive: true });
  const generator = new ArticleGenerator(seed);
  for (let n = 0; n < count; n++) {
    const { title, byline, publishedOn, text } = generator.article(n);
    writeFileSync(
      join(folder, `${String(n).padStart(6, '0')}.md`),
      `---\ntitle: ${JSON.stringify(title)}\nauthor: ${JSON.stringify(byline)}\ndate: ${publishedOn}\n---\n\n${text}\n`,
    );
  }
}
