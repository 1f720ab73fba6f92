import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { BlockNode, BriefCheck, ShownBrief } from '../../../src/core/brief.ts';
import { BriefScreen } from '../../../src/ui/brief/brief.tsx';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { until } from '../window.ts';

const at = '2026-03-11T08:00:00.000Z';
const line = (text: string): BlockNode => ({
  type: 'paragraph',
  ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
});
const COUNT = 200;
const lines = Array.from({ length: COUNT }, (_, i) => line(`Line ${i}.`));
const nothing: BriefCheck = {
  claims: [],
  traced: 0,
  broken: 0,
  stale: [],
  conflicts: [],
  changed: [],
  gaps: [],
  trashed: [],
};

interface Save {
  readonly body?: { readonly content: readonly BlockNode[] };
  readonly change?: {
    readonly since: string;
    readonly from: number;
    readonly removed: number;
    readonly count: number;
    readonly blocks: readonly BlockNode[];
  };
}

/** The screen of a brief of these blocks over a library that keeps what is saved, as the real one does. */
function show(content: readonly BlockNode[] = lines, more: Record<string, (input: never) => unknown> = {}) {
  const held = { content, saves: 0, at };
  const brief = (): ShownBrief => ({
    id: 'b1',
    title: 'A long one',
    body: { type: 'doc', content: held.content },
    style: 'business',
    language: 'en',
    frozen: null,
    createdAt: at,
    updatedAt: held.at,
  });
  const asked = showScreen(
    <BriefScreen id="b1" />,
    { screen: 'brief', id: 'b1' },
    {
      'briefs.open': () => ({
        brief: brief(),
        evidence: [],
        evidenceMark: 'm',
        check: { ...nothing, count: 0 },
      }),
      'briefs.get': brief,
      'briefs.save': ({ body, change }: Save) => {
        if (change && (change.since !== held.at || change.count !== held.content.length)) return null;
        held.saves += 1;
        held.at = `2026-03-11T08:00:${String(held.saves).padStart(2, '0')}.000Z`;
        held.content = change
          ? [
              ...held.content.slice(0, change.from),
              ...change.blocks,
              ...held.content.slice(change.from + change.removed),
            ]
          : (body?.content ?? held.content);
        return { updatedAt: held.at };
      },
      'briefs.formats': () => ({ formats: [], styles: [] }),
      'briefs.preview': () => ({ text: '# A long one', token: 'none' }),
      ...more,
    },
  );
  return { asked, held };
}

const paragraphs = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.br-text p')];
const words = (): string[] => paragraphs().map((one) => one.textContent);
/** Until every stretch is drawn. */
const all = async () =>
  until(
    () =>
      document.querySelector('.br-stretch') !== null && document.querySelector('.br-stretch.waits') === null,
  );
const kept = (content: readonly BlockNode[]): string[] =>
  content.map((block) =>
    block.type === 'paragraph'
      ? (block.content ?? []).map((one) => (one.type === 'text' ? one.text : '')).join('')
      : block.type,
  );
/** The editor hears of a new selection a moment later. */
const heard = async () => new Promise((done) => setTimeout(done, 50));
/** Puts the caret into the paragraph with this number. */
async function caret(number: number, end: boolean): Promise<void> {
  const range = document.createRange();
  range.selectNodeContents(paragraphs()[number]!);
  range.collapse(!end);
  paragraphs()[number]!.scrollIntoView({ block: 'center' });
  document.querySelector<HTMLElement>('.br-text')!.focus({ preventScroll: true });
  getSelection()!.removeAllRanges();
  getSelection()!.addRange(range);
  await heard();
}
/** The first paragraph of the second stretch. */
const border = (): number => document.querySelectorAll('.br-stretch')[0]!.children.length;

describe('a long brief', () => {
  test('shows its first page at once and the rest soon, whole and in order', async () => {
    show();
    await expect.element(page.getByText('Line 0.', { exact: true })).toBeVisible();
    await all();
    expect(words()).toEqual(lines.map((_, i) => `Line ${i}.`));
    expect(document.querySelectorAll('.br-stretch').length).toBeGreaterThan(4);
  });

  test('saves only the paragraphs that changed, and the same text comes of it', async () => {
    const { asked, held } = show();
    await all();
    await caret(100, true);
    await userEvent.keyboard(' More.');
    await until(() => held.saves === 1);
    await caret(150, true);
    await userEvent.keyboard('{Enter}New line.');
    await until(() => held.saves === 2);
    const saves = inputsOf(asked, 'briefs.save') as unknown as readonly Save[];
    expect(saves.map(({ body }) => body)).toEqual([undefined, undefined]);
    // Enter makes two paragraphs of one
    expect(saves.map(({ change }) => change?.blocks.length)).toEqual([1, 2]);
    expect(kept(held.content)).toEqual(words());
    expect(kept(held.content)[100]).toBe('Line 100. More.');
    expect(kept(held.content)[151]).toBe('New line.');
  });

  test('keeps typing whole when somebody else changed the text meanwhile', async () => {
    const { asked, held } = show();
    await all();
    held.at = '2026-03-11T09:00:00.000Z';
    held.content = [...lines, line('Theirs.')];
    await caret(5, true);
    await userEvent.keyboard(' Mine.');
    await until(() => held.saves === 1);
    const last = (inputsOf(asked, 'briefs.save') as unknown as readonly Save[]).at(-1)!;
    expect(kept(last.body!.content)).toEqual(words());
    expect(words()[5]).toBe('Line 5. Mine.');
  });

  test('has no borders: Backspace, Delete, Enter, lists and undo work across its stretches', async () => {
    const { held } = show();
    await all();
    const first = border();
    expect(first).toBeLessThan(COUNT / 2);
    await caret(first, false);
    await userEvent.keyboard('{Backspace}');
    expect(words()[first - 1]).toBe(`Line ${first - 1}.Line ${first}.`);
    expect(words()).toHaveLength(COUNT - 1);
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(words()).toEqual(lines.map((_, i) => `Line ${i}.`));

    const second = border() - 1;
    await caret(second, true);
    await userEvent.keyboard('{Delete}');
    expect(words()[second]).toBe(`Line ${second}.Line ${second + 1}.`);
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(words()).toEqual(lines.map((_, i) => `Line ${i}.`));

    await caret(10, true);
    await userEvent.keyboard('{Enter}{Enter}{Enter}x');
    expect(words().slice(10, 15)).toEqual(['Line 10.', '', '', 'x', 'Line 11.']);

    const last = border();
    const range = document.createRange();
    range.setStart(paragraphs()[last - 2]!.firstChild!, 1);
    range.setEnd(paragraphs()[last + 1]!.firstChild!, 2);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    await heard();
    await userEvent.keyboard('{Control>}{Shift>}8{/Shift}{/Control}');
    expect(document.querySelectorAll('.br-text ul')).toHaveLength(1);
    expect(document.querySelectorAll('.br-text ul > li')).toHaveLength(4);
    await until(() => held.saves > 0 && held.content.some((block) => block.type === 'bulletList'));
    expect(held.content.some((block) => (block.type as string) === 'stretch')).toBe(false);
  });

  test('takes out what is selected over many stretches, and brings it back', async () => {
    const { held } = show();
    await all();
    const range = document.createRange();
    range.setStart(paragraphs()[3]!.firstChild!, 5);
    range.setEnd(paragraphs()[180]!.firstChild!, 5);
    document.querySelector<HTMLElement>('.br-text')!.focus({ preventScroll: true });
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    await heard();
    await userEvent.keyboard('Z');
    const left = [0, 1, 2].map((i) => `Line ${i}.`);
    expect(words().slice(0, 5)).toEqual([...left, 'Line Z180.', 'Line 181.']);
    await until(() => held.saves === 1);
    expect(kept(held.content)).toEqual(words());
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(words()).toEqual(lines.map((_, i) => `Line ${i}.`));
    await until(() => held.saves === 2);
    expect(kept(held.content)).toEqual(lines.map((_, i) => `Line ${i}.`));
  });

  test('copies over a border what a brief knows, and nothing else', async () => {
    show();
    await all();
    const last = border();
    await caret(last - 1, false);
    const range = document.createRange();
    range.setStart(paragraphs()[last - 1]!.firstChild!, 0);
    range.setEnd(paragraphs()[last + 1]!.firstChild!, 4);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    await heard();
    const data = new DataTransfer();
    document
      .querySelector('.br-text')!
      .dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
    expect(data.getData('text/html')).toContain(`Line ${last}.`);
    expect(data.getData('text/html')).not.toContain('br-stretch');
    await caret(0, true);
    await heard();
    document
      .querySelector('.br-text')!
      .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    expect(words().slice(0, 4)).toEqual([`Line 0.Line ${last - 1}.`, `Line ${last}.`, 'Line', 'Line 1.']);
  });
});
