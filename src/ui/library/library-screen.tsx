import { useEffect, type CSSProperties } from 'react';
import { t } from '../messages/index.ts';
import { Empty } from '../parts/empty.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { fail } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { citeIn } from '../reader/marking.ts';
import { Panes } from '../reader/panes.tsx';
import { useView, type Place } from '../view.ts';
import { choose } from './chosen.ts';
import { SourceList } from './list.tsx';
import { Pickers } from './pickers.tsx';

type ListPlace = Extract<Place, { screen: 'inbox' | 'library' }>;

/** The list of sources with the open one beside it. In narrow windows they take turns. */
export function LibraryScreen({ place }: { readonly place: ListPlace }) {
  const layout = useView((view) => view.layout);
  const focusMode = useView((view) => view.focusMode);
  const roomy = useView((view) => view.roomy);
  const panes = usePreferences((preferences) => preferences.panes);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what was ticked belongs to the list that was left
  useEffect(() => choose([]), [place.screen, place.tag, place.collection]);
  const single = layout === 'single';
  // Two readers need the room: the list gives way where they would be narrower than a page can be read in.
  const sideBySide = place.beside !== undefined && place.id !== undefined && !single;
  const showList = !focusMode && !(single && place.id !== undefined) && !(sideBySide && !roomy);
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
          <Panes id={place.id} place={place} />
        ))}
      <Pickers cite={citeIn} />
    </div>
  );
}
