// Keys of the one list in Electron's own writing (https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts).

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
};

/**
 * The accelerator of keys as the list writes them (`Mod+Shift+K`); undefined for what a menu must not take: chords, and
 * keys that type something or move about, because a system menu would take them in text fields too.
 */
export function acceleratorOf(keys: string): string | undefined {
  if (keys === '' || keys.includes(' ')) return undefined;
  const parts = keys.split(/\+(?=.)/);
  const key = parts.pop()!;
  if (!/^F\d{1,2}$/.test(key) && !parts.includes('Mod') && !parts.includes('Alt')) return undefined;
  return [...parts.map((part) => (part === 'Mod' ? 'CommandOrControl' : part)), NAMES[key] ?? key].join('+');
}
