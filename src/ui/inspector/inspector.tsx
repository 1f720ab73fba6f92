import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useView } from '../view.ts';
import { FactsTab } from './facts-tab.tsx';
import { InfoTab } from './info-tab.tsx';
import { NotesTab } from './notes-tab.tsx';
import { RelatedTab } from './related-tab.tsx';
import type { OpenSource } from '../reader/open-source.ts';

/** What belongs to the open source: notes, facts, related sources, description. */
export function Inspector({ view, over }: { readonly view: OpenSource; readonly over: boolean }) {
  const tab = useView((state) => state.inspectorTab);
  return (
    <aside
      className={over ? 'insp over-reader' : 'insp'}
      aria-label={t('inspector.region')}
      data-region="inspector"
      tabIndex={-1}
    >
      <Tabs
        label={t('inspector.region')}
        value={tab}
        onChange={(inspectorTab) => useView.setState({ inspectorTab })}
        tabs={[
          { value: 'notes', label: t('inspector.notes'), count: view.annotations.length },
          { value: 'facts', label: t('inspector.facts'), count: view.facts.length },
          { value: 'related', label: t('inspector.related') },
          { value: 'info', label: t('inspector.info') },
        ]}
        after={
          over && (
            <IconButton
              icon="x"
              small
              label={t('inspector.close')}
              onClick={() => useView.setState({ inspector: false })}
            />
          )
        }
      >
        {tab === 'notes' && <NotesTab view={view} />}
        {tab === 'facts' && <FactsTab view={view} />}
        {tab === 'related' && <RelatedTab view={view} />}
        {tab === 'info' && <InfoTab view={view} />}
      </Tabs>
    </aside>
  );
}
