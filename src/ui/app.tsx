import { Tooltip } from '@base-ui/react/tooltip';
import { lazy, Suspense, type ReactNode } from 'react';
import { Frame } from './frame/frame.tsx';
import { Guard } from './frame/guard.tsx';
import { FromReader } from './grid/from-reader.tsx';
import { LibraryScreen } from './library/library-screen.tsx';
import { Palette } from './palette/palette.tsx';
import { Outside } from './parts/outside.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import { languageOf, usePreferences } from './preferences.ts';
import { useView, type Place } from './view.ts';

// Screens load when they are first shown.
const SearchScreen = lazy(async () => ({ default: (await import('./search/search.tsx')).SearchScreen }));
const CompaniesScreen = lazy(async () => ({
  default: (await import('./companies/companies.tsx')).CompaniesScreen,
}));
const CompanyScreen = lazy(async () => ({
  default: (await import('./companies/company.tsx')).CompanyScreen,
}));
const GridsScreen = lazy(async () => ({ default: (await import('./grid/grids.tsx')).GridsScreen }));
const GridScreen = lazy(async () => ({ default: (await import('./grid/grid.tsx')).GridScreen }));
const BriefsScreen = lazy(async () => ({ default: (await import('./brief/briefs.tsx')).BriefsScreen }));
const BriefScreen = lazy(async () => ({ default: (await import('./brief/brief.tsx')).BriefScreen }));
const NotesScreen = lazy(async () => ({ default: (await import('./notes/notes-screen.tsx')).NotesScreen }));
const NoteScreen = lazy(async () => ({ default: (await import('./notes/note-screen.tsx')).NoteScreen }));
const AnnotationsScreen = lazy(async () => ({
  default: (await import('./annotations/annotations.tsx')).AnnotationsScreen,
}));
const ImportsScreen = lazy(async () => ({ default: (await import('./imports/imports.tsx')).ImportsScreen }));
const CopiesScreen = lazy(async () => ({ default: (await import('./copies/copies.tsx')).CopiesScreen }));
const HealthScreen = lazy(async () => ({ default: (await import('./health/health.tsx')).HealthScreen }));
const TrashScreen = lazy(async () => ({ default: (await import('./trash/trash.tsx')).TrashScreen }));
const WelcomeScreen = lazy(async () => ({ default: (await import('./welcome/welcome.tsx')).WelcomeScreen }));
const CaptureSheet = lazy(async () => ({ default: (await import('./capture/capture.tsx')).CaptureSheet }));
const SettingsScreen = lazy(async () => ({
  default: (await import('./settings/settings.tsx')).SettingsScreen,
}));
const NewCompanySheet = lazy(async () => ({
  default: (await import('./frame/new-company-sheet.tsx')).NewCompanySheet,
}));
const ImportAnnotations = lazy(async () => ({
  default: (await import('./annotations/import-sheet.tsx')).ImportAnnotations,
}));
const MarkPickers = lazy(async () => ({
  default: (await import('./annotations/mark-pickers.tsx')).MarkPickers,
}));
const HistorySheet = lazy(async () => ({ default: (await import('./frame/history.tsx')).HistorySheet }));
const ShortcutsSheet = lazy(async () => ({
  default: (await import('./shortcuts/shortcuts.tsx')).ShortcutsSheet,
}));

const screenOf = (place: Place): ReactNode => {
  switch (place.screen) {
    case 'inbox':
    case 'library':
      return <LibraryScreen place={place} />;
    case 'annotations':
      return <AnnotationsScreen />;
    case 'companies':
      return <CompaniesScreen />;
    case 'company':
      return <CompanyScreen key={place.id} id={place.id} />;
    case 'notes':
      return <NotesScreen {...(place.tag !== undefined && { tag: place.tag })} />;
    case 'note':
      return <NoteScreen key={place.draft ?? place.id} place={place} />;
    case 'grids':
      return <GridsScreen />;
    case 'grid':
      return <GridScreen key={place.id} id={place.id} />;
    case 'briefs':
      return <BriefsScreen />;
    case 'brief':
      return <BriefScreen key={place.id} id={place.id} />;
    case 'search':
      return <SearchScreen {...place} />;
    case 'imports':
      return <ImportsScreen />;
    case 'copies':
      return <CopiesScreen />;
    case 'health':
      return <HealthScreen />;
    case 'trash':
      return <TrashScreen />;
    case 'welcome':
      return <WelcomeScreen />;
    default:
      return <SettingsScreen {...place} />;
  }
};

/** The window. The language is its key: switching it draws every word anew. */
export function App() {
  const language = usePreferences((preferences) => languageOf(preferences.language));
  const place = useView((view) => view.place);
  const { capture, shortcuts, adding, picking, historyOpen } = useView();
  const zone = place.screen === 'inbox' || place.screen === 'library' ? 'sources' : place.screen;
  return (
    <Tooltip.Provider key={language} delay={600}>
      <Frame>
        <Guard key={zone}>
          <Suspense fallback={<Skeleton />}>{screenOf(place)}</Suspense>
        </Guard>
      </Frame>
      <Palette />
      <FromReader />
      <Outside />
      <Suspense fallback={null}>
        {capture && <CaptureSheet request={capture} />}
        {shortcuts && <ShortcutsSheet />}
        {historyOpen && <HistorySheet />}
        {adding === 'company' && <NewCompanySheet />}
        {adding === 'annotations' && <ImportAnnotations />}
        {picking !== null && <MarkPickers />}
      </Suspense>
    </Tooltip.Provider>
  );
}
