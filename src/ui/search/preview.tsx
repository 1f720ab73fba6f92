import { useEffect, useMemo, useRef } from 'react';
import type { Hit } from '../../core/search/document.ts';
import type { SourceView } from '../../library/views.ts';
import { Reading, type Range } from '../capture/reading.tsx';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { StripPicture } from '../parts/strip.tsx';
import { keysOf } from '../commands/run.ts';
import type { Place } from './hits.ts';

/** The found source beside the results, at the hit: the app's hits in ink, the reader's marks in colour. */
export function Preview({
  view,
  places,
  at,
  onAt,
  onOpen,
}: {
  readonly view: SourceView;
  readonly places: readonly Place[];
  /** Which hit is current. */
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly onOpen: () => void;
}) {
  const page = useRef<HTMLDivElement>(null);
  const { source, version, annotations } = view;
  const long = Math.max(1, version.text.length);
  const ranges = useMemo(
    (): readonly Range[] => [
      ...annotations.flatMap((mark): Range[] =>
        mark.start === null || mark.end === null
          ? []
          : [{ start: mark.start, end: mark.end, className: `se-mark hl-${mark.colour}` }],
      ),
      ...places.map((place, i): Range => ({
        start: place.start,
        end: place.end,
        className: `se-hit${place.other ? ' other' : ''}${i === at ? ' current' : ''}`,
        ...(i === at && { id: 'current-hit' }),
      })),
    ],
    [annotations, places, at],
  );
  useEffect(() => {
    const mark = page.current?.querySelector('#current-hit');
    if (mark) mark.scrollIntoView({ block: 'center' });
    else if (page.current) page.current.scrollTop = 0;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- another source or hit is another place to scroll to
  }, [source.id, at, places]);
  const step = (by: number) => onAt((at + by + places.length) % places.length);
  return (
    <section className="se-preview" aria-label={t('search.preview')}>
      <div className="se-tools">
        <span className="b clip grow" lang={source.language ?? undefined}>
          {source.title}
        </span>
        {places.length > 0 && (
          <>
            <span className="sm t2 num nw" role="status">
              {t('search.hitOf', { at: at + 1, count: places.length })}
            </span>
            <IconButton
              icon="chevron-up"
              label={t('search.previous')}
              keys={keysOf('find.prev') ?? ''}
              onClick={() => step(-1)}
            />
            <IconButton
              icon="chevron-down"
              label={t('search.next')}
              keys={keysOf('find.next') ?? ''}
              onClick={() => step(1)}
            />
          </>
        )}
        <Button keys="Enter" onClick={onOpen}>
          {t('search.open')}
        </Button>
      </div>
      <div className="se-scroll">
        <div ref={page} className="se-page" tabIndex={0} role="region" aria-label={source.title}>
          <Reading
            blocks={version.blocks}
            language={source.language}
            title={source.title}
            by={
              <>
                {source.siteName !== null && <span className="b">{source.siteName}</span>}
                {source.byline !== null && <span>{source.byline}</span>}
                {source.publishedOn !== null && <span className="num">{day(source.publishedOn)}</span>}
              </>
            }
            ranges={ranges}
          />
        </div>
        <div className="strip" aria-hidden="true">
          <StripPicture
            label={t('search.preview')}
            height={600}
            marks={annotations.flatMap((mark) =>
              mark.start === null || mark.end === null
                ? []
                : [{ from: mark.start / long, to: mark.end / long, colour: mark.colour }],
            )}
            hits={places.map((place) => ({ from: place.start / long, to: place.end / long }))}
          />
        </div>
      </div>
      <div className="se-foot">
        <span className="row tight">
          <span className="se-sample hit" />
          {t('search.legend.hit')}
        </span>
        <span className="row tight hl-green">
          <span className="se-sample mine" />
          {t('search.legend.mark')}
        </span>
        <span className="end row tight se-wide">
          <Kbd keys="ArrowDown" /> {t('search.key.result')}
        </span>
        <span className="row tight">
          <Kbd keys={keysOf('find.next') ?? ''} /> {t('search.key.hit')}
        </span>
      </div>
    </section>
  );
}

/** What stands beside a result that is no text: the way to a dossier, or a hint. */
export function NoPreview({ hit, onOpen }: { readonly hit: Hit | undefined; readonly onOpen: () => void }) {
  return (
    <section className="se-preview" aria-label={t('search.preview')}>
      {hit?.kind === 'company' ? (
        <Empty
          icon="building-complex"
          title={hit.title}
          actions={
            <Button kind="primary" keys="Enter" onClick={onOpen}>
              {t('search.openDossier')}
            </Button>
          }
        />
      ) : (
        <Empty icon="book-open" title={t(hit ? 'search.noPreview' : 'search.choose')} />
      )}
    </section>
  );
}
