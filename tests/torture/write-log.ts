import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One thing a program did to a file system, in the order in which it was finished. */
export type DiskEvent =
  | { readonly do: 'write'; readonly path: string; readonly at: number | null; readonly bytes: Buffer }
  /** Bytes copied inside the kernel, from where the copy stands. */
  | { readonly do: 'copy'; readonly from: string; readonly path: string; readonly bytes: number }
  | { readonly do: 'truncate'; readonly path: string; readonly size: number }
  | { readonly do: 'flush'; readonly path: string }
  | { readonly do: 'create'; readonly path: string; readonly empty: boolean }
  | { readonly do: 'rename'; readonly path: string; readonly to: string }
  | { readonly do: 'remove'; readonly path: string };

/** What strace is asked for. Memory maps are not seen; SQLite maps only the `-shm` file, which a power cut loses anyway. */
export const STRACE = [
  '-f',
  '--seccomp-bpf',
  '-qq',
  '-y',
  '-xx',
  '-s',
  '1048576',
  '-e',
  'trace=openat,creat,pwrite64,pwritev,write,writev,fsync,fdatasync,sync_file_range,ftruncate,rename,renameat,renameat2,unlink,unlinkat,copy_file_range,sendfile,fallocate',
  '-e',
  'signal=none',
];

const text = (escaped: string): string => bytes(escaped).toString('utf8');
const bytes = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
const FD = String.raw`(\d+)<((?:\\x[0-9a-f]{2})*)>`;
const STRING = String.raw`"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?`;
const PWRITE = new RegExp(`^pwrite64\\(${FD}, ${STRING}, \\d+, (\\d+)\\) += (\\d+)`);
const WRITE = new RegExp(`^write\\(${FD}, ${STRING}, \\d+\\) += (\\d+)`);
const OFFSET = String.raw`(?:NULL|\[\d+\](?: => \[\d+\])?)`;
const COPY = new RegExp(`^copy_file_range\\(${FD}, ${OFFSET}, ${FD}, ${OFFSET}, \\d+, 0\\) += (\\d+)`);
const SEND = new RegExp(`^sendfile\\(${FD}, ${FD}, ${OFFSET}, \\d+\\) += (\\d+)`);
const FLUSH = new RegExp(`^f(?:data)?sync\\(${FD}\\) += 0`);
const TRUNCATE = new RegExp(`^ftruncate\\(${FD}, (\\d+)\\) += 0`);
const OPEN = new RegExp(`^openat\\([^,]+, ${STRING}, ([A-Z_|0-9a-zx]+)(?:, \\d+)?\\) += ${FD}`);
const RENAME = new RegExp(
  `^rename(?:at2?)?\\((?:[^",]+, )?${STRING}, (?:[^",]+, )?${STRING}(?:, \\w+)?\\) += 0`,
);
const REMOVE = new RegExp(`^unlink(?:at)?\\((?:[^",]+, )?${STRING}(?:, \\w+)?\\) += 0`);

/**
 * Reads what a program did below a folder from the log of strace. Throws when the log holds a call this reader does not
 * follow, or a write cut short: a replay that misses writes would prove nothing.
 */
export async function readWriteLog(log: string, folder: string, heard: string): Promise<DiskEvent[]> {
  const events: DiskEvent[] = [];
  const begun = new Map<string, string>();
  const below = (path: string): boolean => path.startsWith(`${folder}/`) || path === folder || path === heard;
  for await (const line of createInterface({ input: createReadStream(log), crlfDelay: Infinity })) {
    const [, pid, rest] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
    if (pid === undefined || rest === undefined) continue;
    let call = rest;
    const unfinished = / <unfinished \.\.\.>$/.exec(rest);
    if (unfinished) {
      begun.set(pid, rest.slice(0, unfinished.index));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/s.exec(rest);
    if (resumed) {
      call = (begun.get(pid) ?? '') + resumed[1]!;
      begun.delete(pid);
    }
    // failed, or never finished because the program was killed in it
    if (/\) += (-1 |\?)/.test(call.slice(-200)) || !/\) += \d/.test(call.slice(-500))) continue;
    const event = eventOf(call);
    if (event === null) continue;
    if (event === undefined) {
      const named = [...call.matchAll(/(?:\\x[0-9a-f]{2})+/g)].some(([found]) => below(text(found)));
      if (named)
        throw new Error(
          `The write log holds a call that is not understood: ${call.slice(0, 60)} … ${call.slice(-160)}`,
        );
      continue;
    }
    if (below(event.path) && !event.path.endsWith('-shm')) events.push(event);
  }
  return events;
}

/** The event of a call; null when it changes nothing, undefined when it is not understood. */
function eventOf(call: string): DiskEvent | null | undefined {
  let m = PWRITE.exec(call);
  if (m)
    return whole(m[4], {
      do: 'write',
      path: text(m[2]!),
      at: Number(m[5]),
      bytes: bytes(m[3]!).subarray(0, Number(m[6])),
    });
  m = WRITE.exec(call);
  if (m)
    return whole(m[4], {
      do: 'write',
      path: text(m[2]!),
      at: null,
      bytes: bytes(m[3]!).subarray(0, Number(m[5])),
    });
  m = COPY.exec(call);
  if (m) return { do: 'copy', from: text(m[2]!), path: text(m[4]!), bytes: Number(m[5]) };
  m = SEND.exec(call);
  if (m) return { do: 'copy', from: text(m[4]!), path: text(m[2]!), bytes: Number(m[5]) };
  m = FLUSH.exec(call);
  if (m) return { do: 'flush', path: text(m[2]!) };
  m = TRUNCATE.exec(call);
  if (m) return { do: 'truncate', path: text(m[2]!), size: Number(m[3]) };
  m = OPEN.exec(call);
  if (m)
    return m[3]!.includes('O_CREAT')
      ? { do: 'create', path: text(m[5]!), empty: m[3]!.includes('O_TRUNC') }
      : null;
  m = RENAME.exec(call);
  if (m) return { do: 'rename', path: text(m[1]!), to: text(m[3]!) };
  m = REMOVE.exec(call);
  if (m) return { do: 'remove', path: text(m[1]!) };
  return undefined;
}

function whole(cut: string | undefined, event: DiskEvent): DiskEvent {
  if (cut !== undefined) throw new Error(`A write to ${event.path} is longer than the log keeps`);
  return event;
}
