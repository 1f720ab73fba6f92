import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startSystemMenu } from './commands/system-menu.ts';
import { tellUnfinished } from './imports/unfinished.ts';
import { library } from './library.ts';
import { fail } from './parts/toast.tsx';
import { startPreferences, usePreferences } from './preferences.ts';
import { restoreTabs } from './tabs.ts';
import { show } from './view.ts';
import './styles/all.css';

/** The first place: the welcome screen in a new library, else the tabs of the last time, else what the settings name. */
const openFirst = async (): Promise<void> => {
  const { firstRun } = await library.host.info();
  const { tabs } = (await library.settings.all()) as Readonly<Record<string, unknown>>;
  if (!firstRun && restoreTabs(tabs)) return;
  show({ screen: firstRun ? 'welcome' : usePreferences.getState().startScreen });
};

const start = async (): Promise<void> => {
  await startPreferences();
  await openFirst();
  const root = document.querySelector('#root');
  if (!root) throw new Error('The page has no place for the window.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  // the desktop shell has a system menu, a browser has not
  if (window.dossier) startSystemMenu(undefined, fail);
  await tellUnfinished().catch(fail);
};

void start();
