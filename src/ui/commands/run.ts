import { useEffect, useRef } from 'react';
import { useView } from '../view.ts';
import { allBindings, isBare, isOfFields } from './bindings.ts';
import { matches, strokesOf, type Press, type Stroke } from './keys.ts';
import type { CommandId, Context } from './list.ts';

export { keysOf } from './bindings.ts';

type Handlers = Partial<Readonly<Record<CommandId, () => void>>>;

interface Layer {
  readonly context: Context | null;
  handlers: Handlers;
}

/** What can be done now. Screens add a layer while they are shown; the newest layer that fits wins. */
const layers: Layer[] = [];
const watchers = new Set<() => void>();
const changed = (): void => {
  for (const watcher of watchers) watcher();
};

/** Calls the listener when what can be done may have changed; returns a function that stops it. */
export const onCommandsChange = (listener: () => void): (() => void) => {
  watchers.add(listener);
  return () => watchers.delete(listener);
};

const sameCommands = (one: Handlers, other: Handlers): boolean => {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => Object.hasOwn(other, id));
};

/**
 * Says what commands do while this component is shown. With a context they count only while the focus is there,
 * which lets the list and the reader both answer to `next`.
 */
export function useCommands(handlers: Handlers, context: Context | null = null): void {
  const layer = useRef<Layer | null>(null);
  if (layer.current) {
    const others = !sameCommands(layer.current.handlers, handlers);
    layer.current.handlers = handlers;
    if (others) changed();
  }
  useEffect(() => {
    const mine: Layer = { context, handlers };
    layer.current = mine;
    layers.push(mine);
    changed();
    return () => {
      layers.splice(layers.indexOf(mine), 1);
      layer.current = null;
      changed();
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the layer is renewed above at every drawing
  }, [context]);
}

const textual =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true], [contenteditable=""], [contenteditable=plaintext-only]';

/** The element that has the focus, inside shadow roots too. */
const focused = (): Element | null => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};

/** Whether keys typed now belong to a text field. */
export const typing = (): boolean => focused()?.matches(textual) === true;

const regions: readonly Context[] = ['list', 'reader', 'dossier', 'editor', 'dialog'];

/** Enter and Space belong to the control that has the focus. */
const ownOfControls = (event: Press): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  !event.ctrlKey &&
  !event.metaKey &&
  document.activeElement?.matches(
    'button, a[href], summary, input, [role=button], [role=tab], [role=separator]',
  ) === true;

/** Where the focus is: the nearest `data-context`, else what the screen shows. */
const region = (): Context => {
  const focus = document.activeElement;
  // selected words are what keys act on, wherever the focus was left
  const selection = document.getSelection();
  const words = selection && !selection.isCollapsed ? selection.anchorNode?.parentElement : null;
  if (focus?.closest('[role=dialog], [role=alertdialog], [role=menu]')) return 'dialog';
  if (words?.closest('[role=document]') && !typing()) return 'reader';
  const named = focus?.closest<HTMLElement>('[data-context]')?.dataset['context'];
  const found = regions.find((context) => context === named);
  if (found) return found;
  const { place } = useView.getState();
  if (place.screen === 'company') return 'dossier';
  if (place.screen === 'brief') return 'editor';
  return (place.screen === 'library' || place.screen === 'inbox') && place.id !== undefined
    ? 'reader'
    : 'list';
};

/** Single keys can be switched off (WCAG 2.1.4). */
let singleKeys = true;
export const allowSingleKeys = (on: boolean): void => {
  singleKeys = on;
};

const live = (context: Context, here: Context): boolean => {
  if (context === 'global') return true;
  if (context === 'dialog' || context === 'editor') return here === context;
  if (typing() || here === 'dialog') return false;
  if (context === 'single') return here !== 'editor';
  return here === context;
};

const handlerFor = (id: CommandId, here: Context | null): (() => void) | null => {
  const layer = layers.findLast(
    (each) =>
      each.handlers[id] !== undefined && (each.context === null || here === null || each.context === here),
  );
  return layer?.handlers[id] ?? null;
};

/** Runs a command if something on the screen can do it; false when nothing can. */
export const run = (id: CommandId): boolean => {
  const handler = handlerFor(id, region()) ?? handlerFor(id, null);
  handler?.();
  return handler !== null;
};

/** Whether a command would do something now. */
export const available = (id: CommandId): boolean => handlerFor(id, null) !== null;

/** Text fields keep their own typing undo, and these keys mean something inside them. */
const ownOfFields = new Set<CommandId>([
  'edit.undo',
  'edit.redo',
  'capture.paste',
  'next.marker',
  'prev.marker',
]);

const mac = /Mac/.test(navigator.platform);
let begun: { readonly stroke: Stroke; readonly at: number } | null = null;
const chordTime = 1500;

/** Finds and runs the command of a key press; true when it was one of ours. */
const press = (event: Press): boolean => {
  if (ownOfControls(event)) return false;
  const here = region();
  const field = typing();
  const pending = begun !== null && performance.now() - begun.at < chordTime ? begun.stroke : null;
  begun = null;
  for (const { id, context, keys } of allBindings()) {
    const strokes = strokesOf(keys);
    const last = strokes.at(-1)!;
    const chord = strokes.length === 2;
    if (!live(context, here) || (!singleKeys && isBare(last) && last.key !== 'Space')) continue;
    // Whatever keys a person chose: what types or edits in a text field is no command there.
    if (field && (ownOfFields.has(id) || (id !== 'cite' && isOfFields(strokes[0]!)))) continue;
    if (id === 'capture.paste') continue; // the paste event brings the clipboard without asking for permission
    if (chord && pending && sameStroke(strokes[0]!, pending) && matches(last, event, mac))
      return perform(id, here);
    if (chord && !pending && matches(strokes[0]!, event, mac)) {
      begun = { stroke: strokes[0]!, at: performance.now() };
      return true;
    }
    if (!chord && !pending && matches(last, event, mac) && perform(id, here)) return true;
  }
  return false;
};

const sameStroke = (one: Stroke, other: Stroke): boolean => one.key === other.key && one.mod === other.mod;

const perform = (id: CommandId, here: Context): boolean => {
  const handler = handlerFor(id, here);
  if (!handler) return false;
  handler();
  return true;
};

/** Listens to the keyboard of the whole window; returns a function that stops it. */
export const listenToKeys = (): (() => void) => {
  const onKey = (event: KeyboardEvent): void => {
    // 229 is what a key reports while an input method holds it.
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (press(event)) event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
};
