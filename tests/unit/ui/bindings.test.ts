import { afterEach, describe, expect, test } from 'vitest';
import {
  allBindings,
  allClashes,
  bindingsOf,
  clashesWith,
  firstKeys,
  isBinding,
  isOfFields,
  isTaken,
  keysOf,
  setKeyChoices,
  strokeOfPress,
  withKeys,
  withoutKeys,
} from '../../../src/ui/commands/bindings.ts';
import { matches, strokesOf, type Press } from '../../../src/ui/commands/keys.ts';
import { commands, type Command } from '../../../src/ui/commands/list.ts';

afterEach(() => setKeyChoices({}));

describe('keys that a person chose', () => {
  test('take the place of the list’s own, one by one, and go back', () => {
    expect(keysOf('go.inbox')).toBe('Mod+1');
    setKeyChoices(withKeys('go.inbox', 0, 'Mod+9'));
    expect(bindingsOf('go.inbox').map(({ keys, context }) => [keys, context])).toEqual([
      ['Mod+9', 'global'],
      ['G I', 'single'],
    ]);
    setKeyChoices(withKeys('go.inbox', 1, ''));
    expect(bindingsOf('go.inbox').map(({ keys }) => keys)).toEqual(['Mod+9']);
    setKeyChoices(withoutKeys('go.inbox'));
    expect(bindingsOf('go.inbox').map(({ keys }) => keys)).toEqual(firstKeys('go.inbox'));
    setKeyChoices(withKeys('go.health', 0, 'Mod+J'));
    expect(bindingsOf('go.health')).toEqual([{ id: 'go.health', keys: 'Mod+J', context: 'global' }]);
  });

  test('are taken from whatever they meant before, so that no press means two things', () => {
    expect(clashesWith('go.trash', 'Mod+1', 'global').map(({ id }) => id)).toEqual(['go.inbox']);
    // A key in the reader and one in the list are never both meant.
    expect(clashesWith('archive', 'N', 'list').map(({ id }) => id)).toEqual([]);
    expect(clashesWith('archive', 'J', 'list').map(({ id }) => id)).toEqual(['next']);
    // A key that begins a chord would swallow it.
    expect(clashesWith('archive', 'G', 'list').map(({ id }) => id)).toContain('go.inbox');
    setKeyChoices(withKeys('go.trash', 0, 'Mod+1'));
    expect(keysOf('go.trash')).toBe('Mod+1');
    expect(bindingsOf('go.inbox').map(({ keys }) => keys)).toEqual(['G I']);
    expect(allClashes()).toEqual([]);
    // Giving the key back restores both to what they were, and nothing is left to be stored.
    setKeyChoices(withKeys('go.inbox', 0, 'Mod+1'));
    expect(withKeys('go.trash', 0, '')).toEqual({ 'go.trash': [''] });
  });

  test('are not taken from a command whose keys are fixed, nor given to it', () => {
    setKeyChoices({});
    expect(clashesWith('focus.toggle', 'Space', 'global').map(({ id }) => id)).toContain('block.toggle');
    expect(withKeys('focus.toggle', 0, 'Space')).toEqual({});
    expect(withKeys('bold', 0, 'Mod+J')).toEqual({});
  });

  test('whatever is chosen in any order, no two commands share a press', () => {
    const ids = (commands as readonly (Command & { id: (typeof commands)[number]['id'] })[]).map(
      ({ id }) => id,
    );
    const keys = ['A', 'G', 'G I', 'Mod+1', 'Mod+K', 'Space', 'Shift+B', '?', 'Alt+ArrowUp', 'F6', '5'];
    for (let i = 0; i < 400; i++)
      setKeyChoices(withKeys(ids[(i * 37) % ids.length]!, i % 2, keys[(i * 7) % keys.length]!));
    expect(allClashes().map(([one, other]) => [one.id, one.keys, other.id])).toEqual([]);
  });

  test('out of a file are passed over where they are no keys, no commands, or no list', () => {
    for (const given of [
      null,
      5,
      'x',
      [],
      { 'go.inbox': 'Mod+9' },
      { 'go.inbox': [1] },
      { 'go.none': ['Mod+9'] },
    ])
      setKeyChoices(given);
    expect(keysOf('go.inbox')).toBe('Mod+1');
    setKeyChoices({ 'go.inbox': ['Hyper+Q', 'javascript:alert(1)'] });
    expect(bindingsOf('go.inbox')).toEqual([]);
  });

  test('are not taken for what the editor and sheets read themselves', () => {
    setKeyChoices({ cite: ['A'], bold: ['Mod+J'], escape: [] });
    for (const id of ['cite', 'bold', 'escape'] as const)
      expect(bindingsOf(id).map(({ keys }) => keys)).toEqual(firstKeys(id));
    // Nor is such a key given to another command, which would never hear it there.
    expect(clashesWith('h1', 'Mod+B', 'editor').map(({ id }) => id)).toEqual(['bold']);
  });

  test('of the list are all keys, and none of them is the system’s', () => {
    expect(allClashes()).toEqual([]);
    for (const { keys, id } of allBindings()) {
      if (keys === 'Escape' || keys === 'Tab') continue;
      expect(isBinding(keys), `${id} ${keys}`).toBe(true);
      expect(isTaken(keys) && keys !== 'Shift+Space', `${id} ${keys}`).toBe(false);
    }
  });
});

describe('recording a key', () => {
  const press = (keys: Partial<Press>): Press => ({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...keys }); // prettier-ignore

  test('writes what the same press will match again, on any layout', () => {
    const presses: readonly Partial<Press>[] = [
      { key: 'k', code: 'KeyK' },
      { key: 'K', code: 'KeyK', shiftKey: true },
      { key: 'о', code: 'KeyJ' },
      { key: 'z', code: 'KeyY', ctrlKey: true },
      { key: 'é', code: 'Digit2' },
      { key: '@', code: 'Digit2', shiftKey: true },
      { key: '?', code: 'Slash', shiftKey: true },
      { key: '/', code: 'Digit7', shiftKey: true },
      { key: ',', code: 'Comma', ctrlKey: true },
      { key: '=', code: 'Equal', ctrlKey: true },
      { key: '[', code: 'BracketLeft' },
      { key: '\\', code: 'Backslash', ctrlKey: true, shiftKey: true },
      { key: ' ', code: 'Space', shiftKey: true },
      { key: 'ArrowDown', code: 'ArrowDown', altKey: true },
      { key: 'F9', code: 'F9' },
      { key: 'Delete', code: 'Delete', ctrlKey: true },
      { key: 'Enter', code: 'NumpadEnter', altKey: true },
    ];
    for (const one of presses) {
      const stroke = strokeOfPress(press(one), false);
      // The digits of a shifted row are signs in English and digits elsewhere: both are read by what was pressed.
      expect(stroke, JSON.stringify(one)).not.toBeNull();
      expect(matches(strokesOf(stroke!)[0]!, press(one), false), `${stroke} ${JSON.stringify(one)}`).toBe(
        true,
      );
    }
  });

  test('leaves alone modifiers, Esc, Tab and what an input method holds', () => {
    for (const key of [
      'Control',
      'Shift',
      'Alt',
      'Meta',
      'Escape',
      'Tab',
      'Process',
      'Dead',
      'CapsLock',
      'Unidentified',
    ])
      expect(strokeOfPress(press({ key, code: key }), false)).toBeNull();
    expect(strokeOfPress(press({ key: 'k', code: 'KeyK', metaKey: true }), false)).toBeNull();
    expect(strokeOfPress(press({ key: 'k', code: 'KeyK', metaKey: true }), true)).toBe('Mod+K');
  });

  test('knows which keys type something, and which the system needs', () => {
    const ofFields = (keys: string): boolean => isOfFields(strokesOf(keys)[0]!);
    expect(
      ['K', 'Shift+K', '?', '5', 'Space', 'G I', 'Enter', 'Delete', 'ArrowLeft', 'Shift+Home'].every(
        ofFields,
      ),
    ).toBe(true);
    expect(['Mod+K', 'Alt+5', 'F6', 'Escape', 'Mod+Enter', 'Shift+F6'].some(ofFields)).toBe(false);
    expect(['Mod+C', 'Mod+W', 'Mod+Alt+E', 'Mod+Space'].every(isTaken)).toBe(true);
    expect(['Mod+J', 'K', 'Alt+ArrowLeft'].some(isTaken)).toBe(false);
  });
});
