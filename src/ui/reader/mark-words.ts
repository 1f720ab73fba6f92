import { useEffect, useSyncExternalStore } from 'react';
import type { AnnotationView, Topic } from '../../library/views.ts';
import { library, listen } from '../library.ts';
import { fail } from '../parts/toast.tsx';
import type { Mark, OpenSource } from './open-source.ts';

/** What changes may change what a card says. */
const TOPICS: readonly Topic[] = ['annotation', 'mention', 'fact', 'brief', 'tag', 'company', 'source'];
/** What was asked for is kept for this many annotations. */
const MOST = 600;

const known = new Map<string, AnnotationView>();
/** How many cards show each annotation. */
const shown = new Map<string, number>();
const listeners = new Set<() => void>();
let wanted = new Set<string>();
let waiting: ReturnType<typeof setTimeout> | null = null;
let hearing: (() => void) | null = null;

const read = async (ids: readonly string[]): Promise<void> => {
  const { annotations } = await library.annotations.list({ ids: [...ids] });
  for (const view of annotations) {
    const old = known.get(view.id);
    known.delete(view.id);
    // what says the same stays the same object, so that its card is not drawn again
    known.set(view.id, old && JSON.stringify(old) === JSON.stringify(view) ? old : view);
  }
  for (const id of known.keys()) {
    if (known.size <= MOST) break;
    if (!shown.has(id)) known.delete(id);
  }
  for (const listener of listeners) listener();
};

/** Asks for everything that was wanted since the last time in one question. */
const soon = (): void => {
  waiting ??= setTimeout(() => {
    waiting = null;
    const ids = [...wanted];
    wanted = new Set();
    if (ids.length > 0) read(ids).catch(fail);
  }, 0);
};

const want = (id: string): void => {
  // a mark on its way to the library is not there yet
  if (id.startsWith('ahead-')) return;
  wanted.add(id);
  soon();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  hearing ??= listen('changed', ({ topics }) => {
    if (!topics.some((topic) => TOPICS.includes(topic))) return;
    for (const id of known.keys()) if (!shown.has(id)) known.delete(id);
    for (const id of shown.keys()) want(id);
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    hearing?.();
    hearing = null;
    known.clear();
  };
};

/** What one annotation says; undefined when it is not there any more. */
export const markWords = async (id: string): Promise<AnnotationView | undefined> =>
  (await library.annotations.list({ ids: [id] })).annotations[0];

/**
 * A mark with what it says, read when a card shows it and again when it changes; until then what can be told from the
 * text. Where it stands and how well it was found is what the open version says.
 */
export function useMarkWords(text: OpenSource['text'], sourceId: string, mark: Mark): AnnotationView {
  const { id, start, end, colour, anchor } = mark;
  const full = useSyncExternalStore(subscribe, () => known.get(id));
  useEffect(() => {
    shown.set(id, (shown.get(id) ?? 0) + 1);
    if (!known.has(id)) want(id);
    return () => {
      const left = shown.get(id)! - 1;
      if (left > 0) shown.set(id, left);
      else shown.delete(id);
    };
  }, [id]);
  const words = start === null || end === null ? null : text.slice(start, end);
  if (full)
    return {
      ...full,
      start,
      end,
      colour,
      anchor,
      ...(full.start !== start && { current: words, candidates: [] }),
    };
  return {
    id,
    sourceId,
    start,
    end,
    quote: anchor === 'changed' ? '' : (words ?? ''),
    prefix: '',
    suffix: '',
    note: '',
    colour,
    tags: [],
    companies: [],
    createdAt: '',
    updatedAt: '',
    anchor,
    current: words,
    candidates: [],
    facts: [],
    briefs: [],
    links: [],
  };
}
