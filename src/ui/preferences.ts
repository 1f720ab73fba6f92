import { create } from 'zustand';
import type { Colour } from '../core/annotation.ts';
import { setKeyChoices, type KeyChoices } from './commands/bindings.ts';
import { allowSingleKeys } from './commands/run.ts';
import { library, listen } from './library.ts';
import { setLanguage } from './messages/index.ts';
import type { Language } from './messages/words.ts';

export type Theme = 'system' | 'light' | 'sepia' | 'dark';

/** Every setting with its first value. They are stored in the library, so they go where it goes. */
export const defaults = {
  theme: 'system' as Theme,
  /** The reader's page may differ from the rest of the window. */
  pageTheme: 'same' as 'same' | Theme,
  language: 'system' as 'system' | Language,
  startScreen: 'library' as 'library' | 'inbox',
  readingSize: 18,
  readingFont: 'serif' as 'serif' | 'sans' | 'system',
  /** Line height times 100. */
  readingLeading: 160,
  /** Characters in a line. */
  readingWidth: 66,
  readingJustify: false,
  patterns: false,
  paragraphFocus: true,
  showNames: true,
  colourNames: {} as Partial<Record<Colour, string>>,
  lastColour: 'amber' as Colour,
  singleKeys: true,
  /** Keys in place of the list's own, by command. */
  keys: {} as KeyChoices,
  /** Whether the last searches are kept. */
  searchHistory: true,
  density: 'roomy' as 'roomy' | 'compact',
  reduceMotion: false,
  largerTargets: false,
  captureAsk: 'unsure' as 'always' | 'unsure' | 'never',
  /** Whether searching looks for mistyped words, and for Chinese names by their pinyin. */
  'search.typos': true,
  'search.pinyin': true,
  /** Groups of words that mean the same. */
  'search.synonyms': [] as string[][],
  /** Words that are never taken for the name of a company. */
  'names.ignored': [] as string[],
  /** The template, citation style and language of a new brief; empty texts are the first ones. */
  'briefs.template': '',
  'briefs.style': '',
  'briefs.language': 'same' as 'same' | Language,
  /** Whether a picture brings the caption it has in its source. */
  'briefs.captions': true,
  /** Days and weeks of which a backup is kept. */
  'backups.daily': 7,
  'backups.weekly': 4,
  network: true,
  /** Whether an address is shown before a link to it is opened. */
  askLinks: true,
  panes: { sidebar: 212, list: 316, inspector: 308 },
  /** Share of the left of two sources side by side, in percent. */
  panesShare: 50,
  keyboardMarks: 0,
  checklist: {} as Readonly<Record<string, boolean>>,
  lastBrief: '' as string,
  lastGrid: '' as string,
  lastQuestion: '' as string,
  /** Columns of the company list, and what it is sorted by. */
  companyColumns: ['aliases', 'labels', 'sources', 'facts', 'latest'] as string[],
  companySort: 'name' as string,
  listSort: 'published' as 'captured' | 'published' | 'title' | 'opened',
  /** What a row of the list tells besides the title. */
  listShows: {
    site: true,
    minutes: true,
    date: true,
    companies: true,
    marks: true,
    tags: false,
    author: false,
  },
  zoom: 100,
};

export type Preferences = typeof defaults;

/** The settings now. Unknown or malformed stored values give way to the first values. */
export const usePreferences = create<Preferences>(() => defaults);

const valid = <Key extends keyof Preferences>(key: Key, value: unknown): value is Preferences[Key] =>
  value !== null &&
  typeof value === typeof defaults[key] &&
  Array.isArray(value) === Array.isArray(defaults[key]);

const systemLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh-Hans' : 'en');

/** The language a new brief is written in. */
export const briefLanguage = (): Language => {
  const { language, 'briefs.language': wanted } = usePreferences.getState();
  return wanted === 'same' ? languageOf(language) : wanted;
};

/** The language a preference means. */
export const languageOf = (preference: Preferences['language']): Language =>
  preference === 'system' ? systemLanguage() : preference;

const apply = (preferences: Preferences): void => {
  const root = document.documentElement;
  root.dataset['theme'] = preferences.theme;
  root.classList.toggle('patterns', preferences.patterns);
  if (preferences.reduceMotion) root.dataset['motion'] = 'off';
  else delete root.dataset['motion'];
  root.dataset['density'] = preferences.density;
  root.classList.toggle('large-targets', preferences.largerTargets);
  root.style.setProperty('zoom', String(preferences.zoom / 100));
  allowSingleKeys(preferences.singleKeys);
  setKeyChoices(preferences.keys);
  setLanguage(languageOf(preferences.language));
};

const read = async (): Promise<void> => {
  const stored = (await library.settings.all()) as Readonly<Record<string, unknown>>;
  const known = Object.fromEntries(
    Object.entries(stored).filter(
      ([key, value]) => key in defaults && valid(key as keyof Preferences, value),
    ),
  ) as Partial<Preferences>;
  usePreferences.setState({ ...defaults, ...known });
};

/** Reads the settings, keeps them applied to the window, and reads again when another window changes them. */
export const startPreferences = async (): Promise<void> => {
  usePreferences.subscribe(apply);
  apply(defaults);
  listen('changed', ({ topics }) => {
    if (topics.includes('setting')) void read();
  });
  await read();
};

/** Changes a setting: at once on the screen, and in the library. */
export const prefer = async <Key extends keyof Preferences>(
  key: Key,
  value: Preferences[Key],
): Promise<void> => {
  usePreferences.setState({ [key]: value } as Partial<Preferences>);
  await library.settings.set({ key, value });
};
