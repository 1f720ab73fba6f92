import { z } from 'zod';
import { Refusal, type Answer } from '../core/refusal.ts';

/** A function of the library that the screens and shells may call: one JSON input, one JSON output. */
export type Verb<I, O> = ((input: I) => O) & { readonly schema: z.ZodType };

/** Makes a verb whose input is checked before it runs, because it may come from another process. */
export function verb<S extends z.ZodType, O>(schema: S, run: (input: z.output<S>) => O): Verb<z.input<S>, O> {
  const checked = (input: z.input<S>): O => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new Refusal('usage', describe(parsed.error));
    return run(parsed.data);
  };
  return Object.assign(checked, { schema });
}

/** A verb that takes nothing. */
export const ask = <O>(run: () => O): Verb<void, O> => Object.assign(() => run(), { schema: z.unknown() });

const describe = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
    .join('; ');

/** The same nouns and verbs as seen from another thread or process: everything answers later. */
export type Remote<L> = {
  readonly [Noun in keyof L]: {
    readonly [Name in keyof L[Noun]]: L[Noun][Name] extends (input: infer I) => infer O
      ? void extends I
        ? () => Promise<Awaited<O>>
        : (input: I) => Promise<Awaited<O>>
      : never;
  };
};

/** Runs the verb a question names and turns what happens into an answer. Only own properties count as nouns and verbs. */
export async function answer(
  nouns: object,
  noun: unknown,
  name: unknown,
  input: unknown,
  onBug: (error: unknown) => void,
): Promise<Answer> {
  const verbs =
    typeof noun === 'string' && Object.hasOwn(nouns, noun) ? (nouns as Record<string, object>)[noun] : null;
  const run =
    verbs && typeof name === 'string' && Object.hasOwn(verbs, name)
      ? (verbs as Record<string, Verb<unknown, unknown>>)[name]
      : null;
  if (!run || typeof run !== 'function')
    return {
      ok: false,
      code: 'usage',
      message: `There is no verb ${String(noun)}.${String(name)}.`.slice(0, 200),
    };
  try {
    return { ok: true, value: (await run(input)) ?? null };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
    onBug(error);
    return { ok: false, code: 'bug', message: error instanceof Error ? error.message : String(error) };
  }
}
