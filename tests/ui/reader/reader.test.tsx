import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { library } from '../../../src/ui/library.ts';
import { rangeAt, selected } from '../../../src/ui/reader/offsets.ts';
import { useView } from '../../../src/ui/view.ts';
import { accessibilityProblems, openWindow, until } from '../window.ts';

const article = (): Promise<HTMLElement> => until(() => document.querySelector<HTMLElement>('.art'));
const page = (): HTMLElement => document.querySelector<HTMLElement>('#reader-page')!;
const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const annotations = async () => (await library.sources.open({ id: 'source-1' })).annotations;

beforeEach(async () => {
  await openWindow({ screen: 'library', id: 'source-1' });
  await article();
});

describe('the reader', () => {
  test('draws every mark on exactly its words', async () => {
    const root = await article();
    for (const mark of await annotations()) {
      const words = [...root.querySelectorAll(`[data-mark="${mark.id}"] [data-o]`)]
        .map((leaf) => leaf.textContent)
        .join('');
      expect(words).toBe(mark.quote);
    }
  });

  test('finds the same offsets again from what was selected on the page', async () => {
    const root = await article();
    const { version, annotations: marks } = await library.sources.open({ id: 'source-1' });
    for (const mark of marks) {
      const range = rangeAt(root, mark.start!, mark.end!)!;
      const selection = document.getSelection()!;
      selection.removeAllRanges();
      selection.addRange(range);
      expect(selected(root, selection, version.text)).toEqual({ start: mark.start, end: mark.end });
      expect(selection.toString().replace(/\s+/g, ' ')).toContain(mark.quote.slice(0, 10));
    }
    document.getSelection()!.removeAllRanges();
  });

  test('marks a sentence by keyboard, and undo and redo follow', async () => {
    const before = (await annotations()).length;
    page().focus();
    await press('jjs');
    await until(() => document.querySelector('.adder'));
    await press('2');
    await until(() => document.querySelectorAll('.cards .card').length === before + 1);
    const made = (await annotations()).find((mark) => mark.id.startsWith('mark-new'))!;
    expect(made.quote).toBe(
      'For most of its first decade Yunqiao Robotics (云樵机器人) sold one thing: a squat orange cart that carried shelves to people.',
    );
    expect(made.colour).toBe('green');
    await press('{Control>}z{/Control}');
    await until(() => document.querySelectorAll('.cards .card').length === before);
    await press('{Control>}{Shift>}z{/Shift}{/Control}');
    await until(() => document.querySelectorAll('.cards .card').length === before + 1);
  });

  test('draws only the marked paragraph again', async () => {
    const root = await article();
    const before = (await annotations()).length;
    page().focus();
    await press('jjj');
    const touched = new Set<string>();
    const observer = new MutationObserver((changes) => {
      for (const { target, type } of changes) {
        const block = (target as Element).parentElement?.closest<HTMLElement>('[data-block]');
        if (type === 'childList' && block) touched.add(block.dataset['block']!);
      }
    });
    observer.observe(root, { subtree: true, childList: true });
    await press('3');
    await until(() => document.querySelectorAll('.cards .card').length === before + 1);
    observer.disconnect();
    expect(touched.size).toBe(1);
  });

  test('takes a mark away when its own colour is pressed again', async () => {
    const before = (await annotations()).length;
    page().focus();
    await press('jj3');
    await until(() => document.querySelectorAll('.cards .card').length === before + 1);
    await press('3');
    await until(() => document.querySelectorAll('.cards .card').length === before);
  });

  test('writes a note and returns to the page', async () => {
    page().focus();
    await press('jjn');
    const field = await until(() => document.querySelector<HTMLTextAreaElement>('.note-field'));
    await until(() => document.activeElement === field);
    await press('Worth a call 1 2 3');
    await press('{Control>}{Enter}{/Control}');
    await until(() => document.querySelector('.note-field') === null);
    const made = (await annotations()).find((mark) => mark.id.startsWith('mark-new'))!;
    expect(made.note).toBe('Worth a call 1 2 3');
    expect(document.activeElement).toBe(page());
  });

  test('keeps single letters inside a text field', async () => {
    const before = (await annotations()).length;
    const field = document.querySelector<HTMLInputElement>('.inspector-filter input')!;
    field.focus();
    await press('h1e');
    expect(field.value).toBe('h1e');
    expect((await annotations()).length).toBe(before);
  });

  test('shows what cleaning left out, with the rule, and puts it back', async () => {
    document.querySelector<HTMLButtonElement>('.cleaned .text-button')!.click();
    const hidden = await until(() => document.querySelector('.hidden-block'));
    expect(hidden.textContent).toContain('Share bar');
    hidden.querySelector('button')!.click();
    await until(() =>
      [...document.querySelectorAll('.art .blk')].some((block) => block.textContent === 'Share this story'),
    );
    const first = (await annotations())[0]!;
    const words = [...document.querySelectorAll(`[data-mark="${first.id}"] [data-o]`)]
      .map((leaf) => leaf.textContent)
      .join('');
    expect(words.length).toBe(first.quote.length);
  });

  test('finds words and counts them', async () => {
    page().focus();
    await press('{Control>}f{/Control}');
    const field = await until(() => document.querySelector<HTMLInputElement>('.findbar input'));
    await userEvent.fill(field, 'qinghe');
    await until(() => document.querySelector('.findbar')!.textContent.includes('1 of 2'));
    expect(CSS.highlights.get('hit')!.size).toBe(2);
    await press('{Escape}');
    await until(() => document.querySelector('.findbar') === null);
    expect(CSS.highlights.has('hit')).toBe(false);
  });

  test('steps through the marks and lights up their cards', async () => {
    page().focus();
    await press('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
    await until(() => document.querySelector('[data-card="mark-1-2"].on'));
  });

  test('has no accessibility problems in any theme', async () => {
    for (const theme of ['light', 'sepia', 'dark']) {
      await openWindow({ screen: 'library', id: 'source-1' }, { theme });
      await article();
      await until(() => document.querySelector('.lrow'));
      expect(await accessibilityProblems()).toEqual([]);
    }
  });

  test('has none in Chinese either, with a Chinese article', async () => {
    await openWindow({ screen: 'library', id: 'source-2' }, { language: 'zh-Hans' });
    await until(() => document.querySelector('.art[lang="zh-Hans"]'));
    expect(document.documentElement.lang).toBe('zh-Hans');
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('the place in a source', () => {
  test('is remembered when another source is opened, also while hidden blocks are shown', async () => {
    document.querySelector<HTMLButtonElement>('.cleaned .text-button')!.click();
    await until(() => document.querySelector('.hidden-block'));
    page().scrollTop = 500;
    await new Promise((resolve) => setTimeout(resolve, 100));
    useView.setState({ place: { screen: 'library', id: 'source-2' } });
    await until(() => document.querySelector('.art')?.getAttribute('lang') === 'zh-Hans');
    useView.setState({ place: { screen: 'library', id: 'source-1' } });
    await until(() => document.querySelector('.art')?.getAttribute('lang') === 'en');
    await until(() => page().scrollTop > 200);
  });
});
