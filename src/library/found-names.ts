import { z } from 'zod';
import { aliasKey } from '../core/company/names.ts';
import { suggestOrganisations } from '../core/company/suggest.ts';
import { Refusal } from '../core/refusal.ts';
import type { Companies } from './company-names.ts';
import { insertCompany } from './company-writes.ts';
import type { Context, Surroundings } from './context.ts';
import { newId } from './ids.ts';
import { ignoredNames, isIgnored } from './ignored-names.ts';
import type { Store, Touched } from './store.ts';
import { ask, verb } from './verb.ts';

/** Sources looked through for names: the newest ones. */
const MOST_SOURCES = 3000;
/** How long one piece of the work may keep questions waiting, in milliseconds. */
const PIECE = 40;
/** Longer texts are looked through up to here, in UTF-16 units. */
const LONGEST = 60_000;
/** A name found once needs this likelihood to be shown. */
const SURE = 0.6;
const SHOWN_PASSAGES = 3;
const AROUND = 70;

/** One place where a name that belongs to no company stands. */
export interface NamePassage {
  readonly sourceId: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  /** The words around, in which the name begins at `at` and is `length` units long. */
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/** An organisation named in the sources that has no dossier. */
export interface FoundName {
  readonly key: string;
  /** The form written most often. */
  readonly name: string;
  /** Further forms of the same name, such as one with its legal form. */
  readonly others: readonly string[];
  readonly sources: number;
  readonly mentions: number;
  readonly passages: readonly NamePassage[];
}

interface Place {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Names of organisations in the newest sources that belong to no company. They follow from the texts and are kept in
 * memory only: a source is looked through when it is saved, older ones when the names are first asked for, in pieces
 * between which questions are answered.
 */
export class FoundNames {
  readonly #store: Store;
  readonly #companies: Companies;
  readonly #surroundings: Surroundings;
  readonly #places = new Map<string, readonly Place[]>();
  #queue = new Set<string>();
  #all = false;
  #running = false;
  #closed = false;

  constructor(store: Store, companies: Companies, surroundings: Surroundings) {
    this.#store = store;
    this.#companies = companies;
    this.#surroundings = surroundings;
  }

  /** Hears of a write: sources whose words may have changed are looked through again. */
  heard(touched: Touched): void {
    for (const id of touched.get('source') ?? []) {
      if (this.#places.has(id) && !touched.has('version')) continue;
      this.#places.delete(id);
      this.#queue.add(id);
    }
    if (this.#surroundings.runsOn) setImmediate(() => this.#run());
  }

  close(): void {
    this.#closed = true;
  }

  /** How far the looking is. */
  progress(): { readonly done: number; readonly total: number } {
    return { done: this.#places.size, total: this.#places.size + this.#queue.size };
  }

  /** Makes sure all of the newest sources are, or will be, looked through. */
  want(): void {
    if (!this.#all) {
      this.#all = true;
      for (const id of this.#store
        .sql<[number], string>(
          'SELECT id FROM source WHERE trashed_at IS NULL ORDER BY captured_at DESC, id LIMIT ?',
        )
        .pluck()
        .all(MOST_SOURCES))
        if (!this.#places.has(id)) this.#queue.add(id);
    }
    if (this.#surroundings.runsOn) this.#run();
    else while (this.#queue.size > 0) this.#piece();
  }

  #run(): void {
    if (this.#running || this.#closed || this.#queue.size === 0) return;
    this.#running = true;
    const work = async (): Promise<void> => {
      let told = performance.now();
      while (this.#queue.size > 0 && !this.#closed) {
        this.#piece();
        if (performance.now() - told > 1000) {
          told = performance.now();
          if (this.#all) this.#store.announce(['mention']);
        }
        await pause();
      }
    };
    work()
      .catch((error: unknown) => this.#surroundings.onBug(error))
      .finally(() => {
        this.#running = false;
        if (this.#all && !this.#closed) this.#store.announce(['mention']);
      });
  }

  #piece(): void {
    const read = this.#store.sql<[number, string], { text: string }>(
      `SELECT substr(v.text, 1, ?) AS text FROM source s JOIN version v ON v.id = s.version_id
        WHERE s.id = ? AND s.trashed_at IS NULL`,
    );
    const end = performance.now() + PIECE;
    for (const id of this.#queue) {
      this.#queue.delete(id);
      const row = read.get(LONGEST, id);
      if (row) this.#places.set(id, placesIn(row.text));
      if (performance.now() > end) return;
    }
  }

  /** Names with no dossier, those in the most sources first. */
  names(text: string, limit: number): { readonly names: readonly FoundName[]; readonly more: number } {
    const dismissed = new Set(this.#store.sql<[], string>('SELECT key FROM dismissed_name').pluck().all());
    const ignored = ignoredNames(this.#store);
    const live = this.#store.sql('SELECT 1 FROM source WHERE id = ? AND trashed_at IS NULL');
    const groups = new Map<string, { sourceId: string; place: Place }[]>();
    for (const [sourceId, places] of this.#places) {
      if (places.length === 0 || !live.get(sourceId)) continue;
      for (const place of places) {
        if (dismissed.has(place.key) || isIgnored(ignored, place.text)) continue;
        const group = groups.get(place.key);
        if (group) group.push({ sourceId, place });
        else groups.set(place.key, [{ sourceId, place }]);
      }
    }
    const wanted = text.trim().toLowerCase();
    const ranked = [...groups]
      .filter(([, found]) => found.length > 1 || found[0]!.place.score >= SURE)
      .filter(([, found]) => found.some(({ place }) => place.text.toLowerCase().includes(wanted)))
      .map(([key, found]) => ({ key, found, sources: new Set(found.map(({ sourceId }) => sourceId)).size }))
      .sort((a, b) => b.sources - a.sources || b.found.length - a.found.length || (a.key < b.key ? -1 : 1));
    const names: FoundName[] = [];
    let more = 0;
    for (const { key, found, sources } of ranked) {
      if (names.length >= limit) more++;
      else if (!this.#known(found.map(({ place }) => place.text)))
        names.push(this.#view(key, found, sources));
    }
    return { names, more };
  }

  /** Whether a dossier has one of these names by now. */
  #known(texts: readonly string[]): boolean {
    return [...new Set(texts)].some((text) => {
      const answer = this.#companies.resolve(text);
      return answer.companyId !== null || (answer.candidates[0]?.score ?? 0) >= 0.95;
    });
  }

  #view(key: string, found: readonly { sourceId: string; place: Place }[], sources: number): FoundName {
    const forms = new Map<string, number>();
    for (const { place } of found) forms.set(place.text, (forms.get(place.text) ?? 0) + 1);
    const [name = key, ...others] = [...forms].sort((a, b) => b[1] - a[1]).map(([form]) => form);
    const seen = new Set<string>();
    const passages = found
      .filter(({ sourceId }) => !seen.has(sourceId) && seen.add(sourceId))
      .slice(0, SHOWN_PASSAGES)
      .flatMap(({ sourceId, place }): NamePassage[] => {
        const from = Math.max(0, place.start - AROUND);
        const row = this.#store
          .sql<[string], { title: string; text: string }>(
            'SELECT s.title, v.text FROM source s JOIN version v ON v.id = s.version_id WHERE s.id = ?',
          )
          .get(sourceId);
        if (!row) return [];
        return [
          {
            sourceId,
            title: row.title,
            start: place.start,
            end: place.end,
            text: row.text.slice(from, place.end + AROUND).replace(/\s/g, ' '),
            at: place.start - from,
            length: place.end - place.start,
          },
        ];
      });
    return { key, name, others: others.slice(0, 10), sources, mentions: found.length, passages };
  }
}

/** Codes of currencies stand beside figures as names do, and are none. */
const CURRENCIES = new Set([...Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()), 'rmb']);

const placesIn = (text: string): Place[] =>
  suggestOrganisations(text).flatMap((one) => {
    const key = aliasKey(one.text);
    return key === '' || CURRENCIES.has(key)
      ? []
      : [{ key, text: one.text, start: one.start, end: one.end, score: one.score }];
  });

const keys = z.object({ keys: z.array(z.string().min(1).max(400)).min(1).max(1000) });

/** Verbs about organisations that are named in the sources and have no dossier. */
export const foundNameVerbs = ({ store, foundNames }: Context) => ({
  /** Names found, those in the most sources first, and how far the looking is. */
  list: verb(
    z
      .object({ text: z.string().max(200).optional(), limit: z.number().int().min(1).max(500).optional() })
      .optional(),
    (input) => {
      foundNames.want();
      return { ...foundNames.names(input?.text ?? '', input?.limit ?? 50), ...foundNames.progress() };
    },
  ),
  /** Makes a dossier of each name; its further forms become aliases. One step for all. */
  accept: verb(
    z.object({
      names: z
        .array(
          z.object({
            name: z.string().trim().min(1).max(200),
            others: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
          }),
        )
        .min(1)
        .max(500),
    }),
    (input) => {
      const there = store.sql('SELECT 1 FROM company WHERE name = ? AND trashed_at IS NULL');
      const fresh = input.names.filter(
        ({ name }, i) => !there.get(name) && input.names.findIndex((other) => other.name === name) === i,
      );
      if (fresh.length === 0)
        throw new Refusal('duplicate', `There is a company named "${input.names[0]!.name}" already.`);
      const made = store.write({ label: 'step.name.accept', params: { count: fresh.length } }, (change) =>
        fresh.map(({ name, others }) =>
          insertCompany(store, change, {
            name,
            aliases: others.map((text) => ({ text, language: null })),
          }),
        ),
      );
      return { companies: made };
    },
  ),
  /** Remembers that names are not companies of interest; they are not offered again. */
  dismiss: verb(
    z.object({
      names: z
        .array(z.object({ key: z.string().min(1).max(400), name: z.string().min(1).max(400) }))
        .min(1)
        .max(1000),
    }),
    (input) => {
      const there = store.sql('SELECT 1 FROM dismissed_name WHERE key = ?');
      store.write({ label: 'step.name.dismiss', params: { count: input.names.length } }, (change) => {
        for (const { key, name } of input.names)
          if (!there.get(key))
            change.insert('dismissed_name', { id: newId(), key, name, created_at: store.now() });
      });
    },
  ),
  dismissed: ask(() =>
    store
      .sql<[], { key: string; name: string }>('SELECT key, name FROM dismissed_name ORDER BY created_at DESC')
      .all(),
  ),
  /** Offers dismissed names again. */
  restore: verb(keys, (input) => {
    const find = store.sql<[string], string>('SELECT id FROM dismissed_name WHERE key = ?').pluck();
    store.write({ label: 'step.name.restore', params: { count: input.keys.length } }, (change) => {
      for (const key of input.keys) {
        const id = find.get(key);
        if (id !== undefined) change.remove('dismissed_name', id);
      }
    });
  }),
});
