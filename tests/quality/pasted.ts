import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalText } from '../../src/core/source.ts';
import { articleFromText } from '../../src/core/capture/text/article.ts';
import { unwrapLines } from '../../src/core/capture/text/wrap.ts';
import { atLeast, atMost } from './row.ts';
import type { Row } from './row.ts';

interface Case {
  readonly id: string;
}
interface Figures {
  readonly titleExact: number;
  readonly dateRight: number;
  readonly dateWrong: number;
  readonly segF1: number;
  readonly bodyF1: number;
  readonly perfect: number;
}

/** Scores the cleaning of pasted scrapes with the scorer in `dataDir`; no rows when the data is absent. */
export async function run(dataDir: string): Promise<Row[]> {
  const folder = join(dataDir, 'pasted');
  if (!existsSync(folder)) {
    console.warn(`pasted text: ${folder} is absent, nothing was measured`);
    return [];
  }
  const { readJson } = (await import(pathToFileURL(join(dataDir, 'score/lib.mjs')).href)) as {
    readJson: (path: string) => readonly Case[];
  };
  const { score } = (await import(pathToFileURL(join(dataDir, 'score/pasted.mjs')).href)) as {
    score: (cases: readonly Case[], answers: Readonly<Record<string, unknown>>) => Figures;
  };
  const cases = readJson(join(folder, 'cases.json.gz'));
  const answers = Object.fromEntries(
    cases.map(({ id }) => {
      const article = articleFromText(unwrapLines(readFileSync(join(folder, 'input', `${id}.txt`), 'utf8')));
      return [id, { title: article.title, date: article.publishedOn, body: canonicalText(article.blocks) }];
    }),
  );
  const figures = score(cases, answers);
  const note = `${cases.length} pages`;
  return [
    atLeast('pasted text: title exact', figures.titleExact, 0.8, note),
    atLeast('pasted text: date right', figures.dateRight, 0.85),
    atMost('pasted text: date wrong', figures.dateWrong, 0.04),
    atLeast('pasted text: segment F1', figures.segF1, 0.93),
    atLeast('pasted text: perfect', figures.perfect, 0.55),
  ];
}
