import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { random } from '../../bench/generator.ts';
import { Disk } from '../../torture/disk.ts';
import { canRecord, run } from '../../torture/power-cut.ts';
import { readWriteLog, STRACE } from '../../torture/write-log.ts';

const PROGRAM = `
import { createRequire } from 'node:module';
import { writeSync } from 'node:fs';
const Database = createRequire(process.argv[4])('better-sqlite3');
const db = new Database(process.argv[2]);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = ' + process.argv[3]);
db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)');
for (let n = 1; n <= 60; n++) { db.prepare('INSERT INTO t VALUES (?)').run(n); writeSync(1, n + '\\n'); }
process.kill(process.pid, 'SIGKILL');
`;

test(
  'the power cut has teeth: a database that does not wait for the disk loses what it acknowledged, ours does not',
  { timeout: 120_000 },
  async () => {
    if (!canRecord()) return console.warn('SKIPPED: power cuts need strace and the right to trace');
    const folder = mkdtempSync(join(tmpdir(), 'dossier-cut-'));
    try {
      const lost: Record<string, number> = {};
      for (const level of ['NORMAL', 'FULL']) {
        const place = join(folder, level);
        mkdirSync(place);
        const [program, log, heard] = [join(folder, 'work.mjs'), join(folder, 'log'), join(folder, 'heard')];
        writeFileSync(program, PROGRAM);
        spawnSync(
          'sh',
          [
            '-c',
            'exec "$@" > "$HEARD"',
            'sh',
            'strace',
            ...STRACE,
            '-o',
            log,
            process.execPath,
            program,
            join(place, 'db'),
            level,
            import.meta.filename,
          ],
          { env: { ...process.env, HEARD: heard } },
        );
        expect(readFileSync(heard, 'utf8').trim().split('\n')).toHaveLength(60);
        const events = await readWriteLog(log, place, heard);
        const next = random(3);
        lost[level] = 0;
        for (let cut = 0; cut < 40; cut++) {
          const disk = new Disk();
          let said = 0;
          for (const event of events.slice(0, Math.floor(next() * events.length))) {
            if (event.path !== heard) disk.apply(event);
            else if (event.do === 'write') said = Number(event.bytes.toString('utf8'));
          }
          const found = join(folder, `found-${level}-${cut}`);
          mkdirSync(found);
          disk.cut(next, (name) => join(found, name.slice(place.length + 1)));
          const db = new Database(join(found, 'db'));
          try {
            const there = db.prepare('SELECT max(n) FROM t').pluck().get() as number | null;
            if ((there ?? 0) < said) lost[level]++;
          } catch {
            // the table itself is not there
            if (said > 0) lost[level]++;
          }
          db.close();
        }
      }
      console.warn(`power cuts of 40: ${JSON.stringify(lost)} lost acknowledged rows`);
      expect(lost['FULL']).toBe(0);
      expect(lost['NORMAL']).toBeGreaterThan(5);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test(
  'a library whose power is cut while it annotates has everything it acknowledged',
  { timeout: 120_000 },
  async () => {
    if (!canRecord()) return console.warn('SKIPPED: power cuts need strace and the right to trace');
    const counts = await run({ cuts: 6, seed: 5, kinds: ['annotate'], time: 4000 });
    expect(counts.problems).toEqual([]);
    expect(counts.clean).toBe(6);
    expect(counts.present).toBe(counts.acknowledged);
  },
);
