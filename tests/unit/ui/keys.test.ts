import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { matches, strokesOf, together, type Press } from '../../../src/ui/commands/keys.ts';
import { commands, type Command } from '../../../src/ui/commands/list.ts';

const press = (keys: Partial<Press>): Press => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...keys,
});
const isStroke = (binding: string, keys: Partial<Press>, mac = false): boolean =>
  matches(strokesOf(binding)[0]!, press(keys), mac);

describe('keys', () => {
  test('no key means two things where both could be meant', () => {
    const all = commands as readonly Command[];
    for (const contexts of together) {
      const seen = new Map<string, string>();
      for (const command of all)
        for (const { keys, context } of command.keys) {
          if (!contexts.includes(context)) continue;
          const other = seen.get(keys);
          expect(other === undefined || other === command.id, `${keys}: ${other} and ${command.id}`).toBe(
            true,
          );
          seen.set(keys, command.id);
        }
    }
  });

  test('a key that begins a chord is never a command of its own', () => {
    const bindings = (commands as readonly Command[]).flatMap(({ keys }) =>
      keys.map((binding) => binding.keys),
    );
    const starters = new Set(bindings.filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]));
    expect(bindings.filter((keys) => starters.has(keys))).toEqual([]);
  });

  test('no key is used that input methods or the system take', () => {
    const taken = /^(Ctrl|Mod)\+(Alt\+|Space$|\.$|Shift\+U$)/;
    expect(
      (commands as readonly Command[])
        .flatMap(({ keys }) => keys.map((binding) => binding.keys))
        .filter((keys) => taken.test(keys)),
    ).toEqual([]);
  });

  test('digits are read by their place, so that French keyboards work', () => {
    expect(isStroke('2', { key: 'é', code: 'Digit2' })).toBe(true);
  });

  test('single letters are read by their place and with Ctrl by what they type', () => {
    expect(isStroke('J', { key: 'о', code: 'KeyJ' })).toBe(true);
    expect(isStroke('Mod+Z', { key: 'z', code: 'KeyY', ctrlKey: true })).toBe(true);
    expect(isStroke('Mod+Z', { key: 'я', code: 'KeyZ', ctrlKey: true })).toBe(true);
  });

  test('signs that need Shift on some layouts match with it', () => {
    expect(isStroke('?', { key: '?', code: 'Slash', shiftKey: true })).toBe(true);
    expect(isStroke('/', { key: '/', code: 'Digit7', shiftKey: true })).toBe(true);
  });

  test('a letter with Alt or AltGr is typing and not a command', () => {
    expect(isStroke('E', { key: 'ę', code: 'KeyE', altKey: true, ctrlKey: true })).toBe(false);
  });

  test('Mod is Command on macOS', () => {
    expect(isStroke('Mod+K', { key: 'k', code: 'KeyK', metaKey: true }, true)).toBe(true);
    expect(isStroke('Mod+K', { key: 'k', code: 'KeyK', ctrlKey: true }, true)).toBe(false);
  });

  test('every binding of the design has its command', () => {
    const design = '/work/shared/design/keymap.json';
    if (!existsSync(design)) {
      console.warn(`SKIPPED: ${design} is absent, so the keys were not compared with the design.`);
      return;
    }
    const { bindings } = JSON.parse(readFileSync(design, 'utf8')) as {
      bindings: { context: string; keys: string }[];
    };
    const ours = new Set(
      (commands as readonly Command[]).flatMap(({ keys }) =>
        keys.map((binding) => `${binding.context} ${binding.keys}`),
      ),
    );
    expect(
      bindings.map(({ context, keys }) => `${context} ${keys}`).filter((binding) => !ours.has(binding)),
    ).toEqual([]);
  });
});
