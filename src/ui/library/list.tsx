import { useEffect, useRef, useState, type ComponentProps, type MouseEvent } from 'react';
import type { SourceFilter, SourceRow as Row } from '../../library/views.ts';
import { useCommands } from '../commands/run.ts';
import { dragSources } from '../frame/dragging.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Empty } from '../parts/empty.tsx';
import { LongList, type LongListHandle } from '../parts/long-list.tsx';
import { ContextMenu, Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, reasonOf } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';
import { openTab } from '../tabs.ts';
import { go, openBeside, show, startCapture, useView, type Place } from '../view.ts';
import { choose, toggleChosen, useChosen } from './chosen.ts';
import { FilterChips, ListTools, type Narrowing } from './filters.tsx';
import { filterOf, useRows } from './rows.ts';
import { editDetails, setState, sourceMenu, toggleRead, trashSources } from './source-actions.ts';
import { SourceRow } from './source-row.tsx';

type ListPlace = Extract<Place, { screen: 'inbox' | 'library' }>;

/** How many rows can be ticked at once with Select all. */
const mostChosen = 5000;

const withId = (place: ListPlace, id: string): Place => {
  const { at: _at, find: _find, ...rest } = place;
  return { ...rest, id };
};

/** The list of sources: what it shows is its place; the open source is its cursor. */
export function SourceList({ place }: { readonly place: ListPlace }) {
  const sort = usePreferences((preferences) => preferences.listSort);
  const layout = useView((view) => view.layout);
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const [menuRow, setMenuRow] = useState<Row | null>(null);
  const chosen = useChosen((state) => state.ids);
  const counts = useLive(['source', 'annotation'], () => library.sources.counts()).value;
  const filter: SourceFilter = {
    ...filterOf(place, sort),
    ...narrowing,
  };
  const rows = useRows(filter);
  const [list, setList] = useState<LongListHandle | null>(null);
  /** A row that was gone to before it was read; it is opened when it comes. */
  const [awaited, setAwaited] = useState<{ readonly index: number; readonly enter: boolean } | null>(null);
  const anchor = useRef<number | null>(null);
  const [cursor, setCursor] = useState(-1);
  const total = rows.total ?? 0;
  const known = place.id === undefined ? -1 : rows.indexOf(place.id);
  const at = known >= 0 && awaited === null ? known : Math.min(cursor, total - 1);
  const [now] = useState(() => new Date());

  // The list of a wide window always has something open beside it.
  const firstId = rows.at(0)?.id;
  useEffect(() => {
    if (place.id === undefined && layout !== 'single' && firstId !== undefined) show(withId(place, firstId));
  }, [place, layout, firstId]);

  const open = (index: number, enter: boolean): void => {
    const row = rows.at(index);
    setCursor(index);
    rows.need(Math.max(0, index - 10), Math.min(total - 1, index + 10));
    list?.scrollToIndex(index);
    setAwaited(row ? null : { index, enter });
    if (!row) return;
    if (enter && layout === 'single') go(withId(place, row.id));
    else if (layout !== 'single') show(withId(place, row.id));
    // the reader takes the focus when it shows the source, which may be a moment later
    if (enter) useView.setState({ arriving: true });
  };
  useEffect(() => {
    if (awaited && rows.at(awaited.index)) queueMicrotask(() => open(awaited.index, awaited.enter));
  });
  const move = (step: number): void => {
    if (total > 0) open(Math.max(0, Math.min(total - 1, at + step)), false);
  };
  const current = rows.at(at);
  const targets = (): readonly string[] => (chosen.size > 0 ? [...chosen] : current ? [current.id] : []);
  /** After rows have gone, the one that takes their place is opened. */
  const leave = async (work: (ids: readonly string[]) => Promise<boolean>): Promise<void> => {
    const ids = targets();
    if (ids.length === 0) return;
    const next = [at + 1, at - 1].map((index) => rows.at(index)).find((row) => row && !ids.includes(row.id));
    if (!(await work(ids))) return;
    choose([]);
    if (next) show(withId(place, next.id));
  };
  const extend = (step: number): void => {
    anchor.current ??= at;
    const to = Math.max(0, Math.min(total - 1, at + step));
    const [low, high] = anchor.current < to ? [anchor.current, to] : [to, anchor.current];
    choose(
      Array.from({ length: high - low + 1 }, (_, i) => rows.at(low + i)?.id).filter((id) => id !== undefined),
    );
    open(to, false);
  };
  const all = async (): Promise<void> => {
    try {
      const found = await library.sources.list({ ...filter, limit: mostChosen, offset: 0 });
      choose(found.sources.map((row) => row.id));
    } catch (reason) {
      fail(reason);
    }
  };

  useCommands(
    {
      next: () => move(1),
      prev: () => move(-1),
      open: () => open(Math.max(0, at), true),
      'beside.open': () => current && openBeside(current.id),
      'tab.open': () => current && openTab(withId(place, current.id)),
      peek: () => open(Math.max(0, at), false),
      select: () => current && toggleChosen(current.id),
      'select.extend': () => extend(1),
      'select.all': () => void all(),
      unread: () => current && void toggleRead(current),
      rename: editDetails,
      trash: () => void leave(trashSources),
      escape: () => (chosen.size > 0 ? choose([]) : undefined),
      tag: () => useView.setState({ picking: { kind: 'tags', ids: targets() } }),
      'companies.set': () => useView.setState({ picking: { kind: 'companies', ids: targets() } }),
    },
    'list',
  );
  useCommands({
    archive: () => void leave((ids) => setState(ids, 'done')),
    'doc.next': () => move(1),
    'doc.prev': () => move(-1),
    'source.star': () =>
      current &&
      void library.sources.setStarred({ ids: [...targets()], starred: !current.starred }).catch(fail),
  });

  const onRow = (event: MouseEvent, index: number, row: Row): void => {
    // The list keeps the focus: a row that scrolls away would take it along.
    event.currentTarget.closest<HTMLElement>('[role=listbox]')?.focus();
    if (event.ctrlKey || event.metaKey) toggleChosen(row.id);
    else if (event.shiftKey) {
      anchor.current ??= at;
      extend(index - at);
    } else {
      anchor.current = index;
      if (chosen.size > 0) choose([]);
      open(index, layout === 'single');
    }
  };
  const title =
    place.tag ?? place.collection ?? t(place.screen === 'inbox' ? 'frame.inbox' : 'frame.library');

  return (
    <section
      className="list"
      aria-label={t('library.list')}
      data-region="list"
      data-context="list"
      tabIndex={-1}
    >
      <div className="phead">
        <h1 className="clip">{title}</h1>
        {rows.total !== null && <span className="t3 sm num">{number(rows.total)}</span>}
        <span className="end" />
        <ListTools narrowing={narrowing} onChange={setNarrowing} />
      </div>
      <FilterChips
        counts={counts}
        counted={place.screen === 'library' && place.tag === undefined && place.collection === undefined}
        narrowing={narrowing}
        onChange={setNarrowing}
      />
      {rows.error && <div className="banner bad">{reasonOf(rows.error)}</div>}
      {rows.total === null && !rows.error && <Skeleton lines={10} />}
      {rows.total === 0 && <EmptyList place={place} narrowed={Object.keys(narrowing).length > 0} />}
      {total > 0 && (
        <ContextMenu
          list={
            menuRow
              ? sourceMenu(menuRow, chosen.has(menuRow.id) ? [...chosen] : [menuRow.id], () =>
                  open(rows.indexOf(menuRow.id), true),
                )
              : []
          }
        >
          <LongList
            handle={setList}
            total={total}
            rowHeight={92}
            box={
              {
                className: 'rows',
                role: 'listbox',
                tabIndex: 0,
                'data-focus-first': '',
                'aria-label': t('library.sources', { count: total }),
                'aria-multiselectable': true,
                'aria-activedescendant': current ? `source-${current.id}` : undefined,
                onKeyDown: (event) => {
                  const step = {
                    ArrowDown: 1,
                    ArrowUp: -1,
                    PageDown: 8,
                    PageUp: -8,
                    Home: -total,
                    End: total,
                  }[event.key];
                  if (step === undefined || event.altKey || event.ctrlKey) return;
                  event.preventDefault();
                  if (event.shiftKey) extend(step);
                  else {
                    anchor.current = null;
                    move(step);
                  }
                },
              } as ComponentProps<'div'>
            }
            onView={(from, to) => rows.need(from, Math.min(total - 1, to + 5))}
            renderRow={(index) => {
              const row = rows.at(index);
              if (!row) return <div key={`blank-${index}`} className="lrow blank" aria-hidden="true" />;
              const picked = chosen.has(row.id);
              return (
                <div
                  key={row.id}
                  id={`source-${row.id}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={chosen.size > 0 ? picked : index === at}
                  aria-posinset={index + 1}
                  aria-setsize={total}
                  className={`lrow source${index === at ? ' cur' : ''}${picked ? ' picked' : ''}${row.progress === 0 ? ' unread' : ''}${row.state === 'done' ? ' read' : ''}`}
                  draggable
                  onClick={(event) => onRow(event, index, row)}
                  onDoubleClick={() => open(index, true)}
                  onAuxClick={(event) => {
                    if (event.button === 1) openTab(withId(place, row.id));
                  }}
                  onContextMenu={() => setMenuRow(row)}
                  onDragStart={(event) =>
                    dragSources(event, chosen.has(row.id) ? [...chosen] : [row.id], row.title)
                  }
                >
                  {chosen.size > 0 && (
                    <span className="tick" aria-hidden="true" inert>
                      <Check on={picked} onChange={() => undefined} />
                    </span>
                  )}
                  <SourceRow row={row} now={now} />
                </div>
              );
            }}
          />
        </ContextMenu>
      )}
      {chosen.size > 0 && (
        <div className="selbar">
          <span className="b num">{t('library.selected', { count: chosen.size })}</span>
          <span className="end" />
          <Button
            size="small"
            icon="tag"
            onClick={() => useView.setState({ picking: { kind: 'tags', ids: [...chosen] } })}
          >
            {t('command.tag')}
          </Button>
          {current && (
            <Menu
              align="end"
              trigger={<Button size="small">{t('frame.more')}</Button>}
              list={sourceMenu(current, [...chosen], () => open(at, true)).slice(1)}
            />
          )}
          <IconButton icon="x" small label={t('library.clearSelection')} onClick={() => choose([])} />
        </div>
      )}
    </section>
  );
}

function EmptyList({ place, narrowed }: { readonly place: ListPlace; readonly narrowed: boolean }) {
  const { value } = useLive(['source'], () =>
    library.sources.list({ view: 'library', sort: 'opened', descending: true, limit: 1 }),
  );
  const last = value?.sources[0];
  if (narrowed)
    return (
      <Empty icon="list-filter" title={t('library.noneMatch')}>
        {t('library.noneMatchHint')}
      </Empty>
    );
  if (place.screen === 'inbox')
    return (
      <Empty
        icon="inbox"
        title={t('library.nothingWaiting')}
        actions={
          last && (
            <Button onClick={() => go({ screen: 'library', id: last.id })}>
              <span className="clip">{t('library.continue', { title: last.title })}</span>
            </Button>
          )
        }
      >
        {t('library.nothingWaitingHint')}
      </Empty>
    );
  return (
    <Empty
      icon="library-big"
      title={t('library.dropHere')}
      actions={
        <Button icon="plus" kind="primary" onClick={() => startCapture({ review: true })}>
          {t('frame.capture')}
        </Button>
      }
    >
      {t('library.dropHereHint')}
    </Empty>
  );
}
