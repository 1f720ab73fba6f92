import type { Colour } from '../../core/annotation.ts';
import type { AnnotationView, SourceView } from '../../library/views.ts';
import { doing, undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { announce, fail, say } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { useView } from '../view.ts';
import { useReading } from './state.ts';

/** A stretch of canonical text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The mark on exactly these words, or the active one when it lies within them. */
export const markOn = (view: SourceView, stretch: Stretch): AnnotationView | undefined =>
  view.annotations.find((mark) => mark.start === stretch.start && mark.end === stretch.end);

/** Marks words in a colour; the same colour again takes the mark away, another one recolours it. Returns the mark's id. */
export async function mark(view: SourceView, stretch: Stretch, colour: Colour): Promise<string | null> {
  const there = markOn(view, stretch);
  if (usePreferences.getState().lastColour !== colour) void prefer('lastColour', colour).catch(fail);
  try {
    if (there?.colour === colour) {
      await library.annotations.remove({ ids: [there.id] });
      useReading.setState({ active: null });
      announce(t('reader.removed'));
      return null;
    }
    const made = there
      ? await library.annotations.edit({ id: there.id, colour })
      : await library.annotations.add({
          sourceId: view.source.id,
          start: stretch.start,
          end: stretch.end,
          colour,
        });
    useReading.setState({ active: made.id });
    announce(t('reader.marked'));
    return made.id;
  } catch (reason) {
    fail(reason);
    return null;
  }
}

/** Recolours a mark; its own colour again removes it. */
export const recolour = (mark: AnnotationView, colour: Colour): void => {
  if (mark.colour === colour) removeMark(mark.id);
  else void doing(library.annotations.edit({ id: mark.id, colour }));
};

export const removeMark = (id: string): void => {
  useReading.setState({ active: null });
  void doing(library.annotations.remove({ ids: [id] }), t('reader.removed'));
};

/** Opens the note of a mark for writing, in the inspector. */
export const writeNote = (id: string): void => {
  useView.setState({ inspector: true, inspectorTab: 'notes' });
  useReading.setState({ active: id, noting: id });
};

/** Puts a mark into a brief and remembers the brief as the last one. */
export const citeIn = (briefId: string, annotationId: string, quote: boolean): void => {
  void prefer('lastBrief', briefId).catch(fail);
  library.briefs
    .addEvidence({ id: briefId, annotationId, quote })
    .then(() => say(t('reader.cited'), { label: t('frame.undo'), run: undo }), fail);
};

/** Cites in the last brief; asks for one when there is none or when asked to. */
export const cite = async (annotationId: string, ask: boolean): Promise<void> => {
  const last = usePreferences.getState().lastBrief;
  const picking = { kind: 'brief' as const, annotationId, quote: false };
  if (ask || last === '') {
    useView.setState({ picking });
    return;
  }
  try {
    const briefs = await library.briefs.list();
    if (briefs.some((brief) => brief.id === last)) citeIn(last, annotationId, false);
    else useView.setState({ picking });
  } catch (reason) {
    fail(reason);
  }
};

/** Copies words with a line that says where they stand. */
export const copyWithSource = async (view: SourceView, words: string): Promise<void> => {
  const { source } = view;
  const from = [
    source.byline,
    source.title,
    source.siteName,
    source.publishedOn === null ? null : day(source.publishedOn),
    source.url,
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ');
  try {
    await navigator.clipboard.writeText(words === '' ? from : `“${words}” — ${from}`);
    say(t('reader.copied'));
  } catch (reason) {
    fail(reason);
  }
};
