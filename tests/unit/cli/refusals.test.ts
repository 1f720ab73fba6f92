import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as shape from './shapes.ts';
import { ARTICLE, TestTerminal, type Told } from './terminal.ts';

const terminal = new TestTerminal();
beforeAll(async () => {
  expect((await terminal.run(['import', terminal.write('a.txt', ARTICLE)])).code).toBe(0);
});
afterAll(() => terminal[Symbol.dispose]());

/** One plain sentence or more, and no trace of a program's inside. */
const inWords = (told: Told): void => {
  expect(told.err.trim().length, 'something is said').toBeGreaterThan(10);
  expect(told.err).not.toMatch(/\n\s+at |TypeError|SqliteError|undefined|\[object/);
};

/** Runs several command lines, three at a time. */
async function each(
  cases: readonly (readonly [string, readonly string[], number, string?])[],
  also: (told: Told, name: string) => void = () => {},
): Promise<void> {
  for (let i = 0; i < cases.length; i += 3)
    await Promise.all(
      cases.slice(i, i + 3).map(async ([name, args, code, input]) => {
        const told = await terminal.run([...args, '--json'], input);
        expect(told.code, `${name}\n${told.out}${told.err}`).toBe(code);
        expect(() => shape.refused.parse(JSON.parse(told.out)), `${name}: ${told.out}`).not.toThrow();
        inWords(told);
        also(told, name);
      }),
    );
}

describe('a command that cannot be done', () => {
  test('a wrong command line ends with 2', async () => {
    await each([
      ['unknown command', ['frobnicate'], 2],
      ['unknown option', ['list', '--bogus'], 2],
      ['missing argument', ['show'], 2],
      ['no number', ['list', '--limit', 'many'], 2],
      ['missing option', ['brief', 'export', 'x'], 2],
      ['unknown part', ['list', '--with', 'everything'], 2],
      ['unknown state', ['list', '--state', 'asleep'], 2],
      ['unknown format to read', ['import', '--as', 'hieroglyphs', terminal.file], 2],
      ['unknown place', ['search', 'x', '--in', 'everywhere'], 2],
      ['nothing to search', ['search'], 2],
      ['unknown colour', ['annotate', 'x', '--quote', 'y', '--colour', 'mauve'], 2],
      ['batch that is not JSON', ['anchor', '--batch', terminal.write('bad.json', '{')], 2],
    ]);
  });

  test('a thing that is not there, or holds nothing, ends with 3 and changes nothing', async () => {
    const binary = new Uint8Array(4000).map((_, i) => (i * 7919 + (i >> 3) * 104729) % 256);
    const before = await terminal.json(['list', '--with', 'text,annotations']);
    await each([
      ['missing file', ['import', join(terminal.folder, 'missing.html')], 3],
      ['empty paste', ['import', '-', '--as', 'text'], 3, ''],
      ['blank paste', ['import', '-', '--as', 'text'], 3, ' \n\t \u3000\n'],
      ['not an article', ['import', terminal.write('noise.bin', binary)], 3],
      ['missing batch', ['search', '--batch', join(terminal.folder, 'no.txt')], 3],
      ['unknown source', ['show', '00000000-0000-7000-8000-000000000000'], 3],
      ['source with a quote in its id', ['show', "' OR 1=1 --"], 3],
      ['unknown company', ['company', 'show', 'Nobody'], 3],
      ['unknown brief', ['brief', 'check', 'nothing'], 3],
      ['an address on this machine', ['import', 'http://127.0.0.1:1/'], 3],
      ['restore what is not there', ['restore', join(terminal.folder, 'no.dossier')], 3],
    ]);
    const empty = join(terminal.folder, 'empty-folder');
    mkdirSync(empty);
    expect((await terminal.run(['import', empty])).code).toBe(3);
    expect(await terminal.json(['list', '--with', 'text,annotations'])).toEqual(before);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is told as that', async () => {
    const path = terminal.write('secret.txt', ARTICLE);
    chmodSync(path, 0);
    await each([['unreadable', ['import', path], 3]], (told) => expect(told.err).toContain('permission'));
  });

  test('a folder in the place of a file is told as that', async () => {
    await each([['folder as library', ['list', '--library', terminal.folder], 3]]);
  });

  test('a damaged library ends with 4, a newer one with 3, and both stay as they were', async () => {
    const notOne = terminal.write(
      'not-one.dossier',
      'This was never a library, but it has that name.\n'.repeat(50),
    );
    const other = join(terminal.folder, 'other.dossier');
    const otherDb = new Database(other);
    otherDb.exec('CREATE TABLE t (x)');
    otherDb.close();
    const torn = join(terminal.folder, 'torn.dossier');
    const bytes = readFileSync(terminal.file);
    bytes.fill(0xa5, 4096, Math.floor(bytes.length * 0.9));
    writeFileSync(torn, bytes);
    const newer = join(terminal.folder, 'newer.dossier');
    writeFileSync(newer, readFileSync(terminal.file));
    const newerDb = new Database(newer);
    newerDb.pragma('user_version = 9999');
    newerDb.close();
    await each([
      ['no library', ['list', '--library', notOne], 4],
      ["another program's database", ['list', '--library', other], 4],
      ['torn pages', ['list', '--library', torn], 4],
      ['newer', ['list', '--library', newer], 3],
    ]);
    expect(readFileSync(notOne, 'utf8')).toMatch(/^This was never a library/);
    const again = new Database(newer, { readonly: true });
    expect(again.pragma('user_version', { simple: true })).toBe(9999);
    again.close();
  });

  test('a library that another program holds ends with 4', async () => {
    const held = join(terminal.folder, 'held.dossier');
    writeFileSync(held, readFileSync(terminal.file));
    const holder = new Database(held);
    holder.pragma('locking_mode = EXCLUSIVE');
    holder.exec('BEGIN EXCLUSIVE');
    await each([['locked', ['list', '--library', held], 4]], (told) =>
      expect(JSON.parse(told.out)).toMatchObject({ error: { code: 'locked' } }),
    );
    holder.exec('COMMIT');
    holder.close();
    expect((await terminal.run(['list', '--library', held])).code).toBe(0);
  });

  test('two programs that write at once both succeed, and nothing is lost', async () => {
    const shared = join(terminal.folder, 'shared.dossier');
    expect((await terminal.run(['list', '--library', shared])).code).toBe(0);
    const file = (name: string): string =>
      terminal.write(
        `${name}.jsonl`,
        Array.from({ length: 60 }, (_, i) =>
          JSON.stringify({
            id: `${name}-${i}`,
            title: `Report ${name} ${i}`,
            text: `The ${name} office sent report number ${i} about shipment ${i * 37 + name.length} on its own day. It arrived whole.`,
          }),
        ).join('\n'),
      );
    const told = await Promise.all(
      ['north', 'south'].map((name) => terminal.run(['import', '--json', '--library', shared, file(name)])),
    );
    expect(told.map((one) => one.code)).toEqual([0, 0]);
    for (const one of told) expect(shape.report.parse(JSON.parse(one.out)).failed).toEqual([]);
    const [listed, checked] = await Promise.all([
      terminal.json<{ total: number }>(['list', '--library', shared]),
      terminal.json(['check', '--deep', '--library', shared]),
    ]);
    const saved = told
      .map((one) => shape.report.parse(JSON.parse(one.out)))
      .reduce((sum, report) => sum + report.imported.length, 0);
    expect(listed.total).toBe(saved);
    expect(saved).toBe(120);
    expect(checked).toEqual({ ok: true, problems: [] });
  });
});
