import { useState, type DragEvent, type ReactNode } from 'react';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { go, useView, type Place } from '../view.ts';
import { draggedSources } from './dragging.ts';

const samePlace = (here: Place, there: Place): boolean => {
  if (here.screen === 'company') return there.screen === 'companies';
  if (here.screen === 'brief') return there.screen === 'briefs';
  if (here.screen === 'grid') return there.screen === 'grids';
  if (here.screen === 'note' || here.screen === 'notes') return there.screen === 'notes';
  if (here.screen !== there.screen) return false;
  if (there.screen === 'library' && here.screen === 'library')
    return here.tag === there.tag && here.collection === there.collection;
  return there.screen !== 'search' || (here.screen === 'search' && here.query === there.query);
};

/** One place in the sidebar. Sources can be dropped on those that say what becomes of them. */
export function Item({
  place,
  icon,
  label,
  count,
  fresh,
  badge,
  lang,
  onDropSources,
}: {
  readonly place: Place;
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number | undefined;
  /** How much is new since one looked; shown as a dot. */
  readonly fresh?: number;
  readonly badge?: boolean;
  readonly lang?: string;
  readonly onDropSources?: (ids: readonly string[]) => void;
}) {
  const here = useView((view) => samePlace(view.place, place));
  const [over, setOver] = useState(false);
  const dropping = onDropSources && {
    onDragOver: (event: DragEvent) => {
      if (!draggedSources(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      const ids = draggedSources(event);
      setOver(false);
      if (!ids) return;
      event.preventDefault();
      event.stopPropagation();
      onDropSources(ids);
    },
  };
  return (
    <button
      type="button"
      className={`item${here ? ' on' : ''}${over ? ' drop' : ''}`}
      aria-current={here ? 'page' : undefined}
      title={label}
      onClick={() => go(place)}
      {...dropping}
    >
      <Icon name={icon} />
      <span className="tx clip" lang={lang}>
        {label}
      </span>
      {fresh !== undefined && fresh > 0 && (
        <span className="fresh" title={t('frame.freshResults', { count: fresh })}>
          <span className="sr">{t('frame.freshResults', { count: fresh })}</span>
        </span>
      )}
      {count !== undefined && count > 0 && <span className={badge ? 'n new' : 'n'}>{number(count)}</span>}
    </button>
  );
}

/** Places under a heading. */
export const Group = ({
  label,
  action,
  children,
}: {
  readonly label: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section aria-label={label}>
    <h2 className="grp label">
      {label}
      {action}
    </h2>
    {children}
  </section>
);
