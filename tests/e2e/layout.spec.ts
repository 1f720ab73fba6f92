import type { Page } from '@playwright/test';
import { settled, shots, type Shot } from '../screens/shots.ts';
import { expect, test } from './fixtures.ts';

/** One of each layout: list and reader, table, tiles, composer, search in three columns, long page, sheet, palette. */
const LAYOUTS = [
  'reader',
  'inspector-info',
  'companies',
  'company',
  'brief',
  'search-typo',
  'health',
  'settings',
  'shortcuts',
  'palette',
];

/** What of a window cannot be reached or read, a line each: what stands outside it, or is cut by what it stands in. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wrong: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth || document.body.scrollWidth > root.clientWidth)
      wrong.push(`the window scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    if (root.scrollHeight > root.clientHeight)
      wrong.push(`the window scrolls: ${root.scrollHeight} > ${root.clientHeight}`);
    const named = (element: Element): string =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`;
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, input:not([type=checkbox]):not([type=radio]), select, textarea, h1, h2, [role=tab], [role=option]',
    )) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (element.closest('.sr, [aria-hidden=true], [inert], iframe')) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      let [left, right] = [0, window.innerWidth];
      let sideways = false;
      let gone = false;
      for (let up = element.parentElement; up; up = up.parentElement) {
        const style = getComputedStyle(up);
        const frame = up.getBoundingClientRect();
        if (/auto|scroll/.test(style.overflowX) && up.scrollWidth > up.clientWidth) sideways = true;
        if (style.overflowX !== 'visible') {
          left = Math.max(left, frame.left);
          right = Math.min(right, frame.right);
        }
        // scrolled out of what scrolls up and down: it can be brought back
        if (style.overflowY !== 'visible' && (box.bottom <= frame.top || box.top >= frame.bottom))
          gone = true;
      }
      if (gone || sideways) continue;
      if (box.left < left - 1 || box.right > right + 1)
        wrong.push(
          `cut off: ${named(element)} at ${Math.round(box.left)}–${Math.round(box.right)} of ${Math.round(left)}–${Math.round(right)}`,
        );
      if (
        /^(?:BUTTON|H1|H2)$/.test(element.tagName) &&
        element.scrollWidth > element.clientWidth + 2 &&
        getComputedStyle(element).overflowX !== 'visible' &&
        getComputedStyle(element).textOverflow !== 'ellipsis'
      )
        wrong.push(`words cut off: ${named(element)}`);
    }
    return wrong;
  });

const prefer = (page: Page, key: string, value: unknown): Promise<void> =>
  page.evaluate(
    async (input) => {
      await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun: 'settings', verb: 'set', input }),
      });
    },
    { key, value },
  );

/** A screen in a window that was loaded anew; nothing here changes the sample. */
async function openShot(page: Page, shot: Shot): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.reload();
  await page.locator('.reader, .we, .main').first().waitFor();
  await shot.open(page);
}

const SIZES = [
  { name: '1024 x 700', width: 1024, height: 700 },
  { name: '2560 x 1300', width: 2560, height: 1300 },
  // what a window of 1440 x 900 has left when the browser shows it at 200 %
  { name: '720 x 450', width: 720, height: 450 },
];

for (const language of ['en', 'zh-Hans'] as const)
  test(`nothing is cut off and the window never scrolls, from small to very wide, in ${language}`, async ({
    start,
    problems,
  }) => {
    test.setTimeout(300_000);
    const page = await start({ sample: true });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await prefer(page, 'language', language);
    const wrong: string[] = [];
    const chosen = shots.filter(({ name }) => LAYOUTS.includes(name));
    for (const shot of language === 'en' ? chosen : chosen.filter((_, i) => i % 3 === 0)) {
      await openShot(page, shot);
      for (const { name, width, height } of SIZES) {
        await page.setViewportSize({ width, height });
        await settled(page);
        wrong.push(...(await cutOff(page)).map((line) => `${shot.name}, ${name}: ${line}`));
      }
    }
    expect(wrong).toEqual([]);
    problems.length = 0;
  });

test('text twice as large leaves everything in reach', async ({ start, problems }) => {
  test.setTimeout(240_000);
  const page = await start({ sample: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wrong: string[] = [];
  for (const shot of shots.filter(({ name }) =>
    ['reader', 'company', 'settings', 'search-typo'].includes(name),
  )) {
    await prefer(page, 'zoom', 100);
    await openShot(page, shot);
    await prefer(page, 'zoom', 200);
    await expect.poll(() => page.evaluate(() => document.documentElement.style.zoom)).toBe('2');
    await settled(page);
    wrong.push(...(await cutOff(page)).map((line) => `${shot.name}: ${line}`));
  }
  expect(wrong).toEqual([]);
  problems.length = 0;
});

/** Goes on by Tab and names every stop that looks the same with and without the focus. */
async function unseenStops(page: Page, stops: number): Promise<string[]> {
  const unseen: string[] = [];
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const look = (): string => {
        const parts: string[] = [];
        for (let up: Element | null = element, n = 0; up && n < 4; up = up.parentElement, n++) {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
            getComputedStyle(up);
          parts.push(
            [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join(),
          );
        }
        // what is drawn beside a hidden box: a switch's track, a tick's square
        const beside = element.nextElementSibling;
        if (beside) parts.push(getComputedStyle(beside).outline, getComputedStyle(beside).boxShadow);
        return parts.join('\n');
      };
      const focused = look();
      element.blur();
      const plain = look();
      element.focus({ preventScroll: true });
      return focused === plain
        ? `<${element.tagName.toLowerCase()} class="${element.className}"> ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`
        : null;
    });
    if (name !== null && !unseen.includes(name)) unseen.push(name);
  }
  return unseen;
}

for (const forcedColors of ['none', 'active'] as const)
  test(`the focus is seen at every stop, ${forcedColors === 'active' ? 'in forced colours too' : 'in the plain window'}`, async ({
    start,
    problems,
  }) => {
    test.setTimeout(180_000);
    const page = await start({ sample: true });
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors });
    const wrong: string[] = [];
    for (const shot of shots.filter(({ name }) => ['reader', 'settings'].includes(name))) {
      await openShot(page, shot);
      wrong.push(...(await unseenStops(page, 30)).map((stop) => `${shot.name}: ${stop}`));
      wrong.push(...(await cutOff(page)).map((line) => `${shot.name}: ${line}`));
    }
    expect(wrong).toEqual([]);
    problems.length = 0;
  });

test('with reduced motion nothing moves or fades', async ({ start, problems }) => {
  test.setTimeout(180_000);
  const page = await start({ sample: true });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const wrong: string[] = [];
  for (const shot of shots.filter(({ name }) => ['reader', 'palette', 'library-loading'].includes(name))) {
    await openShot(page, shot);
    const moving = await page.evaluate(() => {
      const long = (text: string): boolean => text.split(',').some((each) => parseFloat(each) > 0.011);
      const lines = document
        .getAnimations()
        .filter((animation) => animation.playState === 'running')
        .map((animation) => `runs: ${animation.id}`);
      for (const element of document.querySelectorAll('*')) {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
        if (long(transitionDuration) || (animationName !== 'none' && long(animationDuration)))
          lines.push(`<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
      }
      return [...new Set(lines)];
    });
    wrong.push(...moving.map((line) => `${shot.name}: ${line}`));
  }
  expect(wrong).toEqual([]);
  problems.length = 0;
});
