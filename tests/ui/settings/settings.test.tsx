import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { setKeyChoices } from '../../../src/ui/commands/bindings.ts';
import { useCommands } from '../../../src/ui/commands/run.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { setLanguage } from '../../../src/ui/messages/index.ts';
import { Outside } from '../../../src/ui/parts/outside.tsx';
import { defaults, startPreferences, usePreferences } from '../../../src/ui/preferences.ts';
import { SettingsScreen } from '../../../src/ui/settings/settings.tsx';
import { ShortcutsSheet } from '../../../src/ui/shortcuts/shortcuts.tsx';
import { useView } from '../../../src/ui/view.ts';
import { inputsOf, showScreen, type Answers, type Question } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

let stored: Record<string, unknown> = {};
const gone: string[] = [];
const NO_COPIES = {
  folder: null as string | null,
  inside: null as string | null,
  count: 0,
  last: null as { at: string; path: string | null; problem: string | null } | null,
};
let copies = NO_COPIES;
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
    copies,
  }),
  'health.copyTo': ({ folder }: { folder: string | null }) => {
    if (folder === '/nowhere') throw new Refusal('not-found', 'There is no folder /nowhere.');
    copies = {
      folder,
      inside: folder && `${folder}/research.dossier.1234abcd.backups`,
      count: 0,
      last: null,
    };
    return copies;
  },
  'briefs.templates': () => [
    {
      id: 'comparison',
      title: { en: 'Comparison', zh: '对比' },
      description: { en: '', zh: '' },
      own: false,
    },
  ],
  'briefs.formats': () => ({
    formats: [],
    styles: [
      { id: 'business', label: 'Numbered notes', labelChinese: '编号注释', kind: 'note', own: false },
      { id: 'apa', label: 'APA', labelChinese: 'APA', kind: 'author-date', own: false },
    ],
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
  copies = NO_COPIES;
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
      'Search',
      'Names',
      'Briefs',
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
    for (const [words, found] of [
      ['pinyin', 'Find Chinese names by pinyin'],
      ['mistyped', 'Find mistyped words'],
      ['mean the same', 'Words that mean the same'],
      ['no names', 'Words that are no names'],
      ['captions', 'Captions from the source'],
      ['days kept', 'Days kept'],
      ['another folder', 'Copies in another folder'],
      ['opening a link', 'Ask before opening a link'],
    ] as const) {
      await userEvent.fill(page.getByRole('textbox', { name: 'Find a setting' }), words);
      await until(() => document.querySelectorAll('.setting').length === 1);
      expect(document.querySelector('.setting')?.textContent).toContain(found);
    }
  });

  test('the search is told what to help with; groups of words are taken over when the field is left', async () => {
    await show();
    await userEvent.click(document.querySelector('input[aria-label="Find mistyped words"]')!, {
      force: true,
    });
    await until(() => stored['search.typos'] === false);
    await userEvent.click(document.querySelector('input[aria-label="Find Chinese names by pinyin"]')!, {
      force: true,
    });
    await until(() => stored['search.pinyin'] === false);
    const groups = page.getByRole('textbox', { name: 'Words that mean the same' });
    await userEvent.fill(groups, 'EV, 电动车\nalone');
    await userEvent.tab();
    await until(() => JSON.stringify(stored['search.synonyms']) === '[["EV","电动车"]]');
    await expect.element(groups).toHaveValue('EV, 电动车');
    await page.getByRole('button', { name: 'Reset Words that mean the same' }).click();
    await until(() => JSON.stringify(stored['search.synonyms']) === '[]');
    await expect.element(groups).toHaveValue('');
    await userEvent.fill(page.getByRole('textbox', { name: 'Words that are no names' }), 'Delta\nTarget');
    await userEvent.tab();
    await until(() => JSON.stringify(stored['names.ignored']) === '["Delta","Target"]');
  });

  test('new briefs and backups are chosen from lists, and a number from elsewhere is among them', async () => {
    stored = { 'backups.daily': 11 };
    await show();
    await until(
      () => document.querySelectorAll('select[aria-label="New briefs begin with"] option').length === 2,
    );
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'New briefs begin with' }),
      'Comparison',
    );
    await until(() => stored['briefs.template'] === 'comparison');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Citation style' }), 'APA');
    await until(() => stored['briefs.style'] === 'apa');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Language of new briefs' }), 'zh-Hans');
    await until(() => stored['briefs.language'] === 'zh-Hans');
    const days = page.getByRole('combobox', { name: 'Days kept' });
    await expect.element(days).toHaveValue('11');
    await userEvent.selectOptions(days, '30');
    await until(() => stored['backups.daily'] === 30);
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Weeks kept' }), '0');
    await until(() => stored['backups.weekly'] === 0);
  });

  test('a folder for copies is taken or refused in words, and why a copy failed is told', async () => {
    await show();
    const path = page.getByRole('textbox', { name: 'Folder for copies' });
    await userEvent.fill(path, '/nowhere');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await expect.element(page.getByText('There is no folder /nowhere.')).toBeVisible();
    await userEvent.fill(path, '/media/disk');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await expect.element(page.getByText(/0 copies in .media.disk/)).toBeVisible();
    copies = { ...copies, last: { at: '2026-11-22T12:40:00Z', path: null, problem: 'There is no folder /media/disk.' } }; // prettier-ignore
    await show();
    await expect.element(page.getByText('There is no folder /media/disk.')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Stop copying' }).click();
    await until(() => copies.folder === null);
  });

  test('every heading and hint is Chinese in the Chinese interface', async () => {
    stored = { language: 'zh-Hans' };
    await show();
    const words = [
      ...document.querySelectorAll('.settings h2, .setting > .grow > .b, .setting > .grow > .t2'),
    ]
      .map((each) => each.textContent)
      .filter((each) => each !== '' && !each.includes('.dossier'));
    expect(words.filter((each) => !/\p{Script=Han}/u.test(each))).toEqual([]);
    setLanguage('en');
  });
});

describe('a link to another site', () => {
  test('shows its whole address first, and is opened only when that is wanted', async () => {
    const opened: unknown[] = [];
    const open = window.open;
    window.open = ((address: string) => opened.push(address)) as never;
    try {
      showScreen(
        <>
          <a href="https://port.example/deal?from=1" target="_blank" rel="noreferrer">
            The deal
          </a>
          <Outside />
        </>,
        { screen: 'settings' },
        answers,
      );
      await startPreferences();
      await page.getByRole('link', { name: 'The deal' }).click();
      await expect.element(page.getByText('https://port.example/deal?from=1')).toBeVisible();
      expect(await accessibilityProblems()).toEqual([]);
      await page.getByRole('button', { name: 'Cancel' }).click();
      expect(opened).toEqual([]);
      await page.getByRole('link', { name: 'The deal' }).click();
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      expect(opened).toEqual(['https://port.example/deal?from=1']);
    } finally {
      window.open = open;
    }
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
