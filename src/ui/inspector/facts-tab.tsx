import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Empty } from '../parts/empty.tsx';
import { FactRow } from '../parts/fact-row.tsx';
import { IconButton } from '../parts/button.tsx';
import { revealMark } from '../reader/state.ts';
import { go } from '../view.ts';
import type { OpenSource } from '../reader/open-source.ts';

/** The facts made from the words of this source; each leads to its words. */
export function FactsTab({ view }: { readonly view: OpenSource }) {
  const ids = new Set(view.facts.map((fact) => fact.companyId));
  const { value } = useLive(
    ['fact', 'annotation'],
    async () => {
      const lists = await Promise.all([...ids].map((companyId) => library.facts.list({ companyId })));
      return lists.flat().filter((fact) => fact.sourceId === view.source.id);
    },
    [view],
  );
  const facts = value ?? [];
  if (view.facts.length === 0)
    return (
      <Empty icon="badge-check" title={t('inspector.noFacts')}>
        {t('inspector.noFactsHint')}
      </Empty>
    );
  return (
    <div className="ibody">
      {facts.map((fact) => {
        const mark = view.annotations.find((each) => each.id === fact.annotationId);
        return (
          <FactRow
            key={fact.id}
            fact={fact}
            company
            onOpen={mark ? () => revealMark(mark) : undefined}
            actions={
              <IconButton
                icon="building-complex"
                size="s"
                small
                label={t('reader.openDossier')}
                onClick={() => go({ screen: 'company', id: fact.companyId, fact: fact.id })}
              />
            }
          />
        );
      })}
    </div>
  );
}
