import { useCommands } from '../commands/run.ts';
import { SOURCE_NOTE } from '../inspector/note-editor.tsx';
import { t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';
import { arrived, mark, markOn } from '../reader/marking.ts';
import { markWords } from '../reader/mark-words.ts';
import { useReading } from '../reader/state.ts';
import { useView } from '../view.ts';
import { exportSource } from './exchange.ts';
import { attach, cut, join } from './shaping.ts';
import type { Mark, OpenSource } from '../reader/open-source.ts';

/** The companies likely meant by some words: those named there, then the others of the source by how near they stand. */
const companiesNear = (view: OpenSource, start: number, end: number): readonly string[] => {
  const far = (mention: { readonly start: number; readonly end: number }): number =>
    Math.max(0, mention.start - end, start - mention.end);
  const near = view.mentions.toSorted((one, other) => far(one) - far(other));
  return [...new Set(near.map((mention) => mention.companyId))];
};

const lengthOf = ({ start, end }: Mark): number => (end ?? 0) - (start ?? 0);

/** The keys that act on marks of the open source: companies, cutting, joining, linking, attaching, a note on the whole. */
export function MarkCommands({ view }: { readonly view: OpenSource }) {
  const active = useReading((state) => state.active);
  const selection = useReading((state) => state.selection);
  const around =
    selection &&
    view.annotations.filter(
      ({ start, end }) => start !== null && end !== null && start <= selection.start && end >= selection.end,
    );
  /** The mark a command is about: the lit one, else the smallest around the selected words. */
  const subject: Mark | undefined =
    (around ? around.find((each) => each.id === active) : undefined) ??
    around?.toSorted((one, other) => lengthOf(one) - lengthOf(other))[0] ??
    view.annotations.find((each) => each.id === active);
  const older = useReading((state) => state.version) !== null;
  /** Nothing is written into an older version. */
  const writing =
    (run: () => void): (() => void) =>
    () =>
      older ? say(t('reader.olderIsReadOnly')) : run();
  const withSubject = (use: (one: Mark) => void): void => {
    if (subject) use(subject);
    else say(t('annotations.chooseFirst'));
  };
  /** The mark on the selected words, made where there is none; else the lit one. */
  const ensured = async (): Promise<string | null> => {
    if (!selection) return subject ? arrived(subject.id) : null;
    const there = markOn(view, selection);
    return there ? arrived(there.id) : mark(view, selection, usePreferences.getState().lastColour);
  };
  useCommands(
    {
      'mark.companies': writing(() => {
        const at = selection ?? (subject?.start != null ? { start: subject.start, end: subject.end! } : null);
        void ensured().then((id) => {
          if (id === null) say(t('annotations.chooseFirst'));
          else
            useView.setState({
              picking: {
                kind: 'mark-companies',
                ids: [id],
                near: at ? companiesNear(view, at.start, at.end) : [],
              },
            });
        });
      }),
      'mark.cut': writing(() => withSubject((one) => void cut(one, selection))),
      'mark.join': writing(() => join(view, subject, selection)),
      'mark.link': writing(
        () =>
          void ensured().then((id) => {
            if (id === null) say(t('annotations.chooseFirst'));
            else useView.setState({ picking: { kind: 'mark-link', id } });
          }),
      ),
      'mark.attach': writing(() => {
        // a lost mark has no words to stand on, so the selection is where it goes; the only one there is is meant
        const doubtful = view.annotations.filter(
          (each) => each.quoted && (each.anchor === 'orphan' || each.anchor === 'changed'),
        );
        const lost =
          doubtful.find((each) => each.id === active) ??
          (doubtful.length === 1 ? doubtful[0] : view.annotations.find((each) => each.id === active));
        if (lost) void markWords(lost.id).then((one) => one && attach({ ...one, ...lost }, selection), fail);
        else say(t('annotations.chooseFirst'));
      }),
      'note.source': () => {
        useView.setState({ inspector: true, inspectorTab: 'notes' });
        useReading.setState({ noting: SOURCE_NOTE });
      },
    },
    'reader',
  );
  useCommands({ 'source.annotated': () => void exportSource(view.source.id, 'html') });
  return null;
}
