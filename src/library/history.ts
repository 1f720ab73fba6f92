import { z } from 'zod';
import type { Context } from './context.ts';
import { ask, verb } from './verb.ts';

/** Verbs about what was done: take it back, do it again, list it. */
export const historyVerbs = ({ store }: Context) => ({
  /** Takes back the newest step; null when there is none. */
  undo: verb(z.object({}).loose().optional(), () => store.undo()),
  /** Does the step undone last once more; null when there is none. */
  redo: ask(() => store.redo()),
  list: verb(z.object({ limit: z.number().int().min(1).max(5000).optional() }).optional(), (input) =>
    store.history(input?.limit ?? 100),
  ),
});
