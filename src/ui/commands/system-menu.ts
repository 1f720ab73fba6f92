import { library, listen } from '../library.ts';
import { t } from '../messages/index.ts';
import { usePreferences } from '../preferences.ts';
import { keysOf } from './bindings.ts';
import { commands, type CommandId } from './list.ts';
import { menus } from './menus.ts';
import { available, onCommandsChange, run, typing } from './run.ts';

/** A menu as the desktop shell makes it. */
interface SystemMenu {
  readonly label: string;
  readonly items: readonly {
    readonly id: CommandId;
    readonly label: string;
    readonly keys: string;
    readonly enabled: boolean;
  }[];
  readonly roles?: readonly { readonly role: string; readonly label: string }[];
}

/** How long changes are gathered before the menu is told, in milliseconds. */
const GATHER = 150;

/** The menus of the window as the system's menu: the same commands, words and keys, and what can be done now. */
export const systemMenus = (): readonly SystemMenu[] =>
  menus.map(({ id, commands: ids }) => ({
    label: t(`menu.${id}`),
    items: ids.map((command) => ({
      id: command,
      label: t(`command.${command}`),
      keys: keysOf(command) ?? '',
      enabled: available(command),
    })),
    ...(id === 'edit' && {
      roles: (['cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({
        role,
        label: t(`menu.role.${role}`),
      })),
    }),
  }));

const known = new Set<string>(commands.map(({ id }) => id));

/** Runs what was chosen in the system menu. In a text field, undoing means the typing there, as its key does. */
const choose = (id: string): void => {
  if (!known.has(id)) return;
  if ((id === 'edit.undo' || id === 'edit.redo') && typing()) document.execCommand(id.slice('edit.'.length));
  else run(id as CommandId);
};

/**
 * Keeps the system's menu in step with the list of commands, where the shell has one. Returns a function that stops it.
 * `tell` hands the menus over; a failure is told once and does not stop the window.
 */
export function startSystemMenu(
  tell: (menus: readonly SystemMenu[]) => Promise<unknown> = (now) => library.shell.menu({ menus: now }),
  onFailure: (reason: unknown) => void = () => {},
): () => void {
  let told = '';
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const say = (): void => {
    waiting = null;
    const now = systemMenus();
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    tell(now).catch(onFailure);
  };
  const later = (): void => {
    waiting ??= setTimeout(say, GATHER);
  };
  const stops = [
    onCommandsChange(later),
    usePreferences.subscribe(later),
    listen('command', ({ id }) => choose(id)),
  ];
  later();
  return () => {
    if (waiting !== null) clearTimeout(waiting);
    for (const stop of stops) stop();
  };
}
