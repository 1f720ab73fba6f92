import { together, type Press, type Stroke } from './keys.ts';
import { commands, type Command, type CommandId, type Context } from './list.ts';

/** Keys a person gave commands, in place of the list's own and in their order; an empty text is a key taken away. */
export type KeyChoices = Readonly<Record<string, string[]>>;

/** A key of a command, and where it acts. */
export interface Binding {
  readonly id: CommandId;
  readonly keys: string;
  readonly context: Context;
}

type Listed = Command & { readonly id: CommandId };
const listed: readonly Listed[] = commands;

const NAMED = /^(?:Enter|Space|Delete|Backspace|Insert|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right)|F(?:[1-9]|1\d|2[0-4]))$/; // prettier-ignore
const STROKE = /^(?:Mod\+)?(?:Alt\+)?(?:Shift\+)?(.+)$/su;

/** Whether a text names keys that can be pressed: one stroke, or two for a chord. */
export const isBinding = (keys: string): boolean => {
  const strokes = keys.split(' ');
  return (
    strokes.length <= 2 &&
    strokes.every((stroke) => {
      const key = STROKE.exec(stroke)?.[1] ?? '';
      return NAMED.test(key) || /^[A-Z\d]$/.test(key) || /^[!-/:-@[-`{-~]$/.test(key);
    })
  );
};

const OWN_OF_SYSTEM = new Set([
  'Mod+C', 'Mod+X', 'Mod+Q', 'Mod+W', 'Mod+T', 'Mod+Space', 'Mod+.', 'Mod+Shift+U', 'Shift+Space',
]); // prettier-ignore

/** Whether the system, the browser or an input method needs these keys for itself. */
export const isTaken = (keys: string): boolean =>
  OWN_OF_SYSTEM.has(keys) || (keys.startsWith('Mod+Alt+') && !/Arrow|F\d/.test(keys));

/**
 * Commands whose keys cannot be changed: those that leave and close everywhere, and those that the editor or a sheet
 * reads itself. `@` is the one key that types something and is a command in the text it would be typed into.
 */
export const FIXED: ReadonlySet<CommandId> = new Set<CommandId>([
  'escape', 'capture.paste', 'cite', 'bold', 'italic', 'link', 'quote', 'confirm', 'block.toggle',
]); // prettier-ignore

let choices: KeyChoices = {};
let all: readonly Binding[] | null = null;
let byId = new Map<CommandId, readonly Binding[]>();

const read = (command: Listed): readonly Binding[] => {
  const chosen = FIXED.has(command.id) ? undefined : choices[command.id];
  if (!chosen) return command.keys.map(({ keys, context }) => ({ id: command.id, keys, context }));
  return chosen.flatMap((keys, i) => {
    const context = command.keys[i]?.context ?? command.context;
    return isBinding(keys) ? [{ id: command.id, keys, context }] : [];
  });
};

/** Takes over the keys a person chose. What is no key, or no command, is passed over. */
export function setKeyChoices(next: unknown): void {
  const given = typeof next === 'object' && next !== null && !Array.isArray(next) ? Object.entries(next) : [];
  const kept = given.filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].every((keys) => typeof keys === 'string'),
  );
  if (JSON.stringify(Object.fromEntries(kept)) === JSON.stringify(choices)) return;
  choices = Object.fromEntries(kept);
  all = null;
}

/** Every key that acts, with its command. */
export function allBindings(): readonly Binding[] {
  if (!all) {
    byId = new Map(listed.map((command) => [command.id, read(command)]));
    all = [...byId.values()].flat();
  }
  return all;
}

/** The keys of a command now. */
export const bindingsOf = (id: CommandId): readonly Binding[] => {
  allBindings();
  return byId.get(id) ?? [];
};

/** The first key of a command, to be shown beside it. */
export const keysOf = (id: CommandId): string | undefined => bindingsOf(id)[0]?.keys;

/** The keys of the list itself, as texts. */
export const firstKeys = (id: CommandId): readonly string[] =>
  listed.find((command) => command.id === id)?.keys.map(({ keys }) => keys) ?? [];

/** Whether two bindings could be meant by the same press: the same keys, or one begins the other. */
const sameKeys = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);

const meet = (one: Context, other: Context): boolean =>
  one === other || together.some((contexts) => contexts.includes(one) && contexts.includes(other));

/** Other bindings that a press of these keys could mean as well, where a command with this context acts. */
export const clashesWith = (id: CommandId, keys: string, context: Context): readonly Binding[] =>
  allBindings().filter(
    (other) => other.id !== id && sameKeys(other.keys, keys) && meet(context, other.context),
  );

/** All keys that mean two things where both could be meant, each pair once. */
export function allClashes(): readonly (readonly [Binding, Binding])[] {
  const bindings = allBindings();
  return bindings.flatMap((one, i) =>
    bindings
      .slice(i + 1)
      .filter(
        (other) => other.id !== one.id && sameKeys(one.keys, other.keys) && meet(one.context, other.context),
      )
      .map((other) => [one, other] as const),
  );
}

/**
 * The choices after giving one key of a command other keys. Whatever else these keys meant loses them, so that no
 * press means two things; empty keys take the key away. A command that has its own keys again is left out. Nothing is
 * changed where the keys cannot be: those of a fixed command are neither given away nor replaced.
 */
export function withKeys(id: CommandId, index: number, keys: string): KeyChoices {
  const next: Record<string, string[]> = { ...choices };
  const change = (which: CommandId, at: number, to: string): void => {
    const own = firstKeys(which);
    const now = [...(next[which] ?? own)];
    while (now.length <= at) now.push('');
    now[at] = to;
    if (JSON.stringify(now) === JSON.stringify(own)) delete next[which];
    else next[which] = now;
  };
  if (FIXED.has(id)) return choices;
  const context = listed.find((command) => command.id === id)?.keys[index]?.context;
  if (keys !== '') {
    const where = context ?? listed.find((command) => command.id === id)!.context;
    const clashes = clashesWith(id, keys, where);
    if (clashes.some((other) => FIXED.has(other.id))) return choices;
    for (const other of clashes) {
      const at = (next[other.id] ?? firstKeys(other.id)).indexOf(other.keys);
      if (at >= 0) change(other.id, at, '');
    }
  }
  change(id, index, keys);
  return next;
}

/** The choices without those about one command; the list's own keys hold again. */
export const withoutKeys = (id: CommandId): KeyChoices =>
  Object.fromEntries(Object.entries(choices).filter(([other]) => other !== id));

/** A letter, digit or sign that types something where there is a text field. */
export const isBare = (stroke: Stroke): boolean =>
  !stroke.mod && !stroke.alt && (stroke.key.length === 1 || stroke.key === 'Space');

/** Whether a stroke means something inside a text field: it types, moves the caret or edits. */
export const isOfFields = (stroke: Stroke): boolean =>
  !stroke.mod && !stroke.alt && !/^(?:F\d+|Escape)$/.test(stroke.key);

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified']); // prettier-ignore

/**
 * The stroke of a press, as it is written in the list; null for modifiers alone, for what an input method holds, and for
 * Esc and Tab, which always leave.
 */
export function strokeOfPress(press: Press, mac: boolean): string | null {
  if (MODIFIERS.has(press.key) || press.key === 'Escape' || press.key === 'Tab') return null;
  const mod = mac ? press.metaKey : press.ctrlKey;
  if (mac ? press.ctrlKey : press.metaKey) return null;
  const letter = /^[a-z]$/i.test(press.key);
  const byPlace = /^Key([A-Z])$/.exec(press.code)?.[1];
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  const sign = press.key.length === 1 && /[!-/:-@[-`{-~]/.test(press.key);
  const bracket = { BracketLeft: '[', BracketRight: ']', Backslash: '\\' }[press.code];
  let key: string;
  let shift = press.shiftKey;
  if (letter || byPlace !== undefined)
    key = mod && letter ? press.key.toUpperCase() : (byPlace ?? press.key.toUpperCase()); // prettier-ignore
  else if (digit !== undefined) key = digit;
  else if (bracket !== undefined) key = bracket;
  else if (sign) {
    key = press.key;
    shift = false;
  } else key = press.key === ' ' ? 'Space' : press.key;
  const stroke = `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
  return isBinding(stroke) ? stroke : null;
}
