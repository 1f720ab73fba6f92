import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t, type MessageKey } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { roving } from '../parts/roving.ts';
import { closeTab, switchTab, tabsNow } from '../tabs.ts';
import { useView, type Place } from '../view.ts';

const looks: Readonly<Record<Place['screen'], { readonly icon: IconName; readonly name: MessageKey }>> = {
  inbox: { icon: 'inbox', name: 'frame.inbox' },
  library: { icon: 'library-big', name: 'frame.library' },
  annotations: { icon: 'highlighter', name: 'annotations.title' },
  companies: { icon: 'building-complex', name: 'frame.companies' },
  company: { icon: 'building-complex', name: 'frame.companies' },
  grid: { icon: 'table', name: 'command.go.grids' },
  grids: { icon: 'table', name: 'command.go.grids' },
  briefs: { icon: 'notebook-pen', name: 'frame.briefs' },
  brief: { icon: 'notebook-pen', name: 'frame.briefs' },
  search: { icon: 'search', name: 'command.go.search' },
  imports: { icon: 'activity', name: 'command.go.imports' },
  health: { icon: 'shield-check', name: 'command.go.health' },
  trash: { icon: 'trash', name: 'frame.trash' },
  settings: { icon: 'settings', name: 'command.settings.open' },
  welcome: { icon: 'info', name: 'frame.name' },
  note: { icon: 'sticky-note', name: 'command.go.notes' },
  notes: { icon: 'sticky-note', name: 'command.go.notes' },
  copies: { icon: 'copy', name: 'command.go.copies' },
};

/** What a place is called: the title of what is open in it, where something is. */
const titleOf = async (place: Place): Promise<string | null> => {
  if ((place.screen === 'library' || place.screen === 'inbox') && place.id !== undefined)
    return (await library.sources.title({ id: place.id })).title;
  if (place.screen === 'company') return (await library.companies.get({ id: place.id })).name;
  if (place.screen === 'brief')
    return (await library.briefs.list()).find(({ id }) => id === place.id)?.title ?? null;
  return place.screen === 'search' ? (place.query ?? null) : null;
};

function OneTab({
  place,
  index,
  front,
}: {
  readonly place: Place;
  readonly index: number;
  readonly front: boolean;
}) {
  const { icon, name } = looks[place.screen];
  const key = JSON.stringify(place);
  const title = useLive(['source', 'company', 'brief'], () => titleOf(place), [key]).value ?? t(name);
  return (
    <li className={front ? 'tab on' : 'tab'}>
      <button
        type="button"
        className="tab-name"
        aria-current={front ? 'page' : undefined}
        title={title}
        onClick={() => switchTab(index)}
        onAuxClick={(event) => {
          if (event.button === 1) closeTab(index);
        }}
      >
        <Icon name={icon} size="s" />
        <span className="clip">{title}</span>
      </button>
      <IconButton
        icon="x"
        small
        size="xs"
        label={t('frame.closeTab', { title })}
        onClick={() => closeTab(index)}
      />
    </li>
  );
}

/** The open tabs, when there is more than one. Arrow keys move between them. */
export function TabStrip() {
  const { tab } = useView();
  const tabs = tabsNow();
  if (tabs.length < 2) return null;
  return (
    <nav className="tab-strip" aria-label={t('frame.tabs')} data-region="tabs" tabIndex={-1}>
      <ul onKeyDown={roving('.tab-name', true)}>
        {tabs.map(({ key, place }, i) => (
          <OneTab key={key} place={place} index={i} front={i === tab} />
        ))}
      </ul>
    </nav>
  );
}
