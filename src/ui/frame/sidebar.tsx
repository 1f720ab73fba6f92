import { useState, type DragEvent, type ReactNode } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { ContextMenu, Menu } from '../parts/menu.tsx';
import { roving } from '../parts/roving.ts';
import { go, useView, type Place } from '../view.ts';
import { draggedSources } from './dragging.ts';
import { Foot } from './foot.tsx';
import { doing } from './undo.ts';

const samePlace = (here: Place, there: Place): boolean => {
  if (here.screen === 'company') return there.screen === 'companies';
  if (here.screen === 'brief') return there.screen === 'briefs';
  if (here.screen !== there.screen) return false;
  if (there.screen === 'library' && here.screen === 'library')
    return here.tag === there.tag && here.collection === there.collection;
  return there.screen !== 'search' || (here.screen === 'search' && here.query === there.query);
};

/** One place in the sidebar. Sources can be dropped on those that say what becomes of them. */
function Item({
  place,
  icon,
  label,
  count,
  badge,
  lang,
  onDropSources,
}: {
  readonly place: Place;
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number | undefined;
  readonly badge?: boolean;
  readonly lang?: string;
  readonly onDropSources?: (ids: readonly string[]) => void;
}) {
  const here = useView((view) => samePlace(view.place, place));
  const [over, setOver] = useState(false);
  const dropping = onDropSources && {
    onDragOver: (event: DragEvent) => {
      if (!draggedSources(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      const ids = draggedSources(event);
      setOver(false);
      if (!ids) return;
      event.preventDefault();
      event.stopPropagation();
      onDropSources(ids);
    },
  };
  return (
    <button
      type="button"
      className={`item${here ? ' on' : ''}${over ? ' drop' : ''}`}
      aria-current={here ? 'page' : undefined}
      title={label}
      onClick={() => go(place)}
      {...dropping}
    >
      <Icon name={icon} />
      <span className="tx clip" lang={lang}>
        {label}
      </span>
      {count !== undefined && count > 0 && <span className={badge ? 'n new' : 'n'}>{number(count)}</span>}
    </button>
  );
}

const Group = ({
  label,
  action,
  children,
}: {
  readonly label: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section aria-label={label}>
    <h2 className="grp label">
      {label}
      {action}
    </h2>
    {children}
  </section>
);

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
        <Item place={{ screen: 'annotations' }} icon="highlighter" label={t('annotations.title')} />
        <Item
          place={{ screen: 'companies' }}
          icon="building-complex"
          label={t('frame.companies')}
          count={counts?.companies}
        />
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
              {searches.map((each) => (
                <ContextMenu
                  key={each.id}
                  list={[
                    {
                      label: t('frame.removeSearch'),
                      icon: 'trash',
                      run: () =>
                        void doing(library.savedSearches.remove({ id: each.id }), t('frame.searchRemoved')),
                    },
                  ]}
                >
                  <div>
                    <Item
                      place={{ screen: 'search', query: each.query, id: each.id }}
                      icon="bookmark"
                      label={each.name}
                      count={each.count}
                    />
                  </div>
                </ContextMenu>
              ))}
            </Group>
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
