import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

/** Something a reader can act on that is shown beside a control, or beside words (`anchor`). Esc closes it. */
export function Popover({
  trigger,
  anchor,
  open,
  onOpenChange,
  label,
  side = 'bottom',
  align = 'start',
  className,
  initialFocus,
  children,
}: {
  readonly trigger?: ReactElement<Record<string, unknown>>;
  /** What it stands beside when there is no trigger: an element or a stretch of text. */
  readonly anchor?: { getBoundingClientRect: () => DOMRect } | Element | null;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly label: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string;
  readonly initialFocus?: false | React.RefObject<HTMLElement | null> | (() => HTMLElement | null);
  readonly children: ReactNode;
}) {
  return (
    <Base.Root
      {...(open !== undefined && { open })}
      {...(onOpenChange && { onOpenChange: (next: boolean) => onOpenChange(next) })}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          className="over"
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={10}
          {...(anchor !== undefined && { anchor })}
        >
          <Base.Popup
            className={`popup pad${className ? ` ${className}` : ''}`}
            aria-label={label}
            {...(initialFocus !== undefined && { initialFocus })}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
