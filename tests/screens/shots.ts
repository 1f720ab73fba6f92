import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectFolder } from '../../db/folder.ts';
import { stateShots } from './states.ts';

/** One screen in one state. `open` starts from a freshly loaded window and works in every language. */
export interface Shot {
  readonly name: string;
  /** Which library it is taken in: the sample, or one with nothing in it. */
  readonly library: 'sample' | 'empty';
  readonly open: (page: Page) => Promise<void>;
  /** The picture is of something that closes when the window changes its size. */
  readonly fixed?: true;
}

const root = projectFolder();
export const scrape = readFileSync(join(root, 'resources/sample/messy-scrape.txt'), 'utf8');

/** The article of the sample that most states are shown on. */
const ARTICLE = 'Warehouse Robots';

const openArticle = async (page: Page): Promise<void> => {
  await page.locator('.lrow', { hasText: ARTICLE }).first().click();
  await page.locator('.page', { hasText: 'booked RMB 4.1 billion' }).waitFor();
};

/** Selects words of the open article, as the mouse would, and waits for the toolbar over them. */
export const selectWords = async (page: Page, words: string): Promise<void> => {
  await page.evaluate((wanted) => {
    const article = document.querySelector('[role=document]');
    if (!article) throw new Error('no article is open');
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = (node as Text).data.indexOf(wanted);
      if (start < 0) continue;
      node.parentElement?.scrollIntoView({ block: 'center' });
      document.getSelection()?.setBaseAndExtent(node, start, node, start + wanted.length);
      return;
    }
    throw new Error(`these words are not in the article: ${wanted}`);
  }, words);
  await page.locator('.adder').waitFor();
};

const search = async (page: Page, query: string): Promise<void> => {
  await page.keyboard.press('Control+5');
  await page.locator('.se-box input').fill(query);
  await page.locator('.se-row').first().waitFor();
};

const tab = (index: number) => async (page: Page) => {
  await openArticle(page);
  await page.locator('.insp [role=tab]').nth(index).click();
};

/** Every screen and every state (docs/screens.md says which is which). */
export const shots: readonly Shot[] = [
  { name: 'first-run', library: 'empty', open: (page) => page.locator('.we').waitFor() },
  {
    name: 'companies-empty',
    library: 'empty',
    open: async (page) => {
      await page.keyboard.press('Control+3');
      await page.locator('.co-main').waitFor();
    },
  },
  {
    name: 'library-empty',
    library: 'empty',
    open: async (page) => {
      await page.keyboard.press('Control+2');
      await page.locator('.list').waitFor();
    },
  },
  { name: 'reader', library: 'sample', open: openArticle },
  {
    name: 'reader-chinese',
    library: 'sample',
    open: async (page) => {
      await page.locator('.lrow', { hasText: '清河' }).first().click();
      await page.locator('.page', { hasText: '清河' }).waitFor();
    },
  },
  {
    name: 'selection',
    library: 'sample',
    open: async (page) => {
      await openArticle(page);
      await selectWords(page, 'Three years earlier the overseas share was 12%');
    },
  },
  {
    name: 'fact',
    library: 'sample',
    fixed: true,
    open: async (page) => {
      await openArticle(page);
      await selectWords(page, 'Three years earlier the overseas share was 12%');
      await page.keyboard.press('f');
      await page.locator('[role=dialog] input').first().waitFor();
    },
  },
  { name: 'inspector-facts', library: 'sample', open: tab(1) },
  { name: 'inspector-related', library: 'sample', open: tab(2) },
  { name: 'inspector-info', library: 'sample', open: tab(3) },
  {
    name: 'original',
    library: 'sample',
    open: async (page) => {
      await openArticle(page);
      await page.locator('.reader .seg button').nth(1).click();
      await page.locator('.reader iframe.original').waitFor({ state: 'attached' });
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'inbox',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+1');
      await page.locator('.list').waitFor();
    },
  },
  {
    name: 'search-start',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+5');
      await page.locator('.se-box input').waitFor();
    },
  },
  {
    name: 'search-typo',
    library: 'sample',
    open: async (page) => {
      await search(page, 'yunqaio ports');
      const source = page.locator('.se-row[aria-selected=true]', { hasText: 'Northern Ports' });
      for (let tries = 0; tries < 6 && (await source.count()) === 0; tries++)
        await page.keyboard.press('ArrowDown');
      await page.locator('.se-preview').waitFor();
      await page.waitForTimeout(800);
    },
  },
  { name: 'search-chinese', library: 'sample', open: (page) => search(page, '云樵') },
  {
    name: 'companies',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+3');
      await page.locator('.co-row').first().waitFor();
    },
  },
  {
    name: 'company',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+3');
      await page.locator('.co-row', { hasText: 'Yunqiao Robotics' }).first().click();
      await page.locator('h1', { hasText: 'Yunqiao' }).waitFor();
    },
  },
  {
    name: 'company-sparse',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+3');
      await page.locator('.co-row', { hasText: 'Castellan' }).first().click();
      await page.locator('h1', { hasText: 'Castellan' }).waitFor();
    },
  },
  {
    name: 'company-split',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+3');
      await page.locator('.co-row', { hasText: 'Yunqiao Robotics' }).first().click();
      await page.locator('h1', { hasText: 'Yunqiao' }).waitFor();
      await page.locator('.co-head .ib').last().click();
      await page.locator('.menu-item').nth(6).click();
      await page.locator('.co-pieces').first().waitFor();
    },
  },
  {
    name: 'grid',
    library: 'sample',
    open: async (page) => {
      await page.evaluate(async () => {
        const ask = async (noun: string, verb: string, input: object): Promise<unknown> => {
          const response = await fetch('/ask', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ noun, verb, input }),
          });
          return ((await response.json()) as { value: unknown }).value;
        };
        if (((await ask('grids', 'list', {})) as unknown[]).length > 0) return;
        const companies = (await ask('companies', 'list', {})) as { id: string }[];
        const { id } = (await ask('grids', 'add', {
          name: 'Warehouse robots',
          questions: [{ text: 'Revenue' }, { text: 'Overseas share' }, { text: '谁为它供货？' }],
          companyIds: companies.map((company) => company.id),
        })) as { id: string };
        await ask('grids', 'fillFromFacts', { id });
      });
      await page.keyboard.press('g');
      await page.keyboard.press('r');
      await page.locator('.gr-open').first().click();
      await page.locator('[role=grid]').focus();
    },
  },
  {
    name: 'briefs',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+4');
      await page.locator('.br-row').first().waitFor();
    },
  },
  {
    name: 'brief',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+4');
      await page.locator('.br-row-open').first().click();
      await page.locator('.ProseMirror').waitFor();
      await page.waitForTimeout(1200);
    },
  },
  {
    name: 'palette',
    library: 'sample',
    open: async (page) => {
      await openArticle(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('yunqaio');
      await page.locator('[role=dialog] [role=option]').nth(1).waitFor();
    },
  },
  {
    name: 'shortcuts',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('?');
      await page.locator('[role=dialog]').waitFor();
    },
  },
  {
    name: 'capture',
    library: 'empty',
    open: async (page) => {
      await page.keyboard.press('Control+2');
      await page.locator('.titlebar .tools button').first().click();
      await page.locator('textarea.cp-paste').fill(scrape);
      await page.keyboard.press('Control+Enter');
      await page.locator('.cp-preview').waitFor();
    },
  },
  {
    name: 'health',
    library: 'sample',
    open: async (page) => {
      await page.locator('.side .foot .line').first().click();
      await page.locator('.main h1').waitFor();
      await page.waitForTimeout(600);
    },
  },
  {
    name: 'settings',
    library: 'sample',
    open: async (page) => {
      await page.keyboard.press('Control+,');
      await page.locator('.settings').waitFor();
    },
  },
  {
    name: 'trash-empty',
    library: 'sample',
    open: async (page) => {
      await page.locator('.side .side-gap .item').click();
      await page.locator('.main h1').waitFor();
    },
  },
  {
    name: 'trash',
    library: 'sample',
    open: async (page) => {
      await page.locator('.lrow').nth(2).click();
      await page.locator('.lrow.cur').first().waitFor();
      await page.locator('.list').focus();
      await page.keyboard.press('Delete');
      await page.locator('.side .side-gap .item .n').waitFor();
      await page.locator('.side .side-gap .item').click();
      await page.locator('.main h1').waitFor();
    },
  },
  {
    name: 'imports',
    library: 'sample',
    open: async (page) => {
      const files = ['pocket-csv-two', 'readwise-csv-book'].map((name) => ({
        name: `${name}.csv`,
        text: readFileSync(join(root, 'tests/captures', name, 'input.csv'), 'utf8'),
      }));
      await page.evaluate((given) => {
        const data = new DataTransfer();
        for (const { name, text } of given) data.items.add(new File([text], name, { type: 'text/csv' }));
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      }, files);
      await page.locator('.toast, .foot .job').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type(
        (await page.evaluate(() => document.documentElement.lang)) === 'en' ? '>Activity' : '>活动',
      );
      await page.keyboard.press('Enter');
      await page.locator('.im-page .box, .im-page .card').first().waitFor();
      await page.waitForTimeout(1500);
    },
  },
  ...stateShots,
];

/** Waits until fonts and pictures stand and nothing moves any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
};
