import { createCanvas } from '@napi-rs/canvas';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { accept, compare } from '../../screens/compare.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Something like a window: a sidebar, rows of letters, a button. */
function window(
  change: {
    shift?: number;
    button?: boolean;
    icon?: boolean;
    row?: boolean;
    dark?: boolean;
    clock?: string;
  } = {},
): Buffer {
  const canvas = createCanvas(1440, 900);
  const c = canvas.getContext('2d');
  c.fillStyle = change.dark ? '#202124' : '#ffffff';
  c.fillRect(0, 0, 1440, 900);
  c.fillStyle = change.dark ? '#2c2d30' : '#f1f1ee';
  c.fillRect(0, 0, 212, 900);
  c.fillStyle = change.dark ? '#e8e8e8' : '#202020';
  c.font = '15px sans-serif';
  for (let i = 0; i < 40; i++)
    c.fillText(
      'The harbour company said on Monday that its second quay is open.',
      240 + (change.shift ?? 0),
      60 + i * 20,
    );
  c.font = '12px sans-serif';
  c.fillText(change.clock ?? '12:04', 1380, 880);
  if (change.row !== false) {
    c.fillStyle = '#1f5fc4';
    c.fillRect(220, 300, 600, 60);
  }
  if (change.icon !== false) {
    // lines of two pixels, as the icons of the window have
    c.strokeStyle = change.dark ? '#e8e8e8' : '#303030';
    c.lineWidth = 2;
    c.strokeRect(1150, 30, 18, 18);
    c.strokeRect(1154, 34, 10, 10);
  }
  if (change.button !== false) {
    c.fillStyle = '#1f5fc4';
    c.fillRect(1200, 20, 180, 40);
  }
  return canvas.toBuffer('image/png');
}

test('letters a hair aside and another minute on the clock are the same picture', async () => {
  await accept(folder, 'a', window());
  expect(await compare(folder, 'a', window())).toMatchObject({ state: 'same' });
  expect(await compare(folder, 'a', window({ shift: 1, clock: '09:47' }))).toMatchObject({ state: 'same' });
});

test('a missing row or button and other colours are a change', async () => {
  expect((await compare(folder, 'a', window({ row: false }))).state).toBe('changed');
  expect((await compare(folder, 'a', window({ button: false }))).state).toBe('changed');
  expect((await compare(folder, 'a', window({ icon: false }))).state).toBe('changed');
  expect((await compare(folder, 'a', window({ dark: true }))).state).toBe('changed');
});

test('an accepted picture is small', async () => {
  await accept(folder, 'c', window());
  expect(statSync(join(folder, 'c.png')).size).toBeLessThan(12_000);
});

test('a picture nobody has accepted is new', async () => {
  expect((await compare(folder, 'b', window())).state).toBe('new');
});
