import { watch as observe } from 'chokidar';
import { basename } from 'node:path';
import type { WatchFolder } from '../library/context.ts';

/** How long a file must have stopped growing before it is read, and how often that is looked at, in milliseconds. */
const SETTLED = 800;
const LOOK_EVERY = 200;
const MOST_DEPTH = 8;

/** Files that programs make while they write, and what systems leave behind. */
const ignored = (path: string): boolean =>
  /^(?:\.|~\$)|^(?:Thumbs\.db|desktop\.ini)$|\.(?:part|partial|crdownload|download|tmp)$/i.test(
    basename(path),
  );

/** Watches a folder with chokidar (MIT): what is in it already, and every file that comes, each when it is written whole. */
export const watchFolder: WatchFolder = (folder, { onFile, onProblem }) => {
  const watcher = observe(folder, {
    ignored: (path) => path !== folder && ignored(path),
    followSymlinks: false,
    depth: MOST_DEPTH,
    alwaysStat: true,
    awaitWriteFinish: { stabilityThreshold: SETTLED, pollInterval: LOOK_EVERY },
  });
  const seen = (path: string, stats?: { readonly size: number; readonly mtime: Date }): void => {
    if (stats) onFile({ path, size: stats.size, modified: stats.mtime.toISOString() });
  };
  watcher.on('add', seen);
  watcher.on('change', seen);
  watcher.on('error', (error) =>
    onProblem(
      `The inbox folder ${folder} cannot be watched (${error instanceof Error ? error.message : String(error)}).`,
    ),
  );
  return () => watcher.close();
};
