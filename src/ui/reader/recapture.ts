import { library, upload } from '../library.ts';
import type { Recaptured } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';
import { undo } from '../frame/undo.ts';
import { setReading, type Pane } from './state.ts';

/** What became of annotations, in a few words: "12 exact, 1 changed, 1 not found". */
export const anchorWords = (anchors: Recaptured['anchors']): string => {
  const words = (['exact', 'moved', 'changed', 'orphan'] as const)
    .filter((state) => anchors[state] > 0)
    .map((state) => t(`reader.anchors.${state}`, { count: anchors[state] }));
  return words.length === 0 ? t('reader.anchors.none') : words.join(t('reader.listComma'));
};

const keep = async (pane: Pane, work: Promise<Recaptured>): Promise<void> => {
  try {
    const { version, anchors, sameText } = await work;
    setReading(pane, { version: null, comparing: null, carried: { version, anchors, sameText } });
    say(t('reader.versionSaved', { number: version }), { label: t('frame.undo'), run: undo });
  } catch (reason) {
    fail(reason);
  }
};

/** Asks for a file and keeps it as a newer version of the source. */
export const recaptureFile = (pane: Pane, id: string): void => {
  const input = document.createElement('input');
  input.type = 'file';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file)
      void keep(
        pane,
        upload(file).then((token) => library.versions.recapture({ id, token })),
      );
  });
  input.click();
};

/** Fetches the address of the source again, because the reader asks for it. */
export const recaptureAddress = (pane: Pane, id: string, url: string): void =>
  void keep(pane, library.versions.recapture({ id, url }));
