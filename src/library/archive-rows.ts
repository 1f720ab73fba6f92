import { z } from 'zod';
import { COLOURS } from '../core/annotation.ts';
import { parseBriefDocument } from '../core/brief/document.ts';
import { canonicalText, type Block } from '../core/source.ts';
import { Refusal } from '../core/refusal.ts';
import type { Row } from './tables.ts';

/**
 * A row of an archive as the table can hold it, or what is wrong with it. An archive comes from a file, and a file may
 * come from anyone: names of columns, kinds of values, addresses and the shape of articles and briefs are checked before
 * anything reaches the library.
 */
export function checkedRow(
  table: string,
  given: Readonly<Record<string, unknown>>,
  columns: ReadonlySet<string>,
): Row | string {
  const row: Row = {};
  for (const [column, value] of Object.entries(given)) {
    if (!columns.has(column)) return `has a field “${column.slice(0, 40)}” that this version does not know`;
    if (value !== null && typeof value !== 'string' && typeof value !== 'number')
      return `has a field “${column}” that is neither text nor a number`;
    row[column] = value;
  }
  if ('id' in row && !/^[\w-]{1,100}$/.test(String(row['id']))) return 'has no proper id';
  for (const column of ['url', 'website'])
    if (typeof row[column] === 'string' && !harmless(row[column]))
      return `has an address that is not a web address`;
  const json = (column: string): unknown => {
    const text = row[column];
    if (text === null || text === undefined) return null;
    return JSON.parse(String(text));
  };
  try {
    if (table === 'version') {
      const blocks = blocksSchema.safeParse(json('blocks'));
      if (!blocks.success) return 'has an article that is not made of known parts';
      if (canonicalText(blocks.data as Block[]) !== row['text'])
        return 'has a text that does not follow from its blocks';
      json('doubts');
      json('provenance');
    } else if (table === 'brief') {
      parseBriefDocument(json('body'));
      json('frozen');
    } else if (table === 'annotation') {
      json('candidates');
      if (!COLOURS.some((colour) => colour === row['colour'])) return 'has a colour that is unknown';
    } else if (table === 'company') json('fields');
    else if (table === 'setting') json('value');
    else if (table === 'job') json('counts');
  } catch (error) {
    if (error instanceof Refusal) return `is not a brief: ${error.message}`;
    if (error instanceof SyntaxError) return 'holds text that is not JSON';
    throw error;
  }
  return row;
}

/** True for an address that may be shown as a link, and for words that are no address at all. */
function harmless(address: string): boolean {
  const url = URL.parse(address.trim());
  return url === null || ['http:', 'https:', 'mailto:'].includes(url.protocol);
}

const count = z.number().int().min(0);
const link = z.string().max(4200).refine(harmless);
const blocksSchema = z.array(
  z.strictObject({
    kind: z.enum([
      'heading',
      'paragraph',
      'item',
      'quotation',
      'code',
      'table',
      'figure',
      'caption',
      'footnote',
      'rule',
    ]),
    text: z.string(),
    level: count.optional(),
    ordinal: z.number().int().optional(),
    spans: z
      .array(
        z.strictObject({
          start: count,
          end: count,
          type: z.enum([
            'strong',
            'emphasis',
            'code',
            'link',
            'superscript',
            'subscript',
            'strike',
            'reference',
          ]),
          href: link.optional(),
        }),
      )
      .optional(),
    cells: z
      .array(
        z.strictObject({
          row: count,
          column: count,
          start: count,
          end: count,
          header: z.boolean().optional(),
        }),
      )
      .optional(),
    image: z
      .strictObject({ asset: z.string().max(100).nullable(), alt: z.string(), address: link.optional() })
      .optional(),
    language: z.string().optional(),
    page: count.optional(),
    label: z.string().optional(),
    restored: z.literal(true).optional(),
    removed: z.strictObject({ rule: z.string(), by: z.enum(['rule', 'user']) }).optional(),
  }),
);
