import type { Page } from '@playwright/test';

/** One event of Chromium's own record. Times in microseconds; `tdur` is the processor time of its thread. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly type?: string } };
}

/** What the window's thread did, in milliseconds of its processor time: other programs on the machine do not count. */
export interface Work {
  /** The tasks that a key began. */
  readonly keys: readonly number[];
  /** All tasks of the program; those of the driver of the test are left out. */
  readonly tasks: readonly number[];
}

const end = (event: TraceEvent): number => event.ts + (event.dur ?? 0);
const within = (event: TraceEvent, task: TraceEvent): boolean =>
  event.ts >= task.ts && end(event) <= end(task);

/** Records the work of the window's thread while something is done. */
export async function workOf(page: Page, run: () => Promise<void>): Promise<Work> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
  });
  await run();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  // the preview is a page of its own, in another process: the window is where the keys and frames are
  const alive = new Map<number, number>();
  for (const { name, pid } of events)
    if (name === 'FireAnimationFrame' || name === 'EventDispatch') alive.set(pid, (alive.get(pid) ?? 0) + 1);
  const [window] = [...alive].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const thread = events.find(
    ({ name, args, pid }) => name === 'thread_name' && args.name === 'CrRendererMain' && pid === window,
  );
  if (!thread) throw new Error('Chromium recorded no thread of the window');
  const mine = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === thread.pid && tid === thread.tid);
  const tasks = mine.filter(({ name }) => name.endsWith('RunTask')).toSorted((a, b) => a.ts - b.ts);
  const outer: TraceEvent[] = [];
  for (const task of tasks) if (!outer.some((one) => within(task, one))) outer.push(task);
  const inside = (task: TraceEvent, name: string, type?: string): boolean =>
    mine.some(
      (event) =>
        event.name === name && (type === undefined || event.args.data?.type === type) && within(event, task),
    );
  const took = (event: TraceEvent): number => (event.tdur ?? event.dur ?? 0) / 1000;
  const over = outer.filter((task) => took(task) > 1);
  return {
    keys: over.filter((task) => inside(task, 'EventDispatch', 'keydown')).map(took),
    // what the driver asks of the page comes as a message and calls no function of the program
    tasks: over
      .filter(
        (task) =>
          !inside(task, 'Receive mojo message') ||
          inside(task, 'FunctionCall') ||
          inside(task, 'EventDispatch'),
      )
      .map(took),
  };
}

/** The value below which this share of the values lies. */
export const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Opens a brief from the list of briefs and waits until all of it is drawn and checked. */
export async function openBrief(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /Briefs/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  await page.locator('.br-text p').first().waitFor({ timeout: 120_000 });
  await page.waitForFunction(
    () => document.querySelector('.br-stretch') && !document.querySelector('.br-stretch.waits'),
    null,
    { timeout: 120_000 },
  );
  await page.locator('.br-trace .chip').first().waitFor({ timeout: 120_000 });
}

/** Puts the caret behind the paragraph that stands at this share of the text, 0 to 1. */
export async function caretAt(page: Page, share: number): Promise<void> {
  await page.evaluate((where) => {
    const paragraphs = [...document.querySelectorAll<HTMLElement>('.br-text p')];
    const paragraph = paragraphs[Math.min(paragraphs.length - 1, Math.floor(paragraphs.length * where))]!;
    paragraph.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    range.collapse(false);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    paragraph.closest<HTMLElement>('.ProseMirror')!.focus({ preventScroll: true });
  }, share);
  await page.waitForTimeout(2500);
}

/** Types words at the speed of a quick writer, who rests now and then so that the brief is saved meanwhile. */
export async function typeWords(page: Page, keys: number): Promise<void> {
  for (let i = 0; i < keys; i++) {
    await page.keyboard.type(i % 6 === 5 ? ' ' : 'e');
    await page.waitForTimeout(i % 40 === 39 ? 900 : 45);
  }
  await page.waitForTimeout(300);
}

/** Cites the first piece of evidence so many times, by the key of citing and Enter. */
export async function citeTimes(page: Page, times: number): Promise<void> {
  const cited = await page.locator('.br-cite[data-number]').count();
  for (let i = 0; i < times; i++) {
    await page.keyboard.type(' @');
    await page.locator('[role="option"]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      (before) => document.querySelectorAll('.br-cite[data-number]').length > before,
      cited + i,
    );
    await page.waitForTimeout(1200);
  }
}

/** Whether the citations are numbered 1, 2, 3 and so on, as the text has them. */
export const numberedInOrder = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.br-cite[data-number]')].every(
      (one, i) => one.getAttribute('data-number') === String(i + 1),
    ),
  );
