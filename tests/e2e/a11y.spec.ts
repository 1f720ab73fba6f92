import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { settled, shots, type Shot } from '../screens/shots.ts';
import { expect, test } from './fixtures.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

type Extent = 'everything' | 'contrast' | 'structure';

/**
 * Every WCAG 2.2 A and AA problem axe-core finds in the window, a line for each element. A theme changes nothing but
 * colours and a language nothing but words, so the second look at a screen asks only what can have changed.
 */
const problemsOf = async (page: Page, extent: Extent): Promise<readonly string[]> => {
  const violations = await page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> };
    };
    const result = await axe.run(document, {
      runOnly:
        asked === 'contrast'
          ? { type: 'rule', values: ['color-contrast'] }
          : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
      ...(asked === 'structure' && { rules: { 'color-contrast': { enabled: false } } }),
      resultTypes: ['violations'],
      // the pages in frames are the sandboxed original and the printed brief; neither lets a script in
      iframes: false,
    });
    return result.violations;
  }, extent);
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `${violation.id}: ${node.html.slice(0, 160)} — ${(node.failureSummary ?? '').replaceAll('\n', ' ').slice(0, 240)}`,
    ),
  );
};

/** Sets a preference past the settings page, as another window of the same library would. */
const prefer = (page: Page, key: string, value: string): Promise<void> =>
  page.evaluate(
    async ([k, v]) => {
      await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun: 'settings', verb: 'set', input: { key: k, value: v } }),
      });
    },
    [key, value] as const,
  );

/** Opens every screen in turn and looks at it in the given themes; the names of what is wrong. */
async function look(
  page: Page,
  list: readonly Shot[],
  themes: Readonly<Record<string, Extent>>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const shot of list) {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.reload();
    await page.locator('.reader, .we').first().waitFor();
    await shot.open(page);
    for (const [theme, extent] of Object.entries(themes)) {
      await page.evaluate((name) => {
        document.documentElement.dataset['theme'] = name;
      }, theme);
      await settled(page);
      // evaluated by the debugger, which the policy of the page does not bind
      await page.evaluate(axeSource);
      wrong.push(...(await problemsOf(page, extent)).map((problem) => `${shot.name}, ${theme}: ${problem}`));
    }
  }
  return wrong;
}

const of = (library: Shot['library']): readonly Shot[] => shots.filter((shot) => shot.library === library);

const THEMES = { light: 'everything', sepia: 'contrast', dark: 'contrast' } as const;

/** Every screen once, in the state that shows most of it. */
const SCREENS = [
  'first-run', 'library-empty', 'reader', 'inspector-info', 'annotations', 'search-typo', 'search-start', 'companies', 'company',
  'grid', 'notes', 'briefs', 'brief', 'capture', 'imports', 'copies-empty', 'palette', 'shortcuts', 'history', 'health', 'settings', 'trash',
]; // prettier-ignore

/** Further states, of which the suite takes every fourth, each in one theme: they are made of the parts of their screens. */
const others = shots.filter(({ name }) => !SCREENS.includes(name)).filter((_, i) => i % 4 === 0);

for (const library of ['sample', 'empty'] as const) {
  test(`no screen of the ${library} library breaks WCAG 2.2 A or AA in any theme`, async ({
    start,
    problems,
  }) => {
    test.setTimeout(300_000);
    const page = await start({ sample: library === 'sample' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const chosen = of(library).filter(({ name }) => SCREENS.includes(name));
    expect(chosen.length).toBeGreaterThan(2);
    expect(await look(page, chosen, THEMES)).toEqual([]);
    // an answer that a state holds back is broken off by the next reload
    problems.length = 0;
  });
}

test('nor does a state, nor a screen in Chinese', async ({ start, problems }) => {
  test.setTimeout(300_000);
  const page = await start({ sample: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const states = others.filter(({ library }) => library === 'sample');
  const wrong: string[] = [];
  for (const [i, theme] of (['light', 'sepia', 'dark'] as const).entries())
    wrong.push(...(await look(page, states.filter((_, at) => at % 3 === i), { [theme]: 'everything' }))); // prettier-ignore
  await prefer(page, 'language', 'zh-Hans');
  const chinese = of('sample').filter(({ name }) =>
    ['reader', 'company', 'settings', 'brief'].includes(name),
  );
  wrong.push(...(await look(page, chinese, { light: 'structure' })));
  expect(wrong).toEqual([]);
  problems.length = 0;
});

test('every screen of the window is among those looked at', () => {
  const named = new Set(shots.map(({ name }) => name));
  expect(SCREENS.filter((name) => !named.has(name))).toEqual([]);
  // a screen is what docs/screens.md has a row for: a shot's first word
  const screens = new Set(SCREENS.map((name) => name.split('-')[0]));
  const parts = new Set(['inspector', 'selection', 'fact', 'original', 'window', 'inbox', 'grids']);
  expect([...named].map((name) => name.split('-')[0]!).filter((word) => !screens.has(word) && !parts.has(word))).toEqual([]); // prettier-ignore
});

/** DOSSIER_PART=1 to {@link PARTS} looks at a part of the whole matrix: a run of some minutes instead of forty. */
const PARTS = 4;

// Roles, names and contrast of everything in three themes and two languages.
for (const language of ['en', 'zh-Hans'] as const)
  for (const library of ['sample', 'empty'] as const)
    test(`all screens and states of the ${library} library: three themes, ${language}`, async ({
      start,
      problems,
    }) => {
      test.skip(
        process.env['DOSSIER_ALL_SCREENS'] === undefined,
        'DOSSIER_ALL_SCREENS=1 looks at all of them.',
      );
      test.setTimeout(1_800_000);
      const page = await start({ sample: library === 'sample' });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await prefer(page, 'language', language);
      const part = Number(process.env['DOSSIER_PART'] ?? 0);
      const chosen = of(library).filter((_, i) => part === 0 || i % PARTS === part - 1);
      const wrong = await look(page, chosen, THEMES);
      console.log(
        `${chosen.length} shots x ${Object.keys(THEMES).length} themes, ${language}: ${wrong.length} problems`,
      );
      expect(wrong).toEqual([]);
      problems.length = 0;
    });
