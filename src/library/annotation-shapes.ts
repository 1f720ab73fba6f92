import { z } from 'zod';
import { piecesOf, sentencesIn } from '../core/annotation-cuts.ts';
import type { Annotation } from '../core/annotation.ts';
import { Refusal } from '../core/refusal.ts';
import { addCompanies, companiesPutOn } from './annotation-companies.ts';
import { tagsOf } from './annotation-labels.ts';
import { moveLinks } from './annotation-links.ts';
import { storedAnnotation, toAnnotations, type StoredAnnotation } from './annotation-rows.ts';
import { anchored, insertAnnotation, stretch } from './annotations.ts';
import type { Context } from './context.ts';
import { currentText, storedSource } from './source-rows.ts';
import type { Change, Store } from './store.ts';
import { addTags } from './tags.ts';
import { verb } from './verb.ts';

type Placed = StoredAnnotation & { readonly start: number; readonly end: number };

/** An annotation that stands on words of the present text, or a refusal in words. */
function placed(store: Store, id: string): Placed {
  const row = storedAnnotation(store, id);
  if (row.trashed_at !== null)
    throw new Refusal('conflict', 'This annotation is in the trash. Restore it first.');
  if (row.quote === '')
    throw new Refusal('conflict', 'A note on the whole source marks no words that could be cut or joined.');
  if (row.anchor === 'changed')
    throw new Refusal(
      'conflict',
      'The wording of this quote has changed. Choose the old or the new words first.',
    );
  if (row.start === null || row.end === null)
    throw new Refusal(
      'conflict',
      'The words of this annotation were not found in the text. Attach it first.',
    );
  return { ...row, start: row.start, end: row.end };
}

const textOf = (store: Store, sourceId: string): string => currentText(store, sourceId) ?? '';

/** Moves everything that names an annotation to another: facts, relations, links, and citations in briefs that are not frozen. */
function moveReferences(store: Store, change: Change, fromId: string, intoId: string): void {
  for (const table of ['fact', 'relation'] as const)
    for (const id of store
      .sql<[string], string>(`SELECT id FROM ${table} WHERE annotation_id = ?`)
      .pluck()
      .all(fromId))
      change.update(table, id, { annotation_id: intoId, updated_at: store.now() });
  moveLinks(store, change, fromId, intoId);
  // ids are unguessable, so an id in a brief or a note is a reference
  for (const { id, body } of store
    .sql<[string], { id: string; body: string }>(
      'SELECT id, body FROM brief WHERE frozen IS NULL AND instr(body, ?) > 0',
    )
    .all(fromId))
    change.update('brief', id, { body: body.replaceAll(fromId, intoId) });
  for (const { id, text } of store
    .sql<[string], { id: string; text: string }>('SELECT id, text FROM note WHERE instr(text, ?) > 0')
    .all(fromId))
    change.update('note', id, { text: text.replaceAll(fromId, intoId), updated_at: store.now() });
}

/** Gives each fact to the piece that holds its words, where only one does. */
function shareFacts(
  store: Store,
  change: Change,
  row: Placed,
  pieces: readonly { readonly id: string; readonly quote: string }[],
): void {
  for (const fact of store
    .sql<[string], { id: string; value_text: string }>(
      'SELECT id, value_text FROM fact WHERE annotation_id = ?',
    )
    .all(row.id)) {
    const having = pieces.filter(({ quote }) => fact.value_text !== '' && quote.includes(fact.value_text));
    const only = having.length === 1 ? having[0]! : null;
    if (only && only.id !== row.id)
      change.update('fact', fact.id, { annotation_id: only.id, updated_at: store.now() });
  }
}

/** Words between two annotations that belong to neither. */
const gapBetween = (text: string, one: Placed, other: Placed): string => text.slice(one.end, other.start);

/** True when nothing but blanks and punctuation stands between two annotations, or they overlap. */
const neighbours = (text: string, one: Placed, other: Placed): boolean =>
  !/[\p{L}\p{N}]/u.test(gapBetween(text, one, other));

/** Verbs that change how many annotations stand on some words. */
export const annotationShapeVerbs = ({ store }: Context) => ({
  /**
   * Cuts an annotation into several: at offsets into the canonical text, or after each sentence. The first piece keeps
   * the note, links and citations; every piece has the colour, tags and companies; a fact goes with the piece that
   * holds its words. Refuses when fewer than two pieces with words come of it.
   */
  split: verb(
    z.object({
      id: z.string(),
      at: z.array(z.number().int()).max(1000).optional(),
      sentences: z.boolean().optional(),
    }),
    (input): Annotation[] => {
      const row = placed(store, input.id);
      const text = textOf(store, row.source_id);
      const source = storedSource(store, row.source_id);
      const at = [
        ...(input.at ?? []),
        ...(input.sentences === true
          ? sentencesIn(text.slice(row.start, row.end), source.language).map(({ start }) => row.start + start)
          : []),
      ];
      const pieces = piecesOf(text, row.start, row.end, at);
      if (pieces.length < 2)
        throw new Refusal(
          'no-match',
          input.sentences === true
            ? 'These words are a single sentence. Select where to cut them.'
            : 'There is nothing to cut there: the cut must stand between words of the highlight.',
        );
      const tags = tagsOf(store, [row]).get(row.id) ?? [];
      const companies = companiesPutOn(store, row.id);
      const made = store.write(
        { label: 'step.annotation.split', params: { count: pieces.length } },
        (change) => {
          const done = pieces.map((piece, i) => {
            const selector = stretch(store, row.source_id, piece.start, piece.end);
            if (i === 0) {
              change.update('annotation', row.id, { ...anchored(selector), updated_at: store.now() });
              return { id: row.id, quote: selector.quote };
            }
            const place = { id: row.source_id, versionId: source.version_id };
            const id = insertAnnotation(store, change, place, selector, { colour: row.colour, tags });
            addCompanies(store, change, id, companies);
            return { id, quote: selector.quote };
          });
          shareFacts(store, change, row, done);
          return done;
        },
      );
      return toAnnotations(
        store,
        made.map(({ id }) => storedAnnotation(store, id)),
      );
    },
  ),
  /**
   * Makes one annotation of several on the same words or next to each other in one source: the first in the text keeps
   * its colour and takes all notes, tags, companies, facts, links and citations; the others go to the trash.
   */
  merge: verb(z.object({ ids: z.array(z.string()).min(2).max(1000) }), (input): Annotation => {
    const rows = [...new Set(input.ids)].map((id) => placed(store, id));
    if (rows.length < 2) throw new Refusal('usage', 'Choose two or more annotations to join.');
    rows.sort((one, other) => one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1));
    const [first, ...others] = rows as [Placed, ...Placed[]];
    if (rows.some((row) => row.source_id !== first.source_id))
      throw new Refusal('conflict', 'These annotations are in different sources. Link them instead.');
    const text = textOf(store, first.source_id);
    let reach: Placed = first;
    for (const row of others) {
      if (!neighbours(text, reach, row))
        throw new Refusal(
          'conflict',
          `Between these annotations there are words in none of them: “${gapBetween(text, reach, row).trim().slice(0, 80)}”. Highlight those as well, or link the annotations instead.`,
        );
      if (row.end > reach.end) reach = row;
    }
    const selector = stretch(store, first.source_id, first.start, reach.end);
    const notes = new Set(rows.map((row) => row.note.trim()).filter((note) => note !== ''));
    const tags = tagsOf(store, rows);
    store.write({ label: 'step.annotation.merge', params: { count: rows.length } }, (change) => {
      change.update('annotation', first.id, {
        ...anchored(selector),
        note: [...notes].join('\n\n'),
        updated_at: store.now(),
      });
      for (const row of others) {
        addTags(store, change, 'annotation', first.id, tags.get(row.id) ?? []);
        addCompanies(store, change, first.id, companiesPutOn(store, row.id));
        moveReferences(store, change, row.id, first.id);
        change.update('annotation', row.id, { trashed_at: store.now() });
      }
    });
    return toAnnotations(store, [storedAnnotation(store, first.id)])[0]!;
  }),
});
