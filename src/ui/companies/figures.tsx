import type { CompanyView, FactView } from '../../library/views.ts';
import { amountOf, figure, periodOf } from '../facts/format.ts';
import { percent } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { openFact } from './open-fact.ts';
import { figures, type Series } from './series.ts';

function changeOf(series: Series): string {
  const period = periodOf(series.latest.asOf);
  const now = series.latest.value;
  if (series.before === null || now === null) return period;
  if (series.latest.unit !== null || series.before.value === 0)
    return t('company.figure.was', { period, value: figure(series.before.value, series.latest) });
  const share = (now - series.before.value) / Math.abs(series.before.value);
  return t('company.figure.change', { period, change: `${share > 0 ? '+' : ''}${percent(share)}` });
}

/** Up to four measures at the head of the dossier: the latest value, how it changed, and its series. */
export function Figures({
  view,
  series,
  pinned,
  onPin,
  onCite,
}: {
  readonly view: CompanyView;
  readonly series: readonly Series[];
  readonly pinned: readonly string[];
  readonly onPin: (metric: string) => void;
  readonly onCite: (fact: FactView) => void;
}) {
  const shown = figures(series, pinned);
  if (shown.length === 0) return null;
  const disputed = new Set(
    view.conflicts
      .filter((conflict) => conflict.preferred === null)
      .map((conflict) => conflict.metric.toLowerCase()),
  );
  return (
    <ul className="co-tiles" aria-label={t('company.figures')}>
      {shown.map((one) => {
        const isPinned = pinned.includes(one.metric);
        return (
          <li key={one.metric} className="co-tile">
            <div className="row sm t2">
              <span className="clip">{one.metric}</span>
              <IconButton
                className={`co-pin-button${isPinned ? ' on' : ''}`}
                small
                size="xs"
                icon="bookmark"
                aria-pressed={isPinned}
                label={t(isPinned ? 'company.figure.unpin' : 'company.figure.pin', { metric: one.metric })}
                onClick={() => onPin(one.metric)}
              />
              <IconButton
                className="co-pin-button"
                small
                size="xs"
                icon="notebook-pen"
                label={t('company.figure.cite', { metric: one.metric })}
                onClick={() => onCite(one.latest)}
              />
              {disputed.has(one.metric.toLowerCase()) && (
                <span
                  className="co-disputed end"
                  role="img"
                  aria-label={t('company.figure.disagree')}
                  title={t('company.figure.disagree')}
                >
                  <Icon name="triangle-alert" size="s" />
                </span>
              )}
            </div>
            <div className="co-tile-body">
              <button
                type="button"
                className="co-tile-value"
                onClick={() => openFact(one.latest, view.annotations)}
              >
                <span className="co-value num">{amountOf(one.latest)}</span>
                <span className="mc t3 num">{changeOf(one)}</span>
              </button>
              {one.points.length > 1 && (
                <Sparkline
                  values={one.points.map((point) => point.value)}
                  width={104}
                  height={30}
                  label={t('company.figure.series', {
                    metric: one.metric,
                    points: one.points
                      .map((point) =>
                        t('company.figure.point', {
                          value: figure(point.value, one.latest),
                          period: periodOf(point.asOf),
                        }),
                      )
                      .join('; '),
                  })}
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
