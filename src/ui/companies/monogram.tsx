import { monogram } from './words.ts';

/** A small square that stands for a company; its name is beside it. */
export function Monogram({ names, large }: { readonly names: readonly string[]; readonly large?: boolean }) {
  const letter = monogram(names);
  return (
    <span
      className={`co-mono${large ? ' large' : ''}`}
      aria-hidden="true"
      lang={/\p{Script=Han}/u.test(letter) ? 'zh' : undefined}
    >
      {letter}
    </span>
  );
}
