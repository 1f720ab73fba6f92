import { useMemo, useState } from 'react';
import { blockOffsets } from '../../core/source.ts';
import type { AnnotationView, SourceView } from '../../library/views.ts';
import { useReading } from './state.ts';
import type { Drawn } from './drawn.ts';
import type { Stretch } from './marking.ts';
import { sentencesOf } from './sentences.ts';

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
  readonly view: SourceView;
  readonly selection: Stretch | null;
  readonly activeMark: AnnotationView | undefined;
  readonly drawn: Drawn;
  /** The first block that is in view, by its index. */
  readonly firstInView: () => number | null;
}): Passage {
  const [focused, setFocused] = useState<number | null>(null);
  const { source, version } = view;
  const offsets = useMemo(() => blockOffsets(version.blocks), [version.blocks]);
  const readable = useMemo(
    () => offsets.flatMap((offset, index) => (offset === null ? [] : [index])),
    [offsets],
  );
  const stretchOf = (index: number): Stretch => ({
    start: offsets[index]!,
    end: offsets[index]! + version.blocks[index]!.text.length,
  });
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
    const now = focused === null ? -1 : readable.indexOf(focused);
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
  const sentencesIn = (index: number) =>
    sentencesOf(version.blocks[index]!.text, version.blocks[index]!.language ?? source.language);
  const sentence = (extend: boolean): void => {
    const index =
      focused ??
      readable.find((each) => selection !== null && stretchOf(each).end > selection.start) ??
      readable[0];
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
      const after = readable[readable.indexOf(index) + 1];
      if (after === undefined) return;
      setFocused(after);
      const [first] = sentencesIn(after);
      const base = offsets[after]!;
      if (first) select({ start: base + first.start, end: base + first.end });
    }
  };
  const block = (): number | null => {
    const stretch = subject();
    return stretch === null ? null : (readable.findLast((index) => offsets[index]! <= stretch.start) ?? null);
  };
  return {
    focused,
    setFocused,
    subject,
    block,
    stretchOf,
    offsetOf: (place, index) => place ?? offsets[index] ?? null,
    clear,
    step,
    sentence,
  };
}
