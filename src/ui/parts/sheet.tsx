import { Dialog } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { IconButton } from './button.tsx';

/** A sheet over the window: the work behind waits. Esc closes it and the focus returns to where it was. */
export function Sheet({
  title,
  open,
  onClose,
  wide,
  className,
  header,
  footer,
  initialFocus,
  children,
}: {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly className?: string;
  /** More in the head, after the title. */
  readonly header?: ReactNode;
  readonly footer?: ReactNode;
  readonly initialFocus?: React.RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}) {
  // Without a place of its own the focus goes to the sheet: on the close button its tooltip would take the first Esc.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim over" />
        <Dialog.Popup
          className={`sheet over${wide ? ' wide' : ''}${className ? ` ${className}` : ''}`}
          ref={popup}
          tabIndex={-1}
          initialFocus={initialFocus ?? popup}
        >
          <header>
            <Dialog.Title render={<h2 />}>{title}</Dialog.Title>
            {header}
            <Dialog.Close render={<IconButton className="end" icon="x" label={t('frame.close')} />} />
          </header>
          <div className="sheet-body">{children}</div>
          {footer && <footer>{footer}</footer>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
