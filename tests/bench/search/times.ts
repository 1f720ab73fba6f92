/** Processor time of this whole program so far in ms: this thread, and V8's helpers that collect garbage and compile. */
export const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Processor time of this thread alone so far in ms, as of the last time the whole program's was asked for. */
const ofThread = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The value below which the given share of the times lie. */
export const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

/**
 * Times of calls in ms: by the clock, which other work on the machine lengthens; of the processor, helpers of V8 included,
 * which is what the machine spends; and of this thread alone, which is what a person waits for on a machine with time to spare.
 */
export interface Times {
  readonly wall: number[];
  readonly busy: number[];
  readonly thread: number[];
}

export const noTimes = (): Times => ({ wall: [], busy: [], thread: [] });

/** The times as p50 / p95 / p99, by the clock and then of the processor. */
export const figures = ({ wall, busy, thread }: Times): string => {
  const [clock, spent, own] = [wall, busy, thread].map((times) =>
    [0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(2)).join(' / '),
  );
  return `${clock} (processor ${spent}, this thread ${own})`;
};

/** Times of a call, added to those before. */
export const time = (times: Times, call: () => void): void => {
  const began = performance.now();
  const busy = processor();
  const thread = ofThread();
  call();
  // The system counts a running thread anew when it is asked for the whole program, and only then: so that is asked first.
  const [busyAfter, threadAfter] = [processor(), ofThread()];
  times.thread.push(threadAfter - thread);
  times.busy.push(busyAfter - busy);
  times.wall.push(performance.now() - began);
};

/**
 * Times of a call per query, until `most` ms are spent. All are asked twice, one after the other, and the shorter times kept:
 * the second time of a query comes long after the first, so that nothing is answered from what was just read for it.
 */
export const timed = (queries: readonly string[], ask: (query: string) => void, most = Infinity): Times => {
  const [first, again] = [noTimes(), noTimes()];
  const began = performance.now();
  let asked = 0;
  for (const query of queries) {
    time(first, () => ask(query));
    asked++;
    if (performance.now() - began > most / 2) break;
  }
  for (const query of queries.slice(0, asked)) time(again, () => ask(query));
  const shorter = (kind: keyof Times): number[] => first[kind].map((ms, i) => Math.min(ms, again[kind][i]!));
  return { wall: shorter('wall'), busy: shorter('busy'), thread: shorter('thread') };
};

/** Adds times to others. */
export const note = (all: Times, times: Times): void => {
  for (const kind of ['wall', 'busy', 'thread'] as const) all[kind].push(...times[kind]);
};

/** How many times longer the other took, in processor time. */
export const faster = (own: Times, other: Times, share: number): string =>
  (quantile(other.busy, share) / quantile(own.busy, share)).toFixed(1);
