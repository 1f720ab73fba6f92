import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { useView } from '../../../src/ui/view.ts';
import { accessibilityProblems, openWindow, until } from '../window.ts';

const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const options = (): readonly string[] =>
  [...document.querySelectorAll('.pal [role=option] .pi-title')].map((option) => option.textContent);

beforeEach(async () => {
  await openWindow({ screen: 'library', id: 'source-1' });
  await until(() => document.querySelector('.art'));
  document.querySelector<HTMLElement>('#reader-page')!.focus();
  await press('{Control>}k{/Control}');
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
});

describe('the palette', () => {
  test('finds a command by a mistyped name and runs it', async () => {
    await press('>setings');
    await until(() => options()[0] === 'Settings');
    await press('{Enter}');
    await until(() => useView.getState().place.screen === 'settings');
    expect(document.querySelector('.pal')).toBe(null);
  });

  test('finds commands by their Chinese names as well', async () => {
    await userEvent.fill(document.querySelector<HTMLElement>('.pal input')!, '>收件箱');
    await until(() => options().includes('Inbox') && !options().includes('Settings'));
  });

  test('finds companies and sources and opens them', async () => {
    await press('castellan');
    await until(() => options().includes('Castellan Micro'));
    expect(options().some((title) => title.startsWith('Castellan Micro Ramps'))).toBe(true);
    await press('{ArrowDown}{Enter}');
    await until(() => (useView.getState().place as { id?: string }).id === 'source-5');
  });

  test('shows what more can be done with a row and goes back', async () => {
    await press('nordhavn orders');
    await until(() => options().some((title) => title.startsWith('Nordhavn Orders')));
    await press('{Tab}');
    await until(() => options().includes('Move to Trash'));
    await press('{Backspace}');
    await until(() => !options().includes('Move to Trash'));
  });

  test('gives the focus back when it closes', async () => {
    await press('{Escape}');
    await until(() => document.activeElement?.id === 'reader-page');
  });

  test('has no accessibility problems', async () => {
    await press('yun');
    await until(() => options().length > 1);
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('the palette with words selected', () => {
  test('gives the selection back, so that its commands act on it', async () => {
    await press('{Escape}');
    await until(() => document.activeElement?.id === 'reader-page');
    await press('jjs');
    await until(() => document.querySelector('.adder'));
    await press('{Control>}k{/Control}');
    await until(() => document.activeElement?.getAttribute('role') === 'combobox');
    await press('>doubt');
    await until(() => options()[0] === 'Doubt');
    await press('{Enter}');
    await until(() => document.querySelectorAll('.cards .hl-rose.card').length === 2);
  });
});
