import { scaleBand, scaleLinear } from 'd3-scale';
import { useState } from 'react';
import type { CompanyView, FactView } from '../../library/views.ts';
import { amountOf } from '../facts/format.ts';
import { day, number } from '../messages/formats.ts';
import { language, t } from '../messages/index.ts';
import { Segment } from '../parts/segment.tsx';
import { go } from '../view.ts';
import { periodsOf, type Period } from './months.ts';
import { useWidth } from './width.ts';

const HEIGHT = 132;
const BASE = 108;
const ROOM = 64;

interface Pin {
  readonly x: number;
  readonly top: number;
  readonly words: string;
  readonly end: boolean;
}

/** At most six dated facts, placed so that no two labels touch; a label that finds no room is left out. */
function pinsOf(
  facts: readonly FactView[],
  periods: readonly Period[],
  width: number,
  x: (i: number) => number,
): readonly Pin[] {
  const taken: { from: number; to: number; level: number }[] = [];
  const pins: Pin[] = [];
  for (const fact of facts) {
    if (fact.asOf === null || !/^\d{4}-\d{2}/.test(fact.asOf) || fact.annotationId === null) continue;
    const i = periods.findIndex((period) => fact.asOf!.startsWith(period.key));
    if (i < 0 || pins.length === 6) continue;
    const words = `${fact.metric}: ${amountOf(fact)}`;
    const long = Array.from(words).reduce((sum, sign) => sum + (sign > '\u2e80' ? 12 : 6.2), 14);
    const end = x(i) + long > width;
    const [from, to] = end ? [x(i) - long, x(i)] : [x(i), x(i) + long];
    const level = [0, 1, 2].find(
      (row) => !taken.some((one) => one.level === row && one.from < to && one.to > from),
    );
    if (level === undefined || from < 0) continue;
    taken.push({ from, to, level });
    pins.push({ x: x(i), top: 8 + level * 17, words, end });
  }
  return pins;
}

const monthName = (key: string): string =>
  new Intl.DateTimeFormat(language(), { month: 'short', timeZone: 'UTC' }).format(new Date(key));

/** Opens the search for what names the company in one period. */
const searchIn = (name: string, key: string): void => {
  const after = key;
  const next =
    key.length === 4
      ? String(Number(key) + 1)
      : Number(key.slice(5)) === 12
        ? `${Number(key.slice(0, 4)) + 1}-01`
        : `${key.slice(0, 4)}-${String(Number(key.slice(5)) + 1).padStart(2, '0')}`;
  go({ screen: 'search', query: `company:"${name.replaceAll('"', '')}" after:${after} before:${next}` });
};

function Chart({
  name,
  periods,
  facts,
}: {
  readonly name: string;
  readonly periods: readonly Period[];
  readonly facts: readonly FactView[];
}) {
  const [ref, width] = useWidth<HTMLDivElement>(760);
  const most = Math.max(1, ...periods.map((period) => period.annotated + period.others));
  const bands = scaleBand(
    periods.map((period) => period.key),
    [0, width],
  );
  const step = bands.step();
  const bar = Math.max(2, Math.min(26, step - 6));
  const x = (i: number) => (bands(periods[i]!.key) ?? 0) + step / 2;
  const height = scaleLinear([0, most], [0, ROOM]);
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, height(count)));
  const peak = periods.reduce((high, period) =>
    period.annotated + period.others > high.annotated + high.others ? period : high,
  );
  const ticks = periods.flatMap((period, i) => {
    if (period.key.length === 4 || period.key.endsWith('-01') || i === 0)
      return [{ i, words: period.key.slice(0, 4) }];
    return step >= 46 || period.key.endsWith('-07') ? [{ i, words: monthName(period.key) }] : [];
  });
  const labels = ticks.filter(({ i }, at) => {
    const before = ticks[at - 1];
    return before === undefined || x(i) - x(before.i) > 40;
  });
  return (
    <div ref={ref} className="co-chart">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={t('company.timeline.words', {
          from: day(periods[0]!.key),
          to: day(periods.at(-1)!.key),
          peak: day(peak.key),
          count: peak.annotated + peak.others,
        })}
      >
        {[0, 1, 2, 3].map((line) => (
          <line
            key={line}
            x1={0}
            x2={width}
            y1={BASE - 16 * (line + 1)}
            y2={BASE - 16 * (line + 1)}
            stroke="var(--chart-grid)"
          />
        ))}
        {periods.map((period, i) => {
          const annotated = tall(period.annotated);
          const others = tall(period.others);
          return (
            <g key={period.key} className="co-bar" onClick={() => searchIn(name, period.key)}>
              <title>
                {t('company.timeline.bar', {
                  month: day(period.key),
                  annotated: period.annotated,
                  others: period.others,
                })}
              </title>
              <rect x={step * i} y={BASE - ROOM} width={step} height={ROOM} fill="transparent" />
              <rect
                x={x(i) - bar / 2}
                y={BASE - annotated - others}
                width={bar}
                height={others}
                rx={2}
                fill="var(--chart-muted)"
                opacity={0.75}
              />
              <rect
                x={x(i) - bar / 2}
                y={BASE - annotated}
                width={bar}
                height={annotated}
                rx={2}
                fill="var(--chart-1)"
              />
            </g>
          );
        })}
        <line x1={0} x2={width} y1={BASE} y2={BASE} stroke="var(--border-default)" />
        {pinsOf(facts, periods, width, x).map((pin) => (
          <g key={pin.words}>
            <line
              x1={pin.x}
              x2={pin.x}
              y1={pin.top}
              y2={BASE}
              stroke="var(--chart-2)"
              strokeDasharray="1 3"
            />
            <circle cx={pin.x} cy={pin.top} r={3.5} fill="var(--chart-2)" />
            <text
              className="co-pin"
              x={pin.x + (pin.end ? -8 : 8)}
              y={pin.top + 4}
              textAnchor={pin.end ? 'end' : 'start'}
            >
              {pin.words}
            </text>
          </g>
        ))}
        {labels.map(({ i, words }) => (
          <text key={words + i} className="co-tick" x={Math.max(0, x(i) - bar / 2)} y={BASE + 17}>
            {words}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** When the company was talked about, and how much of that the reader annotated; the same as a table. */
export function Timeline({
  name,
  months,
  facts,
}: {
  readonly name: string;
  readonly months: CompanyView['months'];
  readonly facts: readonly FactView[];
}) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const periods = periodsOf(months);
  return (
    <section className="box co-box" aria-label={t('company.timeline')}>
      <div className="sec">
        <h2>{t('company.timeline')}</h2>
        <span className="end row sm t2 co-legend">
          <span className="row tight">
            <i className="co-key one" />
            {t('company.timeline.annotated')}
          </span>
          <span className="row tight">
            <i className="co-key rest" />
            {t('company.timeline.others')}
          </span>
        </span>
        <Segment
          label={t('company.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('company.view.chart') },
            { value: 'table', label: t('company.view.table') },
          ]}
        />
      </div>
      {periods.length === 0 && <p className="t3 sm">{t('company.timeline.empty')}</p>}
      {periods.length > 0 && view === 'chart' && <Chart name={name} periods={periods} facts={facts} />}
      {periods.length > 0 && view === 'table' && (
        <div className="co-scroll" tabIndex={0} role="region" aria-label={t('company.timeline')}>
          <table className="table">
            <thead>
              <tr>
                <th>{t('company.timeline.month')}</th>
                <th>{t('company.timeline.annotated')}</th>
                <th>{t('company.timeline.others')}</th>
              </tr>
            </thead>
            <tbody>
              {periods
                .filter((period) => period.annotated + period.others > 0)
                .toReversed()
                .map((period) => (
                  <tr key={period.key}>
                    <td>
                      <button type="button" className="co-link" onClick={() => searchIn(name, period.key)}>
                        {day(period.key)}
                      </button>
                    </td>
                    <td className="num">{number(period.annotated)}</td>
                    <td className="num">{number(period.others)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
