import type { Run, WordRun } from './outline.ts';

/** A run of words. */
export const words = (text: string, more: Partial<WordRun> = {}): WordRun => ({
  kind: 'words',
  text,
  ...more,
});

/** A citation in the line stands apart from the words before it, unless it is raised. */
export function spaceBefore(before: readonly Run[], made: readonly Run[]): void {
  const first = made[0];
  const last = before.at(-1);
  if (
    first?.kind !== 'words' ||
    first.superscript ||
    last?.kind !== 'words' ||
    /[\s(（[［“‘]$/u.test(last.text)
  )
    return;
  (before as Run[]).push(words(' '));
}

/** Takes the full stop from the end of a line. */
export function stripEnd(runs: Run[]): void {
  const last = runs.at(-1);
  if (last?.kind === 'words') runs[runs.length - 1] = { ...last, text: last.text.replace(/[.。]$/u, '') };
}

/** Ends a line with a stop, unless it ends with one. */
export function finish(runs: Run[], stop: string): void {
  const last = runs.at(-1);
  if (last?.kind === 'words' && !/[.。！？!?]["”』」]?$/u.test(last.text)) runs.push(words(stop));
}
