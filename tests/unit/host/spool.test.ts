import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { DiskSpool } from '../../../src/host/spool.ts';

test('uploads wait under a token and go with the program, unless an import can go on with them', () => {
  const gone = new DiskSpool();
  const token = gone.put('../../evil\u0000name.html', 'text/html', Buffer.from('words'));
  const { path } = gone.find(token)!;
  expect(readFileSync(path, 'utf8')).toBe('words');
  expect(path).not.toContain('..');
  expect(gone.find('another')).toBeNull();
  gone.close();
  expect(existsSync(path)).toBe(false);
  const kept = new DiskSpool();
  const left = kept.find(kept.put('a.html', 'text/html', Buffer.from('a')))!.path;
  kept.close(true);
  expect(existsSync(left)).toBe(true);
  rmSync(dirname(dirname(left)), { recursive: true });
});

test('what a killed program left goes after a week, and not before', () => {
  const [old, young] = ['old', 'young'].map((name) =>
    join(tmpdir(), `dossier-spool-test-${name}-${process.pid}`),
  );
  for (const folder of [old!, young!]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'x'), 'x');
  }
  const before = new Date(Date.now() - 8 * 86_400_000);
  utimesSync(old!, before, before);
  new DiskSpool().close();
  expect(existsSync(old!)).toBe(false);
  expect(existsSync(young!)).toBe(true);
  rmSync(young!, { recursive: true });
});
