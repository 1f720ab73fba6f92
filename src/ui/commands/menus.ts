import { commands, type CommandId } from './list.ts';

/** The menus of the window, in their order. */
export type MenuId = 'file' | 'edit' | 'go' | 'mark' | 'source' | 'company' | 'write' | 'view' | 'help';

/** The menu of each command by how its id begins, the longest beginning first; what none names is in `source`. */
const PLACES: readonly (readonly [MenuId, readonly string[]])[] = [
  ['file', ['capture.', 'note.new', 'company.new', 'brief.new', 'annotations.import', 'sample.', 'backup.', 'export', 'print', 'save.', 'tab.new', 'tab.close', 'settings.']],
  ['edit', ['edit.', 'history.', 'find.', 'copy.', 'trash', 'rename', 'tag', 'archive', 'unread', 'source.star']],
  ['go', ['go.', 'nav.', 'search.', 'tab.next', 'tab.prev', 'doc.', 'source.like']],
  ['mark', ['hl.', 'mark.', 'note', 'fact', 'brief.', 'relation.', 'grid.']],
  ['company', ['fact.new', 'alias.', 'conflict.', 'merge', 'company.split', 'company.names']],
  ['write', ['bold', 'italic', 'h1', 'h2', 'ol', 'ul', 'quote', 'link']],
  ['view', ['pane.', 'focus.', 'theme.', 'language.', 'view.', 'zoom.', 'pages.', 'beside.close', 'beside.other']],
  ['help', ['help']],
]; // prettier-ignore

const menuOf = (id: CommandId): MenuId => {
  let best: { menu: MenuId; length: number } = { menu: 'source', length: 0 };
  for (const [menu, beginnings] of PLACES)
    for (const beginning of beginnings)
      if (id.startsWith(beginning) && beginning.length > best.length)
        best = { menu, length: beginning.length };
  return best.menu;
};

/** Every menu with its commands, in the order of the one list; commands that are only keys are in none. */
export const menus: readonly { readonly id: MenuId; readonly commands: readonly CommandId[] }[] = (
  ['file', 'edit', 'go', 'source', 'mark', 'company', 'write', 'view', 'help'] as const
).map((id) => ({
  id,
  commands: commands
    .filter((command) => !('keyOnly' in command && command.keyOnly) && menuOf(command.id) === id)
    .map((command) => command.id),
}));
