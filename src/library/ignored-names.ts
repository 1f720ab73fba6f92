import type { NamedCompany } from '../core/company/resolve.ts';
import { MentionFinder, type FoundMention } from '../core/company/mentions.ts';
import { IGNORED_NAMES, settingIn } from './settings.ts';
import type { Store } from './store.ts';

/** Words as they are compared: letters of one width and case. */
const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** The words a person had ignored, as they are compared. */
export function ignoredNames(store: Store): ReadonlySet<string> {
  const set = settingIn(store, IGNORED_NAMES);
  const texts = Array.isArray(set) ? set.filter((each) => typeof each === 'string') : [];
  return new Set(texts.map(bare).filter((each) => each !== ''));
}

/** Whether words are among those ignored. */
export const isIgnored = (ignored: ReadonlySet<string>, text: string): boolean =>
  ignored.size > 0 && ignored.has(bare(text));

/** What finds companies in a text. */
export interface Finder {
  find(text: string): readonly FoundMention[];
}

/** A finder of companies that passes over the words a person had ignored; a longer name that holds them is still found. */
export function finderOf(store: Store, companies: readonly NamedCompany[]): Finder {
  const finder = new MentionFinder(companies);
  const ignored = ignoredNames(store);
  if (ignored.size === 0) return finder;
  return { find: (text) => finder.find(text).filter((found) => !isIgnored(ignored, found.text)) };
}
