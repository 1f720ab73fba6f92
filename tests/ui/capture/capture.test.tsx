import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CapturePreview } from '../../../src/library/views.ts';
import { CaptureSheet } from '../../../src/ui/capture/capture.tsx';
import { chosenBlocks, isDate, newDraft, unsure } from '../../../src/ui/capture/draft.ts';
import { useView, type CaptureRequest } from '../../../src/ui/view.ts';
import { source } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const preview: CapturePreview = {
  title: 'The Warehouse Robots',
  byline: null,
  siteName: 'Harbour Business Review',
  publishedOn: '2025-03-11',
  language: 'en',
  url: null,
  blocks: [
    { kind: 'paragraph', text: 'Share · Print', removed: { rule: 'share-bar', by: 'rule' } },
    { kind: 'heading', text: 'A port that could not stop', level: 2 },
    { kind: 'paragraph', text: 'Its largest foreign customer is Nordhavn Rail Ports.' },
    { kind: 'paragraph', text: '云樵苏州工厂' },
  ],
  provenance: { title: 'h1' },
  doubts: [],
  duplicateOf: null,
  nearCopyOf: null,
  companies: [{ id: 'c1', name: 'Nordhavn Rail Ports' }],
  format: 'text/html',
};
const show = (request: CaptureRequest, shown: CapturePreview = preview) => {
  const asked = showScreen(
    <CaptureSheet request={request} />,
    { screen: 'library' },
    {
      'capture.preview': () => shown,
      'capture.save': () => ({ imported: [source], duplicates: [], failed: [] }),
      'siteRules.remember': () => ({ host: 'example.org', count: 1 }),
    },
  );
  useView.setState({ capture: request });
  return asked;
};

describe('the capture sheet', () => {
  test('shows every block with its rule, how it will read, and where each value came from', async () => {
    show({ html: '<p>x</p>', review: true });
    await expect.element(page.getByRole('dialog', { name: 'Pasted page, ready to save' })).toBeVisible();
    await expect.element(page.getByText('4 blocks: 3 kept, 1 hidden.', { exact: false })).toBeVisible();
    await expect.element(page.getByRole('checkbox', { name: /Share bar/ })).not.toBeChecked();
    await expect.element(page.getByText('from the heading')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('keeps and hides blocks with Space and saves with Mod+Enter', async () => {
    const asked = show({ html: '<p>x</p>', review: true });
    const boxes = page.getByRole('checkbox');
    await expect.element(boxes.first()).toHaveFocus();
    await userEvent.keyboard(' {ArrowDown}');
    await expect.element(boxes.nth(1)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(boxes.nth(2)).toHaveFocus();
    await userEvent.keyboard(' ');
    await page.getByRole('textbox', { name: 'Author' }).fill('Ines Falkenrath');
    await page.getByRole('textbox', { name: 'Tags' }).fill('ports');
    await userEvent.keyboard('{Enter}{Control>}{Enter}{/Control}');
    await until(() => useView.getState().capture === null);
    expect(inputsOf(asked, 'capture.save')).toEqual([
      { html: '<p>x</p>', removed: [2], fields: { byline: 'Ines Falkenrath' }, tags: ['ports'] },
    ]);
  });

  test('saves at once what is clean and certain, and asks about the rest', async () => {
    const asked = show({ html: '<p>x</p>' });
    await until(() => inputsOf(asked, 'capture.save').length === 1);
    const actions = await until(() => {
      const found = [...document.querySelectorAll<HTMLElement>('.toast button')];
      return found.length > 0 ? found : null;
    });
    expect(actions.map((action) => action.textContent)).toEqual(['Review', 'Undo']);
    actions[0]!.click();
    expect(useView.getState().place).toMatchObject({ id: source.id });
    show({ html: '<p>x</p>' }, { ...preview, title: null });
    await expect.element(page.getByRole('button', { name: /Save to Inbox/ })).toBeVisible();
  });

  test('remembers choices for the site when asked, and shows a near copy', async () => {
    const asked = show(
      { html: '<p>x</p>', review: true },
      { ...preview, url: 'https://www.example.org/a', nearCopyOf: { id: 's9', title: 'The Other Robots' } },
    );
    await expect
      .element(page.getByText('“The Other Robots” says almost the same.', { exact: false }))
      .toBeVisible();
    const remember = page.getByRole('checkbox', { name: 'Do this on every page of example.org' });
    await expect.element(remember).not.toBeInTheDocument();
    await page.getByRole('checkbox', { name: /Share bar/ }).click();
    await remember.click();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: /Save to Inbox/ }).click();
    await until(() => inputsOf(asked, 'capture.save').length === 1);
    expect(inputsOf(asked, 'siteRules.remember')).toEqual([
      { url: 'https://www.example.org/a', rules: [{ pattern: 'rule:share-bar', action: 'keep' }] },
    ]);
  });

  test('begins with pasting, an address or files, without an accessibility problem', async () => {
    show({ review: true });
    await expect.element(page.getByRole('textbox', { name: 'Text or page' })).toHaveFocus();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('radio', { name: 'Files' }).click();
    await expect.element(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('an address', () => {
  test('is fetched with words about how far it is, and can be stopped', async () => {
    let end: (reason: Error) => void = () => {};
    const asked = showScreen(
      <CaptureSheet request={{ url: 'https://example.org/robots', review: true }} />,
      { screen: 'library' },
      {
        'capture.fetch': () =>
          new Promise((_resolve, reject) => {
            end = reject;
          }),
        'capture.fetchProgress': () => ({ stage: 'pictures', bytes: 40_000, done: 2, total: 7 }),
        'capture.stopFetch': () => {
          end(new Error('Fetching was stopped. Nothing was saved.'));
          return { stopped: true };
        },
      },
    );
    await expect.element(page.getByText('Fetching its pictures, 2 of 7', { exact: true })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Stop fetching' }).click();
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Fetching was stopped. Nothing was saved.');
    await expect.element(page.getByRole('button', { name: 'Stop fetching' })).not.toBeInTheDocument();
    const name = (inputsOf(asked, 'capture.fetch')[0] as { fetch: string }).fetch;
    expect(inputsOf(asked, 'capture.stopFetch')).toEqual([{ fetch: name }]);
  });
});

describe('a draft', () => {
  test('puts the choices of the reader into the blocks', () => {
    const draft = { ...newDraft({ text: 'x' }, preview), removed: new Set([3]) };
    expect(chosenBlocks(draft).map((block) => block.removed?.by ?? null)).toEqual([null, null, null, 'user']);
  });

  test('is unsure about duplicates, doubts, missing titles and thin remains', () => {
    expect(unsure(preview)).toBe(false);
    expect(unsure({ ...preview, title: null })).toBe(true);
    expect(unsure({ ...preview, doubts: [{ code: 'encoding' }] })).toBe(true);
    expect(unsure({ ...preview, duplicateOf: { id: 's', title: 't' } })).toBe(true);
    expect(unsure({ ...preview, blocks: preview.blocks.slice(0, 1) })).toBe(true);
  });

  test('takes dates as precise as they are known', () => {
    for (const date of ['', '2024', '2024-06', '2024-06-30']) expect(isDate(date)).toBe(true);
    for (const date of ['24', '2024-13', 'June 2024']) expect(isDate(date)).toBe(false);
  });
});
