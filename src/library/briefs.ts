import { z } from 'zod';
import { briefFormats } from '../core/brief/formats.ts';
import type { BlockNode, BriefDocument, EvidenceReference, Frozen, ShownBrief } from '../core/brief.ts';
import { templateOf } from '../core/brief/template.ts';
import { Refusal } from '../core/refusal.ts';
import { storedAnnotation } from './annotation-rows.ts';
import { editBrief } from './brief-editing.ts';
import { picturesOf, referencesIn } from './brief-evidence.ts';
import { briefWriter } from './brief-export.ts';
import { BriefExports } from './brief-exports.ts';
import { freezing } from './brief-freezing.ts';
import { checkOf, openedBrief } from './brief-opening.ts';
import { briefById, changeableBrief, shownBrief } from './brief-rows.ts';
import { addStyle, briefStyles, firstStyle, removeStyle } from './citation-styles.ts';
import { briefHistory, earlierBody, type BriefVersion } from './brief-history.ts';
import { briefTemplates, OWN_TEMPLATE, templateDocument } from './brief-templates.ts';
import type { Context } from './context.ts';
import { factById } from './fact-rows.ts';
import { newId } from './ids.ts';
import { id, ids } from './inputs.ts';
import { storedSource, versionById } from './source-rows.ts';
import { ask, verb } from './verb.ts';

const style = z.string().max(200);

/** Verbs about briefs. */
export const briefVerbs = (context: Context) => {
  const { store, surroundings } = context;
  const writer = briefWriter(context);
  const exports = new BriefExports();

  const reference = (annotationId: string | null, factId: string | null): EvidenceReference => {
    const fact = factId === null ? null : factById(store, factId);
    const from = annotationId ?? fact?.annotationId ?? null;
    const annotation = from === null ? null : storedAnnotation(store, from);
    return {
      annotationId: from,
      factId,
      quote: annotation?.quote ?? '',
      sourceId: annotation?.source_id ?? null,
      versionNumber: annotation
        ? versionById(store, storedSource(store, annotation.source_id).version_id).number
        : null,
    };
  };

  const save = (briefId: string, label: string, body: BriefDocument) => {
    store.write({ label }, (change) => {
      change.update('brief', briefId, { body: JSON.stringify(body), updated_at: store.now() });
    });
    return briefById(store, briefId);
  };

  return {
    list: ask(() =>
      store
        .sql<[], { id: string; title: string; updatedAt: string; frozenAt: string | null; body: string }>(
          "SELECT id, title, updated_at AS updatedAt, frozen ->> 'at' AS frozenAt, body FROM brief WHERE trashed_at IS NULL ORDER BY updated_at DESC",
        )
        .all()
        .map(({ body, ...row }) => ({
          ...row,
          citations: referencesIn(JSON.parse(body) as BriefDocument).length,
        })),
    ),
    add: verb(
      z.object({
        title: z.string().trim().min(1).max(500),
        template: z.string().max(80).optional(),
        companyId: z.string().optional(),
        style: style.optional(),
        language: z.string().max(35).optional(),
      }),
      (input) => {
        const briefId = newId();
        const language = input.language ?? 'en';
        const body = templateDocument(store, input.template, input.companyId, language);
        store.write({ label: 'step.brief.add', params: { title: input.title } }, (change) => {
          change.insert('brief', {
            id: briefId,
            title: input.title,
            body: JSON.stringify(body),
            style: input.style ?? firstStyle(store),
            language,
            frozen: null,
            created_at: store.now(),
            updated_at: store.now(),
            trashed_at: null,
          });
        });
        return briefById(store, briefId);
      },
    ),
    get: verb(id, (input) => shownBrief(briefById(store, input.id))),
    /** The brief with its evidence drawer and its claim report. */
    open: verb(
      id.extend({
        companyId: z.string().optional(),
        text: z.string().max(500).optional(),
        /** The `updatedAt` of the text the screen shows; its own words are then not sent to it again. */
        since: z.string().optional(),
        /** The `evidenceMark` of the evidence it shows; the same evidence is then not sent again. */
        evidence: z.string().max(100).optional(),
      }),
      (input) => openedBrief(store, briefById(store, input.id), input),
    ),
    /** Keeps an edit. Null when `change` was made to another text than the one that stands here: then give the whole text. */
    save: verb(
      z.object({
        id: z.string(),
        title: z.string().trim().min(1).max(500).optional(),
        body: z.unknown().optional(),
        change: z
          .object({
            since: z.string(),
            from: z.number().int().min(0),
            removed: z.number().int().min(0),
            count: z.number().int().min(0),
            blocks: z.array(z.unknown()),
          })
          .optional(),
        style: style.optional(),
        language: z.string().max(35).optional(),
      }),
      ({ id: briefId, ...edit }) => editBrief(store, briefId, edit),
    ),
    /** Adds a piece at the end: the quote of an annotation, a fact as a sentence with its citation, or words of the author's. */
    addEvidence: verb(
      z.object({
        id: z.string(),
        annotationId: z.string().optional(),
        factId: z.string().optional(),
        text: z.string().max(100_000).optional(),
        quote: z.boolean().optional(),
      }),
      (input) => {
        const brief = changeableBrief(store, input.id);
        const made: BlockNode[] = [];
        if (input.annotationId !== undefined) {
          const attrs = reference(input.annotationId, null);
          if (attrs.quote === '')
            throw new Refusal(
              'empty',
              'This annotation is a note on the whole source. It has no words to quote.',
            );
          made.push({ type: 'quotation', attrs });
        }
        if (input.factId !== undefined) {
          const fact = factById(store, input.factId);
          const period = fact.asOf ? ` (${fact.asOf})` : '';
          made.push({
            type: 'paragraph',
            content: [
              { type: 'text', text: `${fact.companyName} — ${fact.metric}: ${fact.valueText}${period}` },
              { type: 'citation', attrs: reference(null, input.factId) },
            ],
          });
        }
        if (input.text !== undefined && input.text.trim() !== '')
          for (const paragraph of input.text.trim().split(/\n{2,}/)) made.push(paragraphOf(paragraph));
        if (made.length === 0) throw new Refusal('empty', 'Give an annotation, a fact or some words to add.');
        return save(input.id, 'step.brief.evidence', {
          ...brief.body,
          content: [...brief.body.content, ...made],
        });
      },
    ),
    /** The texts a brief had before, newest first. */
    history: verb(id.extend({ limit: z.number().int().min(1).max(1000).optional() }), (input) => {
      briefById(store, input.id);
      return briefHistory(store, input.id, input.limit ?? 100).map(
        ({ changeId, at, label, words }): BriefVersion => ({ changeId, at, label, words }),
      );
    }),
    /** One earlier text, to look at before it is put back. */
    earlier: verb(id.extend({ changeId: z.number().int() }), (input) => {
      briefById(store, input.id);
      return { body: earlierBody(store, input.id, input.changeId) };
    }),
    /** Puts an earlier text back, as a step of its own: what stood there now stays in the history. */
    revert: verb(id.extend({ changeId: z.number().int() }), (input) => {
      changeableBrief(store, input.id);
      return save(input.id, 'step.brief.revert', earlierBody(store, input.id, input.changeId));
    }),
    /** What a brief can begin with: the shipped templates and the user's own. */
    templates: ask(() =>
      briefTemplates(store).map(({ id: templateId, title, description }) => ({
        id: templateId,
        title,
        description,
        own: templateId.startsWith('own-'),
      })),
    ),
    /** Makes a template of a brief: its headings and words without evidence. */
    saveTemplate: verb(id.extend({ title: z.string().trim().min(1).max(200) }), (input) => {
      const made = templateOf(`own-${newId()}`, input.title, briefById(store, input.id).body);
      store.writeUnlogged(['setting'], (db) => {
        db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run(
          `${OWN_TEMPLATE}${made.id}`,
          JSON.stringify(made),
        );
      });
      return { id: made.id };
    }),
    /** Calls a template of the user's otherwise. Throws a Refusal `not-found` for any other. */
    renameTemplate: verb(id.extend({ title: z.string().trim().min(1).max(200) }), (input) => {
      const found = briefTemplates(store).find((template) => template.id === input.id);
      if (!found?.id.startsWith('own-'))
        throw new Refusal('not-found', `There is no template “${input.id}” of your own.`);
      const title = { en: input.title, zh: input.title };
      store.writeUnlogged(['setting'], (db) => {
        db.prepare('UPDATE setting SET value = ? WHERE key = ?').run(
          JSON.stringify({ ...found, title, name: title }),
          `${OWN_TEMPLATE}${input.id}`,
        );
      });
    }),
    removeTemplate: verb(id, (input) => {
      store.writeUnlogged(['setting'], (db) => {
        db.prepare('DELETE FROM setting WHERE key = ?').run(`${OWN_TEMPLATE}${input.id}`);
      });
    }),
    /** Pictures of marked sources that can be put into a brief. */
    pictures: verb(z.object({ text: z.string().max(500).optional() }).optional(), (input) =>
      picturesOf(store, input?.text ?? ''),
    ),
    check: verb(id, (input) => checkOf(store, briefById(store, input.id))),
    formats: ask(() => ({ formats: briefFormats(), styles: briefStyles(store) })),
    /** Adds a style file of the Citation Style Language, once it has formatted an example. */
    addStyle: verb(z.object({ text: z.string().max(2_000_000) }), (input) => addStyle(store, input.text)),
    removeStyle: verb(id, (input) => removeStyle(store, input.id)),
    export: verb(
      z.object({
        id: z.string(),
        format: z.string().max(40),
        style: style.optional(),
        allowBroken: z.boolean().optional(),
        /** A name by which the screen can stop it. */
        run: z.string().max(100).optional(),
      }),
      ({ run, style: asked, allowBroken, ...input }) =>
        exports.run(
          run,
          (signal) =>
            writer.render(briefById(store, input.id), input.format, { style: asked, allowBroken, signal }),
          (file) => ({
            token: surroundings.spool.put(file.fileName, file.mediaType, file.bytes),
            fileName: file.fileName,
            mediaType: file.mediaType,
          }),
        ),
    ),
    /** Stops an export; no file is written. */
    stopExport: verb(z.object({ run: z.string().max(100) }), (input) => ({
      stopped: exports.stop(input.run),
    })),
    /** The document as it will be exported, for the preview beside the editor: a page to show, or its text. */
    preview: verb(
      z.object({
        id: z.string(),
        format: z.enum(['markdown', 'html', 'pdf', 'docx']),
        style: style.optional(),
      }),
      (input) => writer.preview(briefById(store, input.id), input.format, input.style),
    ),
    /**
     * Freezes a brief: its evidence, its style and its files are kept as they are now. Or lets it follow the library again.
     * Quotations that differ from their sources need `allowBroken`.
     */
    freeze: verb(
      id.extend({ frozen: z.boolean(), allowBroken: z.boolean().optional() }),
      async (input): Promise<ShownBrief> => {
        const brief = briefById(store, input.id);
        let frozen: Frozen | null = null;
        if (input.frozen) {
          if (brief.frozen) return shownBrief(brief);
          const found = checkOf(store, brief);
          if (found.broken > 0 && input.allowBroken !== true)
            throw new Refusal(
              'conflict',
              `${found.broken === 1 ? '1 quotation differs from its source' : `${found.broken} quotations differ from their sources`}. Repair it, or freeze the brief with it; every file will say so.`,
            );
          frozen = await freezing(store, brief, (one, format) => writer.write(one, one.style, format, true));
          if (briefById(store, input.id).updatedAt !== brief.updatedAt)
            throw new Refusal(
              'conflict',
              'The brief was changed while it was being frozen. Freeze it again.',
            );
        }
        store.write({ label: 'step.brief.freeze', params: { title: brief.title } }, (change) => {
          change.update('brief', input.id, { frozen: frozen && JSON.stringify(frozen) });
        });
        return shownBrief(briefById(store, input.id));
      },
    ),
    /** Begins a new brief with the text of another, such as a frozen one. */
    copy: verb(id.extend({ title: z.string().trim().min(1).max(500) }), (input) => {
      const brief = briefById(store, input.id);
      const briefId = newId();
      store.write({ label: 'step.brief.add', params: { title: input.title } }, (change) => {
        change.insert('brief', {
          id: briefId,
          title: input.title,
          body: JSON.stringify(brief.body),
          style: brief.style,
          language: brief.language,
          frozen: null,
          created_at: store.now(),
          updated_at: store.now(),
          trashed_at: null,
        });
      });
      return shownBrief(briefById(store, briefId));
    }),
    trash: verb(ids, (input) => {
      store.write({ label: 'step.brief.trash', params: { count: input.ids.length } }, (change) => {
        for (const briefId of input.ids) change.update('brief', briefId, { trashed_at: store.now() });
      });
    }),
    restore: verb(ids, (input) => {
      store.write({ label: 'step.brief.restore', params: { count: input.ids.length } }, (change) => {
        for (const briefId of input.ids) change.update('brief', briefId, { trashed_at: null });
      });
    }),
  };
};

/** A line of the author's; `# ` begins a heading. */
function paragraphOf(text: string): BlockNode {
  const heading = /^(#{1,6})\s+(.*)$/.exec(text);
  if (heading)
    return {
      type: 'heading',
      attrs: { level: heading[1]!.length },
      content: [{ type: 'text', text: heading[2]! }],
    };
  return { type: 'paragraph', content: [{ type: 'text', text: text.replace(/\n/g, ' ') }] };
}
