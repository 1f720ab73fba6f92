import { z } from 'zod';

// The shapes of docs/cli.md. A field more is allowed, a field less is not.
const id = z.string().min(8);
const instant = z.iso.datetime();
const date = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);
const offset = z.number().int().min(0);

export const source = z.object({
  id,
  externalId: z.string().nullable(),
  origin: z.string().nullable(),
  kind: z.string(),
  title: z.string(),
  byline: z.string().nullable(),
  siteName: z.string().nullable(),
  publishedOn: date.nullable(),
  language: z.string().nullable(),
  url: z.string().nullable(),
  capturedAt: instant,
  wordCount: z.number().int(),
  state: z.enum(['inbox', 'reading', 'done']),
  tags: z.array(z.string()),
  collections: z.array(z.string()),
  companies: z.array(z.string()),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export const annotation = z.object({
  id,
  sourceId: id,
  start: offset.nullable(),
  end: offset.nullable(),
  quote: z.string().min(1),
  prefix: z.string(),
  suffix: z.string(),
  note: z.string(),
  colour: z.enum(['amber', 'green', 'blue', 'rose', 'violet']),
  tags: z.array(z.string()),
  companies: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  anchor: z.enum(['exact', 'moved', 'changed', 'orphan']),
});
export const fact = z.object({
  id,
  companyId: id,
  metric: z.string(),
  value: z.number().nullable(),
  unit: z.string().nullable(),
  currency: z.string().nullable(),
  asOf: z.string().nullable(),
  annotationId: z.string().nullable(),
  quote: z.string().nullable(),
  sourceId: z.string().nullable(),
});
export const note = z.object({ id, text: z.string(), title: z.string() });
export const company = z.object({
  id,
  name: z.string(),
  aliases: z.array(z.object({ text: z.string(), language: z.string().nullable() })),
  ticker: z.string().nullable(),
  country: z.string().nullable(),
  website: z.string().nullable(),
  sources: z.number().int(),
  facts: z.array(fact),
  notes: z.array(note),
});
export const brief = z.object({ id, title: z.string(), style: z.string(), language: z.string() });
export const report = z.object({
  imported: z.array(source),
  duplicates: z.array(z.object({ input: z.string(), of: id, kind: z.enum(['exact', 'near']) })),
  failed: z.array(z.object({ input: z.string(), code: z.string(), message: z.string().min(5) })),
});
export const shown = source.extend({
  text: z.string(),
  html: z.string(),
  removed: z.array(z.object({ rule: z.string(), text: z.string() })),
  annotations: z.array(annotation),
});
export const list = z.object({ total: z.number().int(), sources: z.array(source) });
export const found = z.object({
  query: z.string(),
  total: z.number().int(),
  took_ms: z.number(),
  corrected: z.string().nullable(),
  hits: z.array(
    z.object({
      kind: z.string(),
      id,
      sourceId: z.string().nullable(),
      externalId: z.string().nullable(),
      title: z.string(),
      snippet: z.string(),
      marks: z.array(z.tuple([offset, offset])),
      score: z.number(),
      exact: z.boolean(),
      start: offset.nullable(),
      end: offset.nullable(),
    }),
  ),
});
export const resolved = z.object({
  name: z.string(),
  companyId: z.string().nullable(),
  ticker: z.string().nullable(),
  candidates: z.array(z.object({ companyId: id, score: z.number() })),
});
export const mentions = z.object({
  mentions: z.array(
    z.object({
      start: offset,
      end: offset,
      text: z.string(),
      companyId: z.string().nullable(),
      score: z.number(),
    }),
  ),
});
export const parsedFacts = z.object({
  facts: z.array(
    z.object({
      metric: z.string().nullable(),
      value: z.number().nullable(),
      unit: z.string().nullable(),
      currency: z.string().nullable(),
      asOf: z.string().nullable(),
      approximate: z.boolean(),
      start: offset,
      end: offset,
      doubts: z.array(z.unknown()),
    }),
  ),
});
export const check = z.object({
  claims: z.array(
    z.object({
      text: z.string(),
      status: z.enum(['supported', 'inference', 'unsupported', 'broken']),
      sources: z.number().int(),
      independent: z.number().int(),
    }),
  ),
});
export const health = z.object({ ok: z.boolean(), problems: z.array(z.string()) });
export const refused = z.object({ error: z.object({ code: z.string(), message: z.string().min(5) }) });
export const anchored = z.object({
  id: z.string(),
  anchor: z.enum(['exact', 'moved', 'changed', 'orphan']),
  start: offset.nullable(),
  end: offset.nullable(),
  score: z.number(),
});
