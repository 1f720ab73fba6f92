import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';
import { defaults, prefer, usePreferences } from '../preferences.ts';
import { newNote } from '../notes/new-note.ts';
import { closeTab, openTab, stepTab } from '../tabs.ts';
import { go, goBack, goForward, startCapture, useView } from '../view.ts';
import { focusRegion, moveRegion } from './regions.ts';
import { captureClipboard, chooseFiles } from './incoming.ts';
import { redo, undo } from './undo.ts';

const setting = (work: Promise<unknown>): void => void work.catch(fail);

const zoomBy = (step: number): void => {
  const zoom = Math.min(200, Math.max(70, usePreferences.getState().zoom + step));
  setting(prefer('zoom', zoom));
};

/** One step out: focus mode, the inspector over the reader, then from the reader to the list. */
const escape = (): void => {
  const { focusMode, inspector, layout, place } = useView.getState();
  if (focusMode) useView.setState({ focusMode: false });
  else if (inspector && layout !== 'wide') useView.setState({ inspector: false });
  else if (layout === 'single' && 'id' in place && place.id !== undefined) goBack();
  else focusRegion('list');
};

const newBrief = (): void => {
  library.briefs
    .add({ title: t('frame.untitledBrief') })
    .then((brief) => go({ screen: 'brief', id: brief.id }), fail);
};

/** Searches for sources like the open one. */
const likeOpenSource = (): void => {
  const { place } = useView.getState();
  if ((place.screen === 'library' || place.screen === 'inbox') && place.id !== undefined)
    go({ screen: 'search', like: place.id });
};

/** What can be done from anywhere in the window. */
export function useGlobalCommands(): void {
  useCommands({
    'palette.open': () => useView.setState({ palette: true }),
    actions: () => useView.setState({ palette: true }),
    'search.open': () => go({ screen: 'search' }),
    'go.search': () => go({ screen: 'search' }),
    'source.like': likeOpenSource,
    'go.inbox': () => go({ screen: 'inbox' }),
    'go.library': () => go({ screen: 'library' }),
    'go.annotations': () => go({ screen: 'annotations' }),
    'go.companies': () => go({ screen: 'companies' }),
    'go.briefs': () => go({ screen: 'briefs' }),
    'go.grids': () => go({ screen: 'grids' }),
    'go.notes': () => go({ screen: 'notes' }),
    'go.health': () => go({ screen: 'health' }),
    'go.trash': () => go({ screen: 'trash' }),
    'go.copies': () => go({ screen: 'copies' }),
    'go.imports': () => go({ screen: 'imports' }),
    'settings.open': () => go({ screen: 'settings' }),
    'tab.new': () => openTab(useView.getState().place),
    'tab.close': () => closeTab(useView.getState().tab),
    'tab.next': () => stepTab(1),
    'tab.prev': () => stepTab(-1),
    'nav.back': goBack,
    'nav.forward': goForward,
    'edit.undo': undo,
    'edit.redo': redo,
    'history.open': () => useView.setState({ historyOpen: true }),
    'capture.files': () => chooseFiles(false),
    'capture.folder': () => chooseFiles(true),
    'capture.url': () => startCapture({ address: true, review: true }),
    'capture.paste': () => void captureClipboard(),
    'note.new': () => newNote(),
    'annotations.import': () => useView.setState({ adding: 'annotations' }),
    'company.new': () => useView.setState({ adding: 'company' }),
    'brief.new': newBrief,
    'region.next': () => moveRegion(1),
    'region.prev': () => moveRegion(-1),
    'pane.sidebar': () => useView.setState((view) => ({ sidebar: !view.sidebar })),
    'pane.inspector': () => useView.setState((view) => ({ inspector: !view.inspector })),
    'focus.toggle': () => useView.setState((view) => ({ focusMode: !view.focusMode })),
    'zoom.in': () => zoomBy(10),
    'zoom.out': () => zoomBy(-10),
    'zoom.reset': () => setting(prefer('zoom', defaults.zoom)),
    print: () => window.print(),
    help: () => useView.setState({ shortcuts: true }),
    'help.keys': () => useView.setState({ shortcuts: true }),
    'theme.light': () => setting(prefer('theme', 'light')),
    'theme.sepia': () => setting(prefer('theme', 'sepia')),
    'theme.dark': () => setting(prefer('theme', 'dark')),
    'theme.system': () => setting(prefer('theme', 'system')),
    'language.en': () => setting(prefer('language', 'en')),
    'language.zh': () => setting(prefer('language', 'zh-Hans')),
    'backup.now': () => void library.health.backup({}).then(() => say(t('frame.backupMade')), fail),
    'sample.open': () => void library.host.openSample().then(() => go({ screen: 'library' }), fail),
    escape,
  });
}
