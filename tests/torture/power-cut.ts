import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { listBackups, verifyCopy } from '../../src/library/backups.ts';
import { checkLibrary } from '../../src/library/health.ts';
import { openLibrary } from '../../src/library/library.ts';
import { random } from '../bench/generator.ts';
import { Disk } from './disk.ts';
import { writeArticles } from './articles.ts';
import type { Kind } from './kill.ts';
import { newestVersion, writeOlder } from './older.ts';
import { tortureSurroundings } from './surroundings.ts';
import { isThere, verifyMigrated, verifyRestored } from './verify.ts';
import type { Acknowledged } from './work.ts';
import { readWriteLog, STRACE, type DiskEvent } from './write-log.ts';

export interface PowerCutOptions {
  readonly cuts: number;
  readonly seed: number;
  readonly kinds?: readonly Kind[];
  /** How long each kind of work is recorded, in milliseconds. */
  readonly time?: number;
  readonly say?: (line: string) => void;
}

/** What came of the cuts. Every sentence in `problems` is a broken promise. */
export interface PowerCutCounts {
  cuts: number;
  clean: number;
  acknowledged: number;
  present: number;
  /** Cuts that fell before the library's first transaction was safe: there is nothing to open yet. */
  before: number;
  readonly problems: string[];
}

/** True where a program's writes can be recorded: strace is installed and may trace. */
export function canRecord(): boolean {
  return spawnSync('strace', ['-qq', '-e', 'trace=none', process.execPath, '-e', '0']).status === 0;
}

/**
 * Cuts the power. A program works on a library while every write, flush, truncation and change of a name is recorded;
 * the log is replayed up to a random point onto a disk that keeps only what was flushed, and any part of the rest
 * (disk.ts). The library found there is opened, checked deeply, and must hold everything that had been acknowledged
 * before that point. kill -9 shows none of this, because the system writes what a killed program left.
 */
export async function run(options: PowerCutOptions): Promise<PowerCutCounts> {
  const counts: PowerCutCounts = { cuts: 0, clean: 0, acknowledged: 0, present: 0, before: 0, problems: [] };
  const kinds = options.kinds ?? ['import', 'annotate', 'brief', 'backup', 'rebuild', 'migrate', 'restore'];
  const root = mkdtempSync(join(tmpdir(), 'dossier-power-'));
  const surroundings = tortureSurroundings();
  const next = random(options.seed);
  let held: readonly Acknowledged[] = [];
  try {
    const articles = join(root, 'articles');
    writeArticles(articles, 400, options.seed);
    const few = join(root, 'few');
    writeArticles(few, 40, options.seed + 1);
    const prepared = join(root, 'prepared');
    mkdirSync(prepared);
    const before = join(root, 'prepared.heard');
    await work('import', join(prepared, 'library.dossier'), few, before, 120_000, false);
    held = acknowledgedIn(readFileSync(before, 'utf8')).filter((one) => 'id' in one);
    for (const [i, kind] of kinds.entries()) {
      const share =
        Math.floor(((i + 1) * options.cuts) / kinds.length) - Math.floor((i * options.cuts) / kinds.length);
      if (share === 0) continue;
      const folder = join(root, `work-${kind}`);
      mkdirSync(folder);
      // an import begins without a library, so that the making of the file is cut as well
      if (kind === 'migrate')
        writeOlder(join(prepared, 'library.dossier'), join(folder, 'library.dossier'), newestVersion() - 1);
      else if (kind !== 'import') cpSync(prepared, folder, { recursive: true });
      const start = readdirSync(folder).map(
        (name) => [join(folder, name), readFileSync(join(folder, name))] as const,
      );
      const heard = join(root, `${kind}.heard`);
      const log = join(root, `${kind}.strace`);
      await work(kind, join(folder, 'library.dossier'), articles, heard, options.time ?? 6000, log);
      const events = await readWriteLog(log, folder, heard);
      rmSync(log);
      if (events.length === 0)
        throw new Error(`Nothing was recorded of "${kind}": cutting it would show nothing.`);
      const places = Array.from({ length: share }, () => Math.floor(next() * (events.length + 1))).sort(
        (a, b) => a - b,
      );
      replay(kind, folder, heard, start, events, places);
      options.say?.(`${kind}: ${events.length} writes, flushes and names recorded, ${share} cuts`);
    }
  } finally {
    await surroundings.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
  return counts;

  function replay(
    kind: Kind,
    folder: string,
    heard: string,
    start: readonly (readonly [string, Buffer])[],
    events: readonly DiskEvent[],
    places: readonly number[],
  ): void {
    const disk = new Disk();
    for (const [path, bytes] of start) disk.put(path, bytes);
    let at = 0;
    let said = '';
    for (const place of places) {
      for (; at < place; at++) {
        const event = events[at]!;
        if (event.path !== heard) disk.apply(event);
        else if (event.do === 'write') said += event.bytes.toString('utf8');
      }
      const known = acknowledgedIn(said);
      const found = join(root, 'found');
      rmSync(found, { recursive: true, force: true });
      mkdirSync(found);
      disk.cut(next, (name) => join(found, name.slice(folder.length + 1)));
      counts.cuts++;
      const before = counts.problems.length;
      const which = `cut ${counts.cuts} (${kind}, after write ${place} of ${events.length})`;
      const file = join(found, 'library.dossier');
      const tell = (what: string): void => void counts.problems.push(`${which}: ${what}`);
      if (kind === 'migrate') verifyMigrated(file, held, surroundings, counts, tell);
      else if (kind === 'restore') {
        // the backups lie beside the library that was found, not where the program wrote them
        const moved = known.map((one) =>
          'path' in one ? { ...one, path: join(`${file}.backups`, basename(one.path)) } : one,
        );
        verifyRestored(file, moved, surroundings, counts, tell);
      } else verify(file, known, tell);
      if (counts.problems.length === before) counts.clean++;
    }
  }

  function verify(file: string, said: readonly Acknowledged[], tell: (what: string) => void): void {
    if (!existsSync(file)) {
      counts.before++;
      if (said.some((one) => one.kind !== 'started')) tell('the library is gone');
      return;
    }
    let open;
    try {
      open = openLibrary(file, surroundings);
    } catch (error) {
      return tell(`it does not open: ${String(error)}`);
    }
    try {
      for (const problem of checkLibrary(open.context, true)) tell(problem);
      const { store } = open.context;
      const last = new Map(
        said.map((one) => ['id' in one ? one.id : 'path' in one ? one.path : one.kind, one]),
      );
      for (const [key, one] of last) {
        if (!('id' in one) && one.kind !== 'backup') continue;
        counts.acknowledged++;
        let there: boolean;
        if (one.kind === 'backup') {
          // backups rotate, and of two in one day the later stays: the newest acknowledged one must be there and whole
          const newest = [...last.values()].findLast((other) => other.kind === 'backup');
          const path = join(`${file}.backups`, basename(one.path));
          there = existsSync(path)
            ? verifyCopy(path).length === 0
            : one !== newest || listBackups(file).length > 0;
        } else there = isThere(store, one);
        if (there) counts.present++;
        else tell(`${one.kind} ${key} had been acknowledged and is not there as it was`);
      }
      for (const backup of listBackups(file))
        if (verifyCopy(backup.path).length > 0) tell(`the backup ${basename(backup.path)} is not whole`);
    } finally {
      open.close();
    }
  }
}

/** The whole lines of what a working program said. */
const acknowledgedIn = (said: string): Acknowledged[] =>
  said
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Acknowledged);

/** How long the working program may take to come to its work, in milliseconds: on a busy machine that is long. */
const COMING = 120_000;

/** Runs the working program, recorded or not, until it ends or has said something and its time after that is over. */
async function work(
  kind: Kind,
  file: string,
  input: string,
  heard: string,
  time: number,
  log: string | false,
): Promise<void> {
  const program = [process.execPath, join(import.meta.dirname, 'work.ts'), kind, file, input];
  const [command, ...args] = log === false ? program : ['strace', ...STRACE, '-o', log, ...program];
  const child = spawn(command!, args, {
    stdio: ['ignore', openSync(heard, 'w'), 'pipe'],
    // a group of its own, so that the traced program ends with its tracer
    detached: true,
  });
  let complaint = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  let late = setTimeout(end, COMING);
  // its time begins with its first word: what it takes to start is not work
  const begun = setInterval(() => {
    if (statSync(heard).size === 0) return;
    clearInterval(begun);
    clearTimeout(late);
    late = setTimeout(end, time);
  }, 20);
  await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(begun);
  clearTimeout(late);
  if (complaint !== '') throw new Error(`The working program said: ${complaint.slice(0, 500)}`);
}

if (import.meta.main) {
  if (!canRecord()) {
    console.error('SKIPPED: power cuts need strace (Debian package "strace") and the right to trace.');
    process.exit(0);
  }
  const cuts = Number(process.argv[2] ?? 200);
  const counts = await run({ cuts, seed: Number(process.argv[3] ?? 1), say: (line) => console.log(line) });
  for (const problem of counts.problems.slice(0, 50)) console.error(problem);
  console.log(
    `${counts.cuts} power cuts: ${counts.clean} opened clean; ${counts.present} of ${counts.acknowledged} looks for acknowledged work found it; ${counts.before} fell before there was a library.`,
  );
  process.exit(counts.problems.length === 0 ? 0 : 1);
}
