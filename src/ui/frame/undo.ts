import type { HistoryStep } from '../../library/views.ts';
import { library } from '../library.ts';
import { step, t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';

const tell = (
  done: HistoryStep | null,
  key: 'frame.undone' | 'frame.redone',
  none: 'frame.nothingToUndo' | 'frame.nothingToRedo',
): void => (done ? say(t(key, { step: step(done.label, done.params) })) : say(t(none)));

/** Takes back the newest step and says which it was. */
export const undo = (): void => {
  library.history.undo({}).then((done) => tell(done, 'frame.undone', 'frame.nothingToUndo'), fail);
};

/** Does the step undone last once more. */
export const redo = (): void => {
  library.history.redo().then((done) => tell(done, 'frame.redone', 'frame.nothingToRedo'), fail);
};

/** Waits for a write, says what it did with an Undo beside it, and says why when it did not happen. */
export const doing = async (work: Promise<unknown>, said?: string): Promise<boolean> => {
  try {
    await work;
    if (said !== undefined) say(said, { label: t('frame.undo'), run: undo });
    return true;
  } catch (reason) {
    fail(reason);
    return false;
  }
};
