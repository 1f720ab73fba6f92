import { copyFileSync } from 'node:fs';
import {
  at,
  caretAt,
  citeTimes,
  numberedInOrder,
  openBrief,
  typeWords,
  workOf,
  type Work,
} from '../bench/brief-keys.ts';
import { fillLongBrief } from '../bench/brief.ts';
import { TestLibrary } from '../setup/library.ts';
import { expect, test } from './fixtures.ts';

const measuring = process.env['DOSSIER_MEASURE'] !== undefined;

// a record of every state of 3,000 paragraphs would be measured with them
test.use({ trace: 'off' });

test('a brief of 300 pages with 2,000 footnotes opens, is typed in and cites as one of three pages does', async ({
  libraryFile,
  start,
}) => {
  test.skip(
    !measuring && process.env['DOSSIER_LONG'] === undefined,
    'NOT RUN: DOSSIER_LONG=1 holds a brief of 300 pages against one of three (a minute and a half), DOSSIER_MEASURE=1 its times besides',
  );
  test.setTimeout(400_000);
  {
    using t = new TestLibrary();
    await fillLongBrief(t);
    t.open.close();
    copyFileSync(t.file, libraryFile);
  }
  const page = await start();
  const seen = async (name: string) => {
    const opening = await workOf(page, () => openBrief(page, name));
    await page.waitForTimeout(2000);
    const typed: Work[] = [];
    for (const share of [0.5, 1]) {
      await caretAt(page, share);
      typed.push(await workOf(page, () => typeWords(page, measuring ? 120 : 60)));
    }
    await caretAt(page, 0.02);
    const citing = await workOf(page, () => citeTimes(page, 4));
    // what is out of sight is numbered later, but soon
    await expect.poll(() => numberedInOrder(page)).toBe(true);
    const figures = {
      middle: at(typed[0]!.keys, 0.5),
      middle95: at(typed[0]!.keys, 0.95),
      end: at(typed[1]!.keys, 0.5),
      end95: at(typed[1]!.keys, 0.95),
      citing: at(citing.keys, 0.75),
      opening: Math.max(...opening.tasks),
    };
    console.log(
      `${name}: ${JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(1)) : value))}`,
    );
    return figures;
  };
  const short = await seen('A short brief');
  const long = await seen('A long brief');
  // processor time of the window's own thread, both in one run: what else the machine does hardly counts
  expect(long.middle / short.middle, 'typing in the middle').toBeLessThan(1.8);
  expect(long.end / short.end, 'typing at the end').toBeLessThan(1.8);
  expect(long.citing / short.citing, 'citing').toBeLessThan(2.5);
  if (!measuring) return;
  expect(long.middle95, 'typing in the middle, p95').toBeLessThan(16);
  expect(long.end95, 'typing at the end, p95').toBeLessThan(16);
  expect(long.opening, 'longest task of opening').toBeLessThan(100);
});
