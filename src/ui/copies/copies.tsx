import { useState } from 'react';
import type { Cluster } from '../../library/duplicates.ts';
import type { SourceRow } from '../../library/views.ts';
import { COLOURS } from '../../core/annotation.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { day, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { reasonOf } from '../parts/toast.tsx';
import { openSource } from '../view.ts';
import './copies.css';

/** Groups drawn at once; merging one makes room for the next. */
const MOST = 100;

const marksOf = (row: SourceRow): number => COLOURS.reduce((sum, colour) => sum + row.marks[colour], 0);

/** The copy to keep until a person says otherwise: the one most was done with, then the one saved first. */
const proposed = (sources: readonly SourceRow[]): string =>
  sources.toSorted((a, b) => marksOf(b) - marksOf(a) || a.capturedAt.localeCompare(b.capturedAt))[0]!.id;

/** One group: which copy is kept, which ones are merged into it. */
function Copies({ cluster, number: place }: { readonly cluster: Cluster; readonly number: number }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const keep = cluster.sources.some(({ id }) => id === chosen) ? chosen! : proposed(cluster.sources);
  const ids = cluster.sources.map(({ id }) => id).filter((id) => id !== keep && !left.has(id));
  const title = cluster.sources.find(({ id }) => id === keep)?.title ?? '';
  const leave = (id: string, merged: boolean) => {
    const next = new Set(left);
    if (merged) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  return (
    <section className="box cy-group" aria-label={t('copies.group', { number: place, title })}>
      <table className="cy-table">
        <thead>
          <tr>
            <th scope="col">{t('copies.keep')}</th>
            <th scope="col">{t('copies.merge')}</th>
            <th scope="col">{t('copies.source')}</th>
            <th scope="col" className="num">
              {t('copies.words')}
            </th>
            <th scope="col" className="num">
              {t('copies.marks')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cluster.sources.map((row) => (
            <tr key={row.id} className={row.id === keep ? 'kept' : undefined}>
              <td>
                <input
                  type="radio"
                  name={`keep-${cluster.id}`}
                  checked={row.id === keep}
                  aria-label={t('copies.keepThis', { title: row.title })}
                  onChange={() => setChosen(row.id)}
                />
              </td>
              <td>
                {row.id !== keep && (
                  <Check
                    on={!left.has(row.id)}
                    onChange={(on) => leave(row.id, on)}
                    name={t('copies.mergeThis', { title: row.title })}
                  />
                )}
              </td>
              <td>
                <button type="button" className="cy-open" onClick={() => openSource(row.id)}>
                  <span className="b clip" lang={row.language ?? undefined}>
                    {row.title}
                  </span>
                  <span className="sm t3 clip">
                    {[row.siteName, day(row.publishedOn ?? row.capturedAt.slice(0, 10))]
                      .filter((part) => part !== null && part !== '')
                      .join(' · ')}
                  </span>
                </button>
              </td>
              <td className="num">{number(row.wordCount)}</td>
              <td className="num">{number(marksOf(row))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row cy-foot">
        <p className="sm t2 grow">{t('copies.what')}</p>
        <Button
          icon="merge"
          disabled={ids.length === 0}
          onClick={() =>
            void doing(
              library.duplicates.merge({ keep, ids }),
              t('copies.merged', { count: ids.length, title }),
            )
          }
        >
          {t('copies.run', { count: ids.length })}
        </Button>
      </div>
    </section>
  );
}

/** Sources that say the same in nearly the same words: each group counts as one voice, and can be made one source. */
export function CopiesScreen() {
  const { value, error } = useLive(['source', 'annotation'], () => library.duplicates.list());
  return (
    <div className="main cy-main">
      <div className="phead">
        <h1>{t('copies.title')}</h1>
        {value && <span className="t3 sm num">{number(value.length)}</span>}
      </div>
      <div className="scrolls cy-page" role="region" tabIndex={0} aria-label={t('copies.title')}>
        {error && !value && <Empty icon="triangle-alert" title={reasonOf(error)} />}
        {!value && !error && <Skeleton lines={8} />}
        {value?.length === 0 && (
          <Empty icon="copy" title={t('copies.none')}>
            {t('copies.noneHint')}
          </Empty>
        )}
        {value && value.length > 0 && <p className="t2">{t('copies.intro')}</p>}
        {value?.slice(0, MOST).map((cluster, i) => (
          <Copies key={cluster.id} cluster={cluster} number={i + 1} />
        ))}
        {value && value.length > MOST && (
          <p className="t3 sm">{t('copies.more', { count: value.length - MOST })}</p>
        )}
      </div>
    </div>
  );
}
