import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { library, useTransport } from '../../../src/ui/library.ts';
import { rangeAt } from '../../../src/ui/reader/offsets.ts';
import { useReading } from '../../../src/ui/reader/state.ts';
import { fakeLibrary } from '../fake-library.ts';
import { accessibilityProblems, openWindow, until } from '../window.ts';

const article = (): Promise<HTMLElement> => until(() => document.querySelector<HTMLElement>('.art'));
const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const marks = async () => (await library.sources.open({ id: 'source-1' })).annotations;
const cards = (): number => document.querySelectorAll('.cards .card').length;

/** Selects words of the open source as a pointer would. */
async function select(quote: string): Promise<void> {
  const root = await article();
  const { version } = await library.sources.open({ id: 'source-1' });
  const start = version.text.indexOf(quote);
  const selection = document.getSelection()!;
  document.querySelector<HTMLElement>('#reader-page')!.focus();
  selection.removeAllRanges();
  selection.addRange(rangeAt(root, start, start + quote.length)!);
  await until(() => useReading.getState().selection);
}

beforeEach(async () => {
  await openWindow({ screen: 'library', id: 'source-1' });
  await article();
  await until(() => cards() > 0);
});

describe('marks', () => {
  test('show at once, before the library has answered, and are withdrawn with the reason when it refuses', async () => {
    const fake = fakeLibrary({ settings: { theme: 'light', language: 'en' } });
    let answer: (() => void) | null = null;
    let refuse = false;
    useTransport({
      ...fake,
      ask: async (noun, verb, input) => {
        if (noun === 'annotations' && verb === 'add') {
          await new Promise<void>((resolve) => (answer = resolve));
          if (refuse) return { ok: false, code: 'no-space', message: 'The disk is full.' };
        }
        return fake.ask(noun, verb, input);
      },
    });
    const root = await article();
    const before = root.querySelectorAll('mark').length;
    await select('a squat orange cart');
    await press('2');
    // drawn on the page and in the list while the answer is still awaited
    await until(() => root.querySelectorAll('mark').length > before);
    expect(root.querySelector('[data-mark^="ahead"]')!.textContent).toContain('a squat orange cart');
    expect(document.getSelection()!.isCollapsed).toBe(true);
    refuse = true;
    answer!();
    await until(() => root.querySelectorAll('mark').length === before);
    await expect.element(page.getByText('The disk is full.').first()).toBeInTheDocument();
  });

  test('are cut at the selected words and joined again by one key each, and undo takes both back', async () => {
    await select('a squat orange cart that carried shelves to people');
    await press('3');
    await until(() => useReading.getState().active?.startsWith('mark-new'));
    const before = (await marks()).length;
    await select('orange cart');
    await press('-');
    await expect.poll(async () => (await marks()).length).toBe(before + 2);
    // drawn as three
    await until(
      () =>
        new Set([...document.querySelectorAll<HTMLElement>('mark.hl-blue')].map((one) => one.dataset['mark']))
          .size >= 3,
    );
    await select('squat orange cart that');
    await press('=');
    await expect.poll(async () => (await marks()).length).toBe(before);
    await press('{Control>}z{/Control}');
    await expect.poll(async () => (await marks()).length).toBe(before + 2);
    await press('{Control>}z{/Control}');
    await expect.poll(async () => (await marks()).length).toBe(before);
  });

  test('get a company in two keys from the selected words, the one named nearest first', async () => {
    await select('Yunqiao Robotics');
    await press('c');
    const sheet = page.getByRole('dialog');
    await expect.element(sheet.getByRole('textbox')).toHaveFocus();
    expect(await accessibilityProblems()).toEqual([]);
    await press('{Enter}');
    await expect.poll(async () => (await marks()).some((mark) => mark.companies.length > 0)).toBe(true);
    await press('{Escape}');
  });

  test('are linked by a picker that searches them, shown on both cards, and the link leads there', async () => {
    const [first, second] = await marks();
    document.querySelector<HTMLElement>(`[data-card="${first!.id}"]`)!.focus();
    await press('l');
    await expect.element(page.getByRole('textbox', { name: /Find the other/ })).toHaveFocus();
    await page.getByRole('radio', { name: 'Contradicts' }).click();
    await page.getByRole('textbox', { name: /Find the other/ }).fill(second!.quote.slice(0, 30));
    expect(await accessibilityProblems()).toEqual([]);
    await press('{Enter}');
    const link = await until(() => document.querySelector(`[data-card="${first!.id}"] .an-link`));
    expect(link.textContent).toContain('Contradicts');
    expect(document.querySelector(`[data-card="${second!.id}"] .an-link`)!.textContent).toContain(
      'Contradicted by',
    );
    link.querySelector<HTMLButtonElement>('.an-jump')!.click();
    await until(() => useReading.getState().active === second!.id);
    await page.getByRole('button', { name: 'Remove this link' }).first().click();
    await until(() => document.querySelector('.an-link') === null);
  });

  test('a note on the whole source is begun by one key and saved once it says something', async () => {
    const before = (await marks()).length;
    document.querySelector<HTMLElement>('#reader-page')!.focus();
    await press('{Shift>}n{/Shift}');
    await until(() => document.activeElement?.classList.contains('note-field'));
    await press('{Escape}');
    expect((await marks()).length).toBe(before);
    await press('{Shift>}n{/Shift}');
    await until(() => document.activeElement?.classList.contains('note-field'));
    await press('**Read** twice{Control>}{Enter}{/Control}');
    await expect.poll(async () => (await marks()).map((mark) => mark.note)).toContain('**Read** twice');
    await until(() =>
      [...document.querySelectorAll('.card .note strong')].some((b) => b.textContent === 'Read'),
    );
  });
});
