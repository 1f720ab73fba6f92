import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Refusal } from '../core/refusal.ts';
import { findChromium, QUIET, rootArguments } from './browsers.ts';

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Chrome DevTools Protocol over a pipe: no port is opened and no library needed. */
class Pipe {
  readonly #out: Writable;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  #id = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    input.on('data', (data: Buffer) => this.#read(data));
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(++this.#id, { resolve: resolve as (value: unknown) => void, reject });
      this.#out.write(`${JSON.stringify({ id: this.#id, method, params, sessionId })}\0`);
    });
  }

  fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #read(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (let at = this.#rest.indexOf(0); at >= 0; at = this.#rest.indexOf(0)) {
      const message = JSON.parse(this.#rest.toString('utf8', 0, at)) as Message;
      this.#rest = this.#rest.subarray(at + 1);
      const waiting = message.id === undefined ? undefined : this.#waiting.get(message.id);
      if (!waiting || message.id === undefined) continue;
      this.#waiting.delete(message.id);
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result);
    }
  }
}

/** Shapes no text before every face it needs is loaded: Chromium keeps boxes for text shaped too early. */
const LOAD_FONTS = `(async () => {
  const text = document.body.textContent;
  for (const family of new Set([...document.fonts].map((face) => face.family)))
    for (const weight of ['400', '700']) await document.fonts.load(weight + ' 16px ' + JSON.stringify(family.replaceAll('"', '')), text);
  document.documentElement.removeAttribute('hidden');
  await document.fonts.ready;
})()`;

/**
 * HTML to PDF (tagged, with an outline) by the Chromium on this machine. The document's own scripts never run.
 * Throws a Refusal `unavailable` when there is no such browser, `cancelled` when the signal is given.
 */
export async function printWithChromium(
  html: string,
  signal?: AbortSignal,
  timeout = 120_000,
): Promise<Uint8Array> {
  const chromium = findChromium();
  if (!chromium)
    throw new Refusal(
      'unavailable',
      'A PDF needs the desktop program or a browser such as Chromium on this machine. HTML, Word and Markdown work without.',
    );
  const profile = mkdtempSync(join(tmpdir(), 'dossier-print-'));
  const child = spawn(
    chromium,
    [
      ...rootArguments(),
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--disable-gpu',
      '--hide-scrollbars',
      ...QUIET,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const pipe = new Pipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('error', (error) => pipe.fail(error));
  child.on('exit', (code) => pipe.fail(new Error(`The browser ended (${code ?? 'stopped'})`)));
  const timer = setTimeout(
    () => pipe.fail(new Refusal('timeout', 'Printing took too long and was stopped.')),
    timeout,
  );
  const stop = (): void => pipe.fail(new Refusal('cancelled', 'Printing was stopped.'));
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    const { targetId } = await pipe.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await pipe.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    await pipe.send('Page.enable', {}, sessionId);
    await pipe.send('Network.enable', {}, sessionId);
    await pipe.send(
      'Network.emulateNetworkConditions',
      { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 },
      sessionId,
    );
    await pipe.send('Emulation.setScriptExecutionDisabled', { value: true }, sessionId);
    const { frameTree } = await pipe.send<{ frameTree: { frame: { id: string } } }>(
      'Page.getFrameTree',
      {},
      sessionId,
    );
    await pipe.send(
      'Page.setDocumentContent',
      { frameId: frameTree.frame.id, html: html.replace(/<html\b/, '<html hidden') },
      sessionId,
    );
    await pipe.send('Emulation.setScriptExecutionDisabled', { value: false }, sessionId);
    await pipe.send('Runtime.evaluate', { awaitPromise: true, expression: LOAD_FONTS }, sessionId);
    const { data } = await pipe.send<{ data: string }>(
      'Page.printToPDF',
      {
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      },
      sessionId,
    );
    return Buffer.from(data, 'base64');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    const kill = setTimeout(() => child.kill('SIGKILL'), 3000);
    pipe.send('Browser.close').catch(() => child.kill('SIGKILL'));
    if (child.exitCode === null && child.signalCode === null) await gone;
    clearTimeout(kill);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
