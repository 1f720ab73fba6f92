import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { SearchIndex } from '../../src/library/search/index.ts';
import { atLeast, type Row } from './row.ts';

interface Figures {
  readonly ndcg10: number;
  readonly mrr: number;
}

interface Scorer {
  readonly scoreQuery: (relevant: Record<string, number>, ranked: readonly string[]) => Figures;
}

interface Asked {
  readonly text: string;
  readonly typo?: string;
  readonly kind?: string;
}

const MIGRATION = new URL('../../db/migrations/0002-search.sql', import.meta.url);

/** Targets of issue 4: collection, kind of query, figure, lower bound. */
const TARGETS: readonly (readonly [set: string, kind: string, figure: keyof Figures, bound: number])[] = [
  ['known-item', 'all', 'mrr', 0.98],
  ['known-item', 'title', 'mrr', 0.995],
  ['known-item', 'typo', 'mrr', 0.98],
  ['known-item', 'typo-all', 'mrr', 0.975],
  ['known-item', 'prefix', 'mrr', 0.98],
  ['known-item', 'zh-body', 'mrr', 0.96],
  ['mtrag-un', 'plain', 'ndcg10', 0.86],
  ['mtrag-un', 'typo', 'ndcg10', 0.82],
  ['dbpedia-entity', 'plain', 'ndcg10', 0.46],
  ['dbpedia-entity', 'typo', 'ndcg10', 0.44],
  ['cranfield', 'plain', 'ndcg10', 0.45],
  ['cranfield', 'typo', 'ndcg10', 0.43],
  ['cisi', 'plain', 'ndcg10', 0.39],
  ['cisi', 'typo', 'ndcg10', 0.38],
];

/** An index of one collection, held in memory. */
function indexOf(folder: string): { readonly index: SearchIndex; readonly db: Database.Database } {
  const documents = gunzipSync(readFileSync(path.join(folder, 'docs.jsonl.gz')))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { id: string; title?: string; text: string });
  const bodies = new Map(documents.map(({ id, text }) => [id, text]));
  const db = new Database(':memory:');
  db.exec(readFileSync(MIGRATION, 'utf8'));
  const index = new SearchIndex(db, (_, id) => bodies.get(id) ?? null);
  index.rebuild(
    documents.map(({ id, title, text }) => ({
      kind: 'source',
      id,
      sourceId: id,
      externalId: id,
      title: title ?? '',
      names: '',
      byline: '',
      body: text,
      facets: {
        language: null,
        siteName: null,
        publishedOn: null,
        tags: [],
        companies: [],
        companyNames: [],
        state: 'inbox',
        starred: false,
        collections: [],
        annotated: false,
        orphan: false,
        duplicate: false,
        createdAt: '2025-01-01T00:00:00Z',
      },
    })),
  );
  return { index, db };
}

/** Issue 4's figures over the five collections in `dataDir/search`, every query asked as it is and with its typos. */
export async function run(dataDir: string): Promise<Row[]> {
  const scorer = (await import(pathToFileURL(path.join(dataDir, 'score', 'search.mjs')).href)) as Scorer;
  const rows: Row[] = [];
  for (const set of new Set(TARGETS.map(([name]) => name))) {
    const folder = path.join(dataDir, 'search', set);
    const { index, db } = indexOf(folder);
    const read = <T>(name: string): Record<string, T> =>
      JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, T>;
    const relevant = read<Record<string, number>>('qrels.json');
    const byKind = new Map<string, Figures[]>();
    const note = (kind: string, figures: Figures): void => {
      byKind.set(kind, [...(byKind.get(kind) ?? []), figures]);
    };
    for (const [id, asked] of Object.entries(read<Asked>('queries.json'))) {
      const judged = relevant[id];
      if (!judged || !Object.values(judged).some((grade) => grade > 0)) continue;
      const ask = (text: string): Figures =>
        scorer.scoreQuery(
          judged,
          index.search(text, { limit: 100, bare: true }).hits.map((hit) => hit.id),
        );
      const figures = ask(asked.text);
      note(asked.kind ?? 'plain', figures);
      if (asked.kind) note('all', figures);
      if (asked.typo) note('typo', ask(asked.typo));
    }
    for (const [name, kind, figure, bound] of TARGETS) {
      if (name !== set) continue;
      const figures = byKind.get(kind) ?? [];
      const value = figures.reduce((sum, one) => sum + one[figure], 0) / Math.max(1, figures.length);
      const measure = `${set} ${kind} ${figure === 'mrr' ? 'MRR' : 'nDCG@10'}`;
      rows.push(atLeast(measure, Math.round(value * 10_000) / 10_000, bound, `${figures.length} queries`));
    }
    db.close();
  }
  return rows;
}
