import type { AliasKind } from '../../core/company.ts';

/** The kinds of names, in the order they are shown. */
export const ALIAS_KINDS: readonly AliasKind[] = [
  'name',
  'short',
  'legal',
  'former',
  'ticker',
  'transliteration',
  'brand',
];
