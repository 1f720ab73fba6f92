import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCompanyCsv } from '../../src/core/company/csv.ts';
import { MentionFinder } from '../../src/core/company/mentions.ts';
import { AliasTable, type NamedCompany } from '../../src/core/company/resolve.ts';
import { suggestOrganisations } from '../../src/core/company/suggest.ts';
import { atLeast, atMost, type Row } from './row.ts';
import { ownSentences, readSentences, train, type Sentence } from './train-organisations.ts';

interface AliasCase {
  readonly mention: string;
  readonly ticker: string;
  readonly easy: boolean;
}

const FOLDS = 4;

function aliasRows(dataDir: string): readonly Row[] {
  const folder = join(dataDir, 'companies');
  const list = readCompanyCsv(readFileSync(join(folder, 'sp500-aliases.csv'), 'utf8'));
  const cases = JSON.parse(
    readFileSync(join(folder, 'alias-resolution.json'), 'utf8'),
  ) as readonly AliasCase[];
  const companies = (withAliases: boolean): readonly NamedCompany[] =>
    list.rows.map((row) => ({
      id: row.ticker ?? row.name,
      name: row.name,
      ticker: row.ticker,
      aliases: withAliases ? row.aliases.map((text) => ({ text, language: 'en' })) : [],
    }));
  const measure = (
    table: AliasTable,
    some: readonly AliasCase[],
  ): { readonly right: number; readonly wrong: number } => {
    const answers = some.map((one) => ({ given: table.resolve(one.mention).ticker, ticker: one.ticker }));
    return {
      right: answers.filter((one) => one.given === one.ticker).length / some.length,
      wrong: answers.filter((one) => one.given !== null && one.given !== one.ticker).length / some.length,
    };
  };
  const full = new AliasTable(companies(true));
  const bare = new AliasTable(companies(false));
  const hard = cases.filter((one) => !one.easy);
  const note = 'without the alias table, for comparison';
  return [
    atLeast('alias resolution, right', measure(full, cases).right, 0.95),
    atLeast('alias resolution, hard right', measure(full, hard).right, 0.93),
    atMost('alias resolution, wrong', measure(full, cases).wrong, 0.01),
    atLeast('alias resolution from names alone, right', measure(bare, cases).right, 0.5, note),
    atMost('alias resolution from names alone, wrong', measure(bare, cases).wrong, 0.011, note),
  ];
}

/** Overlap F1 of `score/mentions.mjs`: each side is matched at most once. */
function overlap(
  sentences: readonly Sentence[],
  given: ReadonlyMap<string, readonly { start: number; end: number }[]>,
): number {
  let gold = 0;
  let all = 0;
  let hit = 0;
  for (const one of sentences) {
    const spans = given.get(one.id) ?? [];
    gold += one.orgs.length;
    all += spans.length;
    const used = new Set<number>();
    for (const org of one.orgs) {
      const at = spans.findIndex((span, k) => !used.has(k) && span.start < org.end && org.start < span.end);
      if (at < 0) continue;
      used.add(at);
      hit += 1;
    }
  }
  return gold + all === 0 ? 0 : (2 * hit) / (gold + all);
}

/** Every sentence is judged by weights that were learned without it. */
function mentionRows(sentences: readonly Sentence[]): readonly Row[] {
  const rows: Row[] = [];
  for (const [name, foldOf] of [
    ['', (i: number) => i % FOLDS],
    [', whole documents left out', (i: number) => Math.floor((i * FOLDS * 2) / sentences.length)],
  ] as const) {
    const given = new Map<string, readonly { start: number; end: number }[]>();
    for (const fold of new Set(sentences.map((_, i) => foldOf(i)))) {
      const weights = train([...sentences.filter((_, i) => foldOf(i) !== fold), ...ownSentences()]);
      sentences.forEach((one, i) => {
        if (foldOf(i) === fold) given.set(one.id, suggestOrganisations(one.text, null, weights));
      });
    }
    const filings = sentences.filter((one) => one.source === 'sec-filings');
    rows.push(
      atLeast(`organisations, overlap F1, filings${name}`, overlap(filings, given), 0.6, 'cross-validated'),
      atLeast(`organisations, overlap F1, all${name}`, overlap(sentences, given), 0.45, 'cross-validated'),
    );
  }
  return rows;
}

/** 1,000 companies x 5 aliases over generated texts of 4 kB: the whole scan is one hundred thousand of them. */
function speedRows(): readonly Row[] {
  let seed = 1;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  const word = (): string => 'Q' + random(1e6).toString(36);
  const han = (n: number): string =>
    Array.from({ length: n }, () => String.fromCharCode(0x4e00 + random(8000))).join('');
  const companies = Array.from({ length: 1000 }, (_, i) => ({
    id: `c${i}`,
    name: `${word()} ${word()}`,
    ticker: null,
    aliases: [word(), `${word()} Group`, han(3), `${word()} ${word()} Ltd`].map((text) => ({
      text,
      language: null,
    })),
  }));
  const finder = new MentionFinder(companies);
  const plain =
    'the company reported that revenue in its market rose while analysts expect growth of shares'.split(' ');
  const texts = Array.from({ length: 400 }, (_, i) => {
    let text = '';
    while (text.length < 4096) {
      text +=
        (random(60) === 0
          ? companies[random(1000)]!.name
          : i % 2 === 0
            ? plain[random(plain.length)]!
            : han(6)) + ' ';
    }
    return text;
  });
  for (const text of texts) finder.find(text);
  const started = process.cpuUsage();
  for (const text of texts) finder.find(text);
  const used = process.cpuUsage(started);
  const each = (used.user + used.system) / 1000 / texts.length;
  return [
    atMost(
      'mentions, 1,000 x 5 aliases over 100,000 sources, seconds',
      (each * 100_000) / 1000,
      60,
      'processor time of finding alone',
    ),
    atMost('mentions, one new source, milliseconds', each, 50),
  ];
}

/** Company names, mentions and organisation suggestions against the test data. */
export async function run(dataDir: string): Promise<Row[]> {
  const rows = [...speedRows()];
  if (existsSync(join(dataDir, 'companies', 'alias-resolution.json'))) rows.push(...aliasRows(dataDir));
  else console.warn('companies: alias-resolution.json is absent, alias rows are skipped');
  const sentences = readSentences(dataDir);
  if (sentences) rows.push(...mentionRows(sentences));
  else console.warn('companies: mentions.jsonl.gz is absent, organisation rows are skipped');
  return Promise.resolve(rows);
}
