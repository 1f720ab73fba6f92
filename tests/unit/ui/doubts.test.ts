import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doubts } from '../../../src/ui/messages/doubts.ts';
import { doubtWords } from '../../../src/ui/messages/doubt.ts';

const root = join(import.meta.dirname, '../../../src');
const code = ['core', 'library', 'local']
  .flatMap((room) => readdirSync(join(root, room), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

/** Settings of searches are named like their doubts and are none. */
const settings = new Set([...code.matchAll(/settingIn\(store, '([a-z.]+)'/g)].map((match) => match[1]!));
/** An object that begins with a code and has no message of its own is a doubt; codes of searches stand alone. */
const produced = new Set([
  ...[...code.matchAll(/\{\s*code:\s*'([a-z][a-z.-]*)'(?!,\s*message)/g)].map((match) => match[1]!),
  ...[...code.matchAll(/'(search\.[a-z]+(?:-[a-z]+)*)'/g)]
    .map((match) => match[1]!)
    .filter((name) => !settings.has(name)),
]);
const worded = Object.keys(doubts.en).map((key) => key.slice('doubt.'.length));

test('every doubt the program can have is said in words', () => {
  expect(produced.size).toBeGreaterThan(40);
  expect([...produced].filter((name) => !worded.includes(name))).toEqual([]);
});

test('no words stand for a doubt that is never had', () => {
  expect(worded.filter((name) => name !== 'other' && !produced.has(name))).toEqual([]);
});

test('a doubt shows what was seen, and an unknown one its code', () => {
  expect(doubtWords({ code: 'relative-date', detail: 'last year' })).toBe('The date is relative: last year');
  expect(doubtWords({ code: 'short-text' })).toBe('The text is short.');
  expect(doubtWords({ code: 'of-a-later-version' })).toBe('Unsure: of-a-later-version');
});
