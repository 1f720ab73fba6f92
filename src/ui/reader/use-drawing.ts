import {
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from 'react';
import { fail } from '../parts/toast.tsx';
import type { OpenText } from './open-text.ts';
import { around, blockBelow, drawable, heightOf, type Range, type Scale } from './ranges.ts';

/** Up to this many UTF-16 units and blocks a text ends up drawn whole, so that a screen reader has all of it. */
const SHORT = 120_000;
const FEW = 2500;
/** One step of drawing more of a short text: this many UTF-16 units or blocks. */
const STEP = 6000;
const STEP_BLOCKS = 30;
/** A gap closer to the window than this is filled, in px. */
const NEAR = 700;
/** What is drawn above and below the window then, in window heights. */
const ABOVE = 1.5;
const BELOW = 2.5;
/** Before anything is drawn: about 66 characters on a line of 29 px. */
const GUESS: Scale = { perCharacter: 0.45, perBlock: 12 };
/** A line of Chinese, Japanese or Korean has half as many characters. */
const GUESS_WIDE: Scale = { perCharacter: 0.85, perBlock: 12 };
const guessOf = (wide: boolean): Scale => (wide ? GUESS_WIDE : GUESS);

/** What is drawn of a text, and what takes the place of the rest. */
export interface Drawing {
  /** In order, apart from each other; everything between them is a gap. */
  readonly ranges: readonly Range[];
  /** Height of the blocks from one index up to another, in CSS px, as far as can be told. */
  readonly heightOf: (from: number, to: number) => number;
  /** Runs the work as soon as a block is drawn, drawing it first where that is needed. */
  readonly until: (block: number, work: () => void) => void;
}

/** Whether a text ends up drawn whole. */
export const isShort = (text: OpenText): boolean => text.length <= SHORT && text.count <= FEW;

/** A little more of a text: below what is drawn, then above it. */
const grown = (text: OpenText, { from, to }: Range, wide: boolean): Range => {
  const step = wide ? STEP / 2 : STEP;
  let more = to;
  for (let size = 0; more < text.count && size < step && more - to < STEP_BLOCKS; more++)
    size += text.index.sizes[more]!;
  if (more > to) return { from, to: more };
  let less = from;
  for (let size = 0; less > 0 && size < step && from - less < STEP_BLOCKS; less--)
    size += text.index.sizes[less - 1]!;
  return { from: less, to };
};

/** Where the window is in what is drawn: the first block in it, found on the page or, within a gap, by its likely height. */
const blockInView = (
  root: HTMLElement,
  article: HTMLElement,
  text: OpenText,
  scale: Scale,
): number | null => {
  const view = root.getBoundingClientRect();
  const zoom = view.height / Math.max(1, root.offsetHeight);
  for (const element of article.querySelectorAll<HTMLElement>('[data-block], .gap')) {
    const box = element.getBoundingClientRect();
    if (box.bottom <= view.top || box.top >= view.bottom) continue;
    const { block, from } = element.dataset;
    if (block !== undefined) return Number(block);
    return blockBelow(text, scale, Number(from), Math.max(0, view.top - box.top) / zoom);
  }
  return null;
};

/**
 * Draws the blocks around the window; gaps as tall as what they stand for take the place of the others. A short text is
 * drawn bit by bit until it is whole; of a long one only what is near the window is, whatever its length.
 */
export function useDrawing({
  text,
  wide,
  from,
  pins,
  page,
  article,
}: {
  readonly text: OpenText;
  /** Its characters are as wide as they are high. */
  readonly wide: boolean;
  /** The block to begin with. */
  readonly from: number;
  /** Blocks that stay drawn wherever the window is, as those a selection begins and ends in. */
  readonly pins: readonly number[];
  readonly page: RefObject<HTMLElement | null>;
  readonly article: RefObject<HTMLElement | null>;
}): Drawing {
  const [scale, setScale] = useState(() => guessOf(wide));
  const first = (): Range => around(text, guessOf(wide), from, from > 0 ? 700 : 0, 1600);
  const [state, setState] = useState(() => ({ text, main: first() }));
  // another text of the same version: a block was hidden or put back, and the page stays where it is
  const main = state.text === text || state.text.count === text.count ? state.main : first();
  if (state.text !== text) setState({ text, main });
  const turn = useSyncExternalStore(text.subscribe, text.snapshot);
  const pinned = pins.join(' ');
  const ranges = useMemo(
    () => drawable(text, [main, ...pins.map((block) => ({ from: block, to: block + 1 }))]),
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- `turn` tells that blocks came, `pinned` which are pinned
    [text, main, pinned, turn],
  );
  const whole = main.from === 0 && main.to === text.count;
  const short = isShort(text);
  const move = useCallback(
    (next: Range): void => {
      text.load(next.from, next.to).catch(fail);
      setState((old) =>
        old.main.from === next.from && old.main.to === next.to ? old : { text, main: next },
      );
    },
    [text],
  );
  useEffect(() => {
    text.load(main.from, main.to).catch(fail);
  }, [text, main]);

  // a short text is drawn on while nothing else is to be done; not while fonts come in, each of which lays out anew all
  // that is drawn
  useEffect(() => {
    if (!short || whole) return undefined;
    let gone = false;
    const grow = (): void => {
      if (!gone) startTransition(() => move(grown(text, main, wide)));
    };
    const timer = setTimeout(() => {
      if (document.fonts.status === 'loading') void document.fonts.ready.then(grow);
      else grow();
    }, 16);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [short, whole, text, main, wide, move]);

  const waiting = useRef<{ readonly block: number; readonly work: () => void }[]>([]);
  const now = useRef({ ranges, scale });
  const isDrawn = (block: number): boolean =>
    now.current.ranges.some((range) => block >= range.from && block < range.to);
  useLayoutEffect(() => {
    now.current = { ranges, scale };
    const due = waiting.current.filter(({ block }) => isDrawn(block));
    if (due.length === 0) return;
    waiting.current = waiting.current.filter((each) => !due.includes(each));
    for (const { work } of due) work();
  }, [ranges, scale]);

  const screen = useCallback((): number => page.current?.clientHeight ?? 800, [page]);
  const until = useCallback(
    (block: number, work: () => void): void => {
      if (isDrawn(block)) {
        work();
        return;
      }
      waiting.current.push({ block, work });
      move(around(text, now.current.scale, block, ABOVE * screen(), BELOW * screen()));
    },
    [text, move, screen],
  );

  // how tall words are is learnt from what is drawn, so that the gaps are as tall as what they stand for
  useLayoutEffect(() => {
    const root = article.current;
    const range = ranges[0];
    if (!root || !range || (range.from === 0 && range.to === text.count)) return;
    const drawn = root.querySelectorAll<HTMLElement>('[data-block]');
    const zoom = root.getBoundingClientRect().width / Math.max(1, root.offsetWidth);
    const last = Math.min(drawn.length, range.to - range.from);
    if (last < 3) return;
    const tall =
      (drawn[last - 1]!.getBoundingClientRect().bottom - drawn[0]!.getBoundingClientRect().top) / zoom;
    const letters = heightOf(text, { perCharacter: 1, perBlock: 0 }, range.from, range.to);
    const count = heightOf(text, { perCharacter: 0, perBlock: 1 }, range.from, range.to);
    if (letters < 500) return;
    const perCharacter = Math.max(0.02, (tall - GUESS.perBlock * count) / letters);
    if (Math.abs(perCharacter / scale.perCharacter - 1) > 0.25) setScale((old) => ({ ...old, perCharacter }));
  }, [text, ranges, scale, article]);

  // where a gap comes near the window, what is drawn moves with it
  useEffect(() => {
    const root = page.current;
    const element = article.current;
    const gaps = element?.querySelectorAll('.gap') ?? [];
    if (!root || !element || gaps.length === 0) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting) || waiting.current.length > 0) return;
        const block = blockInView(root, element, text, scale);
        if (block === null) return;
        const next = around(text, scale, block, ABOVE * screen(), BELOW * screen());
        const joins = next.from <= main.to && next.to >= main.from;
        move(
          short && joins ? { from: Math.min(main.from, next.from), to: Math.max(main.to, next.to) } : next,
        );
      },
      { root, rootMargin: `${NEAR}px 0px` },
    );
    for (const gap of gaps) observer.observe(gap);
    return () => observer.disconnect();
  }, [text, main, ranges, scale, short, move, screen, page, article]);

  return {
    ranges,
    heightOf: useCallback((one: number, other: number) => heightOf(text, scale, one, other), [text, scale]),
    until,
  };
}
