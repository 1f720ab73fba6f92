import { z } from 'zod';

/** Input of verbs that act on many things. */
export const ids = z.object({ ids: z.array(z.string()).min(1).max(100_000) });

/** Input of verbs that act on one thing. */
export const id = z.object({ id: z.string() });
