import { useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { roving } from '../parts/roving.ts';
import { go, type Place } from '../view.ts';
import { Foot } from './foot.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { Group, Item } from './sidebar-item.tsx';
import { doing } from './undo.ts';

/** The tags shown before the rest is folded away. */
const fewTags = 8;

/** The places of the library, the saved searches, the tags, and what the library is doing. */
export function Sidebar({ rail }: { readonly rail: boolean }) {
  const counts = useLive(['source', 'company', 'brief', 'annotation'], () => library.sources.counts()).value;
  const searches = useLive(['search', 'source'], () => library.savedSearches.list()).value ?? [];
  const tags = useLive(['tag', 'source'], () => library.tags.list()).value ?? [];
  const collections = useLive(['collection', 'source'], () => library.collections.list()).value ?? [];
  const [allTags, setAllTags] = useState(false);
  const shown = allTags ? tags : tags.slice(0, fewTags);
  const tagPlace = (tag: string): Place => ({ screen: 'library', tag });
  const addTag = (tag: string) => (ids: readonly string[]) =>
    void doing(library.tags.add({ ids: [...ids], tag }), t('frame.tagged', { count: ids.length, tag }));
  return (
    <nav
      className={rail ? 'side rail' : 'side'}
      aria-label={t('frame.navigation')}
      data-region="navigation"
      tabIndex={-1}
    >
      <div className="side-scroll" onKeyDown={roving('.item')}>
        <Item
          place={{ screen: 'inbox' }}
          icon="inbox"
          label={t('frame.inbox')}
          count={counts?.inbox}
          badge
          onDropSources={(ids) =>
            void doing(
              library.sources.setState({ ids: [...ids], state: 'inbox' }),
              t('frame.movedToInbox', { count: ids.length }),
            )
          }
        />
        <Item
          place={{ screen: 'library' }}
          icon="library-big"
          label={t('frame.library')}
          count={counts?.library}
        />
        <Item place={{ screen: 'notes' }} icon="sticky-note" label={t('notes.title')} />
        <Item place={{ screen: 'annotations' }} icon="highlighter" label={t('annotations.title')} />
        <Item
          place={{ screen: 'companies' }}
          icon="building-complex"
          label={t('frame.companies')}
          count={counts?.companies}
        />
        <Item place={{ screen: 'grids' }} icon="table" label={t('grid.title')} />
        <Item
          place={{ screen: 'briefs' }}
          icon="notebook-pen"
          label={t('frame.briefs')}
          count={counts?.briefs}
        />
        {rail ? (
          <>
            {searches.length > 0 && (
              <Menu
                trigger={
                  <button
                    type="button"
                    className="item"
                    aria-label={t('frame.savedSearches')}
                    title={t('frame.savedSearches')}
                  >
                    <Icon name="bookmark" />
                  </button>
                }
                list={searches.map((each) => ({
                  label: each.name,
                  icon: 'bookmark',
                  run: () => go({ screen: 'search', query: each.query, id: each.id }),
                }))}
              />
            )}
            {tags.length > 0 && (
              <Menu
                trigger={
                  <button type="button" className="item" aria-label={t('frame.tags')} title={t('frame.tags')}>
                    <Icon name="tag" />
                  </button>
                }
                list={tags.map((tag) => ({
                  label: tag.name,
                  icon: 'tag',
                  run: () => go(tagPlace(tag.name)),
                }))}
              />
            )}
          </>
        ) : (
          <>
            <SavedSearches searches={searches} />
            {tags.length > 0 && (
              <Group label={t('frame.tags')}>
                {shown.map((tag) => (
                  <Item
                    key={tag.name}
                    place={tagPlace(tag.name)}
                    icon="tag"
                    label={tag.name}
                    count={tag.count}
                    onDropSources={addTag(tag.name)}
                  />
                ))}
                {tags.length > fewTags && (
                  <button type="button" className="item t3 sm" onClick={() => setAllTags(!allTags)}>
                    <span className="i" />
                    {allTags ? t('frame.fewerTags') : t('frame.allTags', { count: tags.length })}
                  </button>
                )}
              </Group>
            )}
            {collections.length > 0 && (
              <Group label={t('frame.collections')}>
                {collections.map((each) => (
                  <Item
                    key={each.name}
                    place={{ screen: 'library', collection: each.name }}
                    icon="folder"
                    label={each.name}
                    count={each.count}
                  />
                ))}
              </Group>
            )}
          </>
        )}
        <div className="side-gap">
          <Item
            place={{ screen: 'trash' }}
            icon="trash"
            label={t('frame.trash')}
            count={counts?.trash}
            onDropSources={(ids) =>
              void doing(library.sources.trash({ ids: [...ids] }), t('frame.trashed', { count: ids.length }))
            }
          />
        </div>
      </div>
      <Foot rail={rail} />
    </nav>
  );
}
