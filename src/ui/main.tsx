import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startSystemMenu } from './commands/system-menu.ts';
import { tellUnfinished } from './imports/unfinished.ts';
import { library } from './library.ts';
import { filterOf, readAhead } from './library/rows.ts';
import { fail } from './parts/toast.tsx';
import { startPreferences, usePreferences } from './preferences.ts';
import { restoreTabs } from './tabs.ts';
import { show, useView } from './view.ts';
import './styles/all.css';

/** The first place: the welcome screen in a new library, else the tabs of the last time, else what the settings name. */
const openFirst = async (): Promise<void> => {
  // asked together: each answer that is waited for before the next question is time in which nothing is on the screen
  const [{ firstRun }, stored] = await Promise.all([
    library.host.info(),
    library.settings.all() as Promise<Readonly<Record<string, unknown>>>,
    startPreferences(),
  ]);
  if (firstRun || !restoreTabs(stored['tabs']))
    show({ screen: firstRun ? 'welcome' : usePreferences.getState().startScreen });
  const { place } = useView.getState();
  // the rows are on their way while the window is drawn for the first time
  if (place.screen === 'library' || place.screen === 'inbox')
    readAhead(filterOf(place, usePreferences.getState().listSort));
};

const start = async (): Promise<void> => {
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
