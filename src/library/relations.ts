import { z } from 'zod';
import { RELATION_KINDS } from '../core/relation.ts';
import { Refusal } from '../core/refusal.ts';
import { storedCompany, type StoredCompany } from './company-rows.ts';
import type { Context } from './context.ts';
import { evidenceOf } from './evidence.ts';
import { newId } from './ids.ts';
import { ids } from './inputs.ts';
import { relationById, relationViews } from './relation-rows.ts';
import { verb } from './verb.ts';

const kind = z.enum(RELATION_KINDS);
const note = z.string().max(20_000);
const asOf = z
  .string()
  .regex(
    /^\d{4}(-(\d\d(-\d\d)?|Q[1-4]|H[12]))?$/,
    'a period is YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY-Hn',
  )
  .nullable();

/** Verbs about relations between companies: who owns, acquired, supplies, competes with or invested in whom. */
export const relationVerbs = ({ store }: Context) => {
  const two = (companyId: string, otherId: string): readonly [StoredCompany, StoredCompany] => {
    if (companyId === otherId)
      throw new Refusal(
        'conflict',
        'A company cannot stand in a relation to itself. Choose another company.',
      );
    return [storedCompany(store, companyId), storedCompany(store, otherId)];
  };
  const setTrashed = (label: string, given: readonly string[], at: string | null): void => {
    store.write({ label, params: { count: given.length } }, (change) => {
      for (const relation of given) change.update('relation', relation, { trashed_at: at });
    });
  };
  return {
    /** Adds a relation. It rests on an annotation, on words marked now, or says outright that it has no source. */
    add: verb(
      z.object({
        companyId: z.string(),
        kind,
        otherId: z.string(),
        asOf: asOf.optional(),
        note: note.optional(),
        annotationId: z.string().optional(),
        words: z.object({ sourceId: z.string(), start: z.number().int(), end: z.number().int() }).optional(),
        noSource: z.boolean().optional(),
      }),
      (input) => {
        const [company, other] = two(input.companyId, input.otherId);
        const evidence = evidenceOf(store, input, 'relation');
        const made = store.write(
          { label: 'step.relation.add', params: { company: company.name, other: other.name } },
          (change) => {
            const annotationId = evidence(change);
            const relationId = newId();
            change.insert('relation', {
              id: relationId,
              company_id: input.companyId,
              kind: input.kind,
              other_id: input.otherId,
              as_of: input.asOf ?? null,
              annotation_id: annotationId,
              no_source: annotationId === null ? 1 : 0,
              note: input.note ?? '',
              created_at: store.now(),
              updated_at: store.now(),
              trashed_at: null,
            });
            return relationId;
          },
        );
        return relationById(store, made);
      },
    ),
    /** Corrects who, how, when or the remark; the words it rests on stay. */
    edit: verb(
      z.object({
        id: z.string(),
        companyId: z.string().optional(),
        kind: kind.optional(),
        otherId: z.string().optional(),
        asOf: asOf.optional(),
        note: note.optional(),
      }),
      (input) => {
        const was = relationById(store, input.id);
        const [company, other] = two(input.companyId ?? was.companyId, input.otherId ?? was.otherId);
        store.write(
          { label: 'step.relation.edit', params: { company: company.name, other: other.name } },
          (change) => {
            change.update('relation', input.id, {
              company_id: company.id,
              kind: input.kind ?? was.kind,
              other_id: other.id,
              as_of: input.asOf === undefined ? was.asOf : input.asOf,
              note: input.note ?? was.note,
              updated_at: store.now(),
            });
          },
        );
        return relationById(store, input.id);
      },
    ),
    remove: verb(ids, (input) => setTrashed('step.relation.remove', input.ids, store.now())),
    restore: verb(ids, (input) => setTrashed('step.relation.restore', input.ids, null)),
    /** The relations of a company on either side, or those that rest on words of a source; all without a filter. */
    list: verb(
      z.object({ companyId: z.string().optional(), sourceId: z.string().optional() }).optional(),
      (input) => relationViews(store, input ?? {}),
    ),
  };
};
