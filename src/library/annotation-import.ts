import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { anchorAll, type Anchored } from '../core/anchor/anchor.ts';
import { describeQuote } from '../core/anchor/describe.ts';
import type { AnchorState, Selector } from '../core/annotation.ts';
import { decodeBytes } from '../core/capture/html/encoding.ts';
import type { ImportedAnnotation } from '../core/exchange/imported.ts';
import { readAnnotations } from '../core/exchange/read.ts';
import { Refusal } from '../core/refusal.ts';
import { insertAnnotation } from './annotations.ts';
import type { Context } from './context.ts';
import { addressKey } from './fingerprint.ts';
import { currentText, storedSource } from './source-rows.ts';
import type { Store } from './store.ts';
import { verb } from './verb.ts';

/** One annotation that was taken over, and how well its words were found. */
export interface ImportedMark {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceTitle: string;
  readonly quote: string;
  readonly anchor: AnchorState;
}

/** One that was not, with the reason in words. */
export interface RefusedMark {
  readonly externalId: string | null;
  readonly quote: string;
  readonly reason: string;
}

/** What came of every annotation of a file: `total` is the sum of the others. */
export interface AnnotationImport {
  readonly form: string;
  readonly total: number;
  /** Found on their words, as marked or in changed wording; notes on whole sources too. */
  readonly placed: readonly ImportedMark[];
  /** Kept without a place: the words are not in the saved text. */
  readonly orphaned: readonly ImportedMark[];
  /** In the library already. */
  readonly duplicates: number;
  readonly refused: readonly RefusedMark[];
}

/** The largest file of annotations that is read, in bytes. */
const LARGEST = 100 * 1024 * 1024;
/** Shorter quotes could stand anywhere, so they are not used to find their source. */
const TELLING = 20;
const OUR_SOURCE = /^urn:dossier:source:(.+)$/u;

/** The saved sources an address names: by id, by address, or by an address of a copy that was merged. */
function sourcesAt(store: Store, address: string): string[] {
  const own = OUR_SOURCE.exec(address)?.[1];
  if (own !== undefined)
    return store
      .sql<[string], string>('SELECT id FROM source WHERE id = ? AND trashed_at IS NULL')
      .pluck()
      .all(decoded(own));
  const key = addressKey(address);
  if (key === null) return [];
  return store
    .sql<[string, string], string>(
      `SELECT id FROM source WHERE address_key = ? AND trashed_at IS NULL
       UNION SELECT a.source_id FROM address a JOIN source s ON s.id = a.source_id AND s.trashed_at IS NULL WHERE a.key = ?`,
    )
    .pluck()
    .all(key, key);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

/** Saved sources that hold the first words of a quote one after the other. */
function sourcesHolding({ store, search }: Context, quote: string): string[] {
  const words = quote.replaceAll(/["“”„«»「」『』\s]+/gu, ' ').trim();
  if (words.length < TELLING) return [];
  const few = words.split(' ').slice(0, 12).join(' ').slice(0, 120);
  const found = search.search(`"${few}"`, {
    kinds: ['source'],
    limit: 20,
    offset: 0,
    live: false,
    exactWords: true,
    facets: false,
    sort: 'relevance',
  });
  const ids = new Set(found.hits.map((hit) => hit.sourceId ?? hit.id));
  return [...ids].filter((id) => currentText(store, id)?.includes(quote.trim()) === true);
}

const selectorOf = (one: ImportedAnnotation): Selector => ({
  quote: one.quote,
  prefix: one.prefix,
  suffix: one.suffix,
  ...(one.start === null || one.end === null ? {} : { start: one.start, end: one.end }),
});

/** An annotation of the file with the sources it may belong to. */
interface Wanted {
  readonly given: ImportedAnnotation;
  readonly sourceIds: readonly string[];
}

interface Found extends Wanted {
  readonly sourceId: string;
  readonly place: Anchored | null;
}

/** Finds the words of all annotations, one source after the other, and keeps the source where each fits best. */
function anchorWanted(store: Store, wanted: readonly Wanted[]): Found[] {
  const best = new Map<Wanted, Found>();
  const bySource = new Map<string, Wanted[]>();
  for (const one of wanted)
    for (const id of one.sourceIds) bySource.set(id, [...(bySource.get(id) ?? []), one]);
  for (const [sourceId, list] of bySource) {
    const text = currentText(store, sourceId) ?? '';
    const quoted = list.filter((one) => one.given.quote !== '');
    const places = anchorAll(
      text,
      quoted.map((one) => selectorOf(one.given)),
    );
    quoted.forEach((one, i) => {
      const place = places[i]!;
      const old = best.get(one);
      if (!old || old.place!.score < place.score) best.set(one, { ...one, sourceId, place });
    });
    for (const one of list)
      if (one.given.quote === '' && !best.has(one)) best.set(one, { ...one, sourceId, place: null });
  }
  return wanted.flatMap((one) => best.get(one) ?? []);
}

/** Whether an annotation with these words and this note stands at this place of the source already. */
const isThere = (store: Store, sourceId: string, selector: Selector, note: string): boolean =>
  store
    .sql(
      `SELECT 1 FROM annotation WHERE source_id = ? AND trashed_at IS NULL AND quote = ? AND note = ?
          AND start IS ? AND "end" IS ?`,
    )
    .get(sourceId, selector.quote, note, selector.start ?? null, selector.end ?? null) !== undefined;

/** What is to be stored: the words as they stand where they were found, or as they were marked where they differ. */
function settled(
  text: string,
  { given, place }: Found,
): { readonly selector: Selector; readonly anchor: AnchorState } {
  const { quote, prefix, suffix } = given;
  if (place === null) return { selector: { quote, prefix, suffix }, anchor: 'exact' };
  if (place.start === null || place.end === null)
    return { selector: { quote, prefix, suffix }, anchor: 'orphan' };
  const there = describeQuote(text, place.start, place.end);
  return place.anchor === 'changed'
    ? { selector: { ...there, quote }, anchor: 'changed' }
    : { selector: there, anchor: 'exact' };
}

const refusedAs = (given: ImportedAnnotation, reason: string): RefusedMark => ({
  externalId: given.externalId,
  quote: given.quote,
  reason,
});

/**
 * Takes annotations of another program over: each is put on the saved source that its address names, else on the only
 * one that holds its words, and found again there by its quote. The whole file is one step of the history. Throws a
 * Refusal when the file holds no annotation that could be read.
 */
export function importAnnotations(context: Context, text: string): AnnotationImport {
  const { store } = context;
  const { form, annotations, refused: unread } = readAnnotations(text);
  if (annotations.length + unread.length === 0)
    throw new Refusal('empty', 'There are no annotations in this file.');
  const refused: RefusedMark[] = unread.map((one) => ({ ...one, quote: '' }));
  const wanted: Wanted[] = [];
  const known = new Map<string, string[]>();
  for (const given of annotations) {
    if (given.quote === '' && given.note.trim() === '' && given.tags.length === 0) {
      refused.push(refusedAs(given, 'It marks no words and says nothing.'));
      continue;
    }
    let sourceIds = known.get(given.source);
    if (!sourceIds) known.set(given.source, (sourceIds = sourcesAt(store, given.source)));
    if (sourceIds.length === 0) {
      const holding = sourcesHolding(context, given.quote);
      if (holding.length > 1) {
        refused.push(
          refusedAs(
            given,
            `Its page is not in the library, and several sources hold its words: ${given.source}`,
          ),
        );
        continue;
      }
      sourceIds = holding;
    }
    if (sourceIds.length === 0)
      refused.push(refusedAs(given, `Its page is not in the library: ${given.source}`));
    else wanted.push({ given, sourceIds });
  }
  const placed: ImportedMark[] = [];
  const orphaned: ImportedMark[] = [];
  let duplicates = 0;
  const found = anchorWanted(store, wanted);
  const texts = new Map<string, string>();
  const textOf = (sourceId: string): string => {
    const text = texts.get(sourceId) ?? currentText(store, sourceId) ?? '';
    texts.set(sourceId, text);
    return text;
  };
  store.write({ label: 'step.annotation.import', params: { count: found.length } }, (change) => {
    for (const one of found) {
      const { given, sourceId, place } = one;
      const { selector, anchor } = settled(textOf(sourceId), one);
      if (isThere(store, sourceId, selector, given.note)) {
        duplicates++;
        continue;
      }
      const row = storedSource(store, sourceId);
      const id = insertAnnotation(
        store,
        change,
        { id: sourceId, versionId: row.version_id },
        selector,
        {
          note: given.note,
          tags: given.tags,
          colour: given.colour ?? undefined,
          createdAt: given.createdAt ?? undefined,
        },
        { anchor, score: place?.score ?? 1, candidates: place?.candidates ?? [] },
      );
      const mark = { id, sourceId, sourceTitle: row.title, quote: given.quote, anchor };
      (anchor === 'orphan' ? orphaned : placed).push(mark);
    }
  });
  return {
    form,
    total: placed.length + orphaned.length + duplicates + refused.length,
    placed,
    orphaned,
    duplicates,
    refused,
  };
}

/** Verbs that read annotations of other programs. */
export const annotationImportVerbs = (context: Context) => ({
  /** Reads an uploaded file, or text: W3C JSON-LD, or an export of Hypothesis. */
  import: verb(
    z.object({ token: z.string().max(200).optional(), text: z.string().max(LARGEST).optional() }),
    (input): AnnotationImport => {
      if (input.text !== undefined) return importAnnotations(context, input.text);
      const spooled = context.surroundings.spool.find(input.token ?? '');
      if (!spooled) throw new Refusal('not-found', 'The file is gone. Choose it again.');
      if (statSync(spooled.path).size > LARGEST)
        throw new Refusal(
          'too-large',
          'A file of annotations may have at most 100 MB. Split it and try again.',
        );
      return importAnnotations(context, decodeBytes(readFileSync(spooled.path)).text);
    },
  ),
});
