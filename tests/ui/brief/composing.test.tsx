import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { BriefCheck, BriefDocument, ShownBrief } from '../../../src/core/brief.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { BriefScreen } from '../../../src/ui/brief/brief.tsx';
import type { Evidence } from '../../../src/ui/brief/evidence.ts';
import { fact } from '../companies/views.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const at = '2026-03-11T08:00:00.000Z';
const words = (text: string) => [{ type: 'text' as const, text }];
const quote = 'the order covers 1,160 units';
const reference = { annotationId: 'a1', factId: null, quote, sourceId: 's1', versionNumber: 1 };
const body: BriefDocument = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: words('Where it stands') },
    { type: 'paragraph', content: words('The order is large.') },
    { type: 'heading', attrs: { level: 2 }, content: words('Deliveries') },
    { type: 'quotation', attrs: reference },
    { type: 'chart', attrs: { form: 'bars', factIds: ['f1', 'f2'], shown: ['29%', '31%'], title: 'Share' } },
    { type: 'paragraph', content: words('See') },
  ],
};
const brief: ShownBrief = {
  id: 'b1',
  title: 'Yunqiao in Europe',
  body,
  style: 'business',
  language: 'en',
  frozen: null,
  createdAt: at,
  updatedAt: at,
};
const broken = {
  from: 50,
  to: 51,
  quote,
  annotationId: 'a1',
  factId: null,
  sourceId: 's1',
  state: 'broken' as const,
  difference: { kind: 'changed' as const, brief: '1,160', source: '1,150' },
};
const check: BriefCheck = {
  claims: [
    {
      text: quote,
      status: 'broken',
      sources: 0,
      independent: 0,
      sourceIds: [],
      reasons: ['quotation'],
      from: 50,
      to: 51,
      quotes: [broken],
    },
    {
      text: 'Two copies say so.',
      status: 'supported',
      sources: 2,
      independent: 1,
      sourceIds: ['s1', 's2'],
      reasons: ['number'],
      from: 2,
      to: 3,
      quotes: [],
    },
  ],
  traced: 1,
  broken: 1,
  stale: [{ factId: 'f1', newerId: 'f2' }],
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
    end: 28,
    quote: 'the order covers 1,150 units',
    prefix: 'It was said that ',
    suffix: ', and more',
    note: '',
    colour: 'green',
    tags: ['orders'],
    companies: [],
    createdAt: at,
    updatedAt: at,
    anchor: 'exact',
    current: 'the order covers 1,150 units',
    candidates: [],
    facts: [],
    briefs: [],
    links: [],
    sourceTitle: 'The Warehouse Robots',
    siteName: 'Harbour Business Review',
    publishedOn: '2025-03-11',
    companyNames: ['Yunqiao Robotics'],
    cited: 1,
  },
  {
    ...fact({ id: 'f1', metric: 'Overseas share', value: 29, valueText: '29%', unit: '%' }),
    type: 'fact',
    cited: 1,
  },
  {
    ...fact({ id: 'f2', metric: 'Overseas share', value: 31, valueText: '31%', unit: '%' }),
    type: 'fact',
    cited: 0,
  },
];
const show = (given: ShownBrief = brief, more: Record<string, (input: never) => unknown> = {}) =>
  showScreen(
    <BriefScreen id="b1" />,
    { screen: 'brief', id: 'b1' },
    {
      'briefs.open': () => ({
        brief: given,
        evidence,
        evidenceMark: 'm',
        check: { ...check, count: check.claims.length },
      }),
      'briefs.check': () => check,
      'briefs.get': () => given,
      'briefs.save': () => ({ updatedAt: at }),
      'briefs.formats': () => ({
        formats: [{ id: 'docx', label: 'Word', extension: 'docx', mediaType: 'x' }],
        styles: [],
      }),
      'briefs.preview': () => ({ text: '# Yunqiao in Europe', token: 'none' }),
      'briefs.history': () => [{ changeId: 7, at, label: 'step.brief.edit', words: 4 }],
      'briefs.earlier': () => ({
        body: { type: 'doc', content: [{ type: 'paragraph', content: words('What stood here once.') }] },
      }),
      'notes.list': () => [
        {
          id: 'n1',
          title: 'Visit',
          text: 'They were friendly.',
          companyId: null,
          sourceId: null,
          createdAt: at,
          updatedAt: at,
        },
      ],
      ...more,
    },
  );
const lastBody = (asked: ReturnType<typeof show>): string =>
  JSON.stringify(inputsOf(asked, 'briefs.save').at(-1) ?? null);
const ready = () => expect.element(page.getByText('1 of 2 claims traced')).toBeVisible();

describe('the composer', () => {
  test('draws facts as a chart with its table and number, marks old values, and is accessible', async () => {
    show();
    await ready();
    const chart = document.querySelector('.br-chart svg')!;
    expect(chart.querySelectorAll('rect').length).toBe(3);
    expect(document.querySelector('.br-caption')!.textContent).toBe('Figure 1 Share');
    expect(document.querySelector('.br-table')!.textContent).toContain('newer value in the library');
    expect(await accessibilityProblems()).toEqual([]);
  });

  test('explains a broken quotation where it stands, and takes the words of the source or none', async () => {
    const asked = show();
    await ready();
    expect(document.querySelector('.br-quote')!.textContent).toContain('Differs from the source');
    await userEvent.click(document.querySelector('.br-quote')!);
    await expect
      .element(page.getByText('it says “1,160” here and “1,150” there', { exact: false }))
      .toBeVisible();
    await page.getByRole('button', { name: 'Take the words of the source' }).click();
    await until(() => lastBody(asked).includes('"quote":"the order covers 1,150 units"'));
  });

  test('releases a broken quotation into words of the author', async () => {
    const asked = show();
    await ready();
    await userEvent.click(document.querySelector('.br-quote')!);
    await page.getByRole('button', { name: 'Release' }).click();
    await until(() => lastBody(asked).includes(`"text":"${quote}"`));
    expect(lastBody(asked)).not.toContain('"type":"quotation"');
  });

  test('jumps by its outline', async () => {
    show();
    await ready();
    await page.getByRole('radio', { name: 'Outline' }).click();
    await page.getByRole('button', { name: 'Deliveries' }).click();
    await until(() => document.activeElement?.classList.contains('br-text') === true);
    await expect
      .element(page.getByRole('button', { name: 'Deliveries' }))
      .toHaveAttribute('aria-current', 'location');
  });

  test('refers to a heading, whose number then stands before all of them', async () => {
    const asked = show();
    await ready();
    await userEvent.click(document.querySelector('.br-text p:last-of-type')!);
    await userEvent.keyboard('{End}');
    await page.getByRole('button', { name: 'Insert', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Cross-reference' }).click();
    await page.getByRole('button', { name: /Deliveries/ }).click();
    await until(() => lastBody(asked).includes('"type":"crossReference"'));
    const labels = [...document.querySelectorAll('.br-text :is(h1, h2)')].map((one) =>
      one.getAttribute('data-label'),
    );
    expect(labels).toEqual(['1', '1.1']);
    expect(document.querySelector('.br-reference')!.getAttribute('data-label')).toBe('section 1.1');
  });

  test('chooses facts for a new table, and inserts a table of its own', async () => {
    const asked = show();
    await ready();
    await page.getByRole('button', { name: 'Insert', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Table of facts' }).click();
    await page.getByRole('checkbox').first().click();
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Shares');
    await page.getByRole('button', { name: 'Apply' }).click();
    await until(() => lastBody(asked).includes('"title":"Shares"'));
    await page.getByRole('button', { name: 'Insert', exact: true }).first().click();
    await page.getByRole('menuitem', { name: 'Table', exact: true }).click();
    await until(() => lastBody(asked).includes('"type":"tableHeader"'));
  });

  test('narrows its evidence by company, and puts in words of a note', async () => {
    const asked = show();
    await ready();
    await page.getByRole('button', { name: 'Narrow by company, tag or source' }).click();
    await page.getByLabelText('Tag').selectOptions('orders');
    await userEvent.keyboard('{Escape}');
    await until(() => document.querySelectorAll('.br-pieces > li').length === 1);
    await page.getByRole('button', { name: 'Notes' }).click();
    await page.getByRole('button', { name: 'Insert “Visit”' }).click();
    await until(() => lastBody(asked).includes('They were friendly.'));
  });

  test('tells in its claim report how many sources are independent', async () => {
    show();
    await ready();
    await page.getByRole('button', { name: 'More for this brief' }).click();
    await page.getByRole('menuitem', { name: 'Claim report' }).click();
    await expect.element(page.getByText('2 sources, 1 independent')).toBeVisible();
    await expect.element(page.getByText('newer value in the library').last()).toBeVisible();
  });

  test('shows an earlier version and puts it back', async () => {
    const asked = show(brief, { 'briefs.revert': () => brief });
    await ready();
    await page.getByRole('button', { name: 'More for this brief' }).click();
    await page.getByRole('menuitem', { name: 'Earlier versions' }).click();
    await until(
      () => document.querySelector('.br-earlier')?.textContent?.includes('What stood here once.') === true,
    );
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Put this version back' }).click();
    await until(() => inputsOf(asked, 'briefs.revert').length === 1);
    expect(inputsOf(asked, 'briefs.revert')).toEqual([{ id: 'b1', changeId: 7 }]);
  });
});

describe('freezing', () => {
  test('asks once when quotations differ, and then says so', async () => {
    const asked = show(brief, {
      'briefs.freeze': (input: { readonly allowBroken?: boolean }) => {
        if (!input.allowBroken) throw new Refusal('conflict', '1 quotation differs from its source.');
        return brief;
      },
    });
    await ready();
    await page.getByRole('button', { name: 'More for this brief' }).click();
    await page.getByRole('menuitem', { name: 'Freeze as it stands' }).click();
    await page.getByRole('button', { name: 'Freeze, marked' }).click();
    await until(() => inputsOf(asked, 'briefs.freeze').length === 2);
  });

  test('a frozen brief says since when it stands, cannot be typed into, and goes on as a new one', async () => {
    const asked = show({ ...brief, frozen: { at } }, { 'briefs.copy': () => ({ ...brief, id: 'b2' }) });
    await expect.element(page.getByText(/Frozen as of .*2026/)).toBeVisible();
    expect(document.querySelector('.br-text')!.getAttribute('contenteditable')).toBe('false');
    expect(document.querySelector('.br-toolbar')).toBeNull();
    expect(await accessibilityProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Continue as a new brief' }).click();
    await until(() => inputsOf(asked, 'briefs.copy').length === 1);
    expect(inputsOf(asked, 'briefs.copy')).toEqual([{ id: 'b1', title: 'Yunqiao in Europe (continued)' }]);
  });
});
