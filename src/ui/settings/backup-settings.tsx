import { useState } from 'react';
import { run } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { go } from '../view.ts';

const read = () => library.health.status();

/** Where the backups are, how many there are, and the way to make one or go back to one. */
export function Backups() {
  const { value } = useLive(['health', 'source', 'setting'], read);
  if (!value) return null;
  return (
    <div className="col grow">
      <p className="t2 sm selectable settings-path">
        {t('settings.backups.folder', { folder: `${value.file}.backups` })}
      </p>
      <p className="t2 sm">
        {value.lastBackup === null
          ? t('settings.backups.none')
          : t('settings.backups.count', { count: value.backups.length, last: moment(value.lastBackup) })}
      </p>
      <div className="row wrap">
        <Button icon="hard-drive-download" onClick={() => run('backup.now')}>
          {t('command.backup.now')}
        </Button>
        <Button icon="archive-restore" onClick={() => go({ screen: 'health' })}>
          {t('settings.backups.restore')}
        </Button>
      </div>
    </div>
  );
}

/** The folder elsewhere that gets a copy of every backup, and how the last copy went. */
export function BackupCopies() {
  const { value, reload } = useLive(['health', 'setting'], read);
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  if (!value) return null;
  const { folder, inside, count, last } = value.copies;
  const choose = async (path: string | null): Promise<void> => {
    setError(null);
    try {
      await library.health.copyTo({ folder: path });
      setTyped(null);
      reload();
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  const problem = last === null || last.problem === null ? null : saidWords(last.problem);
  return (
    <form
      className="col grow"
      onSubmit={(event) => {
        event.preventDefault();
        const path = (typed ?? '').trim();
        if (path !== '') void choose(path);
      }}
    >
      <div className="row settings-folder">
        <Field
          name={t('settings.backups.copies.path')}
          placeholder={t('settings.backups.copies.example')}
          className="grow"
          value={typed ?? folder ?? ''}
          error={error ?? problem}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button submit disabled={typed === null || typed.trim() === ''}>
          {t('settings.backups.copies.set')}
        </Button>
        {folder !== null && (
          <Button kind="ghost" onClick={() => void choose(null)}>
            {t('settings.backups.copies.stop')}
          </Button>
        )}
      </div>
      {inside !== null && (
        <p className="t2 sm selectable settings-path">
          {t('settings.backups.copies.state', {
            count,
            last: last === null || last.path === null ? '–' : moment(last.at),
            folder: inside,
          })}
        </p>
      )}
    </form>
  );
}
