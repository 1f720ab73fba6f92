import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { indexOfBlocks } from '../../../src/core/reading/block-index.ts';
import type { Block } from '../../../src/core/source.ts';
import type { SourceHead } from '../../../src/library/views.ts';
import type { Transport } from '../../../src/ui/library.ts';
import { pdfText } from '../../e2e/pdf-bytes.ts';
import { accessibilityProblems, openWindow, until } from '../window.ts';

const PAGES = 6;
const HEADER = 'The harbour book';
const line = (page: number, i: number): string => `Page ${page} line ${i} is about carts and ports.`;
const each = Array.from({ length: PAGES }, (_, i) => i + 1);
const rows = Array.from({ length: 15 }, (_, i) => i + 1);
const bytes = Uint8Array.from(
  pdfText(each.map((page) => [HEADER, ...rows.map((i) => line(page, i))].map((text) => ({ text })))),
  (sign) => sign.charCodeAt(0),
);
const blocks: readonly Block[] = each.flatMap((page): readonly Block[] => [
  { kind: 'paragraph', text: HEADER, page, removed: { rule: 'repeated-header', by: 'rule' } },
  ...rows.map((i): Block => ({ kind: 'paragraph', text: line(page, i), page })),
]);

/** The first source of the library in memory, as if it had been made of the PDF. */
const fromPdf = (library: Transport): Transport => ({
  ...library,
  ask: async (noun, verb, input) => {
    const answer = await library.ask(noun, verb, input);
    if (noun !== 'reading' || verb !== 'open' || !answer.ok) return answer;
    const head = answer.value as SourceHead;
    return {
      ...answer,
      value: {
        ...head,
        original: { mediaType: 'application/pdf', size: bytes.length, name: 'harbour.pdf' },
        blocks: { rev: head.blocks.rev, index: indexOfBlocks(blocks), pages: [{ from: 0, blocks }] },
        marks: { ...head.marks, splice: { from: 0, removed: 0, added: { ...head.marks.splice.added } } },
      } satisfies SourceHead,
    };
  },
});

const realFetch = window.fetch.bind(window);
const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const bar = (): HTMLElement | null => document.querySelector('.findbar');
const field = (): Promise<HTMLInputElement> => until(() => bar()?.querySelector('input'));
const says = (words: string): Promise<true> => until(() => bar()?.textContent.includes(words) === true);
const scroller = (): HTMLElement => document.querySelector<HTMLElement>('.pdf-scroll')!;
const currentOn = (page: number): HTMLElement | null =>
  document.querySelector(`.pdf-page[data-page="${page}"] .pdf-hit.on`);
const inView = (element: Element | null): boolean => {
  const box = element?.getBoundingClientRect();
  const frame = scroller().getBoundingClientRect();
  return box !== undefined && box.top >= frame.top && box.bottom <= frame.bottom;
};
/** The words of the page's text layer that lie under a hit. */
const wordsUnder = (hit: Element): string | undefined => {
  const { left, top, width, height } = hit.getBoundingClientRect();
  return document
    .elementsFromPoint(left + width / 2, top + height / 2)
    .find((element) => element.matches('.pdf-words span'))?.textContent;
};
const laid = (page: number): Promise<Element> =>
  until(() => document.querySelector(`.pdf-page[data-page="${page}"] .pdf-words span`));

beforeEach(async () => {
  window.fetch = (address, how) =>
    typeof address === 'string' && address.startsWith('/original/')
      ? Promise.resolve(new Response(bytes))
      : realFetch(address, how);
  await openWindow({ screen: 'library', id: 'source-1' }, {}, fromPdf);
  await until(() => document.querySelector('.art'));
  document.querySelector<HTMLElement>('#reader-page')!.focus();
  await press('v');
  await laid(1);
  scroller().focus();
});

afterEach(() => {
  window.fetch = realFetch;
});

describe('finding on the pages of a PDF', () => {
  test('keeps the pages, counts, marks exactly the words and jumps to their page', async () => {
    await press('{Control>}f{/Control}');
    await userEvent.fill(await field(), 'line 7');
    await says(`1 of ${PAGES}`);
    const hit = await until(() => inView(currentOn(1)) && currentOn(1));
    expect(wordsUnder(hit)).toBe(line(1, 7));
    await press('{Shift>}{Enter}{/Shift}');
    await says(`${PAGES} of ${PAGES}`);
    const last = await until(() => inView(currentOn(PAGES)) && currentOn(PAGES));
    expect(wordsUnder(last)).toBe(line(PAGES, 7));
    await press('{Enter}');
    await says(`1 of ${PAGES}`);
    await until(() => inView(currentOn(1)));
    await press('{Escape}');
    await until(() => bar() === null && document.querySelector('.pdf-hit') === null);
    expect(document.querySelector('.pdf-scroll')).not.toBeNull();
  });

  test('finds what the clean text leaves out on its own page, and whole words only when asked', async () => {
    await press('{Control>}f{/Control}');
    await userEvent.fill(await field(), 'harbour');
    await says(`1 of ${PAGES}`);
    await press('{Enter}');
    const second = await until(() => inView(currentOn(2)) && currentOn(2));
    expect(wordsUnder(second)).toBe(HEADER);
    expect(document.querySelectorAll('.pdf-hit.on')).toHaveLength(1);
    await userEvent.fill(await field(), 'port');
    await says(`1 of ${PAGES * rows.length}`);
    await userEvent.click(bar()!.querySelector('[aria-label^="Whole words"]')!);
    await says('No hits');
  });

  test('stays at the same words when turning to the clean page and back', async () => {
    await press('{Control>}f{/Control}');
    await userEvent.fill(await field(), 'o');
    await press('{Enter}{Enter}{Enter}{Enter}');
    await userEvent.fill(await field(), 'line 9');
    await press('{Enter}{Enter}{Enter}');
    await says(`4 of ${PAGES}`);
    scroller().focus();
    await press('v');
    await until(() => document.querySelector('.art'));
    await says(`4 of ${PAGES}`);
    document.querySelector<HTMLElement>('#reader-page')!.focus();
    await press('v');
    await until(() => document.querySelector('.pdf-scroll') && inView(currentOn(4)));
    await says(`4 of ${PAGES}`);
  });

  test('has no accessibility problems', async () => {
    await press('{Control>}f{/Control}');
    await userEvent.fill(await field(), 'carts');
    await until(() => currentOn(1));
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('the size of the pages', () => {
  const percent = (): string => document.querySelector('.pdf-tools .num')!.textContent;
  const topLine = (): string | undefined => {
    const frame = scroller().getBoundingClientRect();
    return [...document.querySelectorAll('.pdf-words span')].find(
      (words) => words.getBoundingClientRect().bottom > frame.top + 2 && words.textContent.includes('line'),
    )?.textContent;
  };

  test('follows its keys to both ends and back, and the words at the upper edge stay', async () => {
    const third = await until(() => document.querySelector('.pdf-page[data-page="3"]'));
    third.scrollIntoView();
    await laid(3);
    const words = [...document.querySelectorAll('.pdf-page[data-page="3"] .pdf-words span')].find(
      (span) => span.textContent === line(3, 8),
    )!;
    scroller().scrollTop += words.getBoundingClientRect().top - scroller().getBoundingClientRect().top;
    const { width } = third.getBoundingClientRect();
    await press('+');
    await until(() => percent() === '125%' && topLine() === line(3, 8));
    expect(third.getBoundingClientRect().width / width).toBeCloseTo(1.25, 2);
    await press('__');
    await until(() => percent() === '75%' && topLine() === line(3, 8));
    await press('____');
    await until(() => percent() === '50%');
    await press('0');
    await until(() => percent() === '100%' && topLine() === line(3, 8));
    await press('++++++');
    await until(() => percent() === '300%');
  });

  test('is not changed by what is typed into the find bar', async () => {
    await press('{Control>}f{/Control}');
    await userEvent.click(await field());
    await press('+_0');
    expect((await field()).value).toBe('+_0');
    expect(percent()).toBe('100%');
  });
});
