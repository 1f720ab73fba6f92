import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isUnread } from '../../../src/core/capture/format.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { Parser } from '../../../src/host/parser.ts';
import { workerScript } from '../../../src/host/worker-script.ts';
import type { ReadRequest } from '../../../src/library/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-parser-'));
const file = (name: string, content: string | Uint8Array): ReadRequest & { path: string; origin: string } => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, origin: path };
};
/** A parser that behaves badly in the way a file's first words say; else it answers at once. */
const bad = file(
  'bad-parser.mjs',
  `import { parentPort } from 'node:worker_threads';
   import { readFileSync } from 'node:fs';
   parentPort.on('message', ({ type, request }) => {
     if (type === 'next') return parentPort.postMessage({ type: 'done' });
     const text = readFileSync(request.path, 'utf8');
     console.log('noise on stdout'); console.error('noise on stderr');
     if (text.startsWith('hang')) for (;;);
     if (text.startsWith('wait')) return;
     if (text.startsWith('eat')) { const all = []; for (;;) { all.push(Array.from({ length: 20000 }, (_, i) => ({ i }))); for (const end = Date.now() + 5; Date.now() < end; ); } }
     if (text.startsWith('throw')) throw new Error('a fault of the parser');
     if (text.startsWith('exit')) process.exit(7);
     parentPort.postMessage({ type: 'item', item: { within: text, code: 'unreadable', message: text } });
   });
   parentPort.postMessage({ type: 'ready' });`,
).path;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readAll = async (parser: Parser, request: ReadRequest): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const item of parser.read(request))
    found.push(isUnread(item) ? item.within : item.article.title);
  return found;
};
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

describe('a parser', () => {
  test('is ended when it has had nothing to do for a while, and started again for the next file', async () => {
    const parser = new Parser(bad, { keptIdle: 100 });
    try {
      expect(await readAll(parser, file('one.txt', 'one'))).toEqual(['one']);
      const running = (): boolean => process.getActiveResourcesInfo().includes('MessagePort');
      await expect.poll(running, { timeout: 5000 }).toBe(false);
      expect(await readAll(parser, file('two.txt', 'two'))).toEqual(['two']);
    } finally {
      await parser.close();
    }
  });

  test.each([
    ['hang', 'timeout', /hang\.txt took longer than 0\.4 seconds to read/],
    ['wait', 'timeout', /wait\.txt took longer/],
    ['eat', 'too-large', /eat\.txt needs more memory than a source may take \(40 MB\)/],
    ['throw', 'unreadable', /throw\.txt could not be read: a fault of the parser/],
    ['exit', 'unreadable', /exit\.txt could not be read/],
  ] as const)(
    'that would %s is stopped, its file named, and the next file is read',
    async (how, code, words) => {
      const parser = new Parser(bad, {
        timeout: how === 'hang' || how === 'wait' ? 400 : 20_000,
        memory: 40,
      });
      const said = await refusal(readAll(parser, file(`${how}.txt`, how)));
      expect(said.code).toBe(code);
      expect(said.message).toMatch(words);
      expect(said.message).not.toContain('\n');
      expect(await readAll(parser, file('fine.txt', 'fine'))).toEqual(['fine']);
      await parser.close();
    },
  );

  test('reads one input after the other, also when they are asked for at once', async () => {
    const parser = new Parser(bad);
    const names = ['a', 'b', 'c', 'd'];
    expect(await Promise.all(names.map((name) => readAll(parser, file(`${name}.txt`, name))))).toEqual(
      names.map((name) => [name]),
    );
    await parser.close();
  });

  test('left half-way does not give the rest of one file to the next', async () => {
    const parser = new Parser(workerScript('parse-worker'));
    const many = file(
      'many.jsonl',
      Array.from({ length: 20 }, (_, i) =>
        JSON.stringify({ title: `Part ${i}`, text: `Words of part ${i} and more of them.` }),
      ).join('\n'),
    );
    for await (const item of parser.read(many)) {
      expect(isUnread(item)).toBe(false);
      break;
    }
    const other = file(
      'other.txt',
      'Another headline\n\nA paragraph that belongs to another file altogether, and says so.',
    );
    expect(await readAll(parser, other)).toEqual(['Another headline']);
    await parser.close();
  });

  test.each([
    ['nested 200,000 deep', '<div>'.repeat(200_000)],
    ['a table 50,000 deep', '<table><tr><td>'.repeat(50_000)],
    ['one attribute of ten million letters', `<p title="${'x'.repeat(10_000_000)}">x</p>`],
    ['a million unclosed bold', '<b>'.repeat(1_000_000)],
    ['a million entities', `<p>${'&amp;'.repeat(1_000_000)}</p>`],
    ['NULs and lone surrogates', `<p>${'\u0000\ud800'.repeat(10_000)}</p>`],
  ])('gives an answer for a page with %s within its limits', async (_name, body) => {
    const parser = new Parser(workerScript('parse-worker'), { timeout: 30_000 });
    const html = `<!doctype html><title>Hostile</title><h1>Hostile</h1><p>A paragraph before the hostile part of this page, long enough to be read.</p>${body}`;
    const said = await readAll(parser, file('hostile.html', html)).catch((error: unknown) => error);
    if (said instanceof Error) expect(said).toBeInstanceOf(Refusal);
    else expect(said).toHaveLength(1);
    await parser.close();
  });

  test('reads files beside an input, and none outside its folder', async () => {
    const parser = new Parser(workerScript('parse-worker'));
    const missing = await refusal(readAll(parser, { path: join(folder, 'no.txt'), origin: 'no.txt' }));
    expect(missing.code).toBe('not-found');
    const itself = await refusal(readAll(parser, { path: folder, origin: folder }));
    expect(itself.code).toBe('unsupported');
    await parser.close();
  });
});
