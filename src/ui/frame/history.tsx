import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment } from '../messages/formats.ts';
import { step, t } from '../messages/index.ts';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useView } from '../view.ts';
import { doing } from './undo.ts';

/** Undoes or redoes until the chosen step is the newest one that holds. */
const stepTo = async (undoing: boolean, times: number): Promise<void> => {
  for (let i = 0; i < times; i++) await (undoing ? library.history.undo({}) : library.history.redo());
};

/** What was done, newest first; a row steps back (or forward again) to that moment. */
export function HistorySheet() {
  const close = () => useView.setState({ historyOpen: false });
  const { value } = useLive(['history'], () => library.history.list({ limit: 100 }));
  const steps = value ?? [];
  const undone = steps.filter((each) => each.undone).length;
  return (
    <Sheet title={t('command.history.open')} open onClose={close}>
      {steps.length === 0 && <Empty icon="rotate-ccw-clock" title={t('frame.noHistory')} />}
      <ul className="history">
        {steps.map((each, i) => (
          <li key={each.id} className={each.undone ? 'undone' : ''}>
            <Icon name={each.undone ? 'redo-2' : i === undone ? 'check' : 'undo-2'} size="s" />
            <span className="clip grow">{step(each.label, each.params)}</span>
            <span className="t3 sm num nw">{moment(each.at)}</span>
            {i !== undone && (
              <button
                type="button"
                className="btn small g"
                onClick={() => void doing(stepTo(i > undone, Math.abs(i - undone)))}
              >
                {each.undone ? t('frame.stepForward') : t('frame.stepBack')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {steps.length > 0 && <p className="t3 sm">{t('frame.historyHint')}</p>}
    </Sheet>
  );
}
