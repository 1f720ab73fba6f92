import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { roving } from '../parts/roving.ts';
import { go, type Place } from '../view.ts';
import { Foot } from './foot.tsx';
import { Collections, Tags } from './labels.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { Item } from './sidebar-item.tsx';
import { doing } from './undo.ts';

/** The places of the library, the saved searches, the tags, and what the library is doing. */
export function Sidebar({ rail }: { readonly rail: boolean }) {
  const counts = useLive(['source', 'company', 'brief', 'annotation'], () => library.sources.counts()).value;
  const searches = useLive(['search', 'source'], () => library.savedSearches.list()).value ?? [];
  const tags = useLive(['tag', 'source'], () => library.tags.list()).value ?? [];
  const collections = useLive(['collection', 'source'], () => library.collections.list()).value ?? [];
  const tagPlace = (tag: string): Place => ({ screen: 'library', tag });
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
        <Item place={{ screen: 'annotations' }} icon="highlighter" label={t('annotations.title')} />
        <Item
          place={{ screen: 'companies' }}
          icon="building-complex"
          label={t('frame.companies')}
          count={counts?.companies}
        />
        <Item place={{ screen: 'notes' }} icon="sticky-note" label={t('notes.title')} />
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
            <Collections collections={collections} />
            <Tags tags={tags} />
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
