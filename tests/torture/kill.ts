import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { listBackups, verifyCopy } from '../../src/library/backups.ts';
import { checkLibrary } from '../../src/library/health.ts';
import { openLibrary } from '../../src/library/library.ts';
import { random } from '../bench/generator.ts';
import { writeArticles } from './articles.ts';
import { tortureSurroundings } from './surroundings.ts';
import type { Acknowledged } from './work.ts';

export const KINDS = ['import', 'annotate', 'brief', 'backup', 'rebuild'] as const;
export type Kind = (typeof KINDS)[number];

export interface KillRequest {
  readonly kills: number;
  readonly seed: number;
  readonly articles: number;
  readonly kinds: readonly Kind[];
  readonly say?: (line: string) => void;
}

/** What came of a run. Every sentence in `problems` is a broken promise. */
export interface KillCounts {
  kills: number;
  clean: number;
  acknowledged: number;
  present: number;
  /** Imports that ended before they were killed and began anew. */
  finished: number;
  problems: string[];
}

/** Runs the working program and kills it, after some acknowledgements and a moment more. Gives what it had said. */
async function workAndKill(
  args: readonly string[],
  after: number,
  moment: number,
): Promise<{ said: Acknowledged[]; finished: boolean; complaint: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'work.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Acknowledged[] = [];
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  let armed = false;
  const arm = (): void => {
    if (armed) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), moment);
  };
  const reader = createInterface(child.stdout);
  const read = new Promise<void>((resolve) => reader.once('close', resolve));
  reader.on('line', (line) => {
    said.push(JSON.parse(line) as Acknowledged);
    if (said.length >= after) arm();
  });
  if (after === 0) arm();
  await new Promise((resolve) => child.once('exit', resolve));
  await read;
  return { said, finished: said.at(-1)?.kind === 'finished', complaint };
}

/**
 * Kills a working program at random points, again and again over one library, and after each kill opens the library,
 * checks it deeply, and looks for everything that had been acknowledged.
 */
export async function killRun(request: KillRequest): Promise<KillCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-torture-'));
  const articles = join(folder, 'articles');
  const next = random(request.seed);
  const counts: KillCounts = { kills: 0, clean: 0, acknowledged: 0, present: 0, finished: 0, problems: [] };
  let file = join(folder, 'library-0.dossier');
  let known = new Map<string, Acknowledged>();
  const surroundings = tortureSurroundings();
  try {
    writeArticles(articles, request.articles, request.seed);
    const begin = async (): Promise<void> => {
      file = join(folder, `library-${counts.finished}-${counts.kills}.dossier`);
      known = new Map();
      if (request.kinds.every((kind) => kind === 'import')) return;
      // the other kinds need something to work on
      const few = join(folder, 'few');
      if (!existsSync(few)) writeArticles(few, 60, request.seed + 1);
      await workAndKill(['import', file, few], Number.POSITIVE_INFINITY, 0);
    };
    await begin();
    while (counts.kills < request.kills) {
      const kind = request.kinds[counts.kills % request.kinds.length]!;
      // an import of n articles is cut about ten times before it ends; one kill in six comes while the program starts
      const most =
        kind === 'import'
          ? Math.max(2, request.articles / 8)
          : kind === 'backup' || kind === 'rebuild'
            ? 4
            : 60;
      const after = next() < 1 / 6 ? 0 : 1 + Math.floor(next() * most);
      const moment = Math.floor(next() * (after === 0 ? 900 : kind === 'import' ? 60 : 25));
      const { said, finished, complaint } = await workAndKill([kind, file, articles], after, moment);
      if (complaint !== '')
        counts.problems.push(
          `kill ${counts.kills + 1} (${kind}): the program said ${complaint.slice(0, 300)}`,
        );
      for (const one of said) if ('id' in one) known.set(one.id, one);
      for (const one of said) if (one.kind === 'backup') known.set(one.path, one);
      if (finished) {
        counts.finished++;
        verify();
        await begin();
        continue;
      }
      counts.kills++;
      const problems = verify();
      if (problems === 0) counts.clean++;
      request.say?.(
        `kill ${counts.kills}: ${kind}, ${said.length} acknowledged before it, ${known.size} so far, ${problems === 0 ? 'clean' : `${problems} PROBLEMS`}`,
      );
    }
  } finally {
    await surroundings.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return counts;

  /** Opens the library as the next start would and compares; the number of broken promises found. */
  function verify(): number {
    const before = counts.problems.length;
    const tell = (what: string): void => void counts.problems.push(`after kill ${counts.kills}: ${what}`);
    if (!existsSync(file)) {
      if (known.size > 0) tell('the library is gone');
      return counts.problems.length - before;
    }
    let open;
    try {
      open = openLibrary(file, surroundings);
    } catch (error) {
      tell(`it does not open: ${String(error)}`);
      return counts.problems.length - before;
    }
    try {
      for (const problem of checkLibrary(open.context, true)) tell(problem);
      const { store } = open.context;
      const value = (sql: string, id: string): string =>
        store.sql<[string], string>(sql).pluck().get(id) ?? '';
      for (const [key, one] of known) {
        counts.acknowledged++;
        let there = false;
        if (one.kind === 'source')
          there =
            value(
              'SELECT s.title FROM source s JOIN version v ON v.id = s.version_id WHERE s.id = ?',
              key,
            ) === one.title;
        else if (one.kind === 'annotation')
          there = value('SELECT note FROM annotation WHERE id = ?', key).startsWith(one.note);
        else if (one.kind === 'brief') {
          const body = value('SELECT body FROM brief WHERE id = ?', key);
          there = body.includes(`Paragraph of edit ${one.edit}.`);
        } else if (one.kind === 'backup')
          // backups rotate: one that was let go is not lost, one that is there must be whole
          there = !existsSync(one.path) || verifyCopy(one.path).length === 0;
        if (there) counts.present++;
        else tell(`${one.kind} ${key} had been acknowledged and is not there as it was`);
      }
      for (const backup of listBackups(file))
        if (verifyCopy(backup.path).length > 0) tell(`the backup ${backup.path} is not whole`);
      const twice = store
        .sql(
          'SELECT count(*) FROM (SELECT content_hash FROM source GROUP BY content_hash HAVING count(*) > 1)',
        )
        .pluck()
        .get() as number;
      if (twice > 0) tell(`${twice} articles were imported twice`);
      const running = store.sql("SELECT count(*) FROM job WHERE state = 'running'").pluck().get() as number;
      if (running > 0) tell('a job of a program that is gone still counts as running');
    } finally {
      open.close();
    }
    return counts.problems.length - before;
  }
}
