import { readFileSync } from 'node:fs';
import type { CitationData } from '../../../../src/core/brief/citation.ts';

const folder = new URL('../../../../resources/styles/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const locales = Object.fromEntries(
  ['en-US', 'en-GB', 'zh-CN'].map((tag) => [tag, read(`locales/locales-${tag}.xml`)]),
);

/** A shipped style with the shipped locales. */
export const citationData = (style: string): CitationData => ({ style: read(`${style}.csl`), locales });
