import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Asks the library what it holds, past the screens. */
const ask = async <T>(page: Page, noun: string, verb: string, input: object = {}): Promise<T> => {
  const answer = await page.evaluate(
    async ([n, v, i]) => {
      const bridge = (window as unknown as { dossier?: { ask: (...all: unknown[]) => Promise<unknown> } })
        .dossier;
      if (bridge) return bridge.ask(n, v, i);
      const response = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun: n, verb: v, input: i }),
      });
      return response.json() as Promise<unknown>;
    },
    [noun, verb, input] as const,
  );
  const { ok, value } = answer as { ok: boolean; value: T };
  expect(ok, JSON.stringify(answer)).toBe(true);
  return value;
};

interface Held {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

test('a note is written with links, found from what it links to, undone and brought back', async ({
  start,
}) => {
  const page = await start({ sample: true });
  await expect(page.getByRole('navigation').getByText('Notes')).toBeVisible();
  await page.keyboard.press('Control+n');
  const text = page.getByRole('textbox', { name: 'Note, in Markdown' });
  await expect(text).toBeFocused();
  await page.keyboard.type('Ask about the carts of @yunq');
  const offer = page.getByRole('option', { name: /^Yunqiao Robotics\s*company/ });
  await expect(offer).toBeVisible();
  await expect(offer).toHaveAttribute('aria-selected', 'true');
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.keyboard.type(' and who pays.');
  const held = async (): Promise<Held | undefined> =>
    (await ask<readonly Held[]>(page, 'notes', 'list')).find(({ title }) => title.startsWith('Ask about'));
  await expect
    .poll(async () => (await held())?.text ?? '')
    .toMatch(/^Ask about the carts of \[\[company:[\w-]+\|Yunqiao Robotics\]\] and who pays\.$/);

  // typing has its own undo, and Esc leaves the editor for the library's
  await page.keyboard.press('Control+z');
  await expect(text).not.toContainText('who pays');
  await page.keyboard.press('Control+Shift+Z');
  await expect(text).toContainText('who pays');
  await page.keyboard.press('Escape');
  await expect(text).not.toBeFocused();

  // the chip leads to the dossier, which knows the note
  await text.getByText('Yunqiao Robotics').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Yunqiao Robotics' })).toBeVisible();
  const back = page.getByRole('region', { name: 'Linked from notes' }).getByRole('button');
  await expect(back).toContainText('Ask about the carts of Yunqiao Robotics');
  await back.click();
  await expect(text).toContainText('who pays');

  // an earlier text comes back, and the search finds the note by the words of its link
  const { id } = (await held())!;
  await ask(page, 'notes', 'edit', { id, text: 'Quite another text' });
  await expect(text).toContainText('Quite another text');
  await page.getByRole('button', { name: 'More for this note' }).click();
  await page.getByRole('menuitem', { name: 'Earlier versions' }).click();
  await page.getByRole('button', { name: 'Bring this one back' }).click();
  await expect(text).toContainText('who pays');
  const found = await ask<{ hits: readonly { id: string }[] }>(page, 'search', 'run', {
    query: 'yunqiao pays',
    in: ['notes'],
  });
  expect(found.hits.map((hit) => hit.id)).toContain(id);
});

test('names found in the sources become dossiers, and sources say what they are about', async ({ start }) => {
  const page = await start({ sample: true });
  await page.getByRole('navigation').getByRole('button', { name: 'Companies' }).click();
  await page.getByRole('button', { name: 'Names found' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Quayside Research' });
  await expect(row).toContainText('2 sources');
  await row.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(row).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option', { name: /Quayside Research/ })).toBeVisible();
  await page.getByRole('option', { name: /Yunqiao Robotics/ }).dblclick();
  const latest = page.getByRole('region', { name: 'Latest sources' });
  await latest.getByRole('radio', { name: 'mentions it' }).click();
  const first = latest.getByRole('listitem').first();
  await expect(first).toBeVisible();
  await expect(latest.locator('.chip')).toHaveCount(0);
  const title = (await first.locator('.clip').textContent()) ?? '';
  await first.getByRole('button', { name: /^What/ }).click();
  await page.getByRole('menuitem', { name: 'It is about Yunqiao Robotics' }).click();
  await latest.getByRole('radio', { name: 'about it', exact: true }).click();
  await expect(latest).toContainText(title);
});
