import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

const words = (name: string): string =>
  `${name} opens a second quay\n\nThe harbour company ${name} said on Monday that its second quay is open, ` +
  `a year later than planned and for less money than its owners had set aside.\n\nTwo cranes stand there now.`;

async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not come about within ten seconds.');
}

test('files in the inbox folder are captured once, also those that were there and those that come later', async () => {
  using t = new TestLibrary();
  const folder = join(t.folder, 'inbox');
  mkdirSync(join(folder, 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'there.txt'), words('Lindau'));
  const set = await t.library.inbox.set({ folder });
  expect(set).toMatchObject({ folder, watching: true, problem: null });
  await until(() => t.library.sources.list(undefined).total === 1);
  writeFileSync(join(folder, 'deeper', 'later.txt'), words('Brixen'));
  writeFileSync(join(folder, '.hidden.txt'), words('Hidden'));
  writeFileSync(join(folder, 'half.txt.part'), words('Half'));
  await until(() => t.library.sources.list(undefined).total === 2);
  renameSync(join(folder, 'half.txt.part'), join(folder, 'half.txt'));
  writeFileSync(join(folder, 'copy.txt'), words('Lindau'));
  writeFileSync(join(folder, 'bad.pdf'), '%PDF-1.4 nothing');
  await until(() => t.library.inbox.status().files.length === 5);
  const files = Object.fromEntries(
    t.library.inbox.status().files.map((file) => [file.path.slice(folder.length + 1), file.outcome]),
  );
  expect(files).toEqual({
    'there.txt': 'imported',
    [join('deeper', 'later.txt')]: 'imported',
    'half.txt': 'imported',
    'copy.txt': 'duplicate',
    'bad.pdf': 'failed',
  });
  await t.library.inbox.stop();
  // a new start reads nothing twice, and what came while nobody watched is found
  writeFileSync(join(folder, 'while-away.txt'), words('Meran'));
  t.reopen();
  await t.library.inbox.start();
  await until(() => t.library.inbox.status().files.length === 6);
  expect(t.library.sources.list(undefined).total).toBe(4);
  expect(t.library.inbox.status().files.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
  await t.library.inbox.stop();
});

test('a folder that is none is refused in words, and one that goes away is told', async () => {
  using t = new TestLibrary();
  await expect(t.library.inbox.set({ folder: join(t.folder, 'nowhere') })).rejects.toThrow(/no folder/);
  await expect(t.library.inbox.set({ folder: 'relative/path' })).rejects.toThrow(/whole path/);
  await expect(t.library.inbox.set({ folder: t.file })).rejects.toThrow(/not a folder/);
  await expect(t.library.inbox.set({ folder: '/' })).rejects.toThrow(/whole disk/);
  const folder = join(t.folder, 'inbox');
  mkdirSync(folder);
  await t.library.inbox.set({ folder });
  rmSync(folder, { recursive: true });
  expect(t.library.inbox.status().problem).toBe(`There is no folder ${folder}.`);
  expect(await t.library.inbox.set({ folder: null })).toMatchObject({ folder: null, watching: false });
});
