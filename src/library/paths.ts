import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';

/**
 * Names of tags and collections are paths: `Ports/Baltic` stands inside `Ports`. One line of words, at most eight deep;
 * spaces around a slash, empty parts and a leading number sign do not count.
 */
export const label = z
  .string()
  .transform((text) =>
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^#/, '')
      .split('/')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .join('/'),
  )
  .pipe(
    z
      .string()
      .min(1)
      .max(120)
      .refine((name) => name.split('/').length <= 8, 'A name can stand at most eight deep'),
  );

/** SQL for "is this name or stands inside it"; takes the values of {@link withinValues}. */
export const within = (column: string): string =>
  `(${column} = ? OR substr(${column}, 1, length(?) + 1) = ? || '/')`;

/** The three values {@link within} takes. */
export const withinValues = (name: string): [string, string, string] => [name, name, name];

/** Where a name goes when `from` becomes `to`. */
export const moved = (name: string, from: string, to: string): string => to + name.slice(from.length);

/** Throws a Refusal when a name would be moved into itself. */
export function refuseInside(from: string, to: string): void {
  if (to.startsWith(`${from}/`)) throw new Refusal('conflict', `"${from}" cannot be put inside itself.`);
}

/** Names with every name they stand inside, so that what is in `Ports/Baltic` is found under `Ports`. */
export const withAncestors = (names: readonly string[]): string[] => [
  ...new Set(
    names.flatMap((name) => {
      const parts = name.split('/');
      return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    }),
  ),
];
