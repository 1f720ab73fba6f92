import type { Colour } from '../../core/annotation.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { announce, fail, say } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { useView } from '../view.ts';
import { drawMade, drawRecoloured, drawRemoved, type Drawn } from './ahead.ts';
import type { Mark, OpenSource } from './open-source.ts';
import { useReading } from './state.ts';

/** A stretch of canonical text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The mark on exactly these words, or the active one when it lies within them. */
export const markOn = (view: OpenSource, stretch: Stretch): Mark | undefined =>
  view.annotations.find((mark) => mark.start === stretch.start && mark.end === stretch.end);

/** Ids of marks that are on their way to the library, with the id each will have; null when the library said no. */
const coming = new Map<string, Promise<string | null>>();

/** Takes the selection off the words, so that the mark under it is seen at once. */
const letGo = (): void => {
  document.getSelection()?.removeAllRanges();
  // the browser tells later, when the focus may be in a text field already and the news is not listened to
  document.dispatchEvent(new Event('selectionchange'));
};

/** Does a change of a mark: drawn at once, and withdrawn with the reason when the library refuses. */
async function ahead<T>(drawn: Drawn, work: () => Promise<T>, idOf: (value: T) => string): Promise<T | null> {
  try {
    const value = await work();
    drawn.keep(idOf(value));
    return value;
  } catch (reason) {
    drawn.withdraw();
    fail(reason);
    return null;
  }
}

/** The id in the library of a mark that may be on its way there; null when it never arrived. */
export const arrived = (id: string): Promise<string | null> => coming.get(id) ?? Promise.resolve(id);

async function make(view: OpenSource, stretch: Stretch, colour: Colour): Promise<string | null> {
  const drawn = drawMade(view, stretch, colour);
  useReading.setState({ active: drawn.id });
  const { start, end } = stretch;
  const work = ahead(
    drawn,
    () => library.annotations.add({ sourceId: view.source.id, start, end, colour }),
    (made) => made.id,
  ).then((made) => made?.id ?? null);
  coming.set(drawn.id, work);
  const id = await work;
  useReading.setState(({ active }) => (active === drawn.id ? { active: id } : {}));
  return id;
}

/**
 * Marks words in a colour; the same colour again takes the mark away, another one recolours it. What is marked shows
 * at once, before the library has answered. Returns the mark's id, or null when there is none now.
 */
export async function mark(view: OpenSource, stretch: Stretch, colour: Colour): Promise<string | null> {
  const there = markOn(view, stretch);
  if (usePreferences.getState().lastColour !== colour) void prefer('lastColour', colour).catch(fail);
  letGo();
  if (there?.colour === colour) {
    removeMark(there.id);
    return null;
  }
  const id = there ? await paint(there.id, colour) : await make(view, stretch, colour);
  if (id === null) return null;
  if (there) useReading.setState({ active: id });
  announce(t('reader.marked'));
  return id;
}

/** Gives a mark another colour at once; null when the library refused. */
async function paint(id: string, colour: Colour): Promise<string | null> {
  const real = await arrived(id);
  if (real === null) return null;
  const done = await ahead(
    drawRecoloured(real, colour),
    () => library.annotations.edit({ id: real, colour }),
    (edited) => edited.id,
  );
  return done?.id ?? null;
}

/** Recolours a mark; its own colour again removes it. */
export const recolour = (mark: Pick<Mark, 'id' | 'colour'>, colour: Colour): void => {
  if (mark.colour === colour) removeMark(mark.id);
  else void paint(mark.id, colour);
};

/** Takes a mark away; Undo stands beside the word that says so. */
export const removeMark = (id: string): void => {
  useReading.setState({ active: null });
  void arrived(id).then(async (real) => {
    if (real === null) return;
    const done = await ahead(
      drawRemoved(real),
      async () => {
        await library.annotations.remove({ ids: [real] });
        return real;
      },
      (removed) => removed,
    );
    if (done !== null) say(t('reader.removed'), { label: t('frame.undo'), run: undo });
  });
};

/** Opens the note of a mark for writing, in the inspector. */
export const writeNote = (id: string): void => {
  useView.setState({ inspector: true, inspectorTab: 'notes' });
  void arrived(id).then((real) => real !== null && useReading.setState({ active: real, noting: real }));
};

/** Puts a mark into a brief and remembers the brief as the last one. */
export const citeIn = (briefId: string, annotationId: string, quote: boolean): void => {
  void prefer('lastBrief', briefId).catch(fail);
  library.briefs
    .addEvidence({ id: briefId, annotationId, quote })
    .then(() => say(t('reader.cited'), { label: t('frame.undo'), run: undo }), fail);
};

/** Cites in the last brief; asks for one when there is none or when asked to. */
export const cite = async (markId: string, ask: boolean): Promise<void> => {
  const annotationId = await arrived(markId);
  if (annotationId === null) return;
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
export const copyWithSource = async (view: OpenSource, words: string): Promise<void> => {
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
