import type { Format } from './format.ts';
import { markdown } from './formats/markdown.ts';
import { text } from './formats/text.ts';

/** Every kind of file that can be read, one line each. The one surest of the content reads it. */
export const FORMATS: readonly Format[] = [markdown, text];
