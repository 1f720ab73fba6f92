import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { verifyCopy } from '../../src/library/backups.ts';
import { random } from '../bench/generator.ts';
import { writeArticles } from './articles.ts';
import { newestVersion, writeOlder } from './older.ts';
import { tortureSurroundings } from './surroundings.ts';
import { isThere, openedSound, verifyArchived, verifyMigrated, verifyRestored } from './verify.ts';
import type { Acknowledged } from './work.ts';

/** Kinds of work on one library, kill after kill. */
const SHARED = ['import', 'annotate', 'brief', 'backup', 'rebuild'] as const;
/** Kinds of work that begin anew each time, on a library of their own. */
const APART = ['migrate', 'restore', 'archive'] as const;
export const KINDS = [...SHARED, ...APART] as const;
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
  /** Work that ended before it was killed and began anew. */
  finished: number;
  /** Kills by kind of work. */
  byKind: Partial<Record<Kind, number>>;
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
  let begun = false;
  const arm = (): void => {
    if (armed) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), moment);
  };
  const reader = createInterface(child.stdout);
  const read = new Promise<void>((resolve) => reader.once('close', resolve));
  reader.on('line', (line) => {
    const one = JSON.parse(line) as Acknowledged;
    if (one.kind === 'started') begun = true;
    else said.push(one);
    if (begun && said.length >= after) arm();
  });
  await new Promise((resolve) => child.once('exit', resolve));
  await read;
  return { said, finished: said.at(-1)?.kind === 'finished', complaint };
}

/** Longest wait before the kill, in milliseconds, once the wanted acknowledgements were heard. */
const MOMENTS: Readonly<Record<Kind, number>> = {
  import: 60,
  annotate: 25,
  brief: 25,
  backup: 40,
  rebuild: 200,
  migrate: 0,
  restore: 60,
  archive: 250,
};

/** Acknowledgements after which the kill may come, at most. */
const mostHeard = (kind: Kind, articles: number): number =>
  kind === 'import'
    ? Math.max(2, articles / 8)
    : kind === 'backup' || kind === 'rebuild' || kind === 'archive'
      ? 4
      : kind === 'restore'
        ? 20
        : 60;

/**
 * Kills a working program at random points of work chosen at random, again and again, and after each kill opens the
 * library, checks it deeply, and looks for everything that had been acknowledged.
 */
export async function killRun(request: KillRequest): Promise<KillCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-torture-'));
  const articles = join(folder, 'articles');
  const next = random(request.seed);
  const counts: KillCounts = {
    kills: 0,
    clean: 0,
    acknowledged: 0,
    present: 0,
    finished: 0,
    byKind: {},
    problems: [],
  };
  let file = '';
  let known = new Map<string, Acknowledged>();
  const surroundings = tortureSurroundings();
  const tell = (what: string): void => void counts.problems.push(`after kill ${counts.kills}: ${what}`);
  try {
    writeArticles(articles, request.articles, request.seed);
    const few = join(folder, 'few');
    writeArticles(few, 60, request.seed + 1);
    // what the other kinds work on: a small library with annotations, and the same as older programs left it
    const prepared = join(folder, 'prepared.dossier');
    const heldSaid = (await workAndKill(['import', prepared, few], Number.POSITIVE_INFINITY, 0)).said;
    heldSaid.push(...(await workAndKill(['annotate', prepared, few], 40, 0)).said);
    const held = heldSaid.filter((one) => 'id' in one);
    openedSound(prepared, surroundings, tell)?.close();
    const older = new Map(
      [newestVersion() - 2, newestVersion() - 1].map((version) => {
        const path = join(folder, `version-${version}.dossier`);
        writeOlder(prepared, path, version);
        return [version, path];
      }),
    );
    const begin = (): void => {
      file = join(folder, `library-${counts.finished}-${counts.kills}.dossier`);
      known = new Map();
      if (request.kinds.every((kind) => kind === 'import')) return;
      copyFileSync(prepared, file);
      for (const one of held) known.set(one.id, one);
    };
    begin();
    while (counts.kills < request.kills) {
      const kind = request.kinds[Math.floor(next() * request.kinds.length)]!;
      const apart = APART.some((one) => one === kind);
      // one kill in six comes while the program opens the library
      const after =
        kind === 'migrate' || next() < 1 / 6 ? 0 : 1 + Math.floor(next() * mostHeard(kind, request.articles));
      const moment = Math.floor(next() * (after === 0 ? 400 : MOMENTS[kind]));
      const own = join(folder, `apart-${counts.kills}`);
      const target = apart ? join(own, 'library.dossier') : file;
      if (apart) {
        mkdirSync(own, { recursive: true });
        const version = kind === 'migrate' && [...older.keys()][Math.floor(next() * older.size)];
        copyFileSync(version === false ? prepared : older.get(version!)!, target);
      }
      const { said, finished, complaint } = await workAndKill([kind, target, articles], after, moment);
      if (complaint !== '')
        counts.problems.push(
          `kill ${counts.kills + 1} (${kind}): the program said ${complaint.slice(0, 300)}`,
        );
      if (finished) counts.finished++;
      else {
        counts.kills++;
        counts.byKind[kind] = (counts.byKind[kind] ?? 0) + 1;
      }
      const before = counts.problems.length;
      if (kind === 'restore') verifyRestored(target, said, surroundings, counts, tell);
      else if (kind === 'migrate') verifyMigrated(target, held, surroundings, counts, tell);
      else if (kind === 'archive') await verifyArchived(target, said, surroundings, counts, tell);
      else {
        for (const one of said) if ('id' in one) known.set(one.id, one);
        for (const one of said) if (one.kind === 'backup') known.set(one.path, one);
        verifyShared();
      }
      if (apart) rmSync(own, { recursive: true, force: true });
      const problems = counts.problems.length - before;
      if (finished && !apart) begin();
      if (finished) continue;
      if (problems === 0) counts.clean++;
      request.say?.(
        `kill ${counts.kills}: ${kind}, ${said.length} acknowledged before it, ${problems === 0 ? 'clean' : `${problems} PROBLEMS`}`,
      );
    }
  } finally {
    await surroundings.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return counts;

  /** Opens the shared library as the next start would and looks for all that was acknowledged since it was made. */
  function verifyShared(): void {
    if (!existsSync(file)) {
      if (known.size > 0) tell('the library is gone');
      return;
    }
    const open = openedSound(file, surroundings, tell);
    if (!open) return;
    try {
      const { store } = open.context;
      for (const [key, one] of known) {
        counts.acknowledged++;
        // backups rotate: one that was let go is not lost, one that is there must be whole
        const there =
          one.kind === 'backup'
            ? !existsSync(one.path) || verifyCopy(one.path).length === 0
            : isThere(store, one);
        if (there) counts.present++;
        else tell(`${one.kind} ${key} had been acknowledged and is not there as it was`);
      }
      const twice = store
        .sql(
          'SELECT count(*) FROM (SELECT content_hash FROM source GROUP BY content_hash HAVING count(*) > 1)',
        )
        .pluck()
        .get() as number;
      if (twice > 0) tell(`${twice} articles were imported twice`);
    } finally {
      open.close();
    }
  }
}
