import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

/** A line of values over time in the width of a word; the last value is filled, a gap stays a gap. */
export function Sparkline({
  values,
  label,
  width = 72,
  height = 22,
}: {
  readonly values: readonly (number | null)[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}) {
  const known = values.filter((value) => value !== null);
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [4, width - 4]);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const y = scaleLinear(
    [low, high === low ? low + 1 : high],
    high === low ? [height / 2, 0] : [height - 4, 4],
  );
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, i) => x(i))
    .y((value) => y(value ?? low))([...values]);
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={path ?? ''} fill="none" stroke="var(--chart-1)" strokeWidth="1.5" />
      {values.map(
        (value, i) =>
          value !== null && (
            <circle
              key={i}
              cx={x(i)}
              cy={y(value)}
              r={i === last ? 2.6 : 2}
              fill={i === last ? 'var(--chart-1)' : 'var(--bg-raised)'}
              stroke="var(--chart-1)"
            />
          ),
      )}
    </svg>
  );
}
