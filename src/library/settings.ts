import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import type { Store } from './store.ts';
import type { Topic } from './views.ts';
import { ask, verb } from './verb.ts';

/** A file of settings, as it is written and read. */
export interface SettingsFile {
  readonly format: 'dossier-settings';
  readonly version: 1;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Settings that tell where somebody stands and not what they prefer; they stay out of a file of settings. */
const STATE =
  /^(?:panes|tabs$|checklist|lastBrief|lastColour|keyboardMarks|recentSearches|savedSearches\.|backupCopies\.)/;
/** Words that are never taken for a company's name (`ignored-names.ts`). */
export const IGNORED_NAMES = 'names.ignored';
const KEY = /^[a-zA-Z][\w.]{0,80}$/;
/** Bytes of one setting's JSON, and settings in one file. */
const LARGEST = 100_000;
const MOST = 500;

/** All settings that were changed from their defaults. */
export const allSettings = (store: Store): Record<string, unknown> =>
  Object.fromEntries(
    store
      .sql<[], { key: string; value: string }>('SELECT key, value FROM setting')
      .all()
      .map((row) => [row.key, JSON.parse(row.value) as unknown]),
  );

/** One setting, undefined where it was never changed. */
export function settingIn(store: Store, key: string): unknown {
  const text = store.sql<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(key);
  return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined;
}

/** Changes settings in one transaction, outside the change log; null takes one back to its default. */
function write(
  store: Store,
  changes: readonly (readonly [string, unknown])[],
  topics: readonly Topic[],
): void {
  // which words are ignored decides where companies are named, so all of them are looked for anew
  const ignoring = changes.find(([key]) => key === IGNORED_NAMES);
  const again =
    ignoring !== undefined &&
    JSON.stringify(ignoring[1] ?? []) !== JSON.stringify(settingIn(store, IGNORED_NAMES) ?? [])
      ? new Set(store.sql<[], string>('SELECT id FROM company').pluck().all())
      : new Set<string>();
  const work = (db: Store['db']): void => {
    const drop = db.prepare('DELETE FROM setting WHERE key = ?');
    const put = db.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    for (const [key, value] of changes) {
      if (value === null) drop.run(key);
      else put.run(key, JSON.stringify(value));
    }
  };
  store.writeUnlogged(topics, work, new Map([['company', again]]));
}

/** Changes one setting and announces the topics given. */
export const setSetting = (store: Store, key: string, value: unknown, topics: readonly Topic[]): void =>
  write(store, [[key, value]], topics);

/** The settings of a file. Throws a Refusal where it is no file of settings, or of a later version. */
function settingsOf(file: unknown): Readonly<Record<string, unknown>> {
  const parsed = z
    .object({
      format: z.literal('dossier-settings'),
      version: z.number(),
      settings: z.record(z.string(), z.json()),
    })
    .safeParse(file);
  if (!parsed.success) throw new Refusal('unreadable', 'This is not a file of Dossier settings.');
  if (parsed.data.version > 1)
    throw new Refusal('newer', 'These settings were written by a newer version of Dossier.');
  const { settings } = parsed.data;
  const names = Object.keys(settings);
  if (names.length > MOST)
    throw new Refusal('too-large', `A file of settings holds at most ${MOST} of them.`);
  const wrong = names.find((name) => !KEY.test(name) || JSON.stringify(settings[name]).length > LARGEST);
  if (wrong !== undefined)
    throw new Refusal('unreadable', `The setting ${JSON.stringify(wrong.slice(0, 80))} cannot be read.`);
  return settings;
}

const settingsFile = (store: Store): SettingsFile => ({
  format: 'dossier-settings',
  version: 1,
  settings: Object.fromEntries(Object.entries(allSettings(store)).filter(([key]) => !STATE.test(key))),
});

/** Verbs about settings. A setting applies at once; null resets it. */
export const settingVerbs = ({ store, surroundings }: Context) => ({
  all: ask(() => allSettings(store)),
  set: verb(z.object({ key: z.string().regex(KEY), value: z.json() }), (input) => {
    setSetting(store, input.key, input.value, ['setting']);
  }),
  /** What a person prefers, to be written to a file; where they stand (widths, last brief) is left out. */
  export: ask(() => settingsFile(store)),
  /** The same as a JSON file to be downloaded. */
  save: ask(() => {
    const fileName = 'dossier-settings.json';
    const bytes = new TextEncoder().encode(`${JSON.stringify(settingsFile(store), null, 2)}\n`);
    return { token: surroundings.spool.put(fileName, 'application/json', bytes), fileName };
  }),
  /**
   * Takes the settings of a file over. What the file does not name goes back to its default, so that two libraries with
   * the same file behave the same. Returns how many were taken. Throws a Refusal where it is no such file.
   */
  import: verb(z.object({ file: z.json() }), (input) => {
    const settings = Object.entries(settingsOf(input.file)).filter(([key]) => !STATE.test(key));
    const named = new Set(settings.map(([key]) => key));
    const dropped = Object.keys(allSettings(store)).filter((key) => !STATE.test(key) && !named.has(key));
    write(store, [...settings, ...dropped.map((key) => [key, null] as const)], ['setting']);
    return { taken: settings.length };
  }),
});
