import { useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { bytes, clock, day, moment, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import { go, openSource } from '../view.ts';
import { backupDays, type BackupDay } from './days.ts';
import { Notices } from './notices.tsx';
import { Requests } from './requests.tsx';
import { RestoreSheet } from './restore-sheet.tsx';
import './health.css';

function Tile({
  icon,
  tone,
  title,
  value,
  children,
  action,
}: {
  readonly icon: IconName;
  readonly tone: 'ok' | 'warn' | 'bad' | 'calm';
  readonly title: string;
  readonly value: string;
  readonly children: React.ReactNode;
  readonly action?: React.ReactNode;
}) {
  return (
    <section className="box he-tile" aria-label={title}>
      <div className={`row he-${tone}`}>
        <Icon name={icon} />
        <h2 className="b t1">{title}</h2>
      </div>
      <div className="he-value num">{value}</div>
      <div className="t2 sm grow">{children}</div>
      {action && <div className="row tight he-action">{action}</div>}
    </section>
  );
}

const dayWords = (one: BackupDay): string => {
  const newest = one.backups[0];
  if (!newest) return t('health.day.none', { day: day(one.day) });
  if (!newest.ok) return t('health.day.bad', { day: day(one.day) });
  return t('health.day.done', { day: day(one.day), count: one.backups.length, size: bytes(newest.size) });
};

/** A row of days: a block for each day with a backup, dashed when missed, today in accent. */
function Days({ days }: { readonly days: readonly BackupDay[] }) {
  return (
    <ul className="he-days" aria-label={t('health.backups')}>
      {days.map((one, i) => {
        const newest = one.backups[0];
        const look = !newest ? ' missed' : !newest.ok ? ' bad' : i === days.length - 1 ? ' today' : '';
        return (
          <li key={one.day} className={`he-day${look}`} title={dayWords(one)}>
            <span className="sr">{dayWords(one)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Whether the library is sound, where its backups are, and the way back to one of them. */
export function HealthScreen() {
  const { value: status, error } = useLive(['health', 'source', 'annotation'], () => library.health.status());
  const { value: orphans } = useLive(['annotation', 'source'], () =>
    library.annotations.list({ anchor: 'orphan', limit: 1 }),
  );
  const { value: changed } = useLive(['annotation', 'source'], () =>
    library.annotations.list({ anchor: 'changed', limit: 1 }),
  );
  const { value: trashed } = useLive(['source', 'company', 'brief', 'annotation', 'fact', 'note'], () =>
    library.trash.list(),
  );
  const [checked, setChecked] = useState<{
    readonly ok: boolean;
    readonly problems: readonly string[];
  } | null>(null);
  const [busy, setBusy] = useState<'check' | 'backup' | null>(null);
  const [restoring, setRestoring] = useState(false);
  const [now] = useState(() => new Date());
  if (!status)
    return (
      <div className="main">
        <div className="phead">
          <h1>{t('health.title')}</h1>
        </div>
        {error ? <Empty icon="triangle-alert" title={error.message} /> : <Skeleton lines={8} />}
      </div>
    );
  const name = status.file.split(/[\\/]/).pop() ?? status.file;
  const check = async () => {
    setBusy('check');
    try {
      setChecked(await library.health.check({ deep: true }));
    } catch (reason) {
      fail(reason);
    } finally {
      setBusy(null);
    }
  };
  const backup = async () => {
    setBusy('backup');
    try {
      await library.health.backup({});
      say(t('health.backedUp'));
    } catch (reason) {
      fail(reason);
    } finally {
      setBusy(null);
    }
  };
  const sound = checked?.ok ?? true;
  const moved = (orphans?.total ?? 0) + (changed?.total ?? 0);
  const firstMoved = orphans?.annotations[0] ?? changed?.annotations[0];
  const days = backupDays(status.backups, now, 44);
  const missed = days.filter((one) => one.backups.length === 0).length;
  const newest = status.backups[0];
  return (
    <div className="main he-main">
      <div className="phead he-phead">
        <h1>{t('health.title')}</h1>
        <span className="end" />
        <Button icon="shield-check" disabled={busy !== null} onClick={() => void check()}>
          {t(busy === 'check' ? 'health.checking' : 'health.check')}
        </Button>
      </div>
      <div className="scrolls he-page" role="region" tabIndex={0} aria-label={t('health.title')}>
        <Notices notices={status.notices} />
        <div className="he-tiles">
          <Tile
            icon={sound ? 'shield-check' : 'shield-alert'}
            tone={sound ? 'ok' : 'bad'}
            title={t('health.integrity')}
            value={
              checked === null
                ? t('health.unchecked')
                : sound
                  ? t('health.sound')
                  : t('health.damaged', { count: checked?.problems.length ?? 0 })
            }
          >
            <span role="status">
              {checked === null
                ? t('health.unchecked.words', { name, sources: status.sources, size: bytes(status.size) })
                : t(checked.ok ? 'health.checked.words' : 'health.damaged.words', { name })}
            </span>
          </Tile>
          <Tile
            icon="map-pin"
            tone={moved > 0 ? 'warn' : 'ok'}
            title={t('health.orphans')}
            value={number(moved)}
            action={
              firstMoved && (
                <Button size="small" onClick={() => openSource(firstMoved.sourceId)}>
                  {t('health.orphans.show')}
                </Button>
              )
            }
          >
            {t(moved > 0 ? 'health.orphans.words' : 'health.orphans.none')}
          </Tile>
          <Tile icon="hard-drive" tone="calm" title={t('health.size')} value={bytes(status.size)}>
            <span className="he-path selectable">{status.file}</span>
          </Tile>
          <Tile
            icon="trash"
            tone="calm"
            title={t('health.trash')}
            value={t('health.trash.items', { count: trashed?.length ?? 0 })}
            action={
              <Button size="small" onClick={() => go({ screen: 'trash' })}>
                {t('health.open')}
              </Button>
            }
          >
            {t('health.trash.words')}
          </Tile>
        </div>
        {checked && !checked.ok && (
          <section className="box he-box" aria-label={t('health.problems')}>
            <h2 className="b">{t('health.problems')}</h2>
            <ul className="he-problems selectable">
              {checked.problems.map((problem) => (
                <li key={problem}>{saidWords(problem)}</li>
              ))}
            </ul>
          </section>
        )}
        <section className="box he-box" aria-label={t('health.backups')}>
          <div className="row wrap">
            <h2 className="b">{t('health.backups')}</h2>
            <span className="sm t2">{t('health.backups.words')}</span>
            <span className="end row tight">
              <Button icon="save" disabled={busy !== null} onClick={() => void backup()}>
                {t('health.backup')}
              </Button>
              <Button
                icon="rotate-ccw"
                disabled={status.backups.length === 0}
                onClick={() => setRestoring(true)}
              >
                {t('health.restore')}
              </Button>
            </span>
          </div>
          {newest ? (
            <>
              <Days days={days} />
              <div className="row sm t2">
                <span>{day(days[0]!.day)}</span>
                <span className="t3">{t('health.missed', { count: missed })}</span>
                <span className="end num">
                  {t('health.last', {
                    when: day(newest.at) === day(now.toISOString()) ? clock(newest.at) : moment(newest.at),
                    size: bytes(newest.size),
                  })}
                </span>
              </div>
              <details className="he-all">
                <summary className="sm">{t('health.table')}</summary>
                <table className="table">
                  <thead>
                    <tr>
                      <th>{t('health.table.when')}</th>
                      <th>{t('health.table.size')}</th>
                      <th>{t('health.table.state')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {status.backups.map((one) => (
                      <tr key={one.path}>
                        <td className="num" title={one.path}>
                          {moment(one.at)}
                        </td>
                        <td className="num">{bytes(one.size)}</td>
                        <td>{t(one.ok ? 'health.table.ok' : 'health.restore.bad')}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </details>
            </>
          ) : (
            <p className="t3 sm he-none">{t('health.backups.none')}</p>
          )}
        </section>
        <Requests />
      </div>
      {restoring && <RestoreSheet backups={status.backups} onClose={() => setRestoring(false)} />}
    </div>
  );
}
