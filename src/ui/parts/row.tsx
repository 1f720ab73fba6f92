import type { ComponentProps } from 'react';

/** One row of a listbox. `position` and `of` tell screen readers where it stands in a windowed list. */
export function Row({
  selected,
  position,
  of,
  className,
  ...rest
}: ComponentProps<'div'> & {
  readonly selected?: boolean;
  readonly position?: number;
  readonly of?: number;
}) {
  return (
    <div
      {...rest}
      role="option"
      tabIndex={-1}
      aria-selected={selected === true}
      aria-posinset={position}
      aria-setsize={of}
      className={`lrow${className ? ` ${className}` : ''}`}
    />
  );
}
