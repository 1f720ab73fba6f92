import type { Colour } from '../../core/annotation.ts';
import { useCommands } from '../commands/run.ts';
import { focusRegion } from '../frame/regions.ts';
import { openOutside } from '../parts/outside.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { openBeside, useView } from '../view.ts';
import { fail } from '../parts/toast.tsx';
import { removeMark } from './marking.ts';
import { useReading } from './state.ts';
import type { Deeds } from './use-deeds.ts';
import type { Finding } from './use-find.ts';
import type { Passage } from './use-passage.ts';
import type { Mark, OpenSource } from './open-source.ts';

/** From this many marks made by keyboard on nothing is counted: the hints have gone. */
const practised = 20;

/** Says what the reader's commands do while it is shown and keys belong to it. */
export function useReaderCommands({
  live,
  view,
  passage,
  deeds,
  found,
  selected,
  activeMark,
  comparing,
  pages,
  zoom,
  original,
  scroller,
  toggleOriginal,
}: {
  readonly live: boolean;
  readonly view: OpenSource;
  readonly passage: Passage;
  readonly deeds: Deeds;
  readonly found: Finding;
  readonly selected: boolean;
  readonly activeMark: Mark | undefined;
  /** Differences are shown, which have keys of their own. */
  readonly comparing: boolean;
  /** The pages of a PDF are shown. */
  readonly pages: boolean;
  /** Draws these pages larger, smaller, or as wide as at first. */
  readonly zoom: (by: 1 | -1 | 0) => void;
  readonly original: boolean;
  readonly scroller: () => HTMLElement | null;
  readonly toggleOriginal: () => void;
}): void {
  const preferences = usePreferences();
  const place = useView((state) => state.place);
  const { source } = view;
  const byKey = (colour: Colour): void => {
    if (preferences.keyboardMarks < practised)
      void prefer('keyboardMarks', preferences.keyboardMarks + 1).catch(fail);
    void deeds.colour(colour);
  };
  const turnPage = (share: number): void => {
    const element = scroller();
    element?.scrollBy({ top: share * element.clientHeight });
  };
  const beside = place.screen === 'library' || place.screen === 'inbox' ? place.beside : undefined;
  const escape = (): void => {
    const { focusMode } = useView.getState();
    const { finding } = useReading.getState();
    if (selected) passage.clear();
    else if (finding) {
      useReading.setState({ finding: false });
      found.setWords('');
    } else if (activeMark) useReading.setState({ active: null });
    else if (passage.focused !== null) passage.setFocused(null);
    else if (focusMode) useView.setState({ focusMode: false });
    else focusRegion('list');
  };
  const marking = {
    'hl.1': () => byKey('amber'),
    'hl.2': () => byKey('green'),
    'hl.3': () => byKey('blue'),
    'hl.4': () => byKey('rose'),
    'hl.5': () => byKey('violet'),
    'hl.last': () => byKey(preferences.lastColour),
    'hl.remove': () => activeMark && removeMark(activeMark.id),
    next: () => passage.step(1),
    prev: () => passage.step(-1),
    'sentence.next': () => passage.sentence(false),
    'sentence.extend': () => passage.sentence(true),
    'block.hide': deeds.hide,
    note: deeds.note,
    fact: deeds.fact,
    'brief.cite': () => deeds.cite(false),
    'brief.choose': () => deeds.cite(true),
    'copy.cite': deeds.copy,
    escape,
  } as const;
  useCommands(
    live
      ? {
          // a saved page in its frame has no passages, and differences have their own
          ...(comparing || (original && !pages) ? {} : marking),
          ...(original && !pages && { escape }),
          ...(pages &&
            !comparing && {
              'pages.larger': () => zoom(1),
              'pages.smaller': () => zoom(-1),
              'pages.normal': () => zoom(0),
            }),
          'view.toggle': toggleOriginal,
          'page.down': () => turnPage(0.9),
          'page.up': () => turnPage(-0.9),
          tag: deeds.tag,
          'beside.other': () => {
            if (!beside) openBeside(source.id);
            else focusRegion('reader-other');
          },
          ...(beside && { 'beside.close': () => openBeside(null) }),
        }
      : {},
    'reader',
  );
  useCommands(
    live
      ? {
          // a saved page in its frame cannot be looked through; the pages of a PDF can
          'find.open': () => useReading.setState({ finding: true, original: pages, comparing: null }),
          'find.next': () => found.step(1),
          'find.prev': () => found.step(-1),
          ...(!comparing && {
            'next.marker': () => deeds.stepMark(1),
            'prev.marker': () => deeds.stepMark(-1),
          }),
          'open.original': () => {
            if (source.url !== null) openOutside(source.url);
          },
        }
      : {},
  );
}
