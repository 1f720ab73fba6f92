import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { MarkCommands } from '../annotations/mark-commands.tsx';
import { keysOf } from '../commands/bindings.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { RefusalError } from '../library.ts';
import { useLive, type Live } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { fail, reasonOf } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { openBeside, show, useView, type Place } from '../view.ts';
import { useDrawnAhead } from './ahead.ts';
import { Reader } from './reader.tsx';
import {
  anew,
  focusPane,
  PaneContext,
  setReading,
  usePaneReading,
  usePanes,
  useReading,
  type Pane,
} from './state.ts';
import { sourceOpener, type OpenSource } from './open-source.ts';

type ListPlace = Extract<Place, { screen: 'inbox' | 'library' }>;
type Opened = Live<OpenSource | null>;

/** Reads a source and keeps it fresh; without an id nothing is read. */
function useSource(id: string | null, versionId: string | null, at: number | null): Opened {
  const [open] = useState(sourceOpener);
  const read = useLive(
    ['source', 'annotation', 'mention', 'fact', 'note', 'brief', 'tag', 'company', 'collection'],
    () => (id === null ? Promise.resolve(null) : open(id, versionId, at)),
    [id, versionId],
  );
  return { ...read, value: useDrawnAhead(read.value) };
}

/** One reader. A source that cannot be opened, or is gone, says so in its own pane. */
function OneReader({
  pane,
  id,
  opened,
  at,
  find,
  live,
}: {
  readonly pane: Pane;
  readonly id: string;
  readonly opened: Opened;
  readonly at: { readonly start: number; readonly end: number } | null;
  readonly find: string | null;
  readonly live: boolean;
}) {
  const { value, error } = opened;
  const shownId = value?.source.id;
  const asked = useRef<string | undefined>(undefined);
  useEffect(() => {
    // the first reading of a pane that came back with its tab finds it as fresh as any other
    if (asked.current === shownId && find === null) return;
    asked.current = shownId;
    const { reviewing } = useReading.getState();
    setReading(pane, {
      ...anew(find !== null),
      showHidden: reviewing !== null && reviewing === shownId,
      reviewing: shownId === undefined || reviewing === shownId ? reviewing : null,
    });
  }, [pane, shownId, find]);
  const gone = error instanceof RefusalError && error.code === 'not-found';
  if (error && (value?.source.id !== id || gone))
    return (
      <section
        className="reader"
        aria-label={t(pane === 'main' ? 'reader.region' : 'reader.regionBeside')}
        data-region={live ? 'reader' : 'reader-other'}
        tabIndex={-1}
      >
        <Empty
          icon="triangle-alert"
          title={gone ? t('reader.gone') : t('frame.failed')}
          actions={
            gone && (
              <Button
                onClick={() => {
                  const { place } = useView.getState();
                  if (pane === 'beside') openBeside(null);
                  else if (place.screen === 'library' || place.screen === 'inbox') {
                    const { id: _gone, at: _at, find: _find, ...rest } = place;
                    show(rest);
                  }
                }}
              >
                {t('reader.closeGone')}
              </Button>
            )
          }
        >
          {gone ? t('reader.goneHint') : reasonOf(error)}
        </Empty>
      </section>
    );
  if (!value)
    return (
      <section
        className="reader"
        aria-label={t(pane === 'main' ? 'reader.region' : 'reader.regionBeside')}
        data-region={live ? 'reader' : 'reader-other'}
        tabIndex={-1}
      >
        <Skeleton lines={12} />
      </section>
    );
  const arrived = value.source.id === id;
  return (
    <Reader
      key={`${value.source.id} ${value.version.id}`}
      view={value}
      at={arrived ? at : null}
      find={find ?? ''}
      live={live}
      arrived={arrived && !opened.loading}
    />
  );
}

/** A pane with a reader in it: whatever is touched in it makes it the one that keys belong to. */
function ReaderPane({
  pane,
  id,
  at,
  find,
  split,
  onOpened,
}: {
  readonly pane: Pane;
  readonly id: string;
  readonly at: { readonly start: number; readonly end: number } | null;
  readonly find: string | null;
  /** There are two readers, so it is shown which one keys belong to. */
  readonly split: boolean;
  readonly onOpened: (view: OpenSource | null) => void;
}) {
  const live = usePanes((panes) => panes.live === pane);
  const { version } = usePaneReading();
  const opened = useSource(id, version?.source === id ? version.id : null, at?.start ?? null);
  const view = opened.value ?? null;
  useEffect(() => onOpened(view), [view, onOpened]);
  const wake = (): void => focusPane(pane);
  return (
    <div
      className={split ? `pane${live ? ' live' : ''}` : 'pane'}
      onPointerDownCapture={wake}
      onFocusCapture={wake}
    >
      {split && (
        <div className="pane-head">
          <span className="clip grow">{view?.source.title ?? ''}</span>
          {pane === 'beside' && (
            <IconButton
              icon="x"
              small
              label={t('command.beside.close')}
              keys={keysOf('beside.close') ?? ''}
              onClick={() => openBeside(null)}
            />
          )}
        </div>
      )}
      <OneReader pane={pane} id={id} opened={opened} at={at} find={find} live={live} />
    </div>
  );
}

/** One source to read, or two side by side, with the inspector of the one that has the focus. */
export function Panes({ place, id }: { readonly place: ListPlace; readonly id: string }) {
  const layout = useView((view) => view.layout);
  const inspector = useView((view) => view.inspector);
  const focusMode = useView((view) => view.focusMode);
  const panes = usePreferences((preferences) => preferences.panes);
  const live = usePanes((state) => state.live);
  const [main, setMain] = useState<OpenSource | null>(null);
  const [other, setOther] = useState<OpenSource | null>(null);
  const share = usePreferences((preferences) => preferences.panesShare);
  const row = useRef<HTMLDivElement>(null);
  const { beside } = place;
  const split = beside !== undefined && layout !== 'single';
  // a pane that closes leaves the keys to the other one
  useEffect(() => {
    if (!split) focusPane('main');
  }, [split]);
  const view = split && live === 'beside' ? other : main;
  const over = layout !== 'wide' || split;
  return (
    <>
      <div
        ref={row}
        className={split ? 'reading-panes split' : 'reading-panes'}
        style={{ '--share': `${share}%` } as CSSProperties}
      >
        <PaneContext value="main">
          <ReaderPane
            pane="main"
            id={id}
            at={place.at ?? null}
            find={place.find ?? null}
            split={split}
            onOpened={setMain}
          />
        </PaneContext>
        {split && (
          <>
            <Splitter
              label={t('reader.paneWidth')}
              value={share}
              min={30}
              max={70}
              reset={50}
              percentOf={() => row.current?.clientWidth ?? 1000}
              onChange={(width) => void prefer('panesShare', Math.round(width)).catch(fail)}
            />
            <PaneContext value="beside">
              <ReaderPane
                key={beside.id}
                pane="beside"
                id={beside.id}
                at={beside.at ?? null}
                find={null}
                split
                onOpened={setOther}
              />
            </PaneContext>
          </>
        )}
      </div>
      {view && <MarkCommands view={view} />}
      {view && inspector && !focusMode && (
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
          <Inspector view={view} over={over} />
        </>
      )}
    </>
  );
}
