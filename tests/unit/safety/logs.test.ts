import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bugReport } from '../../../src/host/bug-report.ts';
import { LibraryClient } from '../../../src/host/library-client.ts';
import { workerScript } from '../../../src/host/worker-script.ts';

const SECRET = 'Zanzibarian merger at 7 million';

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('a report of a bug says where and what, and quotes nothing of what the library holds', () => {
  const faults = [
    thrown(() => JSON.parse(`{"a": ${SECRET}}`)),
    thrown(() => JSON.parse(`"${SECRET}`)),
    new Error(`Could not place "${SECRET}" in “${SECRET}” or '${SECRET}' or \`${SECRET}\``),
    new Error(`An open quote "${SECRET}`),
    new TypeError(`"${SECRET}" is not a function`),
  ];
  for (const fault of faults) {
    const report = bugReport(fault);
    expect(report).not.toContain('Zanzibarian');
    expect(report).toMatch(/Error[\s\S]+ at /);
  }
  const plain = bugReport(thrown(() => (undefined as unknown as { deep: { er: 1 } }).deep.er));
  expect(plain).toMatch(/TypeError: Cannot read properties of undefined \(reading 'deep'\)/);
  expect(bugReport(SECRET)).not.toContain('Zanzibarian');
});

test(
  'a library that stumbles over its own rows tells the program where, not what they say',
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-logs-'));
    const file = join(folder, 'library.dossier');
    const said: string[] = [];
    const client = await LibraryClient.open({
      file,
      script: workerScript('library-worker'),
      parser: workerScript('parse-worker'),
      print: () => Promise.reject(new Error('no printer')),
      onBug: (message) => said.push(message),
    });
    try {
      const saved = await client.ask('capture', 'save', {
        text: `About it\n\n${SECRET} is what this is about.`,
      });
      expect(saved.ok).toBe(true);
      // somebody else's hand in the file: the layout of the article is no JSON any more
      const other = new Database(file);
      other.prepare('UPDATE version SET blocks = ?').run(`${SECRET} {`);
      other.close();
      const id = (saved as unknown as { value: { imported: { id: string }[] } }).value.imported[0]!.id;
      const opened = await client.ask('sources', 'open', { id });
      expect(opened.ok).toBe(false);
      expect(said.length).toBeGreaterThan(0);
      expect(said.join('\n')).toMatch(/ at /);
      expect(said.join('\n')).not.toContain('Zanzibarian');
    } finally {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
