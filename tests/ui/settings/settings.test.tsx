import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { setKeyChoices } from '../../../src/ui/commands/bindings.ts';
import { useCommands } from '../../../src/ui/commands/run.ts';
import { defaults, startPreferences, usePreferences } from '../../../src/ui/preferences.ts';
import { SettingsScreen } from '../../../src/ui/settings/settings.tsx';
import { ShortcutsSheet } from '../../../src/ui/shortcuts/shortcuts.tsx';
import { useView } from '../../../src/ui/view.ts';
import { inputsOf, showScreen, type Answers, type Question } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

let stored: Record<string, unknown> = {};
const gone: string[] = [];
const answers: Answers = {
  'host.info': () => ({ version: '0.1.0', library: { file: '/home/reader/research.dossier' } }),
  'settings.all': () => stored,
  'settings.set': ({ key, value }: { key: string; value: unknown }) => {
    stored = { ...stored, [key]: value };
    return null;
  },
  'settings.import': () => ({ taken: 2 }),
  'health.status': () => ({
    file: '/home/reader/research.dossier',
    size: 1,
    sources: 3,
    annotations: 0,
    notices: [],
    lastBackup: '2026-11-22T12:40:00Z',
    backups: [{ path: 'a', at: '2026-11-22T12:40:00Z', size: 1, ok: true }],
  }),
  'siteRules.list': () => [
    { id: 'r', host: 'port.example', pattern: 'words:subscribe now', action: 'remove', createdAt: '' },
  ],
  'siteRules.remove': ({ ids }: { ids: string[] }) => {
    gone.push(...ids);
    return null;
  },
  'inbox.status': () => ({ folder: null, watching: false, problem: null, files: [] }),
  'search.recent': () => [{ query: 'port deal', at: '', times: 1 }],
  'search.forget': () => null,
  'requests.list': () => ({ total: 0, requests: [] }),
};

/** Two commands whose runs are counted, and a text field beside them. */
function Bench({ ran }: { readonly ran: string[] }) {
  useCommands({
    'go.inbox': () => ran.push('inbox'),
    'go.trash': () => ran.push('trash'),
    next: () => ran.push('next'),
  });
  return <input aria-label="Words" />;
}

const show = async (ran: string[] = []): Promise<readonly Question[]> => {
  const asked = showScreen(
    <>
      <SettingsScreen />
      <Bench ran={ran} />
    </>,
    { screen: 'settings' },
    answers,
  );
  await startPreferences();
  await until(() => document.querySelector('.key-table'));
  return asked;
};

afterEach(() => {
  stored = {};
  usePreferences.setState(defaults);
  setKeyChoices({});
});

describe('the settings', () => {
  test('show every part, are found by typing, and have no accessibility problems', async () => {
    await show();
    for (const name of [
      'General',
      'Appearance',
      'Reading',
      'Highlights',
      'Capture',
      'Keys',
      'Backups',
      'Privacy',
    ])
      await expect.element(page.getByRole('region', { name, exact: true })).toBeInTheDocument();
    await until(() => document.body.textContent.includes('research.dossier.backups'));
    await until(() => document.body.textContent.includes('port.example'));
    expect(await accessibilityProblems()).toEqual([]);
    await userEvent.fill(page.getByRole('textbox', { name: 'Find a setting' }), 'network');
    await until(() => document.querySelectorAll('.setting').length === 1);
    expect(document.querySelector('.setting')?.textContent).toContain('Use the network');
  });

  test('a rule of a site is forgotten, and so are the last searches', async () => {
    const asked = await show();
    await page.getByRole('button', { name: 'Forget this rule for port.example' }).click();
    await until(() => gone.includes('r'));
    await page.getByRole('button', { name: 'Forget 1' }).click();
    await until(() => inputsOf(asked, 'search.forget').length === 1);
  });
});

describe('changing a key', () => {
  const record = async (name: RegExp): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await until(() => document.activeElement?.classList.contains('key-record'));
  };

  test('by pressing another one: it acts at once, is stored, and can be reset', async () => {
    const ran: string[] = [];
    await show(ran);
    await record(/^Inbox: change Ctrl 1$/);
    await userEvent.keyboard('{Control>}j{/Control}{Enter}');
    await until(() => JSON.stringify(stored['keys']) === '{"go.inbox":["Mod+J","G I"]}');
    await expect.element(page.getByRole('button', { name: 'Inbox: change Ctrl J' })).toBeVisible();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Control>}j{/Control}');
    expect(ran).toEqual(['inbox']);
    await userEvent.keyboard('{Control>}1{/Control}');
    expect(ran).toEqual(['inbox']);
    await page.getByRole('button', { name: 'Reset Inbox' }).first().click();
    await until(() => JSON.stringify(stored['keys']) === '{}');
  });

  test('a key that means something else is told and only taken when asked', async () => {
    await show();
    await record(/^Trash: give it a key$/);
    await userEvent.keyboard('{Control>}1{/Control}');
    await expect.element(page.getByText('These keys mean Inbox now.')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Take them' }).click();
    await until(() => JSON.stringify(stored['keys']) === '{"go.inbox":["","G I"],"go.trash":["Mod+1"]}');
    await page.getByRole('button', { name: 'Reset all keys' }).click();
    await until(() => JSON.stringify(stored['keys']) === '{}');
  });

  test('keys of the system are refused in words, and Esc leaves without a change', async () => {
    await show();
    await record(/^Inbox: change Ctrl 1$/);
    await userEvent.keyboard('{Control>}{Alt>}e{/Alt}{/Control}');
    await expect.element(page.getByText('The system needs these keys.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await until(() => document.querySelector('.key-record') === null);
    expect(stored['keys']).toBeUndefined();
  });

  test('a chord is two letters, one after the other', async () => {
    await show();
    await record(/^Inbox: change G I$/);
    await userEvent.keyboard('gx');
    await expect
      .element(page.getByRole('textbox', { name: /Press the keys for Inbox/ }))
      .toHaveTextContent('GX');
    await userEvent.keyboard('{Enter}');
    await until(() => JSON.stringify(stored['keys']) === '{"go.inbox":["Mod+1","G X"]}');
  });
});

describe('single letters', () => {
  test('never fire in text fields nor while an input method composes, whatever keys were chosen', async () => {
    const ran: string[] = [];
    stored = { keys: { 'go.trash': ['Z'], 'go.inbox': ['Backspace', 'G I'] } };
    await show(ran);
    const field = document.querySelector<HTMLInputElement>('input[aria-label=Words]')!;
    field.focus();
    await userEvent.keyboard('zjz{Backspace}gi');
    expect([field.value, ran]).toEqual(['zjgi', []]);
    field.blur();
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', bubbles: true, isComposing: true }),
    );
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Process', code: 'KeyZ', keyCode: 229, bubbles: true }),
    );
    expect(ran).toEqual([]);
    await userEvent.keyboard('zj{Backspace}');
    expect(ran).toEqual(['trash', 'next', 'inbox']);
  });
});

describe('the sheet of shortcuts', () => {
  test('follows the keys that were chosen and leads to where they are changed', async () => {
    stored = { keys: { 'go.inbox': ['Mod+J', 'G I'] } };
    useView.setState({ shortcuts: true });
    showScreen(<ShortcutsSheet />, { screen: 'library' }, answers);
    await startPreferences();
    await until(() => document.querySelector('.key-columns'));
    const line = [...document.querySelectorAll('.key-columns dl > div')].find((one) => one.textContent.startsWith('Inbox')); // prettier-ignore
    expect([...document.querySelectorAll('.key-columns dl > div')].map((one) => one.textContent)).toContain(
      'InboxCtrlJ',
    );
    expect(line).toBeDefined();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Change keys…' }).click();
    expect(useView.getState().place).toEqual({ screen: 'settings', section: 'keys' });
  });
});
