import type { Context } from './list.ts';

/** One press: the modifiers and the key. */
export interface Stroke {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

/** What is needed of a keyboard event. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const strokeOf = (text: string): Stroke => {
  const parts = text.split(/\+(?=.)/);
  const key = parts.at(-1)!;
  return { mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key };
};

/** The strokes of a binding; two for a chord such as `G I`. */
export const strokesOf = (keys: string): readonly Stroke[] => keys.split(' ').map(strokeOf);

const codes: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
};
/** Signs depend on the layout, with or without Shift, so what was typed counts and not the key's place. */
const isTyped = (key: string): boolean => /^[!-/:-@^-`{-~]$/.test(key) && codes[key] === undefined;

const sameKey = (stroke: Stroke, press: Press): boolean => {
  const { key } = stroke;
  if (isTyped(key)) return press.key === key;
  if (codes[key] !== undefined) return press.code === codes[key];
  if (/^\d$/.test(key)) return press.code === `Digit${key}` || press.code === `Numpad${key}`;
  if (/^[A-Z]$/.test(key)) {
    // With Ctrl the reader's own layout counts; alone, the place of the key, so that Pinyin and Cyrillic layouts work.
    const latin = /^[a-z]$/i.test(press.key);
    return stroke.mod && latin ? press.key.toUpperCase() === key : press.code === `Key${key}`;
  }
  return press.key === key || (key === 'Space' && press.key === ' ');
};

/** Whether a press is this stroke. Shift is not asked for where it is needed to type the sign. */
export const matches = (stroke: Stroke, press: Press, mac: boolean): boolean =>
  sameKey(stroke, press) &&
  stroke.mod === (mac ? press.metaKey : press.ctrlKey) &&
  stroke.alt === press.altKey &&
  (isTyped(stroke.key) || stroke.shift === press.shiftKey) &&
  !(mac ? press.ctrlKey : press.metaKey);

/** The contexts that can be live at the same time, apart from `global`; keys must be unique within each set. */
export const together: readonly (readonly Context[])[] = [
  ['global', 'single', 'list'],
  ['global', 'single', 'reader'],
  ['global', 'single', 'dossier'],
  ['global', 'editor'],
  ['global', 'dialog'],
];
