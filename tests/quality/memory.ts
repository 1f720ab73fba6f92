import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { isUnread } from '../../src/core/capture/format.ts';
import { readInput } from '../../src/core/capture/read.ts';

/** Memory held after a number of pages, in bytes, right after the collector ran. */
export interface Held {
  readonly pages: number;
  readonly heap: number;
  readonly rss: number;
}

const collect = (): void => {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('run with --expose-gc');
  for (let i = 0; i < 3; i++) gc();
};

/** Reads `count` saved pages of `dataDir` one after the other, again and again where there are fewer; a sample every 100. */
async function readPages(dataDir: string, count: number): Promise<readonly Held[]> {
  const files = ['aeb', 'trafilatura', 'readability', 'defuddle'].flatMap((set) => {
    const folder = join(dataDir, 'extract', set, 'html');
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
  });
  const samples: Held[] = [];
  for (let pages = 1; pages <= count; pages++) {
    const path = files[(pages - 1) % files.length]!;
    const name = basename(path).replace(/\.gz$/, '');
    const bytes = gunzipSync(readFileSync(path));
    try {
      for await (const item of readInput({ bytes, name, origin: path })) {
        if (!isUnread(item) && item.article.blocks.length === 0) throw new Error(`${name} gave no blocks`);
      }
    } catch (error) {
      // Some test pages hold no text and are refused; that is part of an import.
      if (!(error instanceof Error) || error.name !== 'Refusal') throw error;
    }
    if (pages % 100 > 0) continue;
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    samples.push({ pages, heap: heapUsed + external, rss });
  }
  return samples;
}

/** Imports `count` pages in a process of its own, so that nothing else is counted. */
export function memoryHeld(dataDir: string, count: number): readonly Held[] {
  const out = execFileSync(
    process.execPath,
    ['--expose-gc', fileURLToPath(import.meta.url), dataDir, String(count)],
    { encoding: 'utf8', maxBuffer: 1e7 },
  );
  return JSON.parse(out) as readonly Held[];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(JSON.stringify(await readPages(process.argv[2]!, Number(process.argv[3]))));
