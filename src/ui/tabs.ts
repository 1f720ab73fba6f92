import { library } from './library.ts';
import { fail } from './parts/toast.tsx';
import { useView, type Place, type Tab } from './view.ts';

/** More than these are not kept open; the oldest that is not in front gives way. */
const mostTabs = 20;
/** How far back each tab remembers over a restart. */
const keptBack = 10;

let lastKey = 0;
const newKey = (): number => ++lastKey;

/** The tabs as they are, with what the one in front shows now. */
export const tabsNow = (): readonly Tab[] => {
  const { tabs, tab, place, back, forward } = useView.getState();
  return tabs.map((each, i) => (i === tab ? { ...each, place, back, forward } : each));
};

const put = (tabs: readonly Tab[], tab: number): void => {
  const { place, back, forward } = tabs[tab]!;
  useView.setState({ tabs, tab, place, back, forward, palette: false, shortcuts: false });
};

/** Opens a place in a tab of its own, in front of the others. */
export const openTab = (place: Place): void => {
  const { tab } = useView.getState();
  const tabs = [...tabsNow()];
  tabs.splice(tab + 1, 0, { key: newKey(), place, back: [], forward: [] });
  if (tabs.length > mostTabs) {
    const oldest = tabs.findIndex((_, i) => i !== tab + 1 && i !== tab);
    tabs.splice(oldest, 1);
    put(tabs, oldest <= tab ? tab : tab + 1);
  } else put(tabs, tab + 1);
  useView.setState({ arriving: true });
};

/** Brings a tab to the front, by its index; one that is not there is left alone. */
export const switchTab = (index: number): void => {
  const tabs = tabsNow();
  if (index === useView.getState().tab || !tabs[index]) return;
  put(tabs, index);
  useView.setState({ arriving: true });
};

/** Brings the next or the previous tab to the front, around the ends. */
export const stepTab = (step: 1 | -1): void => {
  const { tabs, tab } = useView.getState();
  switchTab((tab + step + tabs.length) % tabs.length);
};

/** Closes a tab; the last one stays. */
export const closeTab = (index: number): void => {
  const { tab } = useView.getState();
  const tabs = tabsNow();
  if (tabs.length < 2 || !tabs[index]) return;
  const rest = tabs.filter((_, i) => i !== index);
  put(rest, index < tab || tab === rest.length ? tab - 1 : tab);
};

const screens = new Set<string>([
  'inbox', 'library', 'annotations', 'companies', 'briefs', 'imports', 'health', 'trash', 'settings', 'company', 'brief', 'search', 'notes', 'copies', 'note', 'grid', 'grids',
] satisfies readonly Place['screen'][]); // prettier-ignore

const placeIn = (given: unknown): Place | null => {
  if (typeof given !== 'object' || given === null || !('screen' in given)) return null;
  const { screen } = given;
  if (typeof screen !== 'string' || !screens.has(screen)) return null;
  const needsId = screen === 'company' || screen === 'brief' || screen === 'grid';
  if (needsId && !('id' in given && typeof given.id === 'string')) return null;
  return given as Place;
};

const placesIn = (given: unknown): readonly Place[] =>
  Array.isArray(given) ? given.map(placeIn).filter((place) => place !== null) : [];

/** What a setting may hold. */
type JsonValue = Parameters<typeof library.settings.set>[0]['value'];

/** What is kept between two starts. */
interface Kept {
  readonly tab: number;
  readonly tabs: readonly Omit<Tab, 'key'>[];
}

const keptNow = (): Kept => ({
  tab: useView.getState().tab,
  tabs: tabsNow().map(({ place, back, forward }) => ({
    place,
    back: back.slice(-keptBack),
    forward: forward.slice(0, keptBack),
  })),
});

/** Puts the tabs of the last time back; false when there was only one, or what was kept cannot be read. */
export const restoreTabs = (stored: unknown): boolean => {
  if (typeof stored !== 'object' || stored === null || !('tabs' in stored) || !Array.isArray(stored.tabs))
    return false;
  const tabs = (stored.tabs as readonly unknown[]).flatMap((each): Tab[] => {
    if (typeof each !== 'object' || each === null) return [];
    const place = 'place' in each ? placeIn(each.place) : null;
    if (!place) return [];
    return [
      {
        key: newKey(),
        place,
        back: 'back' in each ? placesIn(each.back) : [],
        forward: 'forward' in each ? placesIn(each.forward) : [],
      },
    ];
  });
  if (tabs.length < 2) return false;
  const wanted = 'tab' in stored && typeof stored.tab === 'number' ? Math.trunc(stored.tab) : 0;
  put(tabs.slice(0, mostTabs), Math.max(0, Math.min(wanted, tabs.length - 1, mostTabs - 1)));
  return true;
};

/** Writes the tabs down a moment after they change, so that the next start finds them. */
export const keepTabs = (): (() => void) => {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let written = JSON.stringify(keptNow());
  const write = (): void => {
    waiting = null;
    const now = keptNow();
    const text = JSON.stringify(now);
    if (text === written) return;
    const first = written;
    written = text;
    // a window that has only ever had one tab writes nothing
    if (now.tabs.length < 2 && (JSON.parse(first) as Kept).tabs.length < 2) return;
    library.settings.set({ key: 'tabs', value: JSON.parse(text) as JsonValue }).catch(fail);
  };
  const stop = useView.subscribe(() => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = setTimeout(write, 600);
  });
  return () => {
    if (waiting !== null) clearTimeout(waiting);
    stop();
  };
};
