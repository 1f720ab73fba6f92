import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { type ImportedAnnotation, type ImportedAnnotations, instantOf } from './imported.ts';

const text = z.string().catch('');
const selector = z.looseObject({
  type: text,
  exact: text,
  prefix: text,
  suffix: text,
  start: z.number().int().min(0).nullable().catch(null),
  end: z.number().int().min(0).nullable().catch(null),
});
const row = z.looseObject({
  id: z.string().nullable().catch(null),
  uri: z.string().min(1),
  text,
  tags: z.array(z.string()).catch([]),
  user: z.string().nullable().catch(null),
  created: z.string().nullable().catch(null),
  updated: z.string().nullable().catch(null),
  references: z.array(z.string()).catch([]),
  document: z
    .looseObject({ title: z.union([z.string(), z.array(z.string())]).catch('') })
    .catch({ title: '' }),
  target: z.array(z.looseObject({ selector: z.array(selector).catch([]) })).catch([]),
});

/** `acct:name@server` as a name. */
const nameOf = (user: string | null): string | null => /^acct:([^@]+)@/u.exec(user ?? '')?.[1] ?? user;

/** Rows of an export file, of a search answer, or a bare list. */
function rowsOf(input: unknown): readonly unknown[] | null {
  if (Array.isArray(input)) return input;
  if (typeof input !== 'object' || input === null) return null;
  const { annotations, rows } = input as { annotations?: unknown; rows?: unknown };
  return Array.isArray(annotations) ? annotations : Array.isArray(rows) ? rows : null;
}

/**
 * Reads annotations of Hypothesis (parsed JSON: the client's export with `annotations`, a search answer with `rows`, or
 * a list). Two with the same address, quote, text and tags count once, as in their own import. Replies are added to the
 * note they answer. Throws a Refusal (`unreadable`) when the document holds no such list.
 */
export function fromHypothesis(input: unknown): ImportedAnnotations {
  const rows = rowsOf(input);
  if (!rows) throw new Refusal('unreadable', 'This is not an export of Hypothesis annotations.');
  const annotations: ImportedAnnotation[] = [];
  const refused: { externalId: string | null; reason: string }[] = [];
  const seen = new Set<string>();
  const index = new Map<string, number>();
  const replies: z.infer<typeof row>[] = [];
  for (const value of rows) {
    const read = row.safeParse(value);
    if (!read.success) {
      refused.push({ externalId: null, reason: 'It does not say which page it is about.' });
      continue;
    }
    const one = read.data;
    if (one.references.length > 0) {
      replies.push(one);
      continue;
    }
    const selectors = one.target[0]?.selector ?? [];
    const quote = selectors.find(({ type }) => type === 'TextQuoteSelector');
    const position = selectors.find(({ type }) => type === 'TextPositionSelector');
    if (selectors.length > 0 && !quote) {
      refused.push({
        externalId: one.id,
        reason: 'It marks a place without quoting the words there, so the place cannot be found again.',
      });
      continue;
    }
    const key = JSON.stringify([one.uri, quote?.exact ?? '', one.text, one.tags.toSorted()]);
    if (seen.has(key)) {
      refused.push({ externalId: one.id, reason: 'It is in the file twice.' });
      continue;
    }
    seen.add(key);
    if (one.id !== null) index.set(one.id, annotations.length);
    const title = Array.isArray(one.document.title) ? one.document.title[0] : one.document.title;
    annotations.push({
      externalId: one.id,
      source: one.uri,
      title: title === undefined || title === '' ? null : title,
      quote: quote?.exact ?? '',
      prefix: quote?.prefix ?? '',
      suffix: quote?.suffix ?? '',
      start: position?.start ?? null,
      end: position?.end ?? null,
      note: one.text,
      tags: [...new Set(one.tags)],
      colour: null,
      creator: nameOf(one.user),
      createdAt: instantOf(one.created),
      updatedAt: instantOf(one.updated ?? one.created),
    });
  }
  for (const reply of replies) {
    const answered = reply.references.map((id) => index.get(id)).find((at) => at !== undefined);
    if (answered === undefined) {
      refused.push({ externalId: reply.id, reason: 'It answers an annotation that is not in the file.' });
      continue;
    }
    const to = annotations[answered]!;
    const from = nameOf(reply.user);
    const words = from === null ? reply.text : `${from}: ${reply.text}`;
    annotations[answered] = { ...to, note: to.note === '' ? words : `${to.note}\n\n${words}` };
  }
  return { annotations, refused };
}
