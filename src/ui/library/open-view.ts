import type { SourceView } from '../../library/views.ts';
import { library } from '../library.ts';

const hidden = (view: SourceView): string =>
  view.version.blocks.map((block) => (block.removed ? '1' : '0')).join('');

/**
 * The new view with the old one's text where nothing in it has changed, so that a new mark draws one paragraph again
 * and not the whole page.
 */
export const steady = (old: SourceView | null, next: SourceView): SourceView => {
  if (old?.version.id !== next.version.id) return next;
  const sameText = old.version.text === next.version.text && hidden(old) === hidden(next);
  const sameNames = JSON.stringify(old.mentions) === JSON.stringify(next.mentions);
  return {
    ...next,
    ...(sameText && { version: { ...next.version, blocks: old.version.blocks } }),
    ...(sameNames && { mentions: old.mentions }),
  };
};

/** Opens sources for one reader: each view keeps what it can of the one before. */
export const viewOpener = (): ((id: string, versionId: string | null) => Promise<SourceView>) => {
  let last: SourceView | null = null;
  return async (id, versionId) => {
    const next = await library.sources.open({ id, ...(versionId !== null && { versionId }) });
    last = steady(last, next);
    return last;
  };
};
