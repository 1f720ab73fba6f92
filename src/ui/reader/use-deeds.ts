import type { Colour } from '../../core/annotation.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { announce, say, fail } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';
import { useView } from '../view.ts';
import { cite, copyWithSource, mark, markOn, recolour, writeNote, type Stretch } from './marking.ts';
import { revealMark, useReading } from './state.ts';
import type { Passage } from './use-passage.ts';
import { markWords } from './mark-words.ts';
import type { Mark, OpenSource } from './open-source.ts';

/** What can be done with the passage, by key, toolbar or menu alike. */
export interface Deeds {
  readonly colour: (colour: Colour) => Promise<void>;
  readonly note: () => void;
  readonly cite: (ask: boolean) => void;
  readonly fact: () => void;
  readonly tag: () => void;
  readonly hide: () => void;
  readonly copy: () => void;
  readonly stepMark: (by: 1 | -1) => void;
}

export function useDeeds({
  view,
  passage,
  selection,
  activeMark,
  readOnly,
  onFact,
}: {
  readonly view: OpenSource;
  readonly passage: Passage;
  readonly selection: Stretch | null;
  readonly activeMark: Mark | undefined;
  /** An older version is read: it is what it was, and nothing is written into it. */
  readonly readOnly: boolean;
  readonly onFact: (stretch: Stretch) => void;
}): Deeds {
  const lastColour = usePreferences((preferences) => preferences.lastColour);
  const { source, text } = view;
  const { subject, clear } = passage;
  /** Says why nothing can be done; true when something can. */
  const may = (): boolean => {
    if (readOnly) say(t('reader.olderIsReadOnly'));
    return !readOnly;
  };
  const needWords = (): void => say(t('reader.selectFirst'));

  /** The mark on the subject, made in the last colour where there is none. */
  const ensureMark = async (): Promise<string | null> => {
    if (!may()) return null;
    const stretch = subject();
    if (!stretch) {
      needWords();
      return null;
    }
    const there = markOn(view, stretch);
    const id = there ? there.id : await mark(view, stretch, lastColour);
    clear();
    return id;
  };
  const withMark = async (use: (id: string) => void): Promise<void> => {
    const id = await ensureMark();
    if (id !== null) use(id);
  };
  return {
    colour: async (colour) => {
      if (!may()) return;
      if (!selection && activeMark) {
        recolour(activeMark, colour);
        return;
      }
      const stretch = subject();
      if (!stretch) {
        needWords();
        return;
      }
      await mark(view, stretch, colour);
      clear();
    },
    note: () => void withMark(writeNote),
    cite: (ask) => void withMark((id) => void cite(id, ask)),
    fact: () => {
      if (!may()) return;
      const stretch = subject();
      if (stretch) onFact(stretch);
      else needWords();
    },
    tag: () => {
      if (readOnly || (!selection && !activeMark && passage.focused === null))
        useView.setState({ picking: { kind: 'tags', ids: [source.id] } });
      else
        void withMark(
          (id) =>
            void markWords(id).then(
              (words) => useView.setState({ picking: { kind: 'mark-tags', id, tags: words?.tags ?? [] } }),
              fail,
            ),
        );
    },
    // leaves the paragraph out of the clean text, as cleaning on capture would have
    hide: () => {
      if (!may()) return;
      const block = passage.block();
      if (block === null) {
        needWords();
        return;
      }
      clear();
      passage.setFocused(null);
      void doing(library.sources.setBlock({ id: source.id, block, removed: true }), t('reader.hidden'));
    },
    copy: () => {
      const stretch = subject();
      if (!stretch) void copyWithSource(view, '');
      else text.words(stretch.start, stretch.end).then((words) => void copyWithSource(view, words), fail);
    },
    stepMark: (by) => {
      const placed = view.annotations.filter((each) => each.start !== null);
      if (placed.length === 0) return;
      const { active } = useReading.getState();
      const now = placed.findIndex((each) => each.id === active);
      const next =
        placed[now < 0 ? (by > 0 ? 0 : placed.length - 1) : (now + by + placed.length) % placed.length]!;
      revealMark(next);
      announce(
        t('reader.atMark', {
          at: placed.indexOf(next) + 1,
          of: placed.length,
          words: text.slice(next.start!, Math.min(next.end!, next.start! + 120)) ?? '',
        }),
      );
    },
  };
}
