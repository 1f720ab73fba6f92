import { useRef, useState, type DragEvent } from 'react';
import type { SavedSearch } from '../../library/saved-searches.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ContextMenu } from '../parts/menu.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fail } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { SEARCH_DRAGGED } from './dragging.ts';
import { Group, Item } from './sidebar-item.tsx';
import { doing } from './undo.ts';

/** Another name, and another query, for a saved search. */
function Rename({ search, onClose }: { readonly search: SavedSearch; readonly onClose: () => void }) {
  const [name, setName] = useState(search.name);
  const [query, setQuery] = useState(search.query);
  const first = useRef<HTMLInputElement>(null);
  const ready = name.trim() !== '' && query.trim() !== '';
  const save = async () => {
    if (ready && (await doing(library.savedSearches.edit({ id: search.id, name, query })))) onClose();
  };
  return (
    <Sheet
      title={t('frame.renameSearch')}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <Button kind="primary" submit form="rename-search" disabled={!ready}>
          {t('frame.save')}
        </Button>
      }
    >
      <form
        id="rename-search"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          ref={first}
          label={t('search.saveName')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t('search.title')}
          value={query}
          maxLength={4000}
          onChange={(event) => setQuery(event.target.value)}
        />
      </form>
    </Sheet>
  );
}

/** The saved searches with their counts; a dot tells of sources saved since one looked. */
export function SavedSearches({ searches }: { readonly searches: readonly SavedSearch[] }) {
  const [renaming, setRenaming] = useState<SavedSearch | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const place = (id: string, to: number) => {
    const ids = searches.map((each) => each.id).filter((each) => each !== id);
    ids.splice(Math.max(0, to), 0, id);
    library.savedSearches.arrange({ ids }).catch(fail);
  };
  const drop = (event: DragEvent, to: number) => {
    const id = event.dataTransfer.getData(SEARCH_DRAGGED);
    setOver(null);
    if (id === '') return;
    event.preventDefault();
    event.stopPropagation();
    place(id, to);
  };
  return (
    <Group
      label={t('frame.savedSearches')}
      action={
        <IconButton
          className="end"
          icon="plus"
          size="xs"
          small
          label={t('frame.newSearch')}
          onClick={() => go({ screen: 'search' })}
        />
      }
    >
      {searches.map((each, i) => (
        <ContextMenu
          key={each.id}
          list={[
            { label: t('frame.renameSearch'), icon: 'pencil', run: () => setRenaming(each) },
            {
              label: t('frame.searchUp'),
              icon: 'arrow-up',
              disabled: i === 0,
              run: () => place(each.id, i - 1),
            },
            {
              label: t('frame.searchDown'),
              icon: 'arrow-down',
              disabled: i === searches.length - 1,
              run: () => place(each.id, i + 1),
            },
            '-',
            {
              label: t('frame.removeSearch'),
              icon: 'trash',
              run: () => void doing(library.savedSearches.remove({ id: each.id }), t('frame.searchRemoved')),
            },
          ]}
        >
          <div
            className={over === each.id ? 'drop-before' : undefined}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(SEARCH_DRAGGED, each.id)}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(SEARCH_DRAGGED)) return;
              event.preventDefault();
              setOver(each.id);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, i)}
          >
            <Item
              place={{ screen: 'search', query: each.query, id: each.id }}
              icon="bookmark"
              label={each.name}
              count={each.count}
              fresh={each.fresh}
            />
          </div>
        </ContextMenu>
      ))}
      {renaming && <Rename search={renaming} onClose={() => setRenaming(null)} />}
    </Group>
  );
}
