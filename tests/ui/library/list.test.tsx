import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { library } from '../../../src/ui/library.ts';
import { useView } from '../../../src/ui/view.ts';
import { openWindow, until } from '../window.ts';

const list = (): Promise<HTMLElement> => until(() => document.querySelector<HTMLElement>('[role=listbox]'));
const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const openId = (): string | undefined => (useView.getState().place as { id?: string }).id;

beforeEach(async () => {
  await openWindow({ screen: 'library' });
  await until(() => document.querySelector('.lrow.source'));
  (await list()).focus();
});

describe('the list of sources', () => {
  test('draws only the rows in view and tells how many there are', async () => {
    const rows = document.querySelectorAll('.lrow.source');
    expect(rows.length).toBeLessThan(60);
    expect(rows[0]!.getAttribute('aria-setsize')).toBe('211');
    expect((await list()).getAttribute('aria-label')).toBe('211 sources');
  });

  test('opens the next source with J and goes into it with Enter', async () => {
    await until(() => openId() === 'source-1');
    await press('j');
    await until(() => openId() === 'source-2');
    await press('{Enter}');
    await until(() => document.activeElement?.id === 'reader-page');
  });

  test('ticks rows with X and moves them to Trash in one step that can be undone', async () => {
    await press('xjx');
    await until(() => document.querySelector('.selbar')?.textContent.includes('2 selected'));
    await press('{Delete}');
    await until(() => document.querySelector('[role=listbox]')?.getAttribute('aria-label') === '209 sources');
    await press('{Control>}z{/Control}');
    await until(() => document.querySelector('[role=listbox]')?.getAttribute('aria-label') === '211 sources');
  });

  test('marks a source as done and goes on to the next', async () => {
    await openWindow({ screen: 'inbox' });
    await until(() => openId() === 'source-3');
    (await list()).focus();
    await press('e');
    await until(() => openId() === 'source-5');
    expect((await library.sources.counts()).inbox).toBe(1);
  });

  test('rows tell what the reader wants to see, close together or not', async () => {
    const tall = document.querySelector('.lrow.source')!.getBoundingClientRect().height;
    await page.getByRole('button', { name: 'What rows show' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Companies' }).click();
    await until(() => document.querySelector('.lrow .chip.company, .lrow .chip.co') === null);
    await page.getByRole('button', { name: 'What rows show' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Compact' }).click();
    await until(() => document.querySelector('.lrow.source')!.getBoundingClientRect().height < tall - 10);
  });

  test('narrows to a tag from the sidebar', async () => {
    [...document.querySelectorAll<HTMLElement>('.side .item')]
      .find((item) => item.textContent.includes('margins'))!
      .click();
    await until(() => document.querySelector('.list h1')?.textContent === 'margins');
    await until(() => document.querySelector('[role=listbox]')?.getAttribute('aria-label') === '1 source');
  });
});
