import { z } from 'zod';
import type { FoundMention } from '../core/company/mentions.ts';
import { namedCompanies } from './company-names.ts';
import type { Surroundings } from './context.ts';
import { finderOf, type Finder } from './ignored-names.ts';
import { beginJob, endJob, jobById } from './jobs.ts';
import type { Store } from './store.ts';
import type { Job } from './views.ts';

/** With no more sources than this, names are looked for in the write that changed them. */
export const AT_ONCE = 2000;
/** How long one piece of the work may keep questions waiting, in milliseconds. */
const PIECE = 50;
/** Sources whose texts are read together. */
const READ = 64;
/** Sources written to the search index together. */
const INDEXED = 48;
/** How often progress is told, in milliseconds. */
const TELL = 400;

const asked = z.object({ companies: z.array(z.string()) });

/** A place to breathe between pieces of work, so that questions are answered while it runs. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Run {
  readonly jobId: string;
  cancelled: boolean;
  readonly companies: readonly string[];
}

interface Text {
  readonly id: string;
  readonly text: string;
}

/**
 * Looks for companies in all sources of a large library, in short transactions between which questions are answered.
 * Old mentions of a source stand until it has been read again. What is asked for while it runs waits for the next pass.
 * A pass that a crash interrupted is begun anew when the library is opened; one that was cancelled can be taken up again.
 */
export class MentionScan {
  readonly #store: Store;
  readonly #surroundings: Surroundings;
  /** Makes the search index of these sources anew, inside a transaction. */
  readonly #reindex: (sourceIds: readonly string[]) => void;
  #waiting = new Set<string>();
  #running: Run | null = null;
  #closed = false;
  #work: Promise<void> = Promise.resolve();

  constructor(store: Store, surroundings: Surroundings, reindex: (sourceIds: readonly string[]) => void) {
    this.#store = store;
    this.#surroundings = surroundings;
    this.#reindex = reindex;
  }

  /** Takes over the search for these companies when the library is large and runs on; false when it must be done now. */
  takes(companyIds: ReadonlySet<string>): boolean {
    if (!this.#surroundings.runsOn || companyIds.size === 0) return false;
    const large = this.#store.sql<[number]>('SELECT 1 FROM source LIMIT 1 OFFSET ?').get(AT_ONCE);
    if (large === undefined) return false;
    for (const id of companyIds) this.#waiting.add(id);
    // begun after the write that asked for it has been committed
    setImmediate(() => this.#begin());
    return true;
  }

  /** Begins again what a crash interrupted. */
  resumeInterrupted(): void {
    if (!this.#surroundings.runsOn) return;
    const jobs = this.#store
      .sql<[], { id: string; request: string }>(
        "SELECT id, request FROM job WHERE kind = 'mentions' AND interrupted = 1 AND request IS NOT NULL",
      )
      .all();
    for (const job of jobs) this.#take(job.id, job.request);
    if (jobs.length > 0) setImmediate(() => this.#begin());
  }

  /** Stops the pass that runs; what it found is kept. False when that job does not run. */
  cancel(jobId: string): boolean {
    if (this.#running?.jobId !== jobId) return false;
    this.#running.cancelled = true;
    return true;
  }

  /** Takes up a pass that was cancelled. False when there is none. */
  resume(jobId: string): boolean {
    const request = this.#store
      .sql<[string], string>(
        "SELECT request FROM job WHERE id = ? AND kind = 'mentions' AND state = 'cancelled' AND request IS NOT NULL",
      )
      .pluck()
      .get(jobId);
    if (request === undefined || !this.#take(jobId, request)) return false;
    this.#begin();
    return true;
  }

  /** Waits until nothing is looked for any more. */
  async settled(): Promise<void> {
    await pause();
    await this.#work;
  }

  /** Stops at the next pause; a pass that runs is left as interrupted. */
  close(): void {
    this.#closed = true;
  }

  #take(jobId: string, request: string): boolean {
    const read = asked.safeParse(JSON.parse(request));
    if (!read.success) return false;
    for (const id of read.data.companies) this.#waiting.add(id);
    this.#store.writeUnlogged(['job'], (db) => {
      db.prepare('UPDATE job SET interrupted = 0, request = NULL WHERE id = ?').run(jobId);
    });
    return true;
  }

  #begin(): void {
    if (this.#running || this.#closed || this.#waiting.size === 0) return;
    const companies = [...this.#waiting];
    this.#waiting = new Set();
    const total = this.#store.sql<[], number>('SELECT count(*) FROM source').pluck().get() as number;
    const jobId = beginJob(this.#store, 'mentions', null, total, JSON.stringify({ companies }));
    this.#running = { jobId, cancelled: false, companies };
    this.#work = this.#pass(this.#running)
      .catch((error: unknown) => {
        this.#surroundings.onBug(error);
        if (!this.#closed) endJob(this.#store, jobId, 'failed', {});
      })
      .finally(() => {
        this.#running = null;
        this.#begin();
      });
  }

  async #pass(run: Run): Promise<void> {
    const { companies } = run;
    const wanted = new Set(companies);
    const finder = finderOf(
      this.#store,
      companies.flatMap((id) => namedCompanies(this.#store, id)),
    );
    const before = new Set<string>();
    const had = this.#store
      .sql<[string], string>('SELECT DISTINCT source_id FROM mention WHERE company_id = ?')
      .pluck();
    for (const id of companies) for (const source of had.all(id)) before.add(source);
    const touched = new Set<string>();
    let after = '';
    let done = 0;
    let told = 0;
    const tell = (force = false): void => {
      if (!force && performance.now() - told < TELL) return;
      told = performance.now();
      this.#report(run.jobId, done, touched.size);
    };
    tell(true);
    const stopped = (): boolean => this.#closed || run.cancelled;
    for (let more = true; more && !stopped(); tell()) {
      const piece = this.#piece(finder, wanted, before, after);
      for (const id of piece.touched) touched.add(id);
      after = piece.after;
      done += piece.count;
      more = piece.count > 0;
      await pause();
    }
    const stale = [...touched];
    this.#total(run.jobId, done + stale.length);
    for (let at = 0; at < stale.length && !this.#closed; at += INDEXED) {
      const some = stale.slice(at, at + INDEXED);
      this.#store.writeUnlogged([], () => this.#reindex(some));
      done += some.length;
      tell();
      await pause();
    }
    if (this.#closed) return;
    this.#report(run.jobId, done, touched.size);
    endJob(this.#store, run.jobId, run.cancelled ? 'cancelled' : 'done', { sources: touched.size });
    const job = jobById(this.#store, run.jobId);
    if (job) this.#surroundings.onJob(job);
    this.#store.announce(['mention', 'company', 'source']);
  }

  /** Reads sources for as long as a piece may take and writes what is found in one transaction. */
  #piece(
    finder: Finder,
    companies: ReadonlySet<string>,
    before: ReadonlySet<string>,
    from: string,
  ): { readonly after: string; readonly count: number; readonly touched: readonly string[] } {
    const read = this.#store.sql<[string, number], Text>(
      'SELECT s.id, v.text FROM source s JOIN version v ON v.id = s.version_id WHERE s.id > ? ORDER BY s.id LIMIT ?',
    );
    const found: { readonly id: string; readonly mentions: readonly FoundMention[] }[] = [];
    const end = performance.now() + PIECE;
    let after = from;
    let count = 0;
    while (performance.now() < end) {
      const some = read.all(after, READ);
      for (const { id, text } of some) {
        const mentions = finder.find(text);
        if (mentions.length > 0 || before.has(id)) found.push({ id, mentions });
      }
      count += some.length;
      if (some.length > 0) after = some.at(-1)!.id;
      if (some.length < READ) break;
    }
    if (found.length > 0)
      this.#store.writeUnlogged([], () => {
        const there = this.#store.sql<[string], { start: number; company_id: string }>(
          'SELECT start, company_id FROM mention WHERE source_id = ?',
        );
        const drop = this.#store.sql(
          'DELETE FROM mention WHERE source_id = ? AND start = ? AND company_id = ?',
        );
        const insert = this.#store.sql(INSERT_MENTION);
        for (const { id, mentions } of found) {
          if (before.has(id))
            for (const old of there.all(id))
              if (companies.has(old.company_id)) drop.run(id, old.start, old.company_id);
          for (const one of mentions) insert.run(id, one.start, one.companyId, one.end, one.text, one.score);
        }
      });
    return { after, count, touched: found.map(({ id }) => id) };
  }

  #total(jobId: string, total: number): void {
    this.#store.writeUnlogged([], (db) => {
      db.prepare('UPDATE job SET total = ? WHERE id = ?').run(total, jobId);
    });
  }

  #report(jobId: string, done: number, sources: number): void {
    this.#store.writeUnlogged([], (db) => {
      db.prepare('UPDATE job SET done = ?, counts = ? WHERE id = ?').run(
        done,
        JSON.stringify({ sources }),
        jobId,
      );
    });
    const job: Job | null = jobById(this.#store, jobId);
    if (job) this.#surroundings.onJob(job);
  }
}

/** Writes one mention; one that is there already is left. */
export const INSERT_MENTION =
  'INSERT OR IGNORE INTO mention (source_id, start, company_id, "end", text, score) VALUES (?, ?, ?, ?, ?, ?)';
