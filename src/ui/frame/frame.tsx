import { useEffect, type CSSProperties, type ReactNode } from 'react';
import { listenToKeys } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { fail, Toasts } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { keepTabs } from '../tabs.ts';
import { useView } from '../view.ts';
import { useGlobalCommands } from './global-commands.ts';
import { useIncoming } from './incoming.ts';
import { useLayout } from './layout.ts';
import { focusRegion } from './regions.ts';
import { Sidebar } from './sidebar.tsx';
import { TabStrip } from './tab-strip.tsx';
import { TitleBar } from './title-bar.tsx';

/** The thin banner over the sample library, which is never mixed with the reader's own. */
function SampleBanner() {
  const host = useLive([], () => library.host.info()).value;
  if (host?.library.sample !== true) return null;
  return (
    <div className="banner sample">
      <span>{t('frame.sample')}</span>
      <Button size="small" className="end" onClick={() => void library.host.leaveSample().catch(fail)}>
        {t('frame.leaveSample')}
      </Button>
    </div>
  );
}

/** The window around every screen: title bar, sidebar, messages, drops, keys. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const layout = useLayout();
  const screen = useView((view) => view.place.screen);
  const sidebar = useView((view) => view.sidebar);
  const focusMode = useView((view) => view.focusMode);
  const panes = usePreferences((preferences) => preferences.panes);
  const over = useIncoming();
  useGlobalCommands();
  useEffect(listenToKeys, []);
  useEffect(keepTabs, []);
  const composing = screen === 'brief';
  const rail = !sidebar || composing || layout === 'rail' || layout === 'single';
  const bare = focusMode || screen === 'welcome';
  const width = rail ? 52 : panes.sidebar;
  const setWidth = (next: number): void => void prefer('panes', { ...panes, sidebar: next }).catch(fail);
  return (
    <div
      className="app"
      data-layout={layout}
      data-rail={rail || undefined}
      style={{ '--w-side': `${bare ? 0 : width}px` } as CSSProperties}
    >
      <button type="button" className="skip" onClick={() => focusRegion('reader')}>
        {t('frame.skip')}
      </button>
      <TitleBar />
      {!bare && <TabStrip />}
      <SampleBanner />
      <div className="body">
        {!bare && <Sidebar rail={rail} />}
        {!bare && !rail && (
          <Splitter
            label={t('frame.sidebarWidth')}
            value={panes.sidebar}
            min={170}
            max={320}
            reset={212}
            onChange={setWidth}
          />
        )}
        <main className="content">{children}</main>
      </div>
      {over && (
        <div className="drop-veil">
          <div>
            <div className="b">{t('frame.drop')}</div>
            <div className="t2 sm">{t('frame.dropHint')}</div>
          </div>
        </div>
      )}
      <Toasts />
    </div>
  );
}
