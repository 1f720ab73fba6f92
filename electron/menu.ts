import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { z } from 'zod';
import { verb } from '../src/library/verb.ts';
import { acceleratorOf } from './accelerator.ts';

const text = z.string().min(1).max(200);

/** The menus as the window tells them: one list of commands, in the language and with the keys a person chose. */
const described = z.object({
  menus: z
    .array(
      z.object({
        label: text,
        items: z
          .array(
            z.object({
              /** A command's id, as it is in the list. */
              id: z.string().regex(/^[a-z0-9.]{1,60}$/),
              label: text,
              /** Its first key as the list writes it; empty for none. */
              keys: z.string().max(40),
              enabled: z.boolean(),
            }),
          )
          .max(60),
        /** What the system does itself in text fields, with its words. */
        roles: z
          .array(z.object({ role: z.enum(['cut', 'copy', 'paste', 'selectAll']), label: text }))
          .max(4)
          .optional(),
      }),
    )
    .max(20),
});

const mac = process.platform === 'darwin';

/** Tells the window in front to run a command, as if it had been chosen there. */
const run = (id: string): void => {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  window?.webContents.send('announce', 'command', { id });
};

/** What the system menu holds before the window has told its commands: what the system itself expects. */
export function applicationMenu(): void {
  Menu.setApplicationMenu(
    mac ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null,
  );
}

const templateOf = ({ menus }: z.output<typeof described>): MenuItemConstructorOptions[] =>
  menus.map(({ label, items, roles }) => ({
    label,
    submenu: [
      ...items.map(({ id, label: title, keys, enabled }): MenuItemConstructorOptions => {
        const accelerator = acceleratorOf(keys);
        return {
          id,
          label: title,
          enabled,
          ...(accelerator !== undefined && { accelerator }),
          // the window hears its keys itself, where they can also mean something in a text field
          registerAccelerator: false,
          click: () => run(id),
        };
      }),
      ...(roles === undefined ? [] : [{ type: 'separator' as const }]),
      ...(roles ?? []).map(({ role, label: title }): MenuItemConstructorOptions => ({ role, label: title })),
    ],
  }));

/** What the window may ask of the desktop shell itself, under the noun `shell`. */
export const shellVerbs = {
  /** Makes the system menu anew: out of the list of commands, with what can be done now. */
  menu: verb(described, (input) => {
    const own = templateOf(input);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(mac ? [{ role: 'appMenu' }, ...own, { role: 'windowMenu' }] : own),
    );
  }),
};
