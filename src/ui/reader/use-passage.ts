import { useState } from 'react';
import { useReading } from './state.ts';
import type { Drawn } from './drawn.ts';
import type { Stretch } from './marking.ts';
import { sentencesOf } from './sentences.ts';
import type { Mark, OpenSource } from './open-source.ts';

/** The passage that commands are about, and how the keyboard moves it. */
export interface Passage {
  /** The paragraph with the bar beside it, by its index among the blocks. */
  readonly focused: number | null;
  readonly setFocused: (index: number | null) => void;
  /** The selected words, else the active mark, else the focused paragraph. */
  readonly subject: () => Stretch | null;
  /** The block the subject begins in. */
  readonly block: () => number | null;
  readonly stretchOf: (block: number) => Stretch;
  /** The place given, else the start of a block; null when neither is there. */
  readonly offsetOf: (place: number | null, block: number) => number | null;
  /** Drops the selection. */
  readonly clear: () => void;
  readonly step: (by: 1 | -1) => void;
  readonly sentence: (extend: boolean) => void;
}

export function usePassage({
  view,
  selection,
  activeMark,
  drawn,
  firstInView,
}: {
  readonly view: OpenSource;
  readonly selection: Stretch | null;
  readonly activeMark: Mark | undefined;
  readonly drawn: Drawn;
  /** The first block that is in view, by its index. */
  readonly firstInView: () => number | null;
}): Passage {
  const [focused, setFocused] = useState<number | null>(null);
  const { source, text } = view;
  const { readable } = text;
  const stretchOf = (index: number): Stretch => text.stretchOf(index);
  const subject = (): Stretch | null => {
    if (selection) return { start: selection.start, end: selection.end };
    if (activeMark && activeMark.start !== null && activeMark.end !== null)
      return { start: activeMark.start, end: activeMark.end };
    return focused === null ? null : stretchOf(focused);
  };
  const clear = (): void => {
    document.getSelection()?.removeAllRanges();
    // the browser tells later, when the focus may be in a text field already and the news is not listened to
    document.dispatchEvent(new Event('selectionchange'));
  };
  const select = (stretch: Stretch): void => {
    drawn.show(stretch.start, stretch.end, 'nearest', () => {
      const range = drawn.rangeAt(stretch.start, stretch.end);
      const current = document.getSelection();
      if (!range || !current) return;
      current.removeAllRanges();
      current.addRange(range);
    });
  };
  const step = (by: 1 | -1): void => {
    const now = focused === null ? -1 : text.rankOf(focused);
    const next =
      now < 0
        ? (firstInView() ?? readable[0])
        : readable[Math.max(0, Math.min(readable.length - 1, now + by))];
    if (next === undefined) return;
    clear();
    useReading.setState({ active: null });
    setFocused(next);
    const { start, end } = stretchOf(next);
    drawn.show(start, end, 'nearest');
  };
  /** The sentences of a paragraph; none while its words are not here. */
  const sentencesIn = (index: number) => {
    const block = text.block(index);
    return block ? sentencesOf(block.text, block.language ?? source.language) : [];
  };
  const sentence = (extend: boolean): void => {
    const index = focused ?? (selection === null ? undefined : text.blockAt(selection.start)) ?? readable[0];
    if (index === undefined) return;
    if (focused === null) setFocused(index);
    const { start } = stretchOf(index);
    const next = sentencesIn(index).find((each) => selection === null || start + each.start >= selection.end);
    if (next)
      select({
        start: extend && selection ? selection.start : start + next.start,
        end: start + next.end,
      });
    else if (!extend) {
      const after = readable[text.rankOf(index) + 1];
      if (after === undefined) return;
      setFocused(after);
      const { start: base, end } = stretchOf(after);
      drawn.show(base, end, 'nearest', () => {
        const [first] = sentencesIn(after);
        if (first) select({ start: base + first.start, end: base + first.end });
      });
    }
  };
  const block = (): number | null => {
    const stretch = subject();
    return stretch === null ? null : text.blockAt(stretch.start);
  };
  return {
    focused,
    setFocused,
    subject,
    block,
    stretchOf,
    offsetOf: (place, index) => place ?? text.startOf(index),
    clear,
    step,
    sentence,
  };
}
