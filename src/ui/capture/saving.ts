import { rulesFrom } from '../../core/capture/site-rule.ts';
import type { CapturePreview, ImportReport } from '../../library/views.ts';
import { library, upload } from '../library.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { say } from '../parts/toast.tsx';
import { useReading } from '../reader/state.ts';
import { go, openSource } from '../view.ts';
import { fieldOf, FIELDS, type CaptureSource, type Draft } from './draft.ts';

/** How often a fetch is asked how far it is, in milliseconds. */
const LOOK_EVERY = 300;

/** Says in words how far a fetch is, until it is stopped looking at. */
export function watchFetch(fetch: string, onWords: (words: string) => void): () => void {
  const timer = setInterval(() => {
    void library.capture.fetchProgress({ fetch }).then((at) => {
      if (at === null) return;
      onWords(
        at.stage === 'page'
          ? t('capture.address.page', { kilobytes: Math.ceil(at.bytes / 1000) })
          : t('capture.address.pictures', { done: at.done, total: at.total }),
      );
    });
  }, LOOK_EVERY);
  return () => clearInterval(timer);
}

/** Stops a fetch; it then ends with words. */
export const stopFetch = (fetch: string): void => void library.capture.stopFetch({ fetch });

/**
 * Reads what was given and proposes a clean article; an address is fetched as the fetch of the given name, and the fetched
 * bytes are kept by token.
 */
export async function read(
  source: CaptureSource,
  fetch: string,
): Promise<{ source: CaptureSource; preview: CapturePreview }> {
  if (source.url === undefined || source.token !== undefined)
    return { source, preview: await library.capture.preview(source) };
  const preview = await library.capture.fetch({ url: source.url, fetch });
  return { source: { url: source.url, token: preview.token }, preview };
}

const undo = {
  get label() {
    return t('frame.undo');
  },
  run: () => void library.history.undo({}),
};

/** Opens what was saved with the blocks that cleaning left out, each with a button that puts it back. */
const review = (id: string) => ({
  label: t('capture.review'),
  run: () => {
    useReading.setState({ reviewing: id });
    openSource(id);
  },
});

/** Says what came of saving one thing; gives the reason when nothing could be read. */
export function tell(report: ImportReport, hidden: number): string | null {
  const saved = report.imported[0];
  if (saved) {
    const near = report.duplicates.find(({ kind }) => kind === 'near');
    if (near) {
      const open = { label: t('capture.duplicate.open'), run: () => openSource(near.of) };
      say(t('capture.savedNear', { title: saved.title }), open, undo);
      return null;
    }
    const words =
      hidden === 0
        ? t('capture.saved', { title: saved.title })
        : t('capture.savedHidden', { title: saved.title, hidden });
    say(words, ...(hidden === 0 ? [] : [review(saved.id)]), undo);
    return null;
  }
  const twin = report.duplicates[0];
  if (twin) {
    say(t('capture.alreadyThere', { title: twin.input }), {
      label: t('capture.duplicate.open'),
      run: () => openSource(twin.of),
    });
    return null;
  }
  const failed = report.failed[0]?.message;
  return failed === undefined ? null : saidWords(failed);
}

/** Saves a draft with the reader's choices. */
export function save(draft: Draft): Promise<ImportReport> {
  const fields = Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = draft.fields[name];
      return value === undefined || value === draft.preview[name] ? [] : [[name, fieldOf(draft, name) ?? '']];
    }),
  );
  return library.capture.save({
    ...draft.source,
    removed: [...draft.removed].sort((a, b) => a - b),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(draft.tags.length > 0 && { tags: [...draft.tags] }),
  });
}

/** Keeps the choices about blocks for the site of the page, when the person wants that. */
export async function remember(draft: Draft): Promise<void> {
  const { url, blocks } = draft.preview;
  if (!draft.remember || url === null) return;
  const rules = rulesFrom(blocks, draft.removed).map((rule) => ({ ...rule }));
  if (rules.length === 0) return;
  const { host } = await library.siteRules.remember({ url, rules });
  say(t('capture.site.remembered', { host }));
}

/** Hands files over and imports them as one job; Activity shows how it goes. */
export async function importFiles(files: readonly File[], onFile: (name: string) => void): Promise<void> {
  const tokens: string[] = [];
  for (const file of files) {
    onFile(file.name);
    tokens.push(await upload(file));
  }
  await library.imports.start({ tokens });
  say(t('capture.importing', { count: files.length }));
  go({ screen: 'imports' });
}
