import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Collections, Tags } from '../../../src/ui/frame/labels.tsx';
import { useView } from '../../../src/ui/view.ts';
import { inputsOf, showScreen } from '../facts/answers.tsx';
import { accessibilityProblems, until } from '../window.ts';

const collections = [
  { name: 'Trade', count: 1 },
  { name: 'Trade/Ports', count: 2 },
  { name: 'Other', count: 0 },
];
const tags = [
  { name: 'robots', count: 4, colour: 'green' },
  { name: 'robots/ports', count: 1, colour: null },
];
const show = () =>
  showScreen(
    <nav className="side" aria-label="Places">
      <Collections collections={collections} />
      <Tags tags={tags} />
    </nav>,
    { screen: 'library' },
    {
      'collections.rename': () => null,
      'collections.add': () => null,
      'tags.rename': () => null,
      'tags.setColour': () => null,
      'tags.drop': () => null,
    },
  );
const item = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}( \\d+)?$`) });

describe('tags and collections in the sidebar', () => {
  test('stand inside one another, fold with the arrow keys, and narrow the list', async () => {
    show();
    await expect.element(item('Ports')).toBeVisible();
    expect(await accessibilityProblems()).toEqual([]);
    (item('Trade').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(item('Ports')).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await item('Ports').click();
    expect(useView.getState().place).toEqual({ screen: 'library', collection: 'Trade/Ports' });
  });

  test('are renamed, put into others and coloured from their menu', async () => {
    const asked = show();
    await item('Ports').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Trade/Harbours');
    await userEvent.keyboard('{Enter}');
    await until(() => inputsOf(asked, 'collections.rename').length === 1);
    await item('Ports').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Put into…' }).click();
    await page.getByRole('button', { name: 'Other', exact: true }).last().click();
    await until(() => inputsOf(asked, 'collections.rename').length === 2);
    expect(inputsOf(asked, 'collections.rename')).toEqual([
      { from: 'Trade/Ports', to: 'Trade/Harbours' },
      { from: 'Trade/Ports', to: 'Other/Ports' },
    ]);
    await item('robots').click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: 'Doubt' }).click();
    await until(() => inputsOf(asked, 'tags.setColour').length === 1);
    expect(inputsOf(asked, 'tags.setColour')).toEqual([{ name: 'robots', colour: 'rose' }]);
  });

  test('one is put into another by dragging it there', async () => {
    const asked = show();
    await item('Other').dropTo(item('Ports'));
    await until(() => inputsOf(asked, 'collections.rename').length === 1);
    expect(inputsOf(asked, 'collections.rename')).toEqual([{ from: 'Other', to: 'Trade/Ports/Other' }]);
  });

  test('a collection is made from the heading', async () => {
    const asked = show();
    await page.getByRole('button', { name: 'New collection' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Ferries');
    await userEvent.keyboard('{Enter}');
    await until(() => inputsOf(asked, 'collections.add').length === 1);
    expect(inputsOf(asked, 'collections.add')).toEqual([{ name: 'Ferries' }]);
  });
});
