import type { Hit, IndexedKind, TermMatch } from '../../core/search/document.ts';
import { bestPassage, leadPassage, passageText } from '../../core/search/passage.ts';
import type { Attempt, Chosen } from './found.ts';
import type { Ground } from './ground.ts';
import { spellings } from './pinyin.ts';
import { holdsAny } from './postings.ts';
import type { Candidate, Group } from './ranking.ts';
import { nameTerms, soughtIn } from './sought.ts';

interface DocumentRow {
  readonly kind: IndexedKind;
  readonly id: string;
  readonly source_id: string | null;
  readonly external_id: string | null;
  readonly title: string;
  readonly names: string | null;
}

/** The rows and texts of documents, each read once per search. */
export class Texts {
  readonly #ground: Ground;
  readonly #rows = new Map<number, DocumentRow>();
  readonly #bodies = new Map<number, string>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  row(document: number): DocumentRow {
    let row = this.#rows.get(document);
    if (!row) this.#rows.set(document, (row = this.#ground.row.get(document) as DocumentRow));
    return row;
  }

  body(document: number): string {
    let body = this.#bodies.get(document);
    if (body === undefined) {
      const { kind, id } = this.row(document);
      this.#bodies.set(document, (body = this.#ground.bodyOf(kind, id) ?? ''));
    }
    return body;
  }
}

/** The page of hits with their passages; without them where `bare`. */
export function hitsOf(
  page: readonly Chosen[],
  groups: readonly Group[],
  texts: Texts,
  bare: boolean,
): Hit[] {
  const sought = bare ? null : soughtIn(groups);
  const names = bare ? [] : writtenNames(page, groups, texts);
  return page.map(({ document, score, exact }) => {
    const row = texts.row(document);
    const base = {
      kind: row.kind,
      id: row.id,
      sourceId: row.source_id,
      externalId: row.external_id,
      title: row.title,
      score: Math.round(score * 10_000) / 10_000,
      exact,
    };
    const body = sought ? texts.body(document) : '';
    if (!sought || body === '') return { ...base, snippet: '', marks: [], start: null, end: null };
    const passage = bestPassage(body, sought, names) ?? leadPassage(body);
    return {
      ...base,
      snippet: passageText(body, passage),
      marks: passage.marks,
      start: passage.start,
      end: passage.end,
    };
  });
}

/** Other ways in which what was typed may be written: the names of a company, and characters typed by their sound. */
function writtenNames(page: readonly Chosen[], groups: readonly Group[], texts: Texts): string[][] {
  const written = new Set(groups.flatMap((group) => group.names));
  for (const group of groups) {
    if (!group.candidates.some(({ term }) => term.startsWith('pinyin:'))) continue;
    for (const { document } of page) {
      const { title, names } = texts.row(document);
      for (const spelling of spellings(group.typed, `${title}\n${names ?? ''}`)) written.add(spelling);
    }
  }
  return [...written].map(nameTerms).filter((terms) => terms.length > 0);
}

/** What each typed word was taken to mean: corrections are named only where some hit shown contains them. */
export function termMatches(made: Attempt, page: readonly Chosen[]): TermMatch[] {
  const shown = new Set(page.map(({ document }) => document));
  return made.groups
    .filter((group) => group.start >= 0)
    .map((group) => ({
      typed: group.typed,
      matched: [
        ...new Set(
          group.candidates
            .filter((one) => one.typed || one.runs.some((run) => holdsAny(run, shown)))
            .map((one) => one.shown),
        ),
      ],
    }));
}

/**
 * The query with each corrected word replaced by the reading that the best hit contains, or where it lacks the word, by the
 * likeliest that another hit shown contains; null when none was.
 */
export function correctedQuery(text: string, made: Attempt, page: readonly Chosen[]): string | null {
  let result = text;
  let changed = false;
  const best = new Set(page.slice(0, 1).map(({ document }) => document));
  const shown = new Set(page.map(({ document }) => document));
  const byPlace = made.groups.filter((group) => group.corrected).sort((a, b) => b.start - a.start);
  for (const group of byPlace) {
    const heldBy = (wanted: ReadonlySet<number>): Candidate | undefined =>
      group.candidates.find((one) => one.runs.some((run) => holdsAny(run, wanted)));
    const chosen = heldBy(best) ?? heldBy(shown);
    if (!chosen || chosen.typed) continue;
    result = result.slice(0, group.start) + chosen.shown + result.slice(group.end);
    changed = true;
  }
  return changed ? result : null;
}
