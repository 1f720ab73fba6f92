import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useView } from '../../../src/ui/view.ts';
import { WelcomeScreen } from '../../../src/ui/welcome/welcome.tsx';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const show = () =>
  showScreen(
    <WelcomeScreen />,
    { screen: 'welcome' },
    {
      'host.info': () => ({
        shell: 'browser',
        version: '1',
        library: { file: '/home/me/research.dossier', name: 'research.dossier', sample: false },
        firstRun: true,
        offline: true,
      }),
      'host.openSample': () => ({}),
      'settings.set': () => null,
    },
  );

describe('the first screen', () => {
  test('offers dropping, pasting, an address and a sample, without an accessibility problem', async () => {
    show();
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.element(page.getByText('/home/me/research.dossier')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Enter address' }).click();
    expect(useView.getState().capture).toEqual({ address: true, review: true });
  });

  test('opens the sample library in the same window', async () => {
    const asked = show();
    await page.getByRole('button', { name: 'Open sample' }).click();
    await until(() => useView.getState().place.screen === 'library');
    expect(inputsOf(asked, 'host.openSample')).toHaveLength(1);
  });

  test('changes language and theme in a line', async () => {
    const asked = show();
    await page.getByRole('radio', { name: 'Sepia' }).click();
    await until(() => inputsOf(asked, 'settings.set').length === 1);
    expect(inputsOf(asked, 'settings.set')[0]).toEqual({ key: 'theme', value: 'sepia' });
  });
});
