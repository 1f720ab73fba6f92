import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { SourceRow } from '../../../src/library/views.ts';
import { CopiesScreen } from '../../../src/ui/copies/copies.tsx';
import { useView } from '../../../src/ui/view.ts';
import { source } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const row = (id: string, title: string, amber: number): SourceRow => ({
  ...source,
  id,
  title,
  capturedAt: `2026-01-0${id.at(-1)}T00:00:00Z`,
  marks: { amber, green: 0, blue: 0, rose: 0, violet: 0 },
});
const group = {
  id: 's1',
  sources: [
    row('s1', 'Port orders carts', 0),
    row('s2', 'Carts for the port', 3),
    row('s3', 'A port buys', 0),
  ],
};
const show = (groups: readonly (typeof group)[]) =>
  showScreen(
    <CopiesScreen />,
    { screen: 'copies' },
    {
      'duplicates.list': () => groups,
      'duplicates.merge': () => row('s2', 'Carts for the port', 3),
    },
  );

describe('near copies', () => {
  test('proposes to keep the copy most was done with, and merges those that are ticked', async () => {
    const asked = show([group]);
    await expect.element(page.getByRole('radio', { name: 'Keep “Carts for the port”' })).toBeChecked();
    await page.getByRole('checkbox', { name: 'Merge “A port buys” into the kept one' }).click();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Merge 1 copy' }).click();
    await until(() => inputsOf(asked, 'duplicates.merge').length === 1);
    expect(inputsOf(asked, 'duplicates.merge')).toEqual([{ keep: 's2', ids: ['s1'] }]);
  });

  test('another copy can be kept, and each can be opened', async () => {
    const asked = show([group]);
    await page.getByRole('radio', { name: 'Keep “A port buys”' }).click();
    await page.getByRole('button', { name: 'Merge 2 copies' }).click();
    await until(() => inputsOf(asked, 'duplicates.merge').length === 1);
    expect(inputsOf(asked, 'duplicates.merge')).toEqual([{ keep: 's3', ids: ['s1', 's2'] }]);
    await page.getByRole('button', { name: /Port orders carts/ }).click();
    expect(useView.getState().place).toMatchObject({ id: 's1' });
  });

  test('without copies says what would be here', async () => {
    show([]);
    await expect.element(page.getByText('No near copies')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
});
