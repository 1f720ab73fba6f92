import { spliced, type Mark } from '../../core/reading/mark-columns.ts';
import type { NameColumns, SourceHead } from '../../library/views.ts';
import { library } from '../library.ts';
import { OpenText } from './open-text.ts';

export type { Mark } from '../../core/reading/mark-columns.ts';

/** A name found in the text. */
export interface Named {
  readonly companyId: string;
  readonly name: string;
  readonly choice: NameColumns['companies'][number]['choice'];
  readonly start: number;
  readonly end: number;
}

/**
 * A source that is open in a reader. `text` and `annotations` know where everything stands; words come by pages, and
 * what an annotation says is asked for by its id (`useMarkWords`).
 */
export interface OpenSource extends Omit<SourceHead, 'blocks' | 'marks' | 'names'> {
  readonly text: OpenText;
  /** In the order of the text, what has no place last. */
  readonly annotations: readonly Mark[];
  readonly mentions: readonly Named[];
}

const namesIn = ({ companies, of, starts, ends }: NameColumns): readonly Named[] =>
  of.map((company, i) => {
    const { id, name, choice } = companies[company]!;
    return { companyId: id, name, choice, start: starts[i]!, end: ends[i]! };
  });

interface Held {
  readonly open: OpenSource;
  readonly revs: { readonly blocks: string; readonly marks: string; readonly names: string };
}

/** What was held with what a new head brings; null when the head leaves out a part that is not held. */
const merged = (old: Held | null, head: SourceHead): Held | null => {
  const { blocks, marks, names, ...rest } = head;
  const revs = { blocks: blocks.rev, marks: marks.rev, names: names.rev };
  if (blocks.index === null && old?.revs.blocks !== blocks.rev) return null;
  if (names.value === null && old?.revs.names !== names.rev) return null;
  if (marks.since !== null && old?.revs.marks !== marks.since) return null;
  const versionId = head.version.id;
  const text =
    blocks.index === null
      ? old!.open.text
      : new OpenText(blocks.index, (from, to) => library.reading.blocks({ versionId, from, to }));
  for (const page of blocks.pages) text.keep(page.from, page.blocks);
  const annotations = spliced(marks.since === null ? [] : old!.open.annotations, marks.splice);
  const mentions = names.value === null ? old!.open.mentions : namesIn(names.value);
  return { open: { ...rest, text, annotations, mentions }, revs };
};

/** Opens sources for one reader; of a source that is open already only what changed is read. */
export const sourceOpener = (): ((
  id: string,
  versionId: string | null,
  at: number | null,
) => Promise<OpenSource>) => {
  let held: Held | null = null;
  return async (id, versionId, at) => {
    const asked = { id, ...(versionId !== null && { versionId }), ...(at !== null && { at }) };
    const known = held?.open.source.id === id ? held.revs : undefined;
    const head = await library.reading.open({ ...asked, ...(known && { known }) });
    // another answer may have come in between: then everything is read anew
    const next = merged(held, head) ?? merged(null, await library.reading.open(asked));
    held = next!;
    return held.open;
  };
};
