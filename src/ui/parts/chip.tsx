import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Icon, type IconName } from './icon.tsx';

/** A small label. With `onClick` it is a toggle button; with `onRemove` it carries its own ✕. */
export function Chip({
  children,
  tone,
  icon,
  on,
  name,
  lang,
  onClick,
  onRemove,
}: {
  readonly children: ReactNode;
  readonly tone?: 'company' | 'ok' | 'warn' | 'bad' | undefined;
  readonly icon?: IconName | undefined;
  /** Whether a toggle is on; leave out for chips that do something when pressed. */
  readonly on?: boolean | undefined;
  /** The accessible name, where the visible words are not enough. */
  readonly name?: string | undefined;
  readonly lang?: string | undefined;
  readonly onClick?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}) {
  const look = tone === undefined ? '' : ` ${tone === 'company' ? 'co' : tone}`;
  const className = `chip${look}${on ? ' on' : ''}`;
  const inside = (
    <>
      {icon && <Icon name={icon} size="xs" />}
      <span className="tx" lang={lang}>
        {children}
      </span>
    </>
  );
  if (onClick && !onRemove)
    return (
      <button type="button" className={className} aria-pressed={on} aria-label={name} onClick={onClick}>
        {inside}
      </button>
    );
  return (
    <span className={className}>
      {inside}
      {onRemove && (
        <button type="button" className="x" aria-label={name ?? t('frame.remove')} onClick={onRemove}>
          <Icon name="x" size="xs" />
        </button>
      )}
    </span>
  );
}
