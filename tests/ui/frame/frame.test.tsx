import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { library } from '../../../src/ui/library.ts';
import { layoutFor } from '../../../src/ui/frame/layout.ts';
import { usePreferences } from '../../../src/ui/preferences.ts';
import { useView } from '../../../src/ui/view.ts';
import { accessibilityProblems, openWindow, until } from '../window.ts';

const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const screen = (): string => useView.getState().place.screen;

beforeEach(async () => {
  await page.viewport(1440, 900);
  await openWindow({ screen: 'library', id: 'source-1' });
  await until(() => document.querySelector('.art'));
});

describe('the window', () => {
  test('has the four layouts of the design', () => {
    expect([1440, 1201, 1200, 1121, 1120, 861, 860, 800].map(layoutFor)).toEqual([
      'wide',
      'wide',
      'overlay',
      'overlay',
      'rail',
      'rail',
      'single',
      'single',
    ]);
  });

  test('goes to places by chords and comes back', async () => {
    document.body.focus();
    await press('gi');
    expect(screen()).toBe('inbox');
    await press('{Control>}2{/Control}');
    expect(screen()).toBe('library');
    await press('{Alt>}{ArrowLeft}{/Alt}');
    expect(screen()).toBe('inbox');
  });

  test('moves through the regions with F6, beginning at the reader', async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    const region = (): string | undefined =>
      document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'];
    await press('{F6}');
    expect(region()).toBe('reader');
    await press('{F6}');
    expect(region()).toBe('inspector');
    await press('{F6}{F6}');
    expect(region()).toBe('list');
    await press('{Shift>}{F6}{/Shift}');
    expect(region()).toBe('navigation');
  });

  test('names the step it undid', async () => {
    await library.sources.setStarred({ ids: ['source-1'], starred: true });
    await press('{Control>}z{/Control}');
    await until(() =>
      document.querySelector('.toast')?.textContent.includes('Undone: Changed the star of 1 source'),
    );
  });

  test('steps out one thing at a time with Escape', async () => {
    document.querySelector<HTMLElement>('#reader-page')!.focus();
    await press('{F9}');
    await until(() => document.querySelector('.list') === null);
    await press('{Escape}');
    await until(() => document.querySelector('.list'));
    await press('{Escape}');
    await until(() => document.activeElement?.getAttribute('role') === 'listbox');
  });

  test('fits a small window, one pane at a time, without sideways scrolling', async () => {
    await page.viewport(800, 560);
    await until(() => document.querySelector('[data-layout=single]'));
    expect(document.querySelector('.list')).toBe(null);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(800);
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('treats twice the text size as half the width', async () => {
    await library.settings.set({ key: 'zoom', value: 200 });
    await until(() => document.querySelector('[data-layout=single]'));
    usePreferences.setState({ zoom: 100 });
  });

  test('changes its language at once', async () => {
    await library.settings.set({ key: 'language', value: 'zh-Hans' });
    await until(() => document.querySelector('.side')?.textContent.includes('收件箱'));
    expect(document.documentElement.lang).toBe('zh-Hans');
  });

  test('single keys can be switched off', async () => {
    await library.settings.set({ key: 'singleKeys', value: false });
    await until(() => !usePreferences.getState().singleKeys);
    document.querySelector<HTMLElement>('#reader-page')!.focus();
    await press('gi');
    expect(screen()).toBe('library');
  });

  test('settings and shortcuts have no accessibility problems', async () => {
    await press('{Control>},{/Control}');
    await until(() => document.querySelector('.settings .setting'));
    expect(await accessibilityProblems()).toEqual([]);
    await press('?');
    await until(() => document.querySelector('.key-columns dt'));
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('controls', () => {
  test('keep Enter and Space for themselves', async () => {
    document.querySelector<HTMLElement>('.list .btn')!.focus();
    await press('{Enter}');
    await until(() => document.querySelector('.menu'));
    await press('{Escape}');
    await until(() => document.querySelector('.menu') === null);
    document.querySelector<HTMLElement>('.rtool [aria-label="Focus mode"]')!.focus();
    await press(' ');
    await until(() => useView.getState().focusMode);
  });
});
