import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { say } from '../parts/toast.tsx';
import { useReading } from '../reader/state.ts';
import type { AnnotationView } from '../../library/views.ts';
import type { Mark, OpenSource } from '../reader/open-source.ts';
import type { OpenText } from '../reader/open-text.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

type Placed = Mark & Stretch;

/** Two marks further apart than this, in UTF-16 units, have words between them. */
const MOST_BETWEEN = 200;

const isPlaced = (mark: Mark): mark is Placed =>
  mark.start !== null && mark.end !== null && mark.anchor !== 'changed';

/** Whether nothing but blanks and signs stands between two marks, or they overlap. */
const touch = (text: OpenText, one: Placed, other: Placed): boolean => {
  const from = Math.min(one.end, other.end);
  const to = Math.max(one.start, other.start);
  if (to <= from) return true;
  const between = to - from > MOST_BETWEEN ? null : text.slice(from, to);
  return between !== null && !/[\p{L}\p{N}]/u.test(between);
};

/** The marks that could be joined with one: next to it in the text, or over the same words. */
export function joinable(view: OpenSource, mark: Mark): readonly Mark[] {
  if (!isPlaced(mark)) return [];
  const { text } = view;
  return view.annotations.filter(
    (other) => other.id !== mark.id && isPlaced(other) && touch(text, mark, other),
  );
}

/** Cuts a mark at both ends of the selected words, or after each sentence where nothing is selected in it. */
export const cut = (
  mark: Pick<Mark, 'id' | 'start' | 'end'>,
  selection: Stretch | null,
): Promise<boolean> => {
  const { id, start, end } = mark;
  const inside =
    selection && start !== null && end !== null && selection.start < end && selection.end > start
      ? [selection.start, selection.end]
      : null;
  return doing(
    library.annotations.split(inside ? { id, at: inside } : { id, sentences: true }),
    t('annotations.cut'),
  );
};

const joinAll = async (ids: readonly string[]): Promise<void> => {
  const work = library.annotations.merge({ ids: [...ids] });
  if (await doing(work, t('annotations.joined', { count: ids.length })))
    useReading.setState({ active: (await work).id });
};

/** Joins a mark with its neighbours: those the selected words touch, else the one that follows, else the one before. */
export function join(view: OpenSource, mark: Mark | undefined, selection: Stretch | null): void {
  const touched = selection
    ? view.annotations.filter(
        (each) => isPlaced(each) && each.start < selection.end && each.end > selection.start,
      )
    : [];
  if (touched.length > 1) {
    void joinAll(touched.map((each) => each.id));
    return;
  }
  const one = mark ?? touched[0];
  const near = one ? joinable(view, one) : [];
  const other = near.find((each) => (each.start ?? 0) >= (one?.start ?? 0)) ?? near.at(-1);
  if (one && other) void joinAll([one.id, other.id]);
  else say(t(one ? 'annotations.noNeighbour' : 'annotations.chooseFirst'));
}

/**
 * Puts a mark whose words were lost or changed on words of the present text: those given, else where it stands now in
 * changed wording, else the best of the places it may belong to.
 */
export async function attach(mark: AnnotationView, selection: Stretch | null): Promise<void> {
  const lost = mark.anchor === 'orphan' && mark.quote !== '';
  if (!lost && mark.anchor !== 'changed') {
    say(t('annotations.isInPlace'));
    return;
  }
  const [best] = mark.candidates;
  const { start, end } = mark;
  const place = selection ?? (start !== null && end !== null ? { start, end } : best);
  if (!place) {
    say(t('annotations.selectToAttach'));
    return;
  }
  await doing(
    library.annotations.attach({ id: mark.id, start: place.start, end: place.end }),
    t(lost ? 'step.annotation.attach' : 'annotations.newWords'),
  );
}
