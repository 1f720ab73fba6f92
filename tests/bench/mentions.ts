import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../../src/core/refusal.ts';
import { DiskSpool } from '../../src/host/spool.ts';
import type { Surroundings } from '../../src/library/context.ts';
import { openLibrary } from '../../src/library/library.ts';
import type { Job } from '../../src/library/views.ts';
import { ArticleGenerator } from './generator.ts';

const COMPANIES = 1000;
const ALIASES = 5;
const NEW_SOURCES = 200;
/** How often the list is asked for, in milliseconds: as a busy person would. */
const ASKED_EVERY = 250;

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const line = (measure: string, value: string, target = ''): void =>
  console.log(`${measure.padEnd(58)} ${value.padStart(12)}   ${target}`);

/** The names of a company: the one articles use, and four that some of them might. */
function names(generator: ArticleGenerator, number: number): readonly string[] {
  const { name, han } = generator.company(number);
  const [first = name] = name.split(' ');
  const other = generator.words[5000 + number * 7]!;
  return [name, `${name} Ltd`, `${first} ${other}`, han ?? `${other} & ${first}`, `${first} International`];
}

/**
 * `npm run bench -- mentions [sources]`: 1,000 companies of five names each are added to a library of generated sources
 * (100,000 unless told otherwise) and looked for in all of them, in the background, while a list is asked for again and
 * again. Then the time for one new source.
 */
export async function run([asked = '100000']: readonly string[]): Promise<void> {
  const count = Number(asked);
  const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-'));
  const spool = new DiskSpool();
  const jobs: { readonly job: Job; readonly at: number }[] = [];
  const surroundings: Surroundings = {
    runsOn: true,
    reader: {
      read: () => {
        throw new Refusal('unavailable', 'Nothing is read here.');
      },
    },
    fetch: () => Promise.reject(new Refusal('unavailable', 'No network here.')),
    spool,
    print: () => Promise.reject(new Refusal('unavailable', 'No printer here.')),
    fontCss: () => '',
    onJob: (job) => jobs.push({ job, at: performance.now() }),
    onBug: (error) => console.error(error),
  };
  const open = openLibrary(join(folder, 'library.dossier'), surroundings);
  try {
    const generator = new ArticleGenerator();
    const { db } = open.context.store;
    const source = db.prepare(
      `INSERT INTO source (id, kind, title, captured_at, word_count, state, content_hash, version_id, created_at, updated_at)
       VALUES (@id, 'article', @title, @at, @words, 'done', @id, @version, @at, @at)`,
    );
    const version = db.prepare(
      `INSERT INTO version (id, source_id, number, captured_at, format, original_hash, text, blocks, doubts, provenance, created_at)
       VALUES (@version, @id, 1, @at, 'text', 'none', @text, '[]', '[]', '{}', @at)`,
    );
    let characters = 0;
    db.transaction(() => {
      db.prepare("INSERT INTO original VALUES ('none', 'text/plain', 0, 'identity', x'')").run();
      for (let i = 0; i < count; i++) {
        const { title, text, publishedOn } = generator.article(i);
        characters += text.length;
        const row = {
          id: `s${i}`,
          version: `v${i}`,
          title,
          text,
          at: `${publishedOn}T00:00:00.000Z`,
          words: 500,
        };
        source.run(row);
        version.run(row);
      }
    })();
    line(`sources (${shown(characters / count)} characters each)`, String(count));
    const rows = Array.from({ length: COMPANIES }, (_, i) => {
      const [name = '', ...others] = names(generator, i);
      return `"${name}","${others.join(';')}"`;
    });
    const used = process.cpuUsage();
    const begun = performance.now();
    await open.library.companies.importList({ text: `name,aliases\n${rows.join('\n')}\n` });
    line('the list of companies is in the library after', `${shown(performance.now() - begun)} ms`);
    const waits: number[] = [];
    const over = (): boolean => jobs.some(({ job }) => (job.total ?? 0) > count || job.state !== 'running');
    while (!over()) {
      const turn = performance.now();
      await wait(0);
      open.library.sources.list({ view: 'library', limit: 50 });
      waits.push(performance.now() - turn);
      await wait(ASKED_EVERY);
    }
    const { user, system } = process.cpuUsage(used);
    const end = jobs.find(({ job }) => (job.total ?? 0) > count || job.state !== 'running')!;
    const found = db.prepare('SELECT count(*), count(DISTINCT source_id) FROM mention').raw().get() as [
      number,
      number,
    ];
    const seconds = (end.at - begun) / 1000;
    const scaled = (seconds / count) * 100_000;
    line(`${COMPANIES} companies x ${ALIASES} names over all sources`, `${shown(seconds)} s`, '');
    line('the same for 100,000 sources', `${shown(scaled)} s`, '<= 60 s');
    line(
      'processor time for 100,000 sources',
      `${shown(((user + system) / 1e6 / count) * 100_000)} s`,
      '<= 60 s',
    );
    line('mentions found, in sources', `${found[0]} in ${found[1]}`);
    waits.sort((a, b) => a - b);
    line('a list of 50 sources meanwhile, p50', `${shown(share(waits, 0.5))} ms`);
    line('a list of 50 sources meanwhile, p95', `${shown(share(waits, 0.95))} ms`);
    open.context.scan.close();
    const finder = open.context.companies.finder();
    const times = Array.from({ length: NEW_SOURCES }, (_, i) => {
      const { text } = generator.article(count + i);
      const from = performance.now();
      finder.find(text);
      return performance.now() - from;
    }).sort((a, b) => a - b);
    line('one new source, p95', `${shown(share(times, 0.95))} ms`, '<= 50 ms');
  } finally {
    open.close();
    spool.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
