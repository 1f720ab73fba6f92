import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';

type Native = Omit<ComponentProps<'button'>, 'type'>;

/** A button with words. `kind`: plain, primary (one per view), ghost (in toolbars), danger. */
export function Button({
  kind = 'plain',
  size,
  icon,
  keys,
  children,
  className,
  submit,
  ...rest
}: Native & {
  readonly kind?: 'plain' | 'primary' | 'ghost' | 'danger';
  readonly size?: 'small' | 'large';
  readonly icon?: IconName;
  readonly keys?: string;
  readonly submit?: boolean;
}) {
  const look = { plain: '', primary: ' p', ghost: ' g', danger: ' d' }[kind];
  const height = size === 'large' ? ' lg' : size === 'small' ? ' small' : '';
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={`btn${look}${height}${className ? ` ${className}` : ''}`}
    >
      {icon && <Icon name={icon} size="s" />}
      {children}
      {keys && <Kbd keys={keys} />}
    </button>
  );
}

/** A tooltip with the name of a control and its key; shown after 600 ms or on keyboard focus. */
export function Tip({
  label,
  keys,
  children,
}: {
  readonly label: string;
  readonly keys?: string;
  readonly children: React.ReactElement;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children as React.ReactElement<Record<string, unknown>>} delay={600} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="over">
          <Tooltip.Popup className="tip">
            {label}
            {keys && <Kbd keys={keys} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** A square button with a picture; `label` is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  keys,
  small,
  size,
  children,
  className,
  ...rest
}: Native & {
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
  readonly small?: boolean;
  readonly size?: 'xs' | 's';
  readonly children?: ReactNode;
}) {
  return (
    <Tip label={label} {...(keys !== undefined && { keys })}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={`ib${small ? ' small' : ''}${className ? ` ${className}` : ''}`}
      >
        <Icon name={icon} {...(size && { size })} />
        {children}
      </button>
    </Tip>
  );
}
