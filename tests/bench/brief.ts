import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFolder } from '../../db/folder.ts';
import type { BlockNode, InlineNode } from '../../src/core/brief.ts';
import { testChromium } from '../setup/chromium.ts';
import { TestLibrary } from '../setup/library.ts';
import { at, caretAt, citeTimes, openBrief, typeWords, workOf, type Work } from './brief-keys.ts';

const WORDS =
  'order units port crane aisle agreement revenue supplier controller foundry summer quarter margin engineer depot robot pallet warehouse lease forecast market share price route contract battery signal operator harbour terminal'.split(
    ' ',
  );
const PAGES = 300;
const FOOTNOTES = 2000;
/** Paragraphs on a page; with 40 words each that is a page of print. */
const PARAGRAPHS = 10;

const pseudo = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
};

/** A library with 100 sources, 2,000 marks, a brief of 300 pages that cites each of them once, and its first three pages as a peer. */
export async function fillLongBrief(t: TestLibrary): Promise<string> {
  const random = pseudo(7);
  const pick = (): string => WORDS[Math.floor(random() * WORDS.length)]!;
  const sentence = (n: number): string => `The ${Array.from({ length: n }, pick).join(' ')}.`;
  const marks: { id: string; quote: string; sourceId: string }[] = [];
  for (let s = 0; s < 100; s++) {
    const paragraphs = Array.from({ length: 30 }, (_, p) => `${s} ${p} ${sentence(30)} ${sentence(20)}`);
    const sourceId = await t.source(`Source number ${s}\n\n${paragraphs.join('\n\n')}`);
    for (let p = 0; p < FOOTNOTES / 100; p++) {
      const quote = paragraphs[p]!.slice(0, 90).trim();
      const made = t.library.annotations.addByQuote({ sourceId, quote });
      marks.push({ id: made.id, quote: made.quote, sourceId });
    }
  }
  const content: BlockNode[] = [];
  let cited = 0;
  const total = PAGES * PARAGRAPHS;
  for (let i = 0; i < total; i++) {
    if (i % 40 === 0)
      content.push({
        type: 'heading',
        attrs: { level: 1 + (i % 80 === 0 ? 0 : 1) },
        content: [{ type: 'text', text: `Part ${i / 40 + 1} ${pick()}` }],
      });
    const line: InlineNode[] = [{ type: 'text', text: `${sentence(18)} In ${2000 + (i % 25)} it rose` }];
    while (cited < (FOOTNOTES * (i + 1)) / total && cited < FOOTNOTES) {
      const { id, quote, sourceId } = marks[cited++]!;
      const attrs = { annotationId: id, factId: null, quote, sourceId, versionNumber: 1 };
      line.push({ type: 'citation', attrs });
    }
    line.push({ type: 'text', text: `. ${sentence(16)}` });
    content.push({ type: 'paragraph', content: line });
  }
  const { id } = t.library.briefs.add({ title: 'A long brief' });
  t.library.briefs.save({ id, body: { type: 'doc', content } });
  const short = t.library.briefs.add({ title: 'A short brief' });
  t.library.briefs.save({ id: short.id, body: { type: 'doc', content: content.slice(0, 30) } });
  return id;
}

/** Resident memory of a process and its children in MB, on Linux. */
function memory(pid: number): number {
  const own = (id: string): number => {
    try {
      const pages = Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]);
      return (pages * 4096) / 1e6;
    } catch {
      return 0; // it has just ended
    }
  };
  return existsSync('/proc') ? own(String(pid)) : 0;
}

/** `npm run bench -- brief [folder of the build]`: writing in, and exporting, a brief of 300 pages with 2,000 footnotes. */
export async function run([out = join(projectFolder(), 'out')]: readonly string[]): Promise<void> {
  using t = new TestLibrary();
  let began = performance.now();
  const since = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const id = await fillLongBrief(t);
  console.info(`library and brief made: ${since()}`);
  began = performance.now();
  const check = t.library.briefs.check({ id });
  console.info(`claim check: ${since()}, ${check.claims.length} claims, ${check.broken} broken`);
  t.open.close();
  const server = spawn(process.execPath, [join(out, 'main/local.js')], {
    env: { ...process.env, DOSSIER_DATA: t.folder, DOSSIER_OPEN: 'none' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({ executablePath: testChromium(), args: ['--no-sandbox'] });
  try {
    const line = await new Promise<string>((resolve) => createInterface(server.stdout).once('line', resolve));
    const { url } = JSON.parse(line) as { url: string };
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(url);
    const tell = (name: string, what: string, { keys, tasks }: Work): Work => {
      const most = Math.max(0, ...tasks);
      console.info(
        `${name}: ${what}: work of a key over ${keys.length} keys: median ${at(keys, 0.5).toFixed(1)}, p95 ${at(keys, 0.95).toFixed(1)}, most ${Math.max(0, ...keys).toFixed(1)} ms; longest task ${most.toFixed(1)} ms, ${tasks.filter((one) => one > 50).length} over 50`,
      );
      return { keys, tasks };
    };
    const seen: Work[] = [];
    for (const name of ['A short brief', 'A long brief']) {
      began = performance.now();
      const opening = await workOf(page, () => openBrief(page, name));
      console.info(`${name}: drawn and checked after ${since()}`);
      tell(name, 'opening', opening);
      await page.waitForTimeout(3000);
      for (const [what, share] of [
        ['typing in the middle', 0.5],
        ['typing at the end', 1],
      ] as const) {
        await caretAt(page, share);
        seen.push(tell(name, what, await workOf(page, () => typeWords(page, 120))));
      }
      await caretAt(page, 0.02);
      seen.push(tell(name, 'citing', await workOf(page, () => citeTimes(page, 4))));
      await page.getByText('Saved', { exact: true }).waitFor({ timeout: 60_000 });
    }
    for (const [i, what] of ['middle', 'end', 'citing'].entries())
      console.info(
        `long against short, ${what}: median ${(at(seen[i + 3]!.keys, 0.5) / at(seen[i]!.keys, 0.5)).toFixed(2)}, p95 ${(at(seen[i + 3]!.keys, 0.95) / at(seen[i]!.keys, 0.95)).toFixed(2)}`,
      );
    for (const [name, format] of [
      ['Word', 'docx'],
      ['Web page, one file', 'html'],
      ['PDF', 'pdf'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      began = performance.now();
      const [download] = await Promise.all([
        page.waitForEvent('download', { timeout: 300_000 }),
        page.getByRole('menuitem', { name, exact: true }).click(),
      ]);
      const path = await download.path();
      console.info(
        `${format}: ${since()}, ${(readFileSync(path).length / 1e6).toFixed(1)} MB; server at ${memory(server.pid ?? 0).toFixed(0)} MB`,
      );
    }
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    console.info(`left behind: ${readdirSync(t.folder).join(', ')}`);
  }
}
