import { afterEach, expect, test } from 'vitest';
import { setKeyChoices } from '../../../src/ui/commands/bindings.ts';
import { commands, type Command } from '../../../src/ui/commands/list.ts';
import { useCommands } from '../../../src/ui/commands/run.ts';
import { startSystemMenu, systemMenus } from '../../../src/ui/commands/system-menu.ts';
import { setLanguage } from '../../../src/ui/messages/index.ts';
import { useTransport } from '../../../src/ui/library.ts';
import { showScreen } from '../facts/answers.tsx';
import { until } from '../window.ts';

afterEach(() => {
  setKeyChoices({});
  setLanguage('en');
});

/** Something that can do one or two commands. */
function Bench({ ran, more }: { readonly ran: string[]; readonly more: boolean }) {
  useCommands({
    'go.inbox': () => ran.push('inbox'),
    ...(more && { 'go.trash': () => ran.push('trash') }),
  });
  return <p>Bench</p>;
}

const itemOf = (menus: ReturnType<typeof systemMenus>, id: string) =>
  menus.flatMap((menu) => menu.items).find((item) => item.id === id);

test('holds every command that is more than a key once, with its words, key and whether it can be done', async () => {
  showScreen(<Bench ran={[]} more={false} />, { screen: 'library' }, {});
  await until(() => document.body.textContent.includes('Bench'));
  const menus = systemMenus();
  const wanted = (commands as readonly Command[]).filter(({ keyOnly }) => !keyOnly).map(({ id }) => id);
  expect(menus.flatMap((menu) => menu.items.map((item) => item.id)).sort()).toEqual([...wanted].sort());
  expect(itemOf(menus, 'go.inbox')).toEqual({
    id: 'go.inbox',
    label: 'Inbox',
    keys: 'Mod+1',
    enabled: true,
  });
  expect(itemOf(menus, 'go.trash')).toMatchObject({ enabled: false });
  setKeyChoices({ 'go.inbox': ['Mod+J', 'G I'] });
  setLanguage('zh-Hans');
  expect(itemOf(systemMenus(), 'go.inbox')).toMatchObject({ label: '收件箱', keys: 'Mod+J' });
});

test('is told again when what can be done changes, once for a burst, and runs what was chosen', async () => {
  const ran: string[] = [];
  const told: ReturnType<typeof systemMenus>[] = [];
  let choose: (name: string, payload: unknown) => void = () => {};
  showScreen(<Bench ran={ran} more={false} />, { screen: 'library' }, {});
  useTransport({
    ask: async () => ({ ok: true, value: null }),
    subscribe: (listener) => {
      choose = listener;
      return () => undefined;
    },
  });
  const stop = startSystemMenu(async (menus) => told.push(menus));
  await until(() => told.length === 1);
  showScreen(<Bench ran={ran} more />, { screen: 'library' }, {});
  await until(() => told.length === 2);
  expect(itemOf(told[1]!, 'go.trash')).toMatchObject({ enabled: true });
  choose('command', { id: 'go.trash' });
  choose('command', { id: 'constructor' });
  expect(ran).toEqual(['trash']);
  stop();
});
