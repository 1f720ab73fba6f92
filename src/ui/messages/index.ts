import { IntlMessageFormat } from 'intl-messageformat';
import type { ReactNode } from 'react';
import { annotations } from './annotations.ts';
import { brief } from './brief.ts';
import { capture } from './capture.ts';
import { commands } from './commands.ts';
import { companies } from './companies.ts';
import { copies } from './copies.ts';
import { doubts } from './doubts.ts';
import { facts } from './facts.ts';
import { frame } from './frame.ts';
import { grid } from './grid.ts';
import { health } from './health.ts';
import { imports } from './imports.ts';
import { library } from './library.ts';
import { mentions } from './mentions.ts';
import { notes } from './notes.ts';
import { palette } from './palette.ts';
import { reader } from './reader.ts';
import { relations } from './relations.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { steps } from './steps.ts';
import { trash } from './trash.ts';
import { welcome } from './welcome.ts';
import type { Language } from './words.ts';

const areas = [
  annotations, brief, capture, commands, companies, copies, doubts, facts, frame, grid, health, imports, library, mentions, notes, palette, reader, relations, search, settings, steps, trash, welcome,
] as const; // prettier-ignore

type KeysOf<Area> = Area extends { readonly en: infer Words } ? keyof Words : never;

/** The name of a message. */
export type MessageKey = KeysOf<(typeof areas)[number]>;

/** Values put into a message. */
export type Params = Readonly<Record<string, string | number | Date>>;

/** All messages by language, as the tests read them. */
export const messages: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: Object.assign({}, ...areas.map((area) => area.en)) as Record<string, string>,
  'zh-Hans': Object.assign({}, ...areas.map((area) => area['zh-Hans'])) as Record<string, string>,
};

let current: Language = 'en';
const formats = new Map<string, IntlMessageFormat>();

/** The language of the interface now. */
export const language = (): Language => current;

/** Switches the language; the window draws itself anew (see `app.tsx`). */
export const setLanguage = (next: Language): void => {
  current = next;
  document.documentElement.lang = next;
};

const formatOf = (key: string): IntlMessageFormat => {
  const id = `${current} ${key}`;
  const known = formats.get(id);
  if (known) return known;
  const format = new IntlMessageFormat(messages[current][key] ?? key, current);
  formats.set(id, format);
  return format;
};

/** The message in the language of the interface. */
export const t = (key: MessageKey, params?: Params): string => String(formatOf(key).format(params));

/** A message with elements in it, such as key caps; the parts come in the order of the language. */
export const rich = (key: MessageKey, params: Readonly<Record<string, ReactNode>>): ReactNode =>
  formatOf(key).format<ReactNode>(params);

/** The sentence of a history step. Labels come from the library, so one that is not known has a general sentence. */
export const step = (label: string, params: Params): string =>
  String(formatOf(Object.hasOwn(messages.en, label) ? label : 'step.other').format(params));
