import { annotationExportVerbs } from './annotation-export.ts';
import { annotationGroupVerbs } from './annotation-groups.ts';
import { annotationImportVerbs } from './annotation-import.ts';
import { annotationLinkVerbs } from './annotation-links.ts';
import { annotationShapeVerbs } from './annotation-shapes.ts';
import { annotationVerbs } from './annotations.ts';
import { archiveVerbs } from './archive.ts';
import { backUpBeforeMigration } from './backups.ts';
import { briefVerbs } from './briefs.ts';
import { captureVerbs } from './captures.ts';
import { collectionVerbs } from './collections.ts';
import { companyVerbs } from './companies.ts';
import { groupVerbs } from './company-labels.ts';
import { Companies } from './company-names.ts';
import type { Context, Surroundings } from './context.ts';
import { openDatabase } from './database.ts';
import { duplicateVerbs } from './duplicates.ts';
import { factVerbs } from './facts.ts';
import { gridVerbs } from './grids.ts';
import { FoundNames, foundNameVerbs } from './found-names.ts';
import { healthVerbs } from './health.ts';
import { historyVerbs } from './history.ts';
import { importVerbs } from './imports.ts';
import { inboxVerbs } from './inbox-folder.ts';
import { annotatedSources, allDocuments, bodyOf, documentOf, staleDocuments } from './index-documents.ts';
import { closeInterruptedJobs } from './jobs.ts';
import { MentionScan } from './mention-scan.ts';
import { deriveMentions, mentionVerbs } from './mentions.ts';
import { deriveNoteLinks } from './note-links.ts';
import { noteVerbs } from './notes.ts';
import { lastEnd, lookOver } from './opening.ts';
import { requestVerbs } from './requests.ts';
import { savedSearchVerbs } from './saved-searches.ts';
import { readingVerbs } from './reading.ts';
import { relationVerbs } from './relations.ts';
import { searchHabits } from './search-habits.ts';
import { SearchIndex } from './search/index.ts';
import { searchVerbs } from './searching.ts';
import { settingVerbs } from './settings.ts';
import { NearCopies } from './similar.ts';
import { siteRuleVerbs } from './site-rules.ts';
import { sourceVerbs } from './sources.ts';
import { Store } from './store.ts';
import { tagVerbs } from './tags.ts';
import { trashVerbs } from './trash.ts';
import { versionVerbs } from './versions.ts';
import { TOPICS, type Topic } from './views.ts';
import type { Remote } from './verb.ts';
import { WeeklyCheck } from './weekly-check.ts';

/** All nouns with their verbs. */
const nouns = (context: Context) => ({
  sources: sourceVerbs(context),
  reading: readingVerbs(context),
  capture: captureVerbs(context),
  versions: versionVerbs(context),
  imports: importVerbs(context),
  inbox: inboxVerbs(context),
  siteRules: siteRuleVerbs(context),
  duplicates: duplicateVerbs(context),
  annotations: {
    ...annotationVerbs(context),
    ...annotationGroupVerbs(context),
    ...annotationShapeVerbs(context),
    ...annotationLinkVerbs(context),
    ...annotationExportVerbs(context),
    ...annotationImportVerbs(context),
  },
  companies: companyVerbs(context),
  relations: relationVerbs(context),
  groups: groupVerbs(context),
  grids: gridVerbs(context),
  mentions: mentionVerbs(context),
  foundNames: foundNameVerbs(context),
  facts: factVerbs(context),
  notes: noteVerbs(context),
  briefs: briefVerbs(context),
  search: searchVerbs(context),
  savedSearches: savedSearchVerbs(context),
  tags: tagVerbs(context),
  collections: collectionVerbs(context),
  history: historyVerbs(context),
  trash: trashVerbs(context),
  health: healthVerbs(context),
  archive: archiveVerbs(context),
  settings: settingVerbs(context),
  requests: requestVerbs(context),
});

/** The whole interface of a library: its nouns and verbs. The type is derived from the functions. */
export type Library = ReturnType<typeof nouns>;

/** The same interface from another thread or process. */
export type RemoteLibrary = Remote<Library>;

/** A library that is open. */
export interface OpenLibrary {
  readonly library: Library;
  readonly context: Context;
  /** Calls the listener with the topics of every write; returns how to stop. */
  subscribe(listener: (topics: readonly Topic[]) => void): () => void;
  /** Announces everything when another program has written to the same file since the last look. */
  lookForOthers(): void;
  /** Does a piece of the work for quiet moments (the index kept small, the weekly look); true when there may be more to do. */
  tidy(): boolean;
  close(): void;
}

/** Opens a library file, made when missing. Throws a Refusal: damaged, newer, locked, unreadable, unavailable. */
export function openLibrary(
  file: string,
  surroundings: Surroundings,
  now: () => string = () => new Date().toISOString(),
): OpenLibrary {
  const end = lastEnd(file);
  const db = openDatabase(file, {
    beforeMigration: (old, from) => void backUpBeforeMigration(old, file, now(), from),
    afterOpening: (opened) => lookOver(opened, file, end, now()),
  });
  const store = new Store(db, file, now);
  const search = new SearchIndex(db, (kind, id) => bodyOf(store, kind, id), searchHabits(store));
  const companies = new Companies(store);
  const copies = new NearCopies(store);
  const scan = new MentionScan(store, surroundings, (sourceIds) =>
    search.refresh(
      sourceIds.flatMap((id) => {
        const document = documentOf(store, 'source', id);
        return document ? [document] : [];
      }),
    ),
  );
  const foundNames = new FoundNames(store, companies, surroundings);
  const context: Context = { store, search, companies, scan, foundNames, surroundings };
  store.onDerive(
    (touched) => {
      deriveNoteLinks(store, touched);
      foundNames.heard(touched);
      const found = deriveMentions(store, companies, touched, scan);
      const stale = staleDocuments(store, touched, new Set([...found, ...copies.derive(touched)]));
      const gone: typeof stale = [];
      const fresh = stale.flatMap((key) => {
        const document = documentOf(store, key.kind, key.id);
        if (!document) gone.push(key);
        return document ? [document] : [];
      });
      if (gone.length > 0) search.remove(gone);
      if (fresh.length > 0) search.refresh(fresh);
      search.noteAnnotated(annotatedSources(store, touched));
    },
    () => {
      companies.forget();
      copies.rolledBack();
      search.rolledBack();
    },
  );
  closeInterruptedJobs(store);
  scan.resumeInterrupted();
  const weekly = new WeeklyCheck(store);
  if (search.outdated) rebuildIndex(context);
  let seen = db.pragma('data_version', { simple: true }) as number;
  return {
    library: nouns(context),
    context,
    subscribe: (listener) => store.subscribe(listener),
    lookForOthers: () => {
      const version = db.pragma('data_version', { simple: true }) as number;
      if (version !== seen) store.announce(TOPICS);
      seen = version;
    },
    tidy: () => store.writeUnlogged([], () => search.maintain()) || weekly.piece(),
    close: () => {
      scan.close();
      foundNames.close();
      db.close();
    },
  };
}

/** Builds the search index anew from the content. */
export function rebuildIndex(context: Context, onProgress?: (done: number) => void): void {
  context.store.writeUnlogged(['search'], () =>
    context.search.rebuild(allDocuments(context.store), onProgress),
  );
}
