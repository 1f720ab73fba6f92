import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { CaptureInput } from '../core/capture/format.ts';
import { LARGEST_INPUT, readInput } from '../core/capture/read.ts';
import { Refusal } from '../core/refusal.ts';
import type { ReadRequest } from '../library/context.ts';
import { unreadable } from '../library/input-files.ts';
import type { FromParser, ToParser } from './parse-messages.ts';

/** The character maps of pdf.js: beside the built window, else in the package of the checkout. */
const CHARACTER_MAPS = ['../renderer/pdfjs/cmaps', '../../node_modules/pdfjs-dist/cmaps']
  .map((path) => join(import.meta.dirname, path, sep))
  .find((path) => existsSync(path))!;

/** Reads files that stand beside an input, never outside its folder. */
const siblingsOf = (path: string) => {
  const folder = realpathSync(dirname(path));
  return async (relative: string): Promise<Uint8Array | null> => {
    try {
      const at = realpathSync(join(folder, relative));
      if (!at.startsWith(folder + sep)) return null;
      return readFileSync(at);
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
        return null;
      throw error;
    }
  };
};

function toInput(request: ReadRequest): CaptureInput {
  if ('input' in request) return { ...request.input, characterMaps: CHARACTER_MAPS };
  const { path, origin, url, now, mediaType } = request;
  try {
    const about = statSync(path);
    if (about.isDirectory()) throw new Refusal('unsupported', `${basename(path)} is a folder.`);
    if (!about.isFile()) throw new Refusal('unsupported', `${basename(path)} is not a file.`);
    if (about.size > LARGEST_INPUT)
      throw new Refusal('too-large', `${basename(path)} is larger than ${LARGEST_INPUT / 1024 / 1024} MB.`);
    return {
      bytes: readFileSync(path),
      name: basename(path),
      origin,
      sibling: siblingsOf(path),
      characterMaps: CHARACTER_MAPS,
      ...(url === undefined ? {} : { url }),
      ...(now === undefined ? {} : { now }),
      ...(mediaType === undefined ? {} : { mediaType }),
    };
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(path, error);
  }
}

const port = parentPort;
if (!port) throw new Error('The parser runs as a worker');
let items: AsyncIterator<unknown> | null = null;

port.on('message', (message: ToParser) => {
  const answer = (reply: FromParser): void => port.postMessage(reply);
  const step = async (): Promise<void> => {
    try {
      if (message.type === 'read')
        items = readInput(toInput(message.request), { as: message.request.as })[Symbol.asyncIterator]();
      if (!items) throw new Error('The parser was asked for more before it was asked to read');
      const next = await items.next();
      if (next.done) {
        items = null;
        answer({ type: 'done' });
      } else answer({ type: 'item', item: next.value as never });
    } catch (error) {
      items = null;
      if (error instanceof Refusal) answer({ type: 'refused', code: error.code, message: error.message });
      else
        answer({
          type: 'failed',
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
    }
  };
  void step();
});

port.postMessage({ type: 'ready' } satisfies FromParser);
