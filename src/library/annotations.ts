import { z } from 'zod';
import { anchorQuote } from '../core/anchor/anchor.ts';
import { describeQuote } from '../core/anchor/describe.ts';
import { wholeCharacters } from '../core/annotation-cuts.ts';
import { COLOURS, LINK_KINDS, type Annotation, type Colour, type Selector } from '../core/annotation.ts';
import { Refusal } from '../core/refusal.ts';
import { setCompanies } from './annotation-companies.ts';
import {
  annotationViews,
  countAnnotations,
  storedAnnotation,
  toAnnotation,
  type AnnotationFilter,
} from './annotation-rows.ts';
import { piecesOf } from './block-pieces.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { currentText, storedSource } from './source-rows.ts';
import { ids } from './inputs.ts';
import type { Change, Store } from './store.ts';
import { addTags, setTags } from './tags.ts';
import { verb } from './verb.ts';

const colour = z.enum(COLOURS);
const tags = z.array(z.string().max(120)).max(100);
const note = z.string().max(200_000);

interface Extras {
  readonly note?: string | undefined;
  readonly colour?: Colour | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly createdAt?: string | undefined;
}

/** Writes an annotation over a selector; returns its id. */
export function insertAnnotation(
  store: Store,
  change: Change,
  source: { readonly id: string; readonly versionId: string },
  selector: Selector,
  extras: Extras,
  state: { readonly anchor: string; readonly score: number; readonly candidates: readonly object[] } = {
    anchor: 'exact',
    score: 1,
    candidates: [],
  },
): string {
  const id = newId();
  change.insert('annotation', {
    id,
    source_id: source.id,
    version_id: source.versionId,
    start: selector.start ?? null,
    end: selector.end ?? null,
    quote: selector.quote,
    prefix: selector.prefix,
    suffix: selector.suffix,
    note: extras.note ?? '',
    colour: extras.colour ?? 'amber',
    anchor: state.anchor,
    score: state.score,
    candidates: JSON.stringify(state.candidates.slice(0, 5)),
    created_at: extras.createdAt ?? store.now(),
    updated_at: store.now(),
    trashed_at: null,
  });
  addTags(store, change, 'annotation', id, extras.tags ?? []);
  return id;
}

/** How far around a stretch its text is read: enough for the words before and after, and for whole characters. */
const MARGIN = 1000;

/** A stretch of a source's text as a selector; white space around it is left out and no character is cut in two. Refuses an empty stretch. */
export function stretch(store: Store, sourceId: string, start: number, end: number): Selector {
  const { version_id: versionId } = storedSource(store, sourceId);
  const { text, at, length } = piecesOf(store).around(versionId, start, end, MARGIN);
  if (start < 0 || end > length || start >= end)
    throw new Refusal('empty', 'Nothing is selected. Select some words, then mark them.');
  let from = start - at;
  let to = end - at;
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  if (from === to) throw new Refusal('empty', 'The selection holds no words.');
  const whole = wholeCharacters(text, from, to);
  const found = describeQuote(text, whole.start, whole.end);
  return { ...found, start: found.start! + at, end: found.end! + at };
}

/** Finds where a quote stands in a source; refuses when nothing fits or several places fit equally well. */
export function locate(store: Store, sourceId: string, selector: Selector): Selector {
  const text = currentText(store, sourceId);
  if (text === null) throw new Refusal('not-found', `There is no source ${sourceId}.`);
  if (selector.quote.trim() === '') throw new Refusal('empty', 'The quote is empty.');
  const bare = selector.prefix === '' && selector.suffix === '' && selector.start === undefined;
  if (bare) {
    const first = text.indexOf(selector.quote);
    if (first >= 0 && text.indexOf(selector.quote, first + 1) >= 0)
      throw new Refusal(
        'ambiguous',
        'The quote occurs more than once in this source. Give the words before or after it as well.',
      );
  }
  const found = anchorQuote(text, selector);
  if (found.start === null || found.end === null)
    throw new Refusal('no-match', 'The quote was not found in this source. Nothing was marked.');
  const rival = found.candidates.find((c) => c.start !== found.start && c.score >= found.score - 0.005);
  if (rival && found.score < 1)
    throw new Refusal(
      'ambiguous',
      'Several places fit the quote equally well. Give the words before or after it as well.',
    );
  return describeQuote(text, found.start, found.end);
}

/** Verbs about annotations. */
export const annotationVerbs = (context: Context) => {
  const { store } = context;
  const place = (sourceId: string) => ({ id: sourceId, versionId: storedSource(store, sourceId).version_id });
  const read = (id: string): Annotation => toAnnotation(store, storedAnnotation(store, id));
  return {
    add: verb(
      z.object({
        sourceId: z.string(),
        start: z.number().int(),
        end: z.number().int(),
        colour: colour.optional(),
        note: note.optional(),
        tags: tags.optional(),
        companies: z.array(z.string()).max(100).optional(),
      }),
      (input) => {
        const selector = stretch(store, input.sourceId, input.start, input.end);
        return read(
          store.write({ label: 'step.annotation.add' }, (change) => {
            const id = insertAnnotation(store, change, place(input.sourceId), selector, input);
            if (input.companies) setCompanies(store, change, id, input.companies);
            return id;
          }),
        );
      },
    ),
    addByQuote: verb(
      z.object({
        sourceId: z.string(),
        quote: z.string().min(1).max(100_000),
        prefix: z.string().max(10_000).optional(),
        suffix: z.string().max(10_000).optional(),
        colour: colour.optional(),
        note: note.optional(),
        tags: tags.optional(),
      }),
      (input) => {
        const selector = locate(store, input.sourceId, {
          quote: input.quote,
          prefix: input.prefix ?? '',
          suffix: input.suffix ?? '',
        });
        return read(
          store.write({ label: 'step.annotation.add' }, (change) =>
            insertAnnotation(store, change, place(input.sourceId), selector, input),
          ),
        );
      },
    ),
    /** A note on the whole source. */
    noteSource: verb(z.object({ sourceId: z.string(), note: note.min(1), tags: tags.optional() }), (input) =>
      read(
        store.write({ label: 'step.annotation.add' }, (change) =>
          insertAnnotation(
            store,
            change,
            place(input.sourceId),
            { quote: '', prefix: '', suffix: '' },
            input,
          ),
        ),
      ),
    ),
    edit: verb(
      z.object({
        id: z.string(),
        colour: colour.optional(),
        note: note.optional(),
        tags: tags.optional(),
        companies: z.array(z.string()).max(100).optional(),
        start: z.number().int().optional(),
        end: z.number().int().optional(),
      }),
      (input) => {
        const row = storedAnnotation(store, input.id);
        store.write({ label: 'step.annotation.edit' }, (change) => {
          const selector =
            input.start !== undefined && input.end !== undefined
              ? stretch(store, row.source_id, input.start, input.end)
              : null;
          change.update('annotation', row.id, {
            colour: input.colour ?? row.colour,
            note: input.note ?? row.note,
            ...(selector ? anchored(selector) : {}),
            updated_at: store.now(),
          });
          if (input.tags) setTags(store, change, 'annotation', row.id, input.tags);
          if (input.companies) setCompanies(store, change, row.id, input.companies);
        });
        return read(input.id);
      },
    ),
    remove: verb(ids, (input) => {
      store.write({ label: 'step.annotation.remove', params: { count: input.ids.length } }, (change) => {
        for (const id of input.ids) change.update('annotation', id, { trashed_at: store.now() });
      });
    }),
    restore: verb(ids, (input) => {
      store.write({ label: 'step.annotation.restore', params: { count: input.ids.length } }, (change) => {
        for (const id of input.ids) change.update('annotation', id, { trashed_at: null });
      });
    }),
    get: verb(z.object({ id: z.string() }), (input) => read(input.id)),
    list: verb(
      z
        .object({
          sourceId: z.string().optional(),
          colour: colour.optional(),
          tag: z.string().optional(),
          companyId: z.string().optional(),
          anchor: z.enum(['exact', 'moved', 'changed', 'orphan']).optional(),
          link: z.enum(LINK_KINDS).optional(),
          ids: z.array(z.string()).max(100_000).optional(),
          text: z.string().max(500).optional(),
          limit: z.number().int().min(0).optional(),
          offset: z.number().int().min(0).optional(),
        })
        .optional(),
      (input) => {
        const filter: AnnotationFilter = input ?? {};
        const title = store.sql<[string], string>('SELECT title FROM source WHERE id = ?').pluck();
        return {
          total: countAnnotations(store, filter),
          annotations: annotationViews(store, filter).map((view) => ({
            ...view,
            sourceTitle: title.get(view.sourceId) as string,
          })),
        };
      },
    ),
    /** Puts an annotation on other words: an orphan found again, or the new wording accepted. */
    attach: verb(z.object({ id: z.string(), start: z.number().int(), end: z.number().int() }), (input) => {
      const row = storedAnnotation(store, input.id);
      const selector = stretch(store, row.source_id, input.start, input.end);
      store.write({ label: 'step.annotation.attach' }, (change) => {
        change.update('annotation', row.id, { ...anchored(selector), updated_at: store.now() });
      });
      return read(input.id);
    }),
    /** Keeps the words as they were marked although the text now says something else. */
    keepOld: verb(z.object({ id: z.string() }), (input) => {
      const row = storedAnnotation(store, input.id);
      store.write({ label: 'step.annotation.keep' }, (change) => {
        change.update('annotation', row.id, {
          anchor: 'orphan',
          start: null,
          end: null,
          updated_at: store.now(),
        });
      });
      return read(input.id);
    }),
  };
};

/** The columns of an annotation that stands exactly on a selector. */
export const anchored = (selector: Selector) => ({
  start: selector.start ?? null,
  end: selector.end ?? null,
  quote: selector.quote,
  prefix: selector.prefix,
  suffix: selector.suffix,
  anchor: 'exact',
  score: 1,
  candidates: '[]',
});
