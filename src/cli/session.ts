import { readFileSync } from 'node:fs';
import { Refusal } from '../core/refusal.ts';
import { fetchPage } from '../host/fetch-page.ts';
import { Parser } from '../host/parser.ts';
import { fontCss } from '../host/print-fonts.ts';
import { printWithChromium } from '../host/print.ts';
import { raster } from '../host/raster.ts';
import { DiskSpool } from '../host/spool.ts';
import { workerScript } from '../host/worker-script.ts';
import { unreadable } from '../library/input-files.ts';
import { openLibrary, type Library, type OpenLibrary } from '../library/library.ts';
import type { Output } from './output.ts';

/** A library opened for one command. */
export interface Session {
  readonly library: Library;
  readonly open: OpenLibrary;
  readonly spool: DiskSpool;
}

/** Opens a library, does the work, and closes it whatever happens. */
export async function withLibrary<T>(
  file: string,
  output: Output,
  work: (session: Session) => Promise<T> | T,
): Promise<T> {
  const parser = new Parser(workerScript('parse-worker'));
  const spool = new DiskSpool();
  let open: OpenLibrary | null = null;
  try {
    open = openLibrary(file, {
      reader: parser,
      fetch: fetchPage,
      spool,
      print: printWithChromium,
      fontCss,
      raster,
      onJob: (job) => output.progress(job.done, job.total, job.current),
      onBug: (error) => output.say(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    return await work({ library: open.library, open, spool });
  } finally {
    open?.close();
    spool.close();
    await parser.close();
  }
}

/** All of standard input. */
export async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A file as text (`-` is standard input); a refusal in words when it cannot be read. */
export async function textOf(path: string): Promise<string> {
  if (path === '-') return (await standardInput()).toString('utf8');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The bytes of a file (`-` is standard input); a refusal in words when it cannot be read. */
export async function bytesOf(path: string): Promise<Buffer> {
  if (path === '-') return standardInput();
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Non-empty lines of a batch file. */
export const linesOf = async (path: string): Promise<string[]> =>
  (await textOf(path)).split(/\r?\n/).filter((line) => line.trim() !== '');

/** The value of one line of JSON, or a refusal that names the line. */
export function jsonLine(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // told below
  }
  throw new Refusal('usage', `Line ${number} is not a JSON object.`);
}

/** Whether an argument is an address and not a path. */
export const isAddress = (input: string): boolean => /^https?:\/\//i.test(input);
