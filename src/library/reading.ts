import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findAll } from '../core/reading/find.ts';
import { placesOfBlocks, type BlockIndex } from '../core/reading/block-index.ts';
import { pagesOfBlocks, type BlockPage } from '../core/reading/block-pages.ts';
import { Refusal } from '../core/refusal.ts';
import type { Doubt } from '../core/source.ts';
import { piecesOf } from './block-pieces.ts';
import type { Context } from './context.ts';
import { factViews } from './fact-rows.ts';
import { mentionsOf } from './mentions.ts';
import { notesWhere } from './note-rows.ts';
import { SentMarks, storedMarks } from './sent-marks.ts';
import { storedSource, toSourceRow } from './source-rows.ts';
import type { Store } from './store.ts';
import { annotationsIn } from './versions.ts';
import type { NameColumns, SourceHead, VersionHead } from './views.ts';
import { verb } from './verb.ts';

/** A version without its words. */
function versionHead(store: Store, id: string): VersionHead {
  const row = store
    .sql<[string], Omit<VersionHead, 'doubts' | 'provenance'> & { doubts: string; provenance: string }>(
      `SELECT id, source_id AS sourceId, number, captured_at AS capturedAt, format, original_hash AS originalHash,
              doubts, provenance FROM version WHERE id = ?`,
    )
    .get(id);
  if (!row) throw new Refusal('not-found', `There is no version ${id}.`);
  return {
    ...row,
    doubts: JSON.parse(row.doubts) as Doubt[],
    provenance: JSON.parse(row.provenance) as Record<string, string>,
  };
}

const textOf = (store: Store, versionId: string): string => {
  const text = store.sql<[string], string>('SELECT text FROM version WHERE id = ?').pluck().get(versionId);
  if (text === undefined) throw new Refusal('not-found', `There is no version ${versionId}.`);
  return text;
};

/** The names found in a source, by columns. */
function namesOf(store: Store, sourceId: string): NameColumns {
  const companies = new Map<string, number>();
  const columns = {
    companies: [] as { id: string; name: string; choice: NameColumns['companies'][number]['choice'] }[],
    of: [] as number[],
    starts: [] as number[],
    ends: [] as number[],
  };
  for (const { companyId, name, choice, start, end } of mentionsOf(store, sourceId)) {
    let at = companies.get(companyId);
    if (at === undefined) {
      companies.set(companyId, (at = columns.companies.length));
      columns.companies.push({ id: companyId, name, choice });
    }
    columns.of.push(at);
    columns.starts.push(start);
    columns.ends.push(end);
  }
  return columns;
}

/** A part of what a window shows of a version: sent only when the window has another one. */
const part = <T>(versionId: string, value: T, known: string | undefined) => {
  const rev = createHash('sha256')
    .update(versionId + JSON.stringify(value))
    .digest('base64url');
  return { rev, value: rev === known ? null : value };
};

/** A text of no more pages comes whole with its head. */
const MOST_FIRST = 4;

/** A stretch of words longer than this is not handed out at once, in UTF-16 units. */
const MOST_WORDS = 4_000_000;

/**
 * Verbs of reading: a source is opened by its head, which says where everything stands; the words come by pages of
 * blocks, and what annotations say by their ids (`annotations.list`).
 */
export const readingVerbs = (context: Context) => {
  const { store } = context;
  const pieces = piecesOf(store);
  const sent = new SentMarks();
  return {
    /**
     * The head of a source in its current version or in the one named, with the page of blocks that holds `at` (else
     * the place last read). Of what the window has already (`known`) only changes are sent.
     */
    open: verb(
      z.object({
        id: z.string(),
        versionId: z.string().optional(),
        at: z.number().int().min(0).optional(),
        known: z.object({ blocks: z.string(), marks: z.string(), names: z.string() }).partial().optional(),
      }),
      (input): SourceHead => {
        const row = storedSource(store, input.id);
        const version = versionHead(store, input.versionId ?? row.version_id);
        if (version.sourceId !== input.id)
          throw new Refusal('usage', 'This version belongs to another source.');
        const current = version.id === row.version_id;
        const original = store
          .sql<[string], { media_type: string; size: number }>(
            'SELECT media_type, size FROM original WHERE hash = ?',
          )
          .get(version.originalHash);
        const read = store
          .sql<[string], number>('SELECT position FROM progress WHERE source_id = ?')
          .pluck()
          .get(input.id);
        const position = current ? (read ?? 0) : 0;
        const blocks = part(version.id, pieces.index(version.id), input.known?.blocks);
        const marks = current
          ? storedMarks(store, input.id)
          : annotationsIn(store, input.id, version.id, textOf(store, version.id)).map((view) => ({
              id: view.id,
              start: view.start,
              end: view.end,
              colour: view.colour,
              anchor: view.anchor,
              quoted: view.quote !== '',
            }));
        return {
          source: toSourceRow(store, row),
          version,
          versions: store
            .sql<[string], { id: string; number: number; capturedAt: string }>(
              'SELECT id, number, captured_at AS capturedAt FROM version WHERE source_id = ? ORDER BY number DESC',
            )
            .all(input.id),
          notes: notesWhere(store, 'source_id', input.id),
          facts: factViews(store, { sourceId: input.id }),
          original: {
            mediaType: original?.media_type ?? 'application/octet-stream',
            size: original?.size ?? 0,
            name: (row.origin ?? row.title).split(/[\\/]/).pop() || row.title,
          },
          position,
          blocks: {
            rev: blocks.rev,
            index: blocks.value,
            pages: blocks.value
              ? firstPages(blocks.value, input.at ?? position).map(({ from, to }) => ({
                  from,
                  blocks: pieces.blocks(version.id, from, to),
                }))
              : [],
          },
          marks: sent.next(version.id, input.known?.marks, marks),
          // names are looked up in the current text only
          names: part(
            version.id,
            current ? namesOf(store, input.id) : { companies: [], of: [], starts: [], ends: [] },
            input.known?.names,
          ),
        };
      },
    ),
    /** The blocks of a version from one index up to another. */
    blocks: verb(
      z.object({ versionId: z.string(), from: z.number().int().min(0), to: z.number().int().min(0) }),
      (input) => pieces.blocks(input.versionId, input.from, input.to),
    ),
    /** A stretch of the text of a source as it is now. Refuses one of more than four million characters. */
    words: verb(
      z.object({ id: z.string(), start: z.number().int().min(0), end: z.number().int().min(0) }),
      (input) => {
        if (input.end - input.start > MOST_WORDS)
          throw new Refusal('too-large', 'These are more words than can be handed over at once.');
        return textOf(store, storedSource(store, input.id).version_id).slice(input.start, input.end);
      },
    ),
    /** Every place where words stand in a version, at most 2,000. */
    find: verb(
      z.object({
        versionId: z.string(),
        words: z.string().max(10_000),
        wholeWords: z.boolean().optional(),
        matchCase: z.boolean().optional(),
        language: z.string().nullable().optional(),
      }),
      ({ versionId, words, wholeWords = false, matchCase = false, language = null }) =>
        findAll(textOf(store, versionId), words, { wholeWords, matchCase, language }),
    ),
    /** Ids of a source and its annotations, of those that a note links to. */
    linkedTo: verb(z.object({ id: z.string() }), (input) =>
      store
        .sql<{ id: string }, string>(
          `SELECT DISTINCT target_id FROM note_link WHERE target_id = @id
            UNION SELECT a.id FROM annotation a WHERE a.source_id = @id AND a.trashed_at IS NULL
              AND EXISTS (SELECT 1 FROM note_link l WHERE l.target_id = a.id)`,
        )
        .pluck()
        .all({ id: input.id }),
    ),
    /** Ids of the annotations of a source whose quote, note or a tag holds the words, whatever their case. */
    matching: verb(z.object({ id: z.string(), words: z.string().max(500) }), (input) => {
      const wanted = input.words.toLowerCase();
      const found: string[] = [];
      for (const { id, said } of store
        .sql<[string], { id: string; said: string }>(
          `SELECT id, quote || char(10) || note || char(10) || coalesce((SELECT group_concat(t.name, char(10))
             FROM tagging g JOIN tag t ON t.id = g.tag_id WHERE g.kind = 'annotation' AND g.entity_id = a.id), '') AS said
             FROM annotation a WHERE source_id = ? AND trashed_at IS NULL`,
        )
        .iterate(input.id))
        if (said.toLowerCase().includes(wanted)) found.push(id);
      return found;
    }),
  };
};

/** The pages that go with the head: all of a text of ordinary length, else the one that holds a place. */
function firstPages(index: BlockIndex, at: number): readonly BlockPage[] {
  const pages = pagesOfBlocks(index);
  if (pages.length <= MOST_FIRST) return pages;
  const { starts } = placesOfBlocks(index);
  const here = pages.findLast(({ from, to }) =>
    starts.subarray(from, to).some((start) => start >= 0 && start <= at),
  );
  return [here ?? pages[0]!];
}
