import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** What a pane shows when it has nothing: what would be here and how it comes here. */
export function Empty({
  icon,
  title,
  children,
  actions,
}: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="empty">
      {icon && (
        <span className="ei">
          <Icon name={icon} size="l" />
        </span>
      )}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="row wrap">{actions}</div>}
    </div>
  );
}
