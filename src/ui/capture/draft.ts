import type { Block } from '../../core/source.ts';
import type { CapturePreview } from '../../library/views.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';

/** Where the words come from, in the form `library.capture` takes. */
export interface CaptureSource {
  readonly text?: string;
  readonly html?: string;
  readonly url?: string;
  readonly token?: string;
  readonly name?: string;
}

/** The described fields a person may correct. */
export const FIELDS = ['title', 'siteName', 'byline', 'publishedOn', 'language'] as const;
export type FieldName = (typeof FIELDS)[number];

/** A capture being looked at: what was read, and what the reader changed. */
export interface Draft {
  readonly source: CaptureSource;
  readonly preview: CapturePreview;
  /** Indexes of the blocks left out. */
  readonly removed: ReadonlySet<number>;
  /** Only the fields the reader changed. */
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  readonly tags: readonly string[];
  /** The choices about blocks are to hold for every page of the site. */
  readonly remember: boolean;
}

/** The blocks that rules leave out. */
export const removedByRules = (blocks: readonly Block[]): ReadonlySet<number> =>
  new Set(blocks.flatMap((block, i) => (block.removed ? [i] : [])));

/** A draft as capture proposes it. */
export const newDraft = (source: CaptureSource, preview: CapturePreview): Draft => ({
  source,
  preview,
  removed: removedByRules(preview.blocks),
  fields: {},
  tags: [],
  remember: false,
});

/** The blocks with the reader's choices in them, so that they can be shown as they will read. */
export const chosenBlocks = (draft: Draft): readonly Block[] =>
  draft.preview.blocks.map((block, i): Block => {
    const { removed, ...kept } = block;
    if (!draft.removed.has(i)) return kept;
    return { ...kept, removed: removed ?? { rule: 'user', by: 'user' } };
  });

/** The value of a field: the reader's, else what capture found; null when neither. */
export const fieldOf = (draft: Draft, name: FieldName): string | null =>
  draft.fields[name] ?? draft.preview[name] ?? null;

/** True for YYYY, YYYY-MM, YYYY-MM-DD or nothing. */
export const isDate = (text: string): boolean =>
  text === '' || /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(text);

/**
 * Whether a person should look before it is saved: a duplicate, a doubt, no title, or less than 60 % of the
 * characters kept (DESIGN 4.1).
 */
export function unsure(preview: CapturePreview): boolean {
  if (preview.duplicateOf !== null || preview.doubts.length > 0 || preview.title === null) return true;
  let kept = 0;
  let all = 0;
  for (const block of preview.blocks) {
    all += block.text.length;
    if (!block.removed) kept += block.text.length;
  }
  return all === 0 || kept / all < 0.6;
}

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);

/** What a cleaning rule took out, in a few words. */
export const ruleName = (rule: string): string => {
  const key = `capture.rule.${rule}`;
  return known(key) ? t(key) : t('capture.rule.other');
};
