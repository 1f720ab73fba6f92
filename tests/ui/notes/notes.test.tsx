import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { writeLink } from '../../../src/core/note/links.ts';
import { NoteScreen } from '../../../src/ui/notes/note-screen.tsx';
import { NoteText, ticked } from '../../../src/ui/notes/note-text.tsx';
import { NotesScreen } from '../../../src/ui/notes/notes-screen.tsx';
import { useView } from '../../../src/ui/view.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const at = '2026-03-11T08:00:00.000Z';
const text = `# Ports\n\nAsk ${writeLink('company', 'c1', '云樵 Robotics')} and [the paper](https://paper.example/).\n\n- [ ] Who pays?\n- [x] Since when\n`;
const note = {
  id: 'n1',
  companyId: 'c1',
  sourceId: null,
  title: 'Ports',
  text,
  createdAt: at,
  updatedAt: at,
  tags: ['ports'],
  companyName: 'Yunqiao Robotics',
  sourceTitle: null,
};
const offers = [
  { kind: 'company', id: 'c1', title: 'Yunqiao Robotics', detail: '云樵' },
  { kind: 'source', id: 's1', title: 'A plant in Gdansk', detail: 'Harbour Business Review' },
];
const answers = {
  'notes.list': () => [note],
  'notes.open': () => ({
    note,
    links: [{ kind: 'company', id: 'c1', title: 'Yunqiao Robotics' }],
    backlinks: [],
  }),
  'notes.templates': () => [],
  'notes.targets': ({ text: words }: { text: string }) =>
    offers.filter(({ title }) => title.toLowerCase().includes(words.toLowerCase())),
  'notes.backlinks': () => [
    { noteId: 'n2', title: 'Second', kind: 'note', targetId: 'n1', line: 'see Ports' },
  ],
  'notes.edit': (given: object) => ({ ...note, ...given }),
  'notes.add': (given: object) => ({ ...note, id: 'n9', ...given }),
  'notes.history': () => [{ changeId: 7, at, words: 2, text: 'An older text' }],
  'notes.revert': () => note,
  'companies.get': () => ({}),
  'tags.list': () => [],
};

/** The editable element of the editor, inside its shadow root. */
const editor = () =>
  until(() => document.querySelector('.nt-field')?.shadowRoot?.querySelector<HTMLElement>('.cm-content'));

describe('a note on the whole screen', () => {
  const open = () =>
    showScreen(<NoteScreen place={{ screen: 'note', id: 'n1' }} />, { screen: 'note', id: 'n1' }, answers);

  test('shows its Markdown with links as chips, and has no accessibility problem', async () => {
    open();
    const content = await editor();
    await until(() => content.querySelector('.nt-chip'));
    expect(content.querySelector('.nt-chip')?.textContent).toBe('云樵 Robotics');
    expect(content.textContent).not.toContain('[[');
    expect(content.getAttribute('aria-label')).toBe('Note, in Markdown');
    await expect.element(page.getByRole('button', { name: /Second/ })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('offers things to link to after @ and [[, and saves the link as readable Markdown', async () => {
    const asked = open();
    const content = await editor();
    content.focus();
    await userEvent.keyboard('{Control>}{End}{/Control} @yunq');
    const root = document.querySelector('.nt-field')!.shadowRoot!;
    await until(() => root.querySelector('[role=option][aria-selected]'));
    // the list takes no key until it has stood for a moment, so that a fast typist does not choose by accident
    await new Promise((resolve) => setTimeout(resolve, 120));
    await userEvent.keyboard('{Enter}');
    const link = writeLink('company', 'c1', 'Yunqiao Robotics');
    await until(() => inputsOf(asked, 'notes.edit').length > 0);
    expect(inputsOf(asked, 'notes.edit').at(-1)).toMatchObject({ id: 'n1', join: true });
    expect((inputsOf(asked, 'notes.edit').at(-1) as { text: string }).text).toContain(link);
  });

  test('single keys belong to the editor while it has the focus, and Esc leaves it', async () => {
    open();
    const content = await editor();
    content.focus();
    await userEvent.keyboard('gl');
    expect(useView.getState().place).toEqual({ screen: 'note', id: 'n1' });
    await userEvent.keyboard('{Escape}');
    await until(() => !document.activeElement?.shadowRoot);
  });

  test('opens what a chip leads to', async () => {
    open();
    const content = await editor();
    const chip = await until(() => content.querySelector<HTMLElement>('.nt-chip'));
    chip.click();
    await until(() => useView.getState().place.screen === 'company');
    expect(useView.getState().place).toEqual({ screen: 'company', id: 'c1' });
  });

  test('shows earlier versions against the present text and brings one back', async () => {
    const asked = open();
    await editor();
    await page.getByRole('button', { name: 'More for this note' }).click();
    await page.getByRole('menuitem', { name: 'Earlier versions' }).click();
    const shown = await until(() => document.querySelector('.nt-diff'));
    expect([...shown.querySelectorAll('ins')].map((part) => part.textContent).join(' ')).toContain('older');
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Bring this one back' }).click();
    await until(() => inputsOf(asked, 'notes.revert').length === 1);
    expect(inputsOf(asked, 'notes.revert')).toEqual([{ id: 'n1', changeId: 7 }]);
  });

  test('a new note is in the library from its first words on, and keeps its editor', async () => {
    const place = { screen: 'note', draft: 'draft-1', companyId: 'c1' } as const;
    const asked = showScreen(<NoteScreen place={place} />, place, answers);
    const content = await editor();
    expect(inputsOf(asked, 'notes.add')).toEqual([]);
    content.focus();
    await userEvent.keyboard('Cranes');
    await until(() => inputsOf(asked, 'notes.add').length === 1);
    expect(inputsOf(asked, 'notes.add')).toEqual([{ text: 'Cranes', companyId: 'c1' }]);
    expect(useView.getState().place).toMatchObject({ screen: 'note', draft: 'draft-1', id: 'n9' });
    expect(await editor()).toBe(content);
  });
});

describe('the list of notes', () => {
  test('shows what a note is about, opens it, and has no accessibility problem', async () => {
    showScreen(<NotesScreen />, { screen: 'notes' }, answers);
    const row = page.getByRole('button', { name: /^Ports/ });
    await expect.element(row).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('textbox', { name: 'Filter notes' }).fill('nothing like it');
    await expect.element(page.getByText('No note matches')).toBeVisible();
    await page.getByRole('textbox', { name: 'Filter notes' }).fill('云樵');
    await row.click();
    expect(useView.getState().place).toEqual({ screen: 'note', id: 'n1' });
  });
});

describe('the words of a note', () => {
  test('questions can be ticked, links open, and nothing of it is taken for HTML', async () => {
    const ticks: unknown[] = [];
    showScreen(
      <NoteText
        text={`${text}\n<img src=x onerror=alert(1)>\n\n[bad](javascript:alert(1))`}
        onTick={(line, done) => ticks.push([line, done])}
      />,
      { screen: 'notes' },
      answers,
    );
    await page.getByRole('checkbox', { name: 'Who pays?' }).click({ force: true });
    expect(ticks).toEqual([[4, true]]);
    expect(document.querySelector('.nt-text img, .nt-text a[href^=javascript]')).toBeNull();
    await page.getByRole('link', { name: '云樵 Robotics' }).click();
    await until(() => useView.getState().place.screen === 'company');
  });

  test('a tick changes only the box of its line', () => {
    expect(ticked('a\n- [ ] b\n- [x] c', 1, true)).toBe('a\n- [x] b\n- [x] c');
    expect(ticked('a\n- [ ] b', 0, true)).toBe('a\n- [ ] b');
    expect(ticked('1. [x] b', 0, false)).toBe('1. [ ] b');
  });
});
