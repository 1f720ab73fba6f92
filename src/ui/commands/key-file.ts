import { isBinding, type KeyChoices } from './bindings.ts';
import { commands } from './list.ts';

/** A file of keys: only what differs from the list's own keys, by command. */
interface KeyFile {
  readonly format: 'dossier-keys';
  readonly version: 1;
  readonly keys: KeyChoices;
}

/** What was read of a file of keys, and what in it this program does not know. */
export interface ReadKeys {
  readonly keys: KeyChoices;
  /** Commands and texts that were passed over. */
  readonly unknown: readonly string[];
}

/** The keys a person chose as the text of a file. */
export const keyFile = (keys: KeyChoices): string =>
  `${JSON.stringify({ format: 'dossier-keys', version: 1, keys } satisfies KeyFile, null, 2)}\n`;

const object = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null; // prettier-ignore

/** The keys of a file's text; null when it is no file of keys of this version. An empty text is a key taken away. */
export function readKeyFile(text: string): ReadKeys | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  const keys = object(object(file)?.['keys']);
  if (object(file)?.['format'] !== 'dossier-keys' || object(file)?.['version'] !== 1 || !keys) return null;
  const known = new Set<string>(commands.map(({ id }) => id));
  const unknown: string[] = [];
  const read: Record<string, string[]> = {};
  for (const [id, given] of Object.entries(keys)) {
    const texts = Array.isArray(given) ? given.filter((each) => typeof each === 'string') : [];
    if (known.has(id) && Array.isArray(given) && texts.every((each) => each === '' || isBinding(each)))
      read[id] = texts;
    else unknown.push(id);
  }
  return { keys: read, unknown };
}
