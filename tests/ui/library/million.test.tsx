import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { SourceRow } from '../../../src/library/views.ts';
import { keptPortions, portion } from '../../../src/ui/library/rows.ts';
import type { Transport } from '../../../src/ui/library.ts';
import { useView } from '../../../src/ui/view.ts';
import { openWindow, until } from '../window.ts';

const COUNT = 1_000_000;
/** How often the list was asked for, and for which rows. */
const asked: number[] = [];

/** The library with a million sources: those it has, again and again, each with its place in its title and id. */
const million = (library: Transport): Transport => ({
  ...library,
  ask: async (noun, verb, input) => {
    if (noun === 'sources' && verb === 'open')
      return library.ask(noun, verb, { id: (input as { id: string }).id.split('/')[0] });
    if (noun !== 'sources' || verb !== 'list') return library.ask(noun, verb, input);
    const { offset = 0, limit = portion } = input as { offset?: number; limit?: number };
    asked.push(offset);
    const answer = await library.ask(noun, verb, { view: 'library', limit: 200 });
    if (!answer.ok) return answer;
    const rows = (answer.value as { sources: readonly SourceRow[] }).sources;
    const sources = Array.from({ length: Math.max(0, Math.min(limit, COUNT - offset)) }, (_, i) => {
      const row = rows[(offset + i) % rows.length]!;
      return { ...row, id: `${row.id}/${offset + i}`, title: `Row ${offset + i + 1}` };
    });
    return { ok: true, value: { total: COUNT, sources } };
  },
});

const list = (): Promise<HTMLElement> => until(() => document.querySelector<HTMLElement>('[role=listbox]'));
const row = (title: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('.lrow.source')].find(
    (each) => each.querySelector('.ti')?.textContent === title,
  );
const scroller = async (): Promise<HTMLElement> => (await list()).firstElementChild as HTMLElement;
const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const openIndex = (): number => Number((useView.getState().place as { id?: string }).id?.split('/')[1]) + 1;

beforeEach(async () => {
  asked.length = 0;
  await openWindow({ screen: 'library' }, {}, million);
  await until(() => row('Row 1'));
  (await list()).focus();
});

describe('a list of a million sources', () => {
  test('says how many there are and draws only those in view', async () => {
    expect(document.querySelectorAll('.lrow').length).toBeLessThan(60);
    expect(row('Row 1')!.getAttribute('aria-setsize')).toBe(String(COUNT));
    // higher than this no browser makes a box; the rows behind it could not be reached
    expect((await scroller()).scrollHeight).toBeLessThan(33_000_000);
  });

  test('End goes to the very last row and opens it, Home back to the first', async () => {
    await press('{End}');
    await until(() => row(`Row ${COUNT}`));
    await until(() => openIndex() === COUNT);
    expect(row(`Row ${COUNT}`)!.getAttribute('aria-posinset')).toBe(String(COUNT));
    await press('k');
    await until(() => openIndex() === COUNT - 1);
    await press('{Home}');
    await until(() => openIndex() === 1);
  });

  test('the rail goes anywhere by key, by mouse, and says where the view is', async () => {
    const rail = document.querySelector<HTMLElement>('[role=slider][aria-orientation=vertical]')!;
    const { left, top, width, height } = rail.getBoundingClientRect();
    const at = (type: string, share: number): boolean =>
      rail.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          clientX: left + width / 2,
          clientY: top + height * share,
        }),
      );
    rail.setPointerCapture = (): void => undefined;
    at('pointerdown', 0.5);
    await until(() => row('Row 500001'));
    await until(() => Math.abs(Number(rail.getAttribute('aria-valuenow')) - 500_000) < 20);
    expect(rail.getAttribute('aria-valuetext')).toMatch(/^row 500,0\d\d of 1,000,000$/);
    rail.focus();
    await press('{End}');
    await until(() => row(`Row ${COUNT}`));
  });

  test('scrolling on over the end of a chapter goes on with the next row', async () => {
    // to a place shortly before the chapter ends, then on as the wheel does
    (await scroller()).scrollTop = 97_900 * 92;
    const before = await until(() => document.querySelector<HTMLElement>('.lrow.source'));
    const first = Number(before.getAttribute('aria-posinset'));
    const seen: number[] = [];
    // the row at the top of the view, once it has been read
    const top = (): number | null => {
      const { left, top } = document.querySelector('[role=listbox]')!.getBoundingClientRect();
      const at = document.elementFromPoint(left + 40, top + 50)?.closest('.lrow');
      return Number(at?.getAttribute('aria-posinset') ?? 0) || null;
    };
    for (let i = 0; i < 60; i++) {
      (await scroller()).scrollTop += 300;
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(await until(top));
    }
    expect(seen.at(-1)!).toBeGreaterThan(first + 100);
    const steps = seen.slice(1).map((position, i) => position - seen[i]!);
    expect(Math.min(...steps), `never back: ${seen.join(' ')}`).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps), 'never a leap').toBeLessThan(60);
  });

  test('a list that is dragged through asks for where it stops, and keeps no more than it needs', async () => {
    for (let i = 1; i <= 40; i++) {
      (await scroller()).scrollTop = i * 150_000;
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    await until(() => [...document.querySelectorAll('.lrow.source')].length > 3);
    expect(asked.length).toBeLessThan(60);
    expect(keptPortions * portion).toBeLessThan(COUNT / 100);
  });

  test('a key held down opens one source after the other', async () => {
    for (let i = 0; i < 15; i++) await press('j');
    await until(() => openIndex() === 16);
    expect(document.querySelectorAll('.lrow').length).toBeLessThan(60);
  });
});
