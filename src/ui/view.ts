import { create } from 'zustand';

/** A note over the whole screen; without an id one that is not in the library yet. */
export interface NotePlace {
  readonly screen: 'note';
  readonly id?: string;
  /** Names a note begun here, so that its editor stays when the note gets its id. */
  readonly draft?: string;
  readonly companyId?: string;
  readonly sourceId?: string;
  /** What a new one begins with. */
  readonly template?: string;
}

/** Somewhere in the window. `at` is a stretch of the canonical text to show, in UTF-16 units. */
export type Place =
  | {
      readonly screen: 'inbox' | 'library';
      /** The source open in the reader. */
      readonly id?: string;
      readonly at?: { readonly start: number; readonly end: number };
      /** Narrows the list to a tag or to a collection. */
      readonly tag?: string;
      readonly collection?: string;
      /** Words to find in the opened source, as a search found them. */
      readonly find?: string;
      /** A second source read beside the first. */
      readonly beside?: {
        readonly id: string;
        readonly at?: { readonly start: number; readonly end: number };
      };
    }
  | {
      readonly screen:
        | 'annotations'
        | 'copies'
        | 'companies'
        | 'grids'
        | 'briefs'
        | 'imports'
        | 'health'
        | 'trash'
        | 'welcome';
    }
  /** `section` is the part of the settings to begin with. */
  | { readonly screen: 'settings'; readonly section?: string }
  | { readonly screen: 'company' | 'brief'; readonly id: string; readonly fact?: string }
  | { readonly screen: 'grid'; readonly id: string }
  | { readonly screen: 'notes'; readonly tag?: string }
  | NotePlace
  | {
      readonly screen: 'search';
      readonly query?: string;
      /** The saved search that is being looked at. */
      readonly id?: string;
      /** The source that results are to be like, in place of a query. */
      readonly like?: string;
    };

export type Screen = Place['screen'];

/** How wide the window is: what DESIGN section 5 calls the four layouts. */
export type Layout = 'wide' | 'overlay' | 'rail' | 'single';

export type InspectorTab = 'notes' | 'facts' | 'related' | 'info';

/** What capture was asked for: an open sheet, filled from the clipboard, files or an address. */
export interface CaptureRequest {
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly File[];
  readonly address?: boolean;
  readonly url?: string;
  /** Opens the sheet even when nothing is unsure. */
  readonly review?: boolean;
}

/** What is being labelled, and with what. */
export type Picking =
  | { readonly kind: 'tags' | 'companies' | 'collections'; readonly ids: readonly string[] }
  | { readonly kind: 'mark-tags'; readonly id: string; readonly tags: readonly string[] }
  | { readonly kind: 'marks-tags'; readonly ids: readonly string[] }
  /** `near` are companies that are likely meant, the likeliest first. */
  | { readonly kind: 'mark-companies'; readonly ids: readonly string[]; readonly near: readonly string[] }
  /** Links an annotation; with `toId` only what it does for that one is asked. */
  | { readonly kind: 'mark-link'; readonly id: string; readonly toId?: string }
  | { readonly kind: 'brief'; readonly annotationId: string; readonly quote: boolean };

/** A place that is kept open, with its own way back and forward. */
export interface Tab {
  readonly key: number;
  readonly place: Place;
  readonly back: readonly Place[];
  readonly forward: readonly Place[];
}

interface View {
  readonly place: Place;
  readonly back: readonly Place[];
  readonly forward: readonly Place[];
  /** The open tabs (see tabs.ts); what the tab in front shows is in `place`, `back` and `forward`. */
  readonly tabs: readonly Tab[];
  /** The tab in front, by its index. */
  readonly tab: number;
  /** The focus is to go into the reader as soon as it shows what was opened. */
  readonly arriving: boolean;
  readonly layout: Layout;
  /** There is room for the list beside two readers. */
  readonly roomy: boolean;
  /** Whether the inspector is wanted; in narrow layouts it lies over the reader. */
  readonly inspector: boolean;
  readonly inspectorTab: InspectorTab;
  readonly sidebar: boolean;
  /** Only the reader is shown. */
  readonly focusMode: boolean;
  readonly palette: boolean;
  /** What was typed into the palette last; ↑ in its empty box brings it back. */
  readonly lastQuery: string;
  readonly shortcuts: boolean;
  readonly historyOpen: boolean;
  readonly capture: CaptureRequest | null;
  /** The sheet for something new, when one is open. */
  readonly adding: 'company' | 'annotations' | null;
  readonly picking: Picking | null;
  /** The field of the open source's description that should take the focus. */
  readonly editing: 'title' | null;
}

/** What is open, selected and being shown. Everything else is in the library. */
export const useView = create<View>(() => ({
  place: { screen: 'library' },
  back: [],
  forward: [],
  tabs: [{ key: 0, place: { screen: 'library' }, back: [], forward: [] }],
  tab: 0,
  arriving: false,
  layout: 'wide',
  roomy: false,
  inspector: true,
  inspectorTab: 'notes',
  sidebar: true,
  focusMode: false,
  palette: false,
  lastQuery: '',
  shortcuts: false,
  historyOpen: false,
  capture: null,
  adding: null,
  picking: null,
  editing: null,
}));

const depth = 100;

/** Opens a place and remembers where we were, so that Back returns to it. */
export const go = (place: Place): void => {
  useView.setState((view) => ({
    place,
    back: [...view.back, view.place].slice(-depth),
    forward: [],
    palette: false,
    shortcuts: false,
  }));
};

/** Opens a place without a new entry in the history of navigation, as when the selection of a list moves. */
export const show = (place: Place): void => useView.setState({ place });

export const goBack = (): void => {
  useView.setState((view) => {
    const place = view.back.at(-1);
    return place ? { place, back: view.back.slice(0, -1), forward: [view.place, ...view.forward] } : {};
  });
};

export const goForward = (): void => {
  useView.setState((view) => {
    const place = view.forward[0];
    return place ? { place, forward: view.forward.slice(1), back: [...view.back, view.place] } : {};
  });
};

/** Where a source is read: at some words if given, in the list that is in view. */
export const placeOfSource = (
  id: string,
  at?: { readonly start: number; readonly end: number },
  find?: string,
): Place => {
  const { place } = useView.getState();
  const list = place.screen === 'inbox' ? 'inbox' : 'library';
  const narrowed = place.screen === list ? { tag: place.tag, collection: place.collection } : {};
  return {
    screen: list,
    id,
    ...(at && { at }),
    ...(find !== undefined && { find }),
    ...(narrowed.tag !== undefined && { tag: narrowed.tag }),
    ...(narrowed.collection !== undefined && { collection: narrowed.collection }),
  };
};

/** Opens a source in the reader, at some words if given; the focus goes into it. */
export const openSource = (
  id: string,
  at?: { readonly start: number; readonly end: number },
  find?: string,
): void => {
  go(placeOfSource(id, at, find));
  useView.setState({ arriving: true });
};

/** Opens a source beside the one that is open; null closes the pane beside. */
export const openBeside = (
  id: string | null,
  at?: { readonly start: number; readonly end: number },
): void => {
  const { place } = useView.getState();
  if (place.screen !== 'library' && place.screen !== 'inbox') return;
  const { beside: was, ...rest } = place;
  if (id === null) {
    show(rest);
    useView.setState(({ layout }) => ({ inspector: layout === 'wide' }));
  } else {
    go({ ...rest, beside: { id, ...(at && { at }) } });
    // over two readers the inspector would hide one of them; it comes when it is asked for
    if (!was) useView.setState({ inspector: false });
  }
};

/** Opens the capture sheet, or captures at once when nothing is unsure (see capture/capture.tsx). */
export const startCapture = (request: CaptureRequest): void => useView.setState({ capture: request });
