import { z } from 'zod';
import { USUAL_HABITS, type SearchHabits } from '../core/search/document.ts';
import { settingIn } from './settings.ts';
import type { Store } from './store.ts';

/** Groups of words as the setting holds them; anything else counts as none. */
const GROUPS = z.array(z.array(z.string().max(200)));

/**
 * How the user wants searches to behave: the settings `search.typos`, `search.pinyin` and `search.synonyms`, where they are
 * not changed from their defaults or cannot be read, those. The same groups are the same array until the setting changes.
 */
export function searchHabits(store: Store): () => SearchHabits {
  let written: string | undefined;
  let synonyms = USUAL_HABITS.synonyms;
  return () => {
    const groups = settingIn(store, 'search.synonyms');
    const now = groups === undefined ? undefined : JSON.stringify(groups);
    if (now !== written) {
      const read = GROUPS.safeParse(groups);
      synonyms = read.success ? read.data : USUAL_HABITS.synonyms;
      written = now;
    }
    return {
      typos: settingIn(store, 'search.typos') !== false,
      pinyin: settingIn(store, 'search.pinyin') !== false,
      synonyms,
    };
  };
}
