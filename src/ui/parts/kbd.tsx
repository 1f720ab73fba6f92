import { Fragment } from 'react';

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const caps: Readonly<Record<string, string>> = {
  Mod: mac ? '⌘' : 'Ctrl',
  Alt: mac ? '⌥' : 'Alt',
  Shift: mac ? '⇧' : 'Shift',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The words on the caps of a binding such as `Mod+Shift+F` or the chord `G I`. */
export const capsOf = (keys: string): readonly string[] =>
  keys
    .split(' ')
    .filter((stroke) => stroke !== '')
    .flatMap((stroke) => stroke.split(/\+(?=.)/).map((key) => caps[key] ?? key));

/** Key caps for a binding; nothing for a command whose key was taken away. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="kb">
      {capsOf(keys).map((cap, i) => (
        <Fragment key={i}>
          <kbd className="kbd">{cap}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
