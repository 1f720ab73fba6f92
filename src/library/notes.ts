import { z } from 'zod';
import { LINK_KINDS, plainLinks, titleOf } from '../core/note/links.ts';
import { Refusal } from '../core/refusal.ts';
import { countWords } from './fingerprint.ts';
import type { Context } from './context.ts';
import { GoTo } from './go-to.ts';
import { newId } from './ids.ts';
import { id, ids } from './inputs.ts';
import { backlinksTo, linkedFrom, type Backlink, type LinkedThing } from './note-links.ts';
import { noteById, noteRows, notesWhere, type NoteRow } from './note-rows.ts';
import { linkTargets } from './note-targets.ts';
import { keepTemplate, noteTemplates, removeTemplate, templateText } from './note-templates.ts';
import { label } from './paths.ts';
import { addTags, removeTag } from './tags.ts';
import { earlierTexts, foldEdits, stepToJoin } from './text-history.ts';
import { ask, verb } from './verb.ts';

/** A note with everything its screen shows. */
export interface NoteView {
  readonly note: NoteRow;
  /** What it links to, as these things stand now. */
  readonly links: readonly LinkedThing[];
  /** Notes that link to it. */
  readonly backlinks: readonly Backlink[];
}

/** An earlier state of a note. */
export interface NoteVersion {
  readonly changeId: number;
  /** The instant at which another text took its place. */
  readonly at: string;
  readonly words: number;
  readonly text: string;
}

const about = {
  companyId: z.string().nullable().optional(),
  sourceId: z.string().nullable().optional(),
};
const text = z.string().max(1_000_000);
const title = z.string().max(500);

/** Verbs about notes: Markdown about a company, a source, or on its own, with links to anything in the library. */
export const noteVerbs = (context: Context) => {
  const { store } = context;
  const names = new GoTo(context);
  const there = (table: 'company' | 'source', wanted: string | null | undefined): string | null => {
    if (!wanted) return null;
    if (!store.sql(`SELECT 1 FROM ${table} WHERE id = ?`).get(wanted))
      throw new Refusal('not-found', `There is no ${table} ${wanted}.`);
    return wanted;
  };
  return {
    add: verb(z.object({ ...about, title: title.optional(), text }), (input) => {
      if (input.text.trim() === '' && !input.title?.trim())
        throw new Refusal('empty', 'A note needs some words.');
      const noteId = newId();
      const companyId = there('company', input.companyId);
      const sourceId = there('source', input.sourceId);
      store.write({ label: 'step.note.add' }, (change) => {
        change.insert('note', {
          id: noteId,
          company_id: companyId,
          source_id: sourceId,
          title: input.title?.trim() || titleOf(input.text),
          text: input.text,
          created_at: store.now(),
          updated_at: store.now(),
          trashed_at: null,
        });
      });
      return noteById(store, noteId);
    }),
    /**
     * Changes a note. With `join`, a save made by itself, it belongs to the step of the edit before when that is less
     * than five minutes old. A title that was never written by hand follows the first line.
     */
    edit: verb(
      z.object({
        id: z.string(),
        ...about,
        title: title.optional(),
        text: text.optional(),
        join: z.boolean().optional(),
      }),
      (input) => {
        const was = noteById(store, input.id);
        const companyId = input.companyId === undefined ? was.companyId : there('company', input.companyId);
        const sourceId = input.sourceId === undefined ? was.sourceId : there('source', input.sourceId);
        const joined = input.join ? stepToJoin(store, 'note', 'step.note.edit', input.id) : null;
        store.write(joined === null ? { label: 'step.note.edit' } : { step: joined }, (change, step) => {
          const words = input.text ?? was.text;
          const follows = input.title === undefined ? was.title === titleOf(was.text) : !input.title.trim();
          change.update('note', input.id, {
            company_id: companyId,
            source_id: sourceId,
            title: follows ? titleOf(words) : (input.title?.trim() ?? was.title),
            text: words,
            updated_at: store.now(),
          });
          if (joined !== null) foldEdits(store, 'note', step, input.id);
        });
        return noteById(store, input.id);
      },
    ),
    get: verb(id, (input) => noteById(store, input.id)),
    /** A note with what it links to and what links to it. */
    open: verb(id, (input): NoteView => {
      const note = noteById(store, input.id);
      return { note, links: linkedFrom(store, note.text), backlinks: backlinksTo(store, [note.id]) };
    }),
    remove: verb(ids, (input) => {
      store.write({ label: 'step.note.remove', params: { count: input.ids.length } }, (change) => {
        for (const noteId of input.ids) change.update('note', noteId, { trashed_at: store.now() });
      });
    }),
    restore: verb(ids, (input) => {
      store.write({ label: 'step.note.restore', params: { count: input.ids.length } }, (change) => {
        for (const noteId of input.ids) change.update('note', noteId, { trashed_at: null });
      });
    }),
    list: verb(
      z
        .object({
          companyId: z.string().optional(),
          sourceId: z.string().optional(),
          tag: z.string().optional(),
        })
        .optional(),
      (input): NoteRow[] => {
        const rows =
          input?.companyId !== undefined
            ? notesWhere(store, 'company_id', input.companyId)
            : input?.sourceId !== undefined
              ? notesWhere(store, 'source_id', input.sourceId)
              : noteRows(store);
        return input?.tag === undefined ? rows : rows.filter((row) => row.tags.includes(input.tag!));
      },
    ),
    tag: verb(ids.extend({ tag: label }), (input) => {
      store.write({ label: 'step.note.tag', params: { tag: input.tag } }, (change) => {
        for (const noteId of input.ids)
          addTags(store, change, 'note', noteById(store, noteId).id, [input.tag]);
      });
    }),
    untag: verb(ids.extend({ tag: z.string() }), (input) => {
      store.write({ label: 'step.note.untag', params: { tag: input.tag } }, (change) => {
        for (const noteId of input.ids) removeTag(store, change, noteId, input.tag);
      });
    }),
    /** What links to these things, from notes. */
    backlinks: verb(ids, (input): Backlink[] => backlinksTo(store, input.ids)),
    /** What the links of a text lead to now. */
    links: verb(z.object({ text }), (input): LinkedThing[] => linkedFrom(store, input.text)),
    /** What a link may lead to, for the words typed so far. */
    targets: verb(
      z.object({
        text: z.string().max(300),
        except: z.string().optional(),
        kinds: z.array(z.enum(LINK_KINDS)).min(1).optional(),
      }),
      (input) => linkTargets(context, names, input.text, input.except, input.kinds),
    ),
    /** The texts a note had before, newest first. */
    history: verb(
      z.object({ id: z.string(), limit: z.number().int().min(1).max(1000).optional() }),
      (input): NoteVersion[] =>
        earlierTexts(store, 'note', noteById(store, input.id).id, input.limit ?? 100).map((one) => ({
          changeId: one.changeId,
          at: one.at,
          words: countWords(one.text),
          text: one.text,
        })),
    ),
    /** Brings an earlier text back; what stood there is kept in the history. */
    revert: verb(z.object({ id: z.string(), changeId: z.number().int() }), (input) => {
      const was = noteById(store, input.id);
      const found = earlierTexts(store, 'note', was.id, -1).find((one) => one.changeId === input.changeId);
      if (!found) throw new Refusal('not-found', 'This earlier version is no longer in the history.');
      store.write({ label: 'step.note.revert' }, (change) => {
        change.update('note', was.id, {
          title: was.title === titleOf(was.text) ? titleOf(found.text) : was.title,
          text: found.text,
          updated_at: store.now(),
        });
      });
      return noteById(store, was.id);
    }),
    templates: ask(() => noteTemplates(store)),
    /** The text of a template with its placeholders filled in; nothing is saved. */
    begin: verb(
      z.object({ template: z.string(), ...about, language: z.enum(['en', 'zh']).optional() }),
      (input) => ({ text: templateText(store, input.template, input, input.language ?? 'en') }),
    ),
    keepTemplate: verb(
      z.object({ name: z.string().trim().min(1).max(200), text: z.string().min(1).max(100_000) }),
      (input) => keepTemplate(store, input.name, input.text),
    ),
    removeTemplate: verb(id, (input) => removeTemplate(store, input.id)),
    /** Notes as plain Markdown, one after the other: links to sources with an address are links, others words. */
    export: verb(ids, (input) => {
      const address = store.sql<[string], string | null>('SELECT url FROM source WHERE id = ?').pluck();
      return {
        text: input.ids
          .map((noteId) => noteById(store, noteId))
          .map((note) => {
            const words = plainLinks(note.text, (link) =>
              link.kind === 'source' ? (address.get(link.id) ?? null) : null,
            ).trim();
            return note.title === titleOf(note.text) ? `${words}\n` : `# ${note.title}\n\n${words}\n`;
          })
          .join('\n---\n\n'),
      };
    }),
  };
};
