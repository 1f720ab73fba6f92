import { useState, type KeyboardEvent } from 'react';
import type { FacetCount } from '../../core/search/document.ts';
import { t } from '../messages/index.ts';

const WIDTH = 172;
const HEIGHT = 40;

/** Results by year; a bar narrows to its year, dragging over several narrows to all of them. */
export function Years({
  years,
  chosen,
  onChoose,
}: {
  readonly years: readonly FacetCount[];
  readonly chosen: { readonly from: number | null; readonly to: number | null } | null;
  readonly onChoose: (from: number, to: number) => void;
}) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const counts = new Map(years.map(({ value, count }) => [Number(value), count]));
  const known = [...counts.keys()].filter((year) => Number.isInteger(year) && year > 0).sort((a, b) => a - b);
  const last = known.at(-1);
  if (last === undefined) return null;
  const first = Math.max(known[0]!, last - 39);
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const most = Math.max(...all.map((year) => counts.get(year) ?? 0));
  const step = WIDTH / all.length;
  const inside = (year: number): boolean => {
    if (drag) return year >= Math.min(drag.from, drag.to) && year <= Math.max(drag.from, drag.to);
    return chosen === null || ((chosen.from ?? -1e9) <= year && year <= (chosen.to ?? 1e9));
  };
  const finish = () => {
    if (drag) onChoose(Math.min(drag.from, drag.to), Math.max(drag.from, drag.to));
    setDrag(null);
  };
  const keys = (year: number) => (event: KeyboardEvent<SVGGElement>) => {
    const next = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (next !== undefined) {
      const bars = event.currentTarget.parentElement?.querySelectorAll<SVGElement>('[role=button]');
      bars?.[Math.max(0, Math.min(all.length - 1, year - first + next))]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') onChoose(year, year);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <svg
      className="se-years"
      width={WIDTH}
      height={HEIGHT + 14}
      role="group"
      aria-label={t('search.years', { from: first, to: last })}
      onPointerUp={finish}
      onPointerLeave={() => setDrag(null)}
    >
      {all.map((year, i) => {
        const count = counts.get(year) ?? 0;
        const height = count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT);
        return (
          <g
            key={year}
            role="button"
            tabIndex={i === all.length - 1 ? 0 : -1}
            aria-pressed={chosen !== null && inside(year)}
            aria-label={t('search.year', { year: String(year), count })}
            onPointerDown={() => setDrag({ from: year, to: year })}
            onPointerEnter={() => setDrag((old) => (old ? { ...old, to: year } : old))}
            onKeyDown={keys(year)}
          >
            <title>{t('search.year', { year: String(year), count })}</title>
            <rect x={step * i} y={0} width={step} height={HEIGHT} fill="transparent" />
            <rect
              x={step * i + Math.min(1.5, step / 6)}
              y={HEIGHT - height}
              width={Math.max(1, Math.min(28, step - Math.min(3, step / 3)))}
              height={height}
              rx={1}
              fill={inside(year) ? 'var(--chart-1)' : 'var(--chart-muted)'}
            />
          </g>
        );
      })}
      <text className="se-year" x={0} y={HEIGHT + 12}>
        {first}
      </text>
      {last > first && (
        <text className="se-year" x={WIDTH} y={HEIGHT + 12} textAnchor="end">
          {last}
        </text>
      )}
    </svg>
  );
}
