import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Brief, BriefCheck, BriefDocument } from '../../../src/core/brief.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { BriefScreen } from '../../../src/ui/brief/brief.tsx';
import { BriefsScreen } from '../../../src/ui/brief/briefs.tsx';
import { isShortened, type Evidence } from '../../../src/ui/brief/evidence.ts';
import { fact } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const at = '2026-03-11T08:00:00.000Z';
const quote = 'a six-year agreement for 1,150 units, worth about €94 million';
const reference = { annotationId: 'a1', factId: null, quote, sourceId: 's1', versionNumber: 1 };
const body: BriefDocument = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'The order covers 1,150 units' },
        { type: 'citation', attrs: reference },
        { type: 'text', text: '.' },
      ],
    },
    { type: 'quotation', attrs: reference },
    { type: 'paragraph', content: [{ type: 'text', text: 'Management expects 2025 to be better.' }] },
    { type: 'factTable', attrs: { factIds: ['f1'], shown: ['29%'] } },
  ],
};
const brief: Brief = {
  id: 'b1',
  title: 'Yunqiao in Europe',
  body,
  style: 'business',
  language: 'en',
  frozen: null,
  createdAt: at,
  updatedAt: at,
};
const claim = { sources: 0, independent: 0, sourceIds: [], reasons: ['number' as const], quotes: [] };
const check: BriefCheck = {
  claims: [
    { ...claim, text: 'The order covers 1,150 units.', status: 'supported', from: 1, to: 31 },
    { ...claim, text: 'Management expects 2025 to be better.', status: 'unsupported', from: 34, to: 71 },
  ],
  traced: 1,
  broken: 0,
  stale: [],
  conflicts: [],
  changed: [],
  gaps: [],
  trashed: [],
};
const evidence: readonly Evidence[] = [
  {
    type: 'annotation',
    id: 'a1',
    sourceId: 's1',
    start: 0,
    end: 60,
    quote,
    prefix: 'In October the operator signed ',
    suffix: ', on condition',
    note: '',
    colour: 'green',
    tags: [],
    companies: [],
    createdAt: at,
    updatedAt: at,
    anchor: 'exact',
    current: null,
    candidates: [],
    facts: [],
    briefs: [],
    links: [],
    sourceTitle: 'The Warehouse Robots',
    siteName: 'Harbour Business Review',
    publishedOn: '2025-03-11',
    companyNames: ['Yunqiao Robotics'],
    cited: 2,
  },
  { ...fact({ id: 'f1', metric: 'Overseas share' }), type: 'fact', cited: 0 },
];
const show = (more: Record<string, (input: never) => unknown> = {}) =>
  showScreen(
    <BriefScreen id="b1" />,
    { screen: 'brief', id: 'b1' },
    {
      'briefs.open': () => ({
        brief,
        evidence,
        evidenceMark: 'm',
        check: { ...check, count: check.claims.length },
      }),
      'briefs.get': () => brief,
      'briefs.save': () => ({ updatedAt: at }),
      'briefs.formats': () => ({
        formats: [{ id: 'docx', label: 'Word', extension: 'docx', mediaType: 'x' }],
        styles: [],
      }),
      'briefs.preview': () => ({ text: '# Yunqiao in Europe', token: 'none' }),
      ...more,
    },
  );
const lastBody = (asked: ReturnType<typeof show>): string =>
  JSON.stringify(inputsOf(asked, 'briefs.save').at(-1) ?? null);

describe('the composer', () => {
  test('lists everything the claim check found, and leads there', async () => {
    const found = { ...check, stale: [{ factId: 'f1', newerId: 'f2' }] };
    show({
      'briefs.open': () => ({
        brief,
        evidence,
        evidenceMark: 'm',
        check: { ...found, count: found.claims.length },
      }),
    });
    await page.getByRole('button', { name: 'All findings' }).click();
    await expect.element(page.getByRole('menuitem', { name: /Overseas share/ })).toBeVisible();
    await page.getByRole('menuitem', { name: 'Management expects 2025 to be better.' }).click();
    await until(() => document.querySelector('.ProseMirror') === document.activeElement);
  });

  test('numbers chips, locks quotations, shows changed figures and unproved claims', async () => {
    show();
    await expect.element(page.getByRole('textbox', { name: 'Text of the brief' })).toBeVisible();
    await expect.element(page.getByText('1 of 2 claims traced')).toBeVisible();
    await expect
      .element(page.getByText('1 figure changed since you accepted them', { exact: false }))
      .toBeVisible();
    expect(document.querySelector('.br-quote')?.getAttribute('contenteditable')).toBe('false');
    expect(document.querySelector('.br-quote')?.textContent).toContain(
      'Exact words, Harbour Business Review',
    );
    expect(document.querySelector('.br-unsupported')?.textContent).toBe(
      'Management expects 2025 to be better.',
    );
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('cites at the caret with @ and saves by itself', async () => {
    const asked = show();
    await expect.element(page.getByText('1 of 2 claims traced')).toBeVisible();
    await userEvent.click(document.querySelectorAll('.br-text p')[1]!);
    await userEvent.keyboard('{End} @');
    const box = page.getByRole('combobox', { name: 'Evidence to cite' });
    await expect.element(box).toHaveFocus();
    await userEvent.keyboard('overseas{Enter}');
    await until(() => lastBody(asked).includes('"factId":"f1"'));
    expect(lastBody(asked)).not.toContain('@');
  });

  test('an @ that nothing follows stays an @', async () => {
    const asked = show();
    await expect.element(page.getByText('1 of 2 claims traced')).toBeVisible();
    await userEvent.click(document.querySelectorAll('.br-text p')[1]!);
    await userEvent.keyboard('{End} @');
    await expect.element(page.getByRole('combobox', { name: 'Evidence to cite' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await until(() => lastBody(asked).includes('better. @'));
  });

  test('inserts from the drawer and accepts new figures', async () => {
    const asked = show();
    await page.getByRole('button', { name: 'Accept the new values' }).click();
    await until(() => lastBody(asked).includes('"shown":["31%"]'));
    await page.getByRole('button', { name: /^Insert “a six-year/ }).click();
    await until(() => (lastBody(asked).match(/"type":"citation"/g)?.length ?? 0) === 2);
  });

  test('steps to the next problem and takes it as a view of the author', async () => {
    const asked = show();
    await expect.element(page.getByText('1 of 2 claims traced')).toBeVisible();
    await userEvent.click(document.querySelectorAll('.br-text p')[0]!);
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await page.getByRole('button', { name: 'This is my view' }).last().click();
    await until(() => lastBody(asked).includes('"type":"inference"'));
  });

  test('asks once before it exports quotes that differ, and marks them', async () => {
    const asked = show({
      'briefs.export': (input: { allowBroken?: boolean }) => {
        if (input.allowBroken !== true) throw new Refusal('conflict', '1 quotation differs from its source.');
        return { token: 'none', fileName: 'Yunqiao in Europe.docx', mediaType: 'x' };
      },
    });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Word' }).click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    HTMLAnchorElement.prototype.click = () => undefined;
    await page.getByRole('button', { name: 'Export, marked' }).click();
    await until(() => inputsOf(asked, 'briefs.export').length === 2);
    expect(inputsOf(asked, 'briefs.export')[1]).toMatchObject({
      id: 'b1',
      format: 'docx',
      allowBroken: true,
    });
  });

  test('an export can be stopped while it is made: nothing is downloaded, and that is said', async () => {
    let end: (error: Error) => void = () => undefined;
    const asked = show({
      'briefs.export': () =>
        new Promise((_, reject) => {
          end = reject;
        }),
      'briefs.stopExport': () => {
        end(new Refusal('cancelled', 'The export was stopped. No file was written.'));
        return { stopped: true };
      },
    });
    let downloads = 0;
    HTMLAnchorElement.prototype.click = () => {
      downloads += 1;
    };
    expect(page.getByRole('button', { name: 'Stop the export' }).elements()).toEqual([]);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Word' }).click();
    await expect.element(page.getByRole('button', { name: 'Making Word' })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Stop the export' }).click();
    await expect
      .element(page.getByText('The export was stopped. No file was written.').first())
      .toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Export', exact: true })).toBeEnabled();
    expect(page.getByRole('button', { name: 'Stop the export' }).elements()).toEqual([]);
    expect(page.getByRole('dialog').elements()).toEqual([]);
    expect(downloads).toBe(0);
    const [{ run }] = inputsOf(asked, 'briefs.export') as unknown as readonly [{ run: string }];
    expect(inputsOf(asked, 'briefs.stopExport')).toEqual([{ run }]);
  });
});

describe('the list of briefs', () => {
  test('names each brief with its citations and has no accessibility problem', async () => {
    showScreen(
      <BriefsScreen />,
      { screen: 'briefs' },
      {
        'briefs.list': () => [{ id: 'b1', title: 'Yunqiao in Europe', updatedAt: at, citations: 4 }],
      },
    );
    await expect.element(page.getByRole('button', { name: /Yunqiao in Europe.*4 citations/ })).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
  });
});

describe('a shortened quotation', () => {
  test('keeps the words of the source in their order', () => {
    expect(isShortened('a six-year agreement … about €94 million', quote)).toBe(true);
    expect(isShortened('a six-year agreement [...] €94 million', quote)).toBe(true);
    expect(isShortened('€94 million … a six-year agreement', quote)).toBe(false);
    expect(isShortened('a seven-year agreement', quote)).toBe(false);
    expect(isShortened('…', quote)).toBe(false);
  });
});
