import Fuse, { type IFuseOptions } from 'fuse.js';
import { pinyinKey } from '../core/company/names.ts';
import type { SearchHabits } from '../core/search/document.ts';
import type { Context } from './context.ts';
import { searchHabits } from './search-habits.ts';

/** One row of the go-to box. `why` names how it matched when that is not plain to see. */
export interface GotoItem {
  readonly kind: 'company' | 'source' | 'brief' | 'note' | 'tag' | 'search';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly why: string | null;
}

/** Rows under one kind, best first. */
export interface GotoGroup {
  readonly group: GotoItem['kind'];
  readonly items: readonly GotoItem[];
}

interface Named extends GotoItem {
  readonly names: readonly string[];
  readonly pinyin: readonly string[];
}

/** Titles the index hands to fuse.js, however large the library is: it takes some 14 microseconds for each. */
export const TITLES_RANKED = 60;
const MOST_COMPANIES = 5000;
const MOST_OTHERS = 2000;
/** Longer words than this are no name; fuse.js cuts its patterns at 32. */
const LONGEST = 64;

const sound = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => {
    const key = pinyinKey(text);
    return key ? [key.full, key.initials] : [];
  });

const plain = ({ kind, id, title, detail, why }: GotoItem): GotoItem => ({ kind, id, title, detail, why });

const optionsFor = ({ typos, pinyin }: SearchHabits): IFuseOptions<Named> => ({
  keys: [{ name: 'names', weight: 2 }, ...(pinyin ? [{ name: 'pinyin', weight: 1 }] : [])],
  // Nothing but the letters themselves where typos are not to be guessed at.
  threshold: typos ? 0.34 : 0,
  ignoreLocation: true,
  includeMatches: true,
});

/**
 * Finds things by name. Companies, briefs, notes, tags and saved searches are few: their names are kept in memory until the
 * library changes. Titles of sources may be very many: the search index names candidates and fuse.js ranks only those.
 */
export class GoTo {
  readonly #context: Context;
  #stamp = '';
  readonly #habitsNow: () => SearchHabits;
  #fuse: Fuse<Named> = new Fuse<Named>([]);

  constructor(context: Context) {
    this.#context = context;
    this.#habitsNow = searchHabits(context.store);
  }

  /** Everything but sources, ready to be searched; read anew when anything was written by anyone. */
  #names(): Fuse<Named> {
    const { store } = this.#context;
    const others = store.db.pragma('data_version', { simple: true }) as number;
    const own = store.sql<[], number>('SELECT total_changes()').pluck().get() as number;
    const stamp = `${others} ${own}`;
    if (stamp === this.#stamp) return this.#fuse;
    this.#stamp = stamp;
    this.#fuse = new Fuse(this.#read(), optionsFor(this.#habitsNow()));
    return this.#fuse;
  }

  #read(): Named[] {
    const { store } = this.#context;
    const companies = store
      .sql<[number], { id: string; name: string; ticker: string | null; aliases: string }>(
        `SELECT c.id, c.name, c.ticker, (SELECT json_group_array(text) FROM alias a WHERE a.company_id = c.id) AS aliases
           FROM company c WHERE c.trashed_at IS NULL LIMIT ?`,
      )
      .all(MOST_COMPANIES)
      .map((row): Named => {
        const aliases = JSON.parse(row.aliases) as string[];
        return {
          kind: 'company',
          id: row.id,
          title: row.name,
          detail: [row.ticker, ...aliases].filter(Boolean).join(' · '),
          why: null,
          names: [row.name, ...aliases, ...(row.ticker === null ? [] : [row.ticker])],
          pinyin: sound([row.name, ...aliases]),
        };
      });
    const others = store
      .sql<
        [number],
        { kind: 'brief' | 'note' | 'tag' | 'search'; id: string; title: string; detail: string }
      >(
        `SELECT kind, id, title, detail FROM (
           SELECT 'brief' AS kind, id, title, '' AS detail FROM brief WHERE trashed_at IS NULL
           UNION ALL SELECT 'note', id, title, '' FROM note WHERE trashed_at IS NULL AND title <> ''
           UNION ALL SELECT 'tag', name, name, '' FROM tag
           UNION ALL SELECT 'search', id, name, query FROM saved_search) LIMIT ?`,
      )
      .all(MOST_OTHERS)
      .map((row): Named => ({ ...row, why: null, names: [row.title], pinyin: sound([row.title]) }));
    return [...companies, ...others];
  }

  /** Companies, briefs, notes, tags and saved searches by name, best first; with typos and pinyin unless these are switched off. */
  named(query: string, limit: number, kind?: GotoItem['kind']): GotoItem[] {
    const words = query.slice(0, LONGEST);
    return this.#names()
      .search(words)
      .filter(({ item }) => kind === undefined || item.kind === kind)
      .slice(0, limit)
      .map(({ item, matches }) => ({
        ...plain(item),
        why: (matches?.every((match) => match.key === 'pinyin') ?? false) ? 'pinyin' : null,
      }));
  }

  /** Sources the index finds near the words, at most {@link TITLES_RANKED}: those named so first, then those about it. */
  candidates(query: string): GotoItem[] {
    const { store, search } = this.#context;
    const site = store.sql<[string], string | null>('SELECT site_name FROM source WHERE id = ?').pluck();
    const options = { kinds: ['source'], live: true, bare: true } as const;
    const titled = search.search(`title:"${query.slice(0, LONGEST).replace(/["“”„«»「」『』＂]/g, ' ')}"`, { ...options, limit: TITLES_RANKED / 2 }); // prettier-ignore
    const about = search.search(query, { ...options, limit: TITLES_RANKED / 2 });
    const found = new Map([...titled.hits, ...about.hits].map((hit) => [hit.id, hit]));
    return [...found.values()].map((hit) => ({
      kind: 'source' as const,
      id: hit.id,
      title: hit.title,
      detail: site.get(hit.id) ?? '',
      why: null,
    }));
  }

  /** Sources by title, best first. */
  titled(query: string): GotoItem[] {
    const candidates = this.candidates(query);
    const ranked = new Fuse(candidates, { keys: ['title'], threshold: 0.5, ignoreLocation: true })
      .search(query.slice(0, LONGEST))
      .map(({ item }) => item);
    const known = new Set(ranked);
    return [...ranked, ...candidates.filter((item) => !known.has(item))];
  }

  /** The sources opened or saved last. */
  recent(limit: number): GotoItem[] {
    return this.#context.store
      .sql<[number], { id: string; title: string; site_name: string | null }>(
        `SELECT s.id, s.title, s.site_name FROM source s LEFT JOIN progress p ON p.source_id = s.id
          WHERE s.trashed_at IS NULL ORDER BY coalesce(p.opened_at, '') DESC, s.captured_at DESC LIMIT ?`,
      )
      .all(limit)
      .map((row) => ({
        kind: 'source',
        id: row.id,
        title: row.title,
        detail: row.site_name ?? '',
        why: null,
      }));
  }

  /** Everything the words may name, in groups. */
  all(query: string, limit: number): GotoGroup[] {
    const found =
      query === '' ? this.recent(limit) : [...this.named(query, limit * 4), ...this.titled(query)];
    return (['company', 'source', 'brief', 'note', 'tag', 'search'] as const)
      .map((group) => ({ group, items: found.filter((item) => item.kind === group).slice(0, limit) }))
      .filter(({ items }) => items.length > 0);
  }
}
