import type { IconName } from '../parts/icon.tsx';

/**
 * Where a key acts: `global` anywhere; `single` only while no text field has the focus; the others in their region as well.
 */
export type Context = 'global' | 'single' | 'list' | 'reader' | 'dossier' | 'editor' | 'dialog';

/** One thing a person can do. Menus, keys, the palette and the sheet of shortcuts read this one list. */
export interface Command {
  readonly id: string;
  /** Where its first key acts. */
  readonly context: Context;
  /** Bindings: `Mod` is Ctrl, or Cmd on macOS; a space parts the two strokes of a chord. */
  readonly keys: readonly { readonly keys: string; readonly context: Context }[];
  readonly icon?: IconName;
  /** Never offered in the palette: it only makes sense as a key. */
  readonly keyOnly?: true;
}

const row = <const Id extends string>(
  id: Id,
  context: Context,
  keys: string,
  icon?: IconName,
  more?: {
    readonly also?: readonly { readonly keys: string; readonly context: Context }[];
    readonly keyOnly?: true;
  },
): Command & { readonly id: Id } => ({
  id,
  context,
  keys: [...(keys === '' ? [] : [{ keys, context }]), ...(more?.also ?? [])],
  ...(icon && { icon }),
  ...(more?.keyOnly && { keyOnly: true }),
});

/** Every command. Titles are the messages `command.<id>`; what a command does is said by the screen that can do it. */
export const commands = [
  row('palette.open', 'global', 'Mod+K', 'command', { keyOnly: true }),
  row('search.open', 'global', 'Mod+Shift+F', 'search', { also: [{ keys: '/', context: 'single' }] }),
  row('capture.files', 'global', 'Mod+O', 'file-text'),
  row('capture.folder', 'global', 'Mod+Shift+O', 'folder-open'),
  row('capture.url', 'global', 'Mod+L', 'link'),
  row('note.new', 'global', 'Mod+N', 'sticky-note'),
  row('company.new', 'global', 'Mod+Shift+N', 'building-complex'),
  row('brief.new', 'global', 'Mod+Shift+B', 'notebook-pen'),
  row('edit.undo', 'global', 'Mod+Z', 'undo-2'),
  row('edit.redo', 'global', 'Mod+Shift+Z', 'redo-2', { also: [{ keys: 'Mod+Y', context: 'global' }] }),
  row('find.open', 'global', 'Mod+F', 'search'),
  row('find.next', 'global', 'Mod+G', 'arrow-down', { keyOnly: true }),
  row('find.prev', 'global', 'Mod+Shift+G', 'arrow-up', { keyOnly: true }),
  row('save.search', 'global', 'Mod+S', 'bookmark'),
  row('go.inbox', 'global', 'Mod+1', 'inbox', { also: [{ keys: 'G I', context: 'single' }] }),
  row('go.library', 'global', 'Mod+2', 'library-big', { also: [{ keys: 'G L', context: 'single' }] }),
  row('go.companies', 'global', 'Mod+3', 'building-complex', { also: [{ keys: 'G C', context: 'single' }] }),
  row('go.briefs', 'global', 'Mod+4', 'notebook-pen', { also: [{ keys: 'G B', context: 'single' }] }),
  row('go.search', 'global', 'Mod+5', 'search'),
  row('go.annotations', 'single', 'G A', 'highlighter'),
  row('go.notes', 'single', 'G N', 'sticky-note'),
  row('tab.new', 'single', 'G T', 'plus'),
  row('tab.close', 'single', 'G W', 'x'),
  row('tab.next', 'global', 'Alt+PageDown', 'arrow-right'),
  row('tab.prev', 'global', 'Alt+PageUp', 'arrow-left'),
  row('nav.back', 'global', 'Alt+ArrowLeft', 'arrow-left'),
  row('nav.forward', 'global', 'Alt+ArrowRight', 'arrow-right'),
  row('region.next', 'global', 'F6', undefined, { keyOnly: true }),
  row('region.prev', 'global', 'Shift+F6', undefined, { keyOnly: true }),
  row('pane.sidebar', 'global', 'Mod+\\', 'panel-left', { also: [{ keys: '[', context: 'single' }] }),
  row('pane.inspector', 'global', 'Mod+Shift+\\', 'panel-right', {
    also: [{ keys: ']', context: 'single' }],
  }),
  row('focus.toggle', 'global', 'F9', 'maximize-2'),
  row('settings.open', 'global', 'Mod+,', 'settings'),
  row('zoom.in', 'global', 'Mod+=', undefined, { keyOnly: true }),
  row('zoom.out', 'global', 'Mod+-', undefined, { keyOnly: true }),
  row('zoom.reset', 'global', 'Mod+0', undefined, { keyOnly: true }),
  row('print', 'global', 'Mod+P', 'printer'),
  row('export', 'global', 'Mod+Shift+E', 'share-2'),
  row('help', 'global', 'F1', 'circle-question-mark'),
  row('escape', 'global', 'Escape', undefined, { keyOnly: true }),
  row('next.marker', 'global', 'Alt+ArrowDown', undefined, { keyOnly: true }),
  row('prev.marker', 'global', 'Alt+ArrowUp', undefined, { keyOnly: true }),
  row('help.keys', 'single', '?', 'keyboard'),
  row('next', 'single', 'J', undefined, { keyOnly: true }),
  row('prev', 'single', 'K', undefined, { keyOnly: true }),
  row('tag', 'single', 'T', 'tag'),
  row('open.original', 'single', 'O', 'external-link'),
  row('actions', 'single', '.', 'ellipsis', { keyOnly: true }),
  row('capture.paste', 'single', 'Mod+V', 'clipboard-paste'),
  row('open', 'list', 'Enter', undefined, { keyOnly: true }),
  row('peek', 'list', 'Space', undefined, { keyOnly: true }),
  row('select', 'list', 'X', undefined, { keyOnly: true }),
  row('select.extend', 'list', 'Shift+ArrowDown', undefined, { keyOnly: true }),
  row('select.all', 'list', 'Mod+A', undefined, { keyOnly: true }),
  row('archive', 'list', 'E', 'circle-check'),
  row('unread', 'list', 'U', 'circle-dot'),
  row('companies.set', 'list', 'C', 'building-complex'),
  row('trash', 'list', 'Delete', 'trash'),
  row('rename', 'list', 'F2', 'pencil'),
  row('beside.open', 'list', 'Shift+Enter', 'columns-2'),
  row('tab.open', 'list', 'Mod+Enter', 'plus'),
  row('hl.1', 'reader', '1', 'highlighter'),
  row('hl.2', 'reader', '2', 'highlighter'),
  row('hl.3', 'reader', '3', 'highlighter'),
  row('hl.4', 'reader', '4', 'highlighter'),
  row('hl.5', 'reader', '5', 'highlighter'),
  row('hl.last', 'reader', 'H', 'highlighter'),
  row('sentence.next', 'reader', 'S', undefined, { keyOnly: true }),
  row('sentence.extend', 'reader', 'Shift+S', undefined, { keyOnly: true }),
  row('note', 'reader', 'N', 'message-square-text'),
  row('fact', 'reader', 'F', 'badge-check'),
  row('brief.cite', 'reader', 'B', 'notebook-pen'),
  row('brief.choose', 'reader', 'Shift+B', 'notebook-pen'),
  row('view.toggle', 'reader', 'V', 'columns-2'),
  row('copy.cite', 'reader', 'Mod+Shift+C', 'copy'),
  row('hl.remove', 'reader', 'Delete', 'eraser'),
  row('mark.companies', 'reader', 'C', 'building-complex'),
  row('mark.cut', 'reader', '-', 'scissors'),
  row('mark.join', 'reader', '=', 'merge'),
  row('mark.link', 'reader', 'L', 'link'),
  row('mark.attach', 'reader', 'A', 'text-quote'),
  row('note.source', 'reader', 'Shift+N', 'message-square-plus'),
  row('block.hide', 'reader', 'X', 'eye-off'),
  row('versions.open', 'reader', 'Shift+V', 'layers'),
  row('beside.other', 'reader', 'W', 'columns-2'),
  row('beside.close', 'reader', 'Shift+W'),
  row('page.down', 'reader', 'Space', undefined, { keyOnly: true }),
  row('page.up', 'reader', 'Shift+Space', undefined, { keyOnly: true }),
  row('doc.next', 'reader', 'Shift+J'),
  row('doc.prev', 'reader', 'Shift+K'),
  row('fact.new', 'dossier', 'F', 'badge-check'),
  row('alias.new', 'dossier', 'A', 'plus'),
  row('conflict.resolve', 'dossier', 'R'),
  row('evidence.open', 'dossier', 'Enter', undefined, { keyOnly: true }),
  row('merge', 'dossier', 'M', 'merge'),
  row('cite', 'editor', '@', 'at-sign', { keyOnly: true }),
  row('trace.open', 'editor', 'Alt+Enter', undefined, { keyOnly: true }),
  row('bold', 'editor', 'Mod+B', 'bold'),
  row('italic', 'editor', 'Mod+I', 'italic'),
  row('h1', 'editor', 'Mod+Shift+1', 'heading-1'),
  row('h2', 'editor', 'Mod+Shift+2', 'heading-2'),
  row('ol', 'editor', 'Mod+Shift+7', 'list-ordered'),
  row('ul', 'editor', 'Mod+Shift+8', 'list'),
  row('quote', 'editor', 'Mod+Shift+9', 'text-quote'),
  row('link', 'editor', 'Mod+Shift+L', 'link'),
  row('confirm', 'dialog', 'Mod+Enter', undefined, { keyOnly: true }),
  row('block.toggle', 'dialog', 'Space', undefined, { keyOnly: true }),
  row('go.health', 'global', '', 'shield-check'),
  row('go.trash', 'global', '', 'trash'),
  row('go.copies', 'global', '', 'copy'),
  row('go.imports', 'global', '', 'activity'),
  row('history.open', 'global', '', 'rotate-ccw-clock'),
  row('theme.light', 'global', '', 'sun'),
  row('theme.sepia', 'global', '', 'book-open'),
  row('theme.dark', 'global', '', 'moon'),
  row('theme.system', 'global', '', 'monitor'),
  row('language.en', 'global', '', 'languages'),
  row('language.zh', 'global', '', 'languages'),
  row('backup.now', 'global', '', 'hard-drive-download'),
  row('sample.open', 'global', '', 'sparkles'),
  row('source.star', 'global', '', 'star'),
  row('source.annotated', 'global', '', 'download'),
  row('annotations.import', 'global', '', 'upload'),
  row('source.like', 'global', '', 'network'),
  row('passages.toggle', 'list', 'ArrowRight', 'list', {
    also: [{ keys: 'Mod+E', context: 'global' }],
    keyOnly: true,
  }),
  row('passages.fold', 'list', 'ArrowLeft', undefined, { keyOnly: true }),
] as const;

/** The id of a command. */
export type CommandId = (typeof commands)[number]['id'];
