import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface Toggle {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** The words beside it; with `name` alone the words are only read aloud. */
  readonly children?: ReactNode;
  readonly name?: string;
  readonly disabled?: boolean;
}

/** A box to tick. */
export function Check({
  on,
  onChange,
  children,
  name,
  disabled,
  some,
}: Toggle & { readonly some?: boolean }) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        aria-label={name}
        ref={(input) => {
          if (input) input.indeterminate = some === true && !on;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="box16">
        <Icon name={some === true && !on ? 'minus' : 'check'} size="xs" />
      </span>
      {children}
    </label>
  );
}

/** A setting that is on or off and acts at once. */
export function Switch({ on, onChange, children, name, disabled }: Toggle) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        aria-label={name}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="track" />
      {children}
    </label>
  );
}
