import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BriefDocument } from '../../../src/core/brief.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { findChromium } from '../../../src/host/browsers.ts';
import { printWithChromium } from '../../../src/host/print.ts';
import { DiskSpool } from '../../../src/host/spool.ts';
import { asRefusal } from '../../../src/library/database.ts';
import { writeWhole } from '../../../src/library/durable-file.ts';
import { TestLibrary } from '../../setup/library.ts';
import { TestTerminal } from '../cli/terminal.ts';

/** Every format; the printer is one that gives the page as it is. */
const FORMATS = [
  'markdown',
  'html',
  'docx',
  'pdf',
  'csl-json',
  'bibtex',
  'ris',
  'facts-xlsx',
  'facts-csv',
  'obsidian',
] as const;

/** A small file system of its own, where this machine allows one (Linux, as root). */
function disk(
  folder: string,
): { readonly fill: () => void; readonly lock: () => void; readonly end: () => void } | null {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    console.warn('SKIPPED: no tmpfs can be mounted here (needs root on Linux)');
    return null;
  }
  return {
    fill: () => {
      const handle = openSync(join(folder, 'filler'), 'w');
      try {
        for (;;) writeSync(handle, Buffer.alloc(4096));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(handle);
      }
    },
    lock: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    end: () => void execFileSync('umount', ['-l', folder]),
  };
}

const refusalOf = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused');
};

/** A brief that quotes a source and shows a fact, in a library of its own. */
async function quoting(t: TestLibrary): Promise<string> {
  const { library } = t;
  Object.assign(t.open.context.surroundings, {
    print: (html: string) => Promise.resolve(new TextEncoder().encode(html)),
  });
  const sourceId = await t.source('Orders\n\nNordhavn ordered 1,150 units for €94 million on Monday.');
  const quote = 'Nordhavn ordered 1,150 units';
  const { id: annotationId } = library.annotations.addByQuote({ sourceId, quote });
  const company = library.companies.add({ name: 'Nordhavn' });
  const fact = library.facts.add({
    companyId: company.id,
    metric: 'Units',
    value: 1150,
    valueText: '1,150',
    annotationId,
  });
  const { id } = library.briefs.add({ title: 'Orders: Q1/Q2 \\ CON' });
  const body: BriefDocument = {
    type: 'doc',
    content: [
      { type: 'quotation', attrs: { annotationId, factId: null, quote, sourceId, versionNumber: 1 } },
      { type: 'factTable', attrs: { factIds: [fact.id], shown: ['1,150'] } },
    ],
  };
  library.briefs.save({ id, body });
  return id;
}

test('a full disk refuses every format in one sentence and leaves nothing half-written', async () => {
  using t = new TestLibrary();
  const id = await quoting(t);
  const before = JSON.stringify(t.library.briefs.get({ id }));
  const folder = join(t.folder, 'full');
  const full = disk(folder);
  if (!full) return;
  try {
    full.fill();
    let refused = 0;
    for (const format of FORMATS) {
      const made = await t.library.briefs.export({ id, format });
      const path = join(folder, made.fileName);
      const bytes = readFileSync(t.spool.find(made.token)!.path);
      const no = refusalOf(() => {
        try {
          writeWhole(path, bytes);
        } catch (error) {
          throw asRefusal(error, path);
        }
      });
      expect(no).toMatchObject({ code: 'no-space' });
      expect(no.message).toMatch(/^The disk that holds .* is full\. Nothing was changed\.$/);
      expect(readdirSync(folder), format).toEqual(['filler']);
      refused += 1;
    }
    expect(refused).toBe(FORMATS.length);
    expect(JSON.stringify(t.library.briefs.get({ id }))).toBe(before);
  } finally {
    full.end();
  }
});

test('a full disk for what is handed to the window refuses in the same words and leaves nothing', async () => {
  using t = new TestLibrary();
  const id = await quoting(t);
  const folder = join(t.folder, 'spool');
  const full = disk(folder);
  if (!full) return;
  const { TMPDIR } = process.env;
  let spool: DiskSpool | null = null;
  try {
    process.env['TMPDIR'] = folder;
    spool = new DiskSpool();
    const own = join(folder, readdirSync(folder)[0]!);
    t.open.context.surroundings.spool.put = spool.put.bind(spool);
    full.fill();
    for (const format of FORMATS) {
      const no = await t.library.briefs.export({ id, format }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(no, format).toBeInstanceOf(Refusal);
      expect(no).toMatchObject({ code: 'no-space' });
      expect(readdirSync(own), format).toEqual([]);
    }
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    full.end();
  }
});

test(
  'the terminal says in one sentence that the target is full or read-only, and keeps what stood there',
  { timeout: 300_000 },
  async () => {
    using terminal = new TestTerminal();
    const { id } = await terminal.json<{ id: string }>(['brief', 'new', 'Slashes / and: colons']);
    await terminal.json(['brief', 'add', id, '--text', 'It grew.']);
    const folder = join(terminal.folder, 'small');
    const small = disk(folder);
    if (!small) return;
    try {
      const kept = join(folder, 'kept.html');
      writeFileSync(kept, 'what stood here before');
      small.fill();
      for (const format of ['html', 'docx']) {
        const told = await terminal.run(['brief', 'export', id, '--format', format, '-o', kept]);
        expect(told.code, told.err).not.toBe(0);
        expect(told.err.trim().split('\n')).toHaveLength(1);
        expect(told.err).toMatch(/is full\. Nothing was changed/);
      }
      small.lock();
      for (const format of ['html', 'markdown']) {
        const told = await terminal.run(['brief', 'export', id, '--format', format, '-o', kept]);
        expect(told.code, told.err).not.toBe(0);
        expect(told.err.trim().split('\n')).toHaveLength(1);
        expect(told.err).toMatch(/cannot be written/);
      }
      expect(readFileSync(kept, 'utf8')).toBe('what stood here before');
      expect(readdirSync(folder).toSorted()).toEqual(['filler', 'kept.html']);
      expect(statSync(join(terminal.folder, 'library.dossier')).size).toBeGreaterThan(0);
      const shown = await terminal.run(['brief', 'export', id, '--format', 'markdown']);
      expect(shown.out).toContain('It grew.');
    } finally {
      small.end();
    }
  },
);

test('an export that is given up, or fails at the printer, leaves the brief and no file', async () => {
  using t = new TestLibrary();
  const id = await quoting(t);
  const before = JSON.stringify(t.library.briefs.get({ id }));
  const { surroundings } = t.open.context;
  const put: string[] = [];
  const real = surroundings.spool.put.bind(surroundings.spool);
  surroundings.spool.put = (name, type, bytes) => {
    put.push(name);
    return real(name, type, bytes);
  };
  for (const no of [
    new Refusal('cancelled', 'Printing was stopped.'),
    new Refusal('timeout', 'Printing took too long and was stopped.'),
  ]) {
    Object.assign(surroundings, { print: () => Promise.reject(no) });
    await expect(t.library.briefs.export({ id, format: 'pdf' })).rejects.toBe(no);
  }
  expect(put).toEqual([]);
  expect(JSON.stringify(t.library.briefs.get({ id }))).toBe(before);
});

test('an export can be stopped by its name, in every format and while it is printed: no file, no half of one', async () => {
  using t = new TestLibrary();
  const id = await quoting(t);
  const before = JSON.stringify(t.library.briefs.get({ id }));
  const { surroundings } = t.open.context;
  const put: string[] = [];
  const real = surroundings.spool.put.bind(surroundings.spool);
  surroundings.spool.put = (name, type, bytes) => {
    put.push(name);
    return real(name, type, bytes);
  };
  let prints = 0;
  Object.assign(surroundings, {
    print: (_: string, signal: AbortSignal) =>
      new Promise((_resolve, reject) => {
        prints += 1;
        signal.addEventListener('abort', () => reject(new Error('the printer ended')));
      }),
  });
  const { briefs } = t.library;
  for (const format of FORMATS) {
    const going = briefs.export({ id, format, run: format }).then(
      () => null,
      (error: unknown) => error,
    );
    await expect(briefs.export({ id, format, run: format })).rejects.toMatchObject({ code: 'conflict' });
    // a PDF is stopped at the printer, the others while they are made
    if (format === 'pdf') await expect.poll(() => prints).toBe(1);
    expect(briefs.stopExport({ run: format }), format).toEqual({ stopped: true });
    expect(await going, format).toMatchObject({
      code: 'cancelled',
      message: 'The export was stopped. No file was written.',
    });
    expect(briefs.stopExport({ run: format }), format).toEqual({ stopped: false });
  }
  expect(put).toEqual([]);
  expect(JSON.stringify(briefs.get({ id }))).toBe(before);
  // stopping one is no reason against the next
  await briefs.export({ id, format: 'html', run: 'html' });
  expect(put).toHaveLength(1);
});

test('the browser that prints is ended when the printing is stopped, and leaves no folder', async () => {
  if (!findChromium()) {
    console.warn('SKIPPED: no Chromium on this machine');
    return;
  }
  using t = new TestLibrary();
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = t.folder;
  try {
    const stop = new AbortController();
    const printing = printWithChromium('<!doctype html><html><p>Brief</p></html>', stop.signal);
    setTimeout(() => stop.abort(), 30);
    await expect(printing).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(t.folder).filter((name) => name.startsWith('dossier-print-'))).toEqual([]);
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
});

test('a missing Chinese font refuses the PDF in words; every other format is written, and English needs none', async () => {
  using t = new TestLibrary();
  const id = await quoting(t);
  const { library, open } = t;
  const chinese = library.briefs.add({ title: '港口' });
  library.briefs.save({
    id: chinese.id,
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '订单增长。' }] }] },
  });
  await library.briefs.export({ id, format: 'pdf' });
  await expect(library.briefs.export({ id: chinese.id, format: 'pdf' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(
      /^The Chinese font .* is missing.*HTML, Word and Markdown work without\.$/u,
    ) as string,
  });
  for (const format of ['markdown', 'html', 'docx'])
    expect((await library.briefs.export({ id: chinese.id, format })).token).toBeTruthy();
  Object.assign(open.context.surroundings, {
    fontCss: () =>
      "@font-face { font-family: 'Noto Serif SC Variable'; src: url(data:font/woff2;base64,AA==); }",
  });
  await library.briefs.export({ id: chinese.id, format: 'pdf' });
});

test('evidence whose source is in the trash is still written, and the check names the source', async () => {
  using t = new TestLibrary();
  const id = await quoting(t);
  const { library } = t;
  const sources = library.sources.list({ limit: 5 });
  const sourceId = library.briefs
    .get({ id })
    .body.content.flatMap((block) => (block.type === 'quotation' ? [block.attrs.sourceId!] : []))[0]!;
  expect(sources.total).toBe(1);
  library.sources.trash({ ids: [sourceId] });
  expect(library.briefs.check({ id }).trashed).toEqual([sourceId]);
  for (const format of FORMATS) {
    const made = await library.briefs.export({ id, format, allowBroken: true });
    expect(readFileSync(t.spool.find(made.token)!.path).length, format).toBeGreaterThan(0);
    expect(made.fileName, format).not.toMatch(/[\\/:]/);
  }
});

test('an empty brief is written, or refused in one sentence where a file would hold nothing', async () => {
  using t = new TestLibrary();
  const { id } = t.library.briefs.add({ title: '///:::' });
  const seen: Record<string, string> = {};
  for (const format of FORMATS.filter((one) => one !== 'pdf')) {
    try {
      const made = await t.library.briefs.export({ id, format });
      expect(made.fileName, format).not.toMatch(/[\\/:*?"<>|]/);
      seen[format] = 'written';
    } catch (error) {
      expect(error, format).toBeInstanceOf(Refusal);
      expect((error as Refusal).message, format).toMatch(/^[A-Z].*\.$/);
      seen[format] = (error as Refusal).code;
    }
  }
  for (const format of ['markdown', 'html', 'docx']) expect(seen[format]).toBe('written');
  for (const format of ['facts-xlsx', 'facts-csv']) expect(seen[format]).toBe('empty');
});
