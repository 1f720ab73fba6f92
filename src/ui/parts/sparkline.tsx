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
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = (i: number) => 4 + (values.length < 2 ? width - 8 : (i / (values.length - 1)) * (width - 8));
  const y = (value: number) =>
    high === low ? height / 2 : height - 4 - ((value - low) / (high - low)) * (height - 8);
  const points = values.map((value, i) => (value === null ? null : { x: x(i), y: y(value) }));
  const path = points
    .map((point, i) =>
      point ? `${i > 0 && points[i - 1] ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}` : '',
    )
    .join('');
  const last = points.findLastIndex((point) => point !== null);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={path} fill="none" stroke="var(--chart-1)" strokeWidth="1.5" />
      {points.map(
        (point, i) =>
          point && (
            <circle
              key={i}
              cx={point.x}
              cy={point.y}
              r={i === last ? 2.6 : 2}
              fill={i === last ? 'var(--chart-1)' : 'var(--bg-raised)'}
              stroke="var(--chart-1)"
            />
          ),
      )}
    </svg>
  );
}
