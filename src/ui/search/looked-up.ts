import { useEffect, useRef, useState } from 'react';
import type { SourceView } from '../../library/views.ts';
import { library, listen } from '../library.ts';

const MOST = 60;
/** A text of more bytes is not read for its row: it would go to the window whole. */
const longest = 2_000_000;

/**
 * The sources behind the results in view, read one after another once typing rests, newest kept.
 * A source that cannot be read is left out; its row still shows what the search said.
 */
export function useSources(ids: readonly string[]): ReadonlyMap<string, SourceView> {
  const [views, setViews] = useState<ReadonlyMap<string, SourceView>>(new Map());
  const kept = useRef(new Map<string, SourceView>());
  const [turn, setTurn] = useState(0);
  const wanted = ids.join(' ');
  useEffect(
    () =>
      listen('changed', ({ topics }) => {
        if (!topics.includes('source') && !topics.includes('annotation')) return;
        kept.current.clear();
        setTurn((old) => old + 1);
      }),
    [],
  );
  useEffect(() => {
    let live = true;
    const read = async () => {
      for (const id of wanted.split(' ')) {
        if (id === '' || kept.current.has(id)) continue;
        const view = await library.sources.open({ id, most: longest }).catch(() => null);
        if (!live) return;
        if (!view) continue;
        kept.current.set(id, view);
        if (kept.current.size > MOST) kept.current.delete(kept.current.keys().next().value!);
        setViews(new Map(kept.current));
      }
    };
    const waiting = setTimeout(() => void read(), 60);
    return () => {
      live = false;
      clearTimeout(waiting);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- a new turn means that what was kept is stale
  }, [wanted, turn]);
  return views;
}
