import { diffWordsWithSpace } from 'diff';
import { useState } from 'react';
import { plainWords } from '../../core/note/links.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** The earlier texts of a note, each against the present one; any can be brought back. */
export function NoteVersions({
  id,
  text,
  onClose,
}: {
  readonly id: string;
  /** The text as it stands. */
  readonly text: string;
  readonly onClose: () => void;
}) {
  const { value } = useLive(['note'], () => library.notes.history({ id }), [id]);
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = value?.find((one) => one.changeId === chosen) ?? value?.[0];
  const bringBack = async (): Promise<void> => {
    if (!shown) return;
    const done = await doing(
      library.notes.revert({ id, changeId: shown.changeId }),
      t('notes.broughtBack', { when: moment(shown.at) }),
    );
    if (done) onClose();
  };
  return (
    <Sheet
      title={t('notes.history')}
      open
      wide
      onClose={onClose}
      className="nt-versions"
      footer={
        <>
          <span className="t3 sm">{t('notes.history.words')}</span>
          <span className="end" />
          <Button onClick={onClose}>{t('notes.close')}</Button>
          <Button kind="primary" disabled={!shown} onClick={() => void bringBack()}>
            {t('notes.bringBack')}
          </Button>
        </>
      }
    >
      {!value && <Skeleton lines={4} />}
      {value?.length === 0 && <p className="t3">{t('notes.history.none')}</p>}
      {value && shown && (
        <div className="nt-compare">
          <div className="col" role="radiogroup" aria-label={t('notes.history')}>
            {value.map((one) => (
              <label key={one.changeId} className="nt-version">
                <input
                  type="radio"
                  name="nt-version"
                  checked={one === shown}
                  onChange={() => setChosen(one.changeId)}
                />
                <span className="num">{t('notes.until', { when: moment(one.at) })}</span>
                <span className="t3 sm num">{t('notes.words', { count: one.words })}</span>
              </label>
            ))}
          </div>
          <pre className="nt-diff selectable" tabIndex={0} aria-label={t('notes.difference')}>
            {diffWordsWithSpace(plainWords(shown.text), plainWords(text)).map((part, i) =>
              part.added ? (
                <del key={i}>{part.value}</del>
              ) : part.removed ? (
                <ins key={i}>{part.value}</ins>
              ) : (
                <span key={i}>{part.value}</span>
              ),
            )}
          </pre>
        </div>
      )}
    </Sheet>
  );
}
