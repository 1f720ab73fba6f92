import { z } from 'zod';
import { hostOf, type SiteRule } from '../core/capture/site-rule.ts';
import { Refusal } from '../core/refusal.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { ids } from './inputs.ts';
import type { Store } from './store.ts';
import { ask, verb } from './verb.ts';

/** A rule as it is kept. */
export interface KeptSiteRule extends SiteRule {
  readonly id: string;
  readonly createdAt: string;
}

/** All rules that were remembered for sites, by site. */
export const siteRules = (store: Store): readonly KeptSiteRule[] =>
  store
    .sql<[], KeptSiteRule>(
      'SELECT id, host, pattern, action, created_at AS createdAt FROM site_rule ORDER BY host, created_at, id',
    )
    .all();

/** Verbs about what is kept or left out on every page of a site. They act on captures to come; what is saved stays as it is. */
export const siteRuleVerbs = ({ store }: Context) => ({
  list: ask(() => siteRules(store)),
  /** Remembers choices for the site of an address. A later choice about the same words takes the place of an earlier one. */
  remember: verb(
    z.object({
      url: z.string().max(4000),
      rules: z
        .array(
          z.object({
            pattern: z
              .string()
              .regex(/^(?:words|rule):./su)
              .max(300),
            action: z.enum(['keep', 'remove']),
          }),
        )
        .max(200),
    }),
    (input) => {
      const host = hostOf(input.url);
      if (host === null) throw new Refusal('usage', 'Rules can be remembered for a web address only.');
      if (input.rules.length === 0) return { host, count: 0 };
      store.write({ label: 'step.site.remember', params: { host, count: input.rules.length } }, (change) => {
        const had = store.sql<[string, string], string>(
          'SELECT id FROM site_rule WHERE host = ? AND pattern = ?',
        );
        for (const { pattern, action } of input.rules) {
          const id = had.pluck().get(host, pattern);
          if (id) change.update('site_rule', id, { action });
          else change.insert('site_rule', { id: newId(), host, pattern, action, created_at: store.now() });
        }
      });
      return { host, count: input.rules.length };
    },
  ),
  remove: verb(ids, (input) => {
    store.write({ label: 'step.site.remove', params: { count: input.ids.length } }, (change) => {
      for (const id of input.ids) change.remove('site_rule', id);
    });
  }),
});
