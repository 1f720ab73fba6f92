import { expect, test } from 'vitest';
import { acceleratorOf } from '../../../electron/accelerator.ts';
import { commands, type Command } from '../../../src/ui/commands/list.ts';

test('keys are written as Electron writes them', () => {
  expect(acceleratorOf('Mod+Shift+K')).toBe('CommandOrControl+Shift+K');
  expect(acceleratorOf('Alt+ArrowLeft')).toBe('Alt+Left');
  expect(acceleratorOf('Alt+PageDown')).toBe('Alt+PageDown');
  expect(acceleratorOf('Mod+\\')).toBe('CommandOrControl+\\');
  expect(acceleratorOf('Mod++')).toBe('CommandOrControl+Plus');
  expect(acceleratorOf('F9')).toBe('F9');
});

test('what types or moves in a text field, chords and no key at all are left to the window', () => {
  for (const keys of ['', 'J', '1', '?', 'Enter', 'Space', 'Delete', 'Shift+J', 'ArrowRight', 'G I'])
    expect(acceleratorOf(keys), keys).toBeUndefined();
});

test('every accelerator of the list is of Electron’s grammar', () => {
  const made = (commands as readonly Command[]).flatMap(({ keys }) =>
    keys.flatMap(({ keys: each }) => acceleratorOf(each) ?? []),
  );
  expect(made.length).toBeGreaterThan(30);
  const one =
    /^(?:(?:CommandOrControl|Alt|Shift)\+)*(?:[A-Z0-9]|F\d{1,2}|[!-/:-@[-`{-~]|Plus|Up|Down|Left|Right|Home|End|PageUp|PageDown|Enter|Space|Delete)$/;
  expect(made.filter((each) => !one.test(each))).toEqual([]);
});
