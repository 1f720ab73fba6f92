import { useLayoutEffect, useRef, useState } from 'react';
import type { Colour } from '../../core/annotation.ts';
import { keysOf, run } from '../commands/run.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Swatches } from '../parts/colours.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { usePreferences } from '../preferences.ts';

/** The toolbar beside selected words: above them, below when there is no room, never over them, always inside the pane. */
export function Adder({
  rects,
  pane,
  marked,
  onColour,
  onNote,
  onFact,
  onCite,
}: {
  /** Where the selected words are drawn, in the window. */
  readonly rects: readonly DOMRect[];
  readonly pane: HTMLElement;
  readonly marked: Colour | null;
  readonly onColour: (colour: Colour) => void;
  readonly onNote: () => void;
  readonly onFact: () => void;
  readonly onCite: () => void;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const names = usePreferences((preferences) => preferences.colourNames);
  const [at, setAt] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const element = bar.current;
    const first = rects[0];
    const last = rects.at(-1);
    if (!element || !first || !last) return;
    const box = pane.getBoundingClientRect();
    const zoom = box.width / Math.max(1, pane.offsetWidth);
    const [width, height] = [element.offsetWidth * zoom, element.offsetHeight * zoom];
    const left = Math.max(
      box.left + 8,
      Math.min(first.left + first.width / 2 - width / 2, box.right - width - 8),
    );
    const above = first.top - height - 8;
    const below = last.bottom + 8;
    const top = above > box.top + 44 * zoom ? above : Math.min(below, box.bottom - height - 8);
    setAt({ left: (left - box.left) / zoom, top: (top - box.top) / zoom });
  }, [rects, pane]);
  const action = (icon: IconName, label: string, keys: string, run: () => void) => (
    <button type="button" className="a" onMouseDown={(event) => event.preventDefault()} onClick={run}>
      <Icon name={icon} size="s" />
      {label}
      <Kbd keys={keys} />
    </button>
  );
  /** A command as a small button: its name and key are in the tooltip. */
  const small = (icon: IconName, command: 'mark.companies' | 'copy.cite' | 'relation.new' | 'grid.fill') => (
    <IconButton
      icon={icon}
      size="s"
      small
      label={t(`command.${command}`)}
      keys={keysOf(command) ?? ''}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void run(command)}
    />
  );
  return (
    <div
      ref={bar}
      className="adder"
      role="toolbar"
      aria-label={t('reader.adder')}
      style={at ? { left: at.left, top: at.top } : { visibility: 'hidden' }}
    >
      <Swatches label={t('reader.colours')} marked={marked} names={names} onPick={onColour} />
      <span className="sep" />
      {action('message-square-text', t('reader.note'), 'N', onNote)}
      {action('badge-check', t('reader.fact'), 'F', onFact)}
      {action('notebook-pen', t('reader.brief'), 'B', onCite)}
      <span className="sep" />
      {small('building-complex', 'mark.companies')}
      {small('network', 'relation.new')}
      {small('table', 'grid.fill')}
      {small('copy', 'copy.cite')}
    </div>
  );
}
