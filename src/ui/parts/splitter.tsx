import { useRef } from 'react';

/** A bar between two panes: drag it, or move it by 16 px with the arrow keys; a double click resets. */
export function Splitter({
  label,
  value,
  min,
  max,
  reset,
  reversed,
  percentOf,
  onChange,
}: {
  readonly label: string;
  /** Width in px of the pane it sizes, or in percent where `percentOf` is given. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly reset: number;
  /** The pane it sizes is on its right. */
  readonly reversed?: boolean;
  /** The width in px that is 100 percent. */
  readonly percentOf?: () => number;
  readonly onChange: (width: number) => void;
}) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const set = (width: number) => onChange(Math.round(Math.min(max, Math.max(min, width))));
  const sign = reversed ? -1 : 1;
  const measured = (px: number): number => (percentOf ? (px * 100) / Math.max(1, percentOf()) : px);
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.dataset['dragging'] = '';
        from.current = { x: event.clientX, width: value };
      }}
      onPointerMove={(event) => {
        if (from.current) set(from.current.width + sign * measured(event.clientX - from.current.x));
      }}
      onPointerUp={(event) => {
        from.current = null;
        delete event.currentTarget.dataset['dragging'];
      }}
      onDoubleClick={() => set(reset)}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        set(value + sign * measured(step));
      }}
    />
  );
}
