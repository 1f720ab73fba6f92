import type { SourceRow } from '../../library/views.ts';
import { exportSource } from '../annotations/exchange.ts';
import { keysOf } from '../commands/run.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import type { MenuEntry } from '../parts/menu.tsx';
import { openTab } from '../tabs.ts';
import { go, openBeside, placeOfSource, useView } from '../view.ts';

/** Moves sources out of the Inbox, or back into it. */
export const setState = (ids: readonly string[], state: 'inbox' | 'done'): Promise<boolean> =>
  doing(
    library.sources.setState({ ids: [...ids], state }),
    t(state === 'done' ? 'library.doneMany' : 'frame.movedToInbox', { count: ids.length }),
  );

export const trashSources = (ids: readonly string[]): Promise<boolean> =>
  doing(library.sources.trash({ ids: [...ids] }), t('frame.trashed', { count: ids.length }));

export const setStarred = (ids: readonly string[], starred: boolean): Promise<boolean> =>
  doing(library.sources.setStarred({ ids: [...ids], starred }));

/** Marks a source as read to its end, or as not begun. */
export const toggleRead = (row: SourceRow): Promise<boolean> =>
  doing(library.sources.saveProgress({ id: row.id, position: 0, progress: row.progress > 0 ? 0 : 1 }));

/** Opens the description of the open source for editing. */
export const editDetails = (): void =>
  useView.setState({ inspector: true, inspectorTab: 'info', editing: 'title' });

/** What can be done with sources, as a menu. `row` is the one the menu was opened on. */
export const sourceMenu = (
  row: SourceRow,
  ids: readonly string[],
  open: () => void,
): readonly MenuEntry[] => [
  { label: t('command.open'), icon: 'arrow-right', keys: 'Enter', run: open },
  {
    label: t('command.tab.open'),
    icon: 'plus',
    keys: keysOf('tab.open') ?? '',
    run: () => openTab(placeOfSource(row.id)),
  },
  {
    label: t('command.beside.open'),
    icon: 'columns-2',
    keys: keysOf('beside.open') ?? '',
    run: () => openBeside(row.id),
  },
  {
    label: row.starred ? t('library.unstar') : t('library.star'),
    icon: 'star',
    run: () => void setStarred(ids, !row.starred),
  },
  row.state === 'inbox'
    ? {
        label: t('library.done'),
        icon: 'circle-check',
        keys: keysOf('archive') ?? '',
        run: () => void setState(ids, 'done'),
      }
    : { label: t('library.toInbox'), icon: 'inbox', run: () => void setState(ids, 'inbox') },
  {
    label: row.progress > 0 ? t('library.markUnread') : t('library.markRead'),
    icon: 'circle-dot',
    keys: keysOf('unread') ?? '',
    run: () => void toggleRead(row),
  },
  {
    label: t('command.source.like'),
    icon: 'network',
    run: () => go({ screen: 'search', like: row.id }),
  },
  '-',
  {
    label: t('library.tagMenu'),
    icon: 'tag',
    keys: keysOf('tag') ?? '',
    run: () => useView.setState({ picking: { kind: 'tags', ids } }),
  },
  {
    label: t('library.companiesMenu'),
    icon: 'building-complex',
    keys: keysOf('companies.set') ?? '',
    run: () => useView.setState({ picking: { kind: 'companies', ids } }),
  },
  {
    label: t('library.collectionsMenu'),
    icon: 'folder',
    run: () => useView.setState({ picking: { kind: 'collections', ids } }),
  },
  {
    label: t('library.editTitle'),
    icon: 'pencil',
    keys: keysOf('rename') ?? '',
    run: () => {
      open();
      editDetails();
    },
  },
  ...(ids.length === 1
    ? ([
        {
          label: t('command.source.annotated'),
          icon: 'download',
          run: () => void exportSource(row.id, 'html'),
        },
      ] satisfies MenuEntry[])
    : []),
  '-',
  {
    label: t('command.trash'),
    icon: 'trash',
    keys: keysOf('trash') ?? '',
    danger: true,
    run: () => void trashSources(ids),
  },
];
