import type { LinkKind } from '../../core/note/links.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';
import { go, openSource } from '../view.ts';

/** The word for each kind of thing a note links to. */
export const kindName = (kind: LinkKind): string => t(`notes.kind.${kind}`);

/** Opens what a link of a note leads to: a dossier, a source, the marked words, the fact in its dossier, a note, a brief. */
export async function openThing(kind: LinkKind, id: string): Promise<void> {
  try {
    if (kind === 'company') {
      await library.companies.get({ id });
      go({ screen: 'company', id });
    } else if (kind === 'source') {
      await library.sources.get({ id });
      openSource(id);
    } else if (kind === 'annotation') {
      const mark = await library.annotations.get({ id });
      const at = mark.start !== null && mark.end !== null ? { start: mark.start, end: mark.end } : undefined;
      openSource(mark.sourceId, at);
    } else if (kind === 'fact') {
      const fact = await library.facts.get({ id });
      go({ screen: 'company', id: fact.companyId, fact: id });
    } else if (kind === 'note') {
      await library.notes.get({ id });
      go({ screen: 'note', id });
    } else {
      await library.briefs.get({ id });
      go({ screen: 'brief', id });
    }
  } catch (reason) {
    if (reason instanceof Error && 'code' in reason && reason.code === 'not-found')
      say(t('notes.gone', { kind: kindName(kind) }));
    else fail(reason);
  }
}
