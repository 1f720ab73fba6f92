import { z } from 'zod';
import { COLOURS } from '../core/annotation.ts';
import { storedAnnotation } from './annotation-rows.ts';
import { addCompanies, removeCompany } from './annotation-companies.ts';
import type { Context } from './context.ts';
import { ids } from './inputs.ts';
import { addTags, removeTag } from './tags.ts';
import { verb } from './verb.ts';

const names = z.array(z.string().min(1).max(120)).max(100);
const companyIds = z.array(z.string()).max(100);

/** Verbs that change many annotations in one step of the history. */
export const annotationGroupVerbs = ({ store }: Context) => ({
  /**
   * Gives many annotations a colour, puts tags and companies on them, and takes some off. Companies named inside the
   * marked words stay: only what was put there by hand can be taken off. Undo takes all of it back at once.
   */
  editMany: verb(
    ids.extend({
      colour: z.enum(COLOURS).optional(),
      addTags: names.optional(),
      removeTags: names.optional(),
      addCompanies: companyIds.optional(),
      removeCompanies: companyIds.optional(),
    }),
    (input) => {
      const rows = [...new Set(input.ids)].map((id) => storedAnnotation(store, id));
      store.write({ label: 'step.annotation.editMany', params: { count: rows.length } }, (change) => {
        for (const { id, colour } of rows) {
          change.update('annotation', id, { colour: input.colour ?? colour, updated_at: store.now() });
          addTags(store, change, 'annotation', id, input.addTags ?? []);
          for (const tag of input.removeTags ?? []) removeTag(store, change, id, tag);
          addCompanies(store, change, id, input.addCompanies ?? []);
          for (const company of input.removeCompanies ?? []) removeCompany(store, change, id, company);
        }
      });
      return { changed: rows.length };
    },
  ),
});
