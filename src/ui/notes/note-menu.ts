import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';
import { openSource } from '../view.ts';

/** Puts a note as plain Markdown on the clipboard. */
export const copyPlain = async (id: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText((await library.notes.export({ ids: [id] })).text);
    say(t('notes.copied'));
  } catch (reason) {
    fail(reason);
  }
};

/** Saves the words of a note as a source, so that they can be marked and cited like any other. */
export const saveAsSource = async (id: string, title: string): Promise<void> => {
  const { text } = await library.notes.export({ ids: [id] });
  const saving = library.capture.save({ text, fields: { title: title || t('notes.untitled') } });
  if (!(await doing(saving, t('notes.savedAsSource')))) return;
  const report = await saving;
  const made = report.imported[0]?.id ?? report.duplicates[0]?.of;
  if (made !== undefined) openSource(made);
};

/** Moves a note to the trash, with an Undo beside the news. */
export const removeNote = (id: string): Promise<boolean> =>
  doing(library.notes.remove({ ids: [id] }), t('notes.removed'));
