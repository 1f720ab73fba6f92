import { useEffect, type CSSProperties } from 'react';
import { Inspector } from '../inspector/inspector.tsx';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { fail, reasonOf } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { citeIn } from '../reader/marking.ts';
import { Reader } from '../reader/reader.tsx';
import { useReading } from '../reader/state.ts';
import { useView, type Place } from '../view.ts';
import { choose } from './chosen.ts';
import { SourceList } from './list.tsx';
import { openView } from './open-view.ts';
import { Pickers } from './pickers.tsx';

type ListPlace = Extract<Place, { screen: 'inbox' | 'library' }>;

/** The open source with what belongs to it. A source that cannot be opened says why in its own pane. */
function Open({ id, place }: { readonly id: string; readonly place: ListPlace }) {
  const layout = useView((view) => view.layout);
  const inspector = useView((view) => view.inspector);
  const focusMode = useView((view) => view.focusMode);
  const panes = usePreferences((preferences) => preferences.panes);
  const { value, error } = useLive(
    ['source', 'annotation', 'mention', 'fact', 'note', 'brief', 'tag', 'company', 'collection'],
    () => openView(id),
    [id],
  );
  const shownId = value?.source.id;
  useEffect(() => {
    useReading.setState(({ reviewing }) => ({
      active: null,
      noting: null,
      wanted: null,
      original: false,
      showHidden: reviewing !== null && reviewing === shownId,
      reviewing: shownId === undefined || reviewing === shownId ? reviewing : null,
      finding: place.find !== undefined,
    }));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another source begins anew
  }, [shownId, place.find]);
  if (error && value?.source.id !== id)
    return (
      <section className="reader" aria-label={t('reader.region')} data-region="reader" tabIndex={-1}>
        <Empty icon="triangle-alert" title={t('frame.failed')}>
          {reasonOf(error)}
        </Empty>
      </section>
    );
  if (!value)
    return (
      <section className="reader" aria-label={t('reader.region')} data-region="reader" tabIndex={-1}>
        <Skeleton lines={12} />
      </section>
    );
  const over = layout !== 'wide';
  return (
    <>
      <Reader
        key={value.source.id}
        view={value}
        at={value.source.id === id ? (place.at ?? null) : null}
        find={place.find ?? ''}
      />
      {inspector && !focusMode && (
        <>
          {!over && (
            <Splitter
              label={t('library.inspectorWidth')}
              value={panes.inspector}
              min={240}
              max={460}
              reset={308}
              reversed
              onChange={(width) => void prefer('panes', { ...panes, inspector: width }).catch(fail)}
            />
          )}
          <Inspector view={value} over={over} />
        </>
      )}
    </>
  );
}

/** The list of sources with the open one beside it. In narrow windows they take turns. */
export function LibraryScreen({ place }: { readonly place: ListPlace }) {
  const layout = useView((view) => view.layout);
  const focusMode = useView((view) => view.focusMode);
  const panes = usePreferences((preferences) => preferences.panes);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what was ticked belongs to the list that was left
  useEffect(() => choose([]), [place.screen, place.tag, place.collection]);
  const single = layout === 'single';
  const showList = !focusMode && !(single && place.id !== undefined);
  const showReader = !single || place.id !== undefined;
  return (
    <div
      className="panes"
      style={{ '--w-list': `${panes.list}px`, '--w-insp': `${panes.inspector}px` } as CSSProperties}
    >
      {showList && <SourceList place={place} />}
      {showList && !single && (
        <Splitter
          label={t('library.listWidth')}
          value={panes.list}
          min={240}
          max={460}
          reset={316}
          onChange={(width) => void prefer('panes', { ...panes, list: width }).catch(fail)}
        />
      )}
      {showReader &&
        (place.id === undefined ? (
          <section className="reader" aria-label={t('reader.region')} data-region="reader" tabIndex={-1}>
            <Empty icon="book-open" title={t('reader.nothingOpen')}>
              {t('reader.nothingOpenHint')}
            </Empty>
          </section>
        ) : (
          <Open id={place.id} place={place} />
        ))}
      <Pickers cite={citeIn} />
    </div>
  );
}
