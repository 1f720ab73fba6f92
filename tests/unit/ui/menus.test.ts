import { expect, test } from 'vitest';
import { commands, type Command } from '../../../src/ui/commands/list.ts';
import { menus } from '../../../src/ui/commands/menus.ts';
import { messages } from '../../../src/ui/messages/index.ts';

test('every command that is more than a key is in one menu, in the order of the list', () => {
  const wanted = (commands as readonly Command[]).filter(({ keyOnly }) => !keyOnly).map(({ id }) => id);
  expect(menus.flatMap((menu) => menu.commands).sort()).toEqual([...wanted].sort());
  for (const { commands: ids } of menus) {
    const places = ids.map((id) => wanted.indexOf(id));
    expect(places).toEqual([...places].sort((one, other) => one - other));
  }
});

test('no menu is empty, longer than a screen, or without a name', () => {
  for (const { id, commands: ids } of menus) {
    expect(ids.length, id).toBeGreaterThan(0);
    expect(ids.length, id).toBeLessThan(25);
    expect(messages.en[`menu.${id}`]).toBeTruthy();
  }
});

test('commands are where a person looks for them', () => {
  const menuOf = (id: string): string | undefined => menus.find((menu) => (menu.commands as readonly string[]).includes(id))?.id; // prettier-ignore
  expect(menuOf('capture.files')).toBe('file');
  expect(menuOf('edit.undo')).toBe('edit');
  expect(menuOf('go.inbox')).toBe('go');
  expect(menuOf('hl.1')).toBe('mark');
  expect(menuOf('fact.new')).toBe('company');
  expect(menuOf('theme.dark')).toBe('view');
});
