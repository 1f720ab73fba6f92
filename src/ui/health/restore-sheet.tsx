import { useState } from 'react';
import { library } from '../library.ts';
import { bytes, moment, number } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { useLive } from '../live.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Select } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { say } from '../parts/toast.tsx';
import type { Backup } from './days.ts';

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);
const kindName = (kind: string): string => {
  const key = `health.count.${kind}`;
  return known(key) ? t(key) : kind;
};

/** Puts a backup in place of the library, after showing what would change. The present state is kept first. */
export function RestoreSheet({
  backups,
  onClose,
}: {
  readonly backups: readonly Backup[];
  readonly onClose: () => void;
}) {
  const [path, setPath] = useState(backups[0]?.path ?? '');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const preview = useLive([], () => library.health.restorePreview({ path }), [path]);
  const restore = async () => {
    setBusy(true);
    try {
      await library.host.restore({ path });
      say(t('health.restore.done'));
      onClose();
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
      setBusy(false);
    }
  };
  const shown = preview.loading ? null : preview.value;
  return (
    <Sheet
      title={t('health.restore.title')}
      open
      onClose={onClose}
      footer={
        <>
          <span className="end" />
          {/* The safe choice comes first, and has the focus when the sheet opens. */}
          <Button onClick={onClose}>{t('health.cancel')}</Button>
          <Button kind="danger" icon="rotate-ccw" disabled={busy || !shown} onClick={() => void restore()}>
            {t('health.restore.run')}
          </Button>
        </>
      }
    >
      <div className="col">
        <p className="row tight t2">
          <Icon name="shield-check" size="s" />
          {t('health.restore.words')}
        </p>
        <Select
          label={t('health.restore.choose')}
          value={path}
          onChange={setPath}
          options={backups.map((backup) => ({
            value: backup.path,
            label: t('health.restore.row', { when: moment(backup.at), size: bytes(backup.size) }),
          }))}
        />
        {preview.error && (
          <p className="he-bad" role="alert">
            {preview.error.message}
          </p>
        )}
        {preview.loading && <Skeleton lines={3} />}
        {shown && !preview.error && (
          <>
            <h3 className="label">{t('health.restore.what')}</h3>
            <table className="table">
              <thead>
                <tr>
                  <th />
                  <th className="he-count">{t('health.restore.now')}</th>
                  <th className="he-count">{t('health.restore.then')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.counts.map((count) => (
                  <tr key={count.kind}>
                    <th scope="row" className="he-row">
                      {kindName(count.kind)}
                    </th>
                    <td className="he-count num">{number(count.now)}</td>
                    <td className={`he-count num${count.then < count.now ? ' he-bad b' : ''}`}>
                      {number(count.then)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {shown.counts.some((count) => count.then !== count.now) && (
              <p className="sm t2">{t('health.restore.lost')}</p>
            )}
          </>
        )}
        {error !== null && (
          <p className="he-bad" role="alert">
            {error}
          </p>
        )}
      </div>
    </Sheet>
  );
}
