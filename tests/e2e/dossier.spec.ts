import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** The words a reader arrived at: they are marked in the open source, and in view. */
async function arrivedAt(page: Page, words: string): Promise<void> {
  // names inside a mark part it, so the words after the name are looked for
  const mark = page
    .locator('#reader-page')
    .locator('mark', { hasText: words.replace(/^\S+ /, '').replace(/ of Yunqiao\.$/, '') })
    .first();
  await expect(mark).toBeVisible();
  await expect(mark).toBeInViewport();
}

const FILLER = Array.from({ length: 60 }, (_, i) => `Paragraph ${i} speaks of the weather in the harbour.`);
const SAID = [
  'Yunqiao booked RMB 4.1 billion in 2024 sales.',
  'Qinghe supplies 61% of the controllers of Yunqiao.',
  'Yunqiao shipped 86,000 units last year.',
];

test('every fact, relation and answer leads to its passage by one click or Enter', async ({
  cli,
  dataFolder,
  start,
}) => {
  const path = join(dataFolder, 'long.md');
  const text = [
    '# A long report',
    ...SAID.flatMap((said, i) => [...FILLER.slice(i * 20, i * 20 + 20), said]),
  ];
  writeFileSync(path, text.join('\n\n'));
  const imported = (await cli(['import', path, '--json'])).json as { imported: { id: string }[] };
  const source = imported.imported[0]!.id;
  const marks: string[] = [];
  for (const quote of SAID) {
    const made = await cli(['annotate', source, '--quote', quote, '--json']);
    marks.push((made.json as { id: string }).id);
  }
  await cli(['company', 'add', 'Yunqiao']);
  await cli(['company', 'add', 'Qinghe']);
  const fact = ['fact', 'add', '--company', 'Yunqiao', '--as-of', '2024'];
  await cli([...fact, '--metric', 'Revenue', '--value', '4.1 billion', '--annotation', marks[0]!]);
  await cli([...fact, '--metric', 'Units shipped', '--value', '86,000', '--annotation', marks[2]!]);
  await cli(['company', 'relate', 'Qinghe', 'supplies', 'Yunqiao', '--annotation', marks[1]!]);
  await cli(['grid', 'new', 'Robots', '--question', 'Revenue', '--company', 'Yunqiao']);
  await cli(['grid', 'fill', 'Robots']);

  const page = await start();
  const dossier = async (): Promise<void> => {
    await page
      .getByRole('button', { name: /^Companies/ })
      .first()
      .click();
    await page.locator('.co-row', { hasText: 'Yunqiao' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Yunqiao' })).toBeVisible();
  };
  const rows = page.locator('.co-facts tr[data-row]');
  for (const [i, words] of [SAID[0]!, SAID[2]!].entries()) {
    await dossier();
    await rows.nth(i).focus();
    await press(page, 'Enter');
    await arrivedAt(page, words);
    await dossier();
    await rows
      .nth(i)
      .getByRole('button', { name: /^Open the words/ })
      .click();
    await arrivedAt(page, words);
  }

  await dossier();
  const relation = page
    .getByRole('region', { name: 'Relations' })
    .getByRole('button', { name: /^Open the words/ });
  await relation.focus();
  await press(page, 'Enter');
  await arrivedAt(page, SAID[1]!);
  await dossier();
  await relation.click();
  await arrivedAt(page, SAID[1]!);

  await page.getByRole('button', { name: 'Grids' }).click();
  await page.getByRole('button', { name: /^Robots/ }).click();
  await page.getByRole('grid', { name: 'Robots' }).focus();
  await press(page, 'Enter');
  await arrivedAt(page, SAID[0]!);
});

test('a relation and an answer are kept from the reader without a pointer, and taken back', async ({
  cli,
  dataFolder,
  start,
}) => {
  const path = join(dataFolder, 'short.md');
  writeFileSync(
    path,
    '# Ports\n\nNordhavn acquired Castellan in March 2024. Castellan booked 212 million euros in 2024.',
  );
  await cli(['import', path]);
  await cli(['company', 'add', 'Nordhavn']);
  await cli(['company', 'add', 'Castellan']);
  await cli(['grid', 'new', 'Ports', '--question', 'Revenue', '--company', 'Castellan']);
  const page = await start();
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'F6');
  await page.getByRole('listbox').first().focus();
  await press(page, 'j', 'Enter');
  await expect(page.locator('#reader-page')).toContainText('Nordhavn acquired Castellan');

  // the first sentence: who and how are read from its words
  await press(page, 'j', 's', 'r');
  const sheet = page.getByRole('dialog', { name: 'New relation' });
  await expect(sheet.getByRole('combobox', { name: 'Company', exact: true })).toHaveValue('Nordhavn');
  await expect(sheet.getByRole('combobox', { name: 'Relation' })).toHaveValue('acquired');
  await expect(sheet.getByRole('combobox', { name: 'Other company' })).toHaveValue('Castellan');
  await press(page, 'Enter');
  await expect(page.locator('.toast', { hasText: 'Relation kept' })).toBeVisible();

  // the second one answers the question of the grid: Q, Enter
  await press(page, 's', 's', 'q');
  const fill = page.getByRole('dialog', { name: 'Answer a question of a grid' });
  await expect(fill.getByRole('combobox', { name: 'Question' })).not.toHaveValue('');
  await expect(fill.getByRole('combobox', { name: 'Company', exact: true })).toHaveValue('Castellan');
  await press(page, 'Enter');
  await expect(page.locator('.toast', { hasText: 'Answer kept' })).toBeVisible();

  await press(page, 'g', 'r');
  await page.getByRole('button', { name: /^Ports/ }).focus();
  await press(page, 'Enter');
  const grid = page.getByRole('grid', { name: 'Ports' });
  await expect(grid.getByRole('gridcell')).toContainText('Castellan booked 212 million');
  await press(page, 'Control+z');
  await expect(grid.getByRole('gridcell')).toContainText('empty');
  await press(page, 'Control+Shift+z');
  await expect(grid.getByRole('gridcell')).toContainText('Castellan booked 212 million');
  await grid.focus();
  await press(page, 'Enter');
  await arrivedAt(page, 'Castellan booked 212 million euros in 2024.');
});
