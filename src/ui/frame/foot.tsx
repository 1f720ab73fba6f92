import { useEffect, useState } from 'react';
import type { Job } from '../../library/views.ts';
import { library, listen } from '../library.ts';
import { useLive } from '../live.ts';
import { clock, day, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Bar } from '../parts/bar.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { go } from '../view.ts';

const daysSince = (instant: string, now: Date): number =>
  (now.getTime() - new Date(instant).getTime()) / 86_400_000;

/** The running jobs, from the list and from what is announced since. */
function useJobs(): readonly Job[] {
  const { value } = useLive(['job'], () => library.imports.list());
  const [heard, setHeard] = useState<Readonly<Record<string, Job>>>({});
  useEffect(() => listen('job', (job) => setHeard((old) => ({ ...old, [job.id]: job }))), []);
  const all = new Map((value ?? []).map((job) => [job.id, job]));
  for (const job of Object.values(heard)) all.set(job.id, job);
  return [...all.values()].filter((job) => job.state === 'running');
}

const jobTitle = (job: Job): string => {
  const counted =
    job.total === null
      ? number(job.done)
      : t('frame.jobOf', { done: number(job.done), total: number(job.total) });
  return `${t(`frame.job.${job.kind}`)} ${counted}`;
};

/** The last lines of the sidebar: running work, the library file, its last backup, and whether there is a network. */
export function Foot({ rail }: { readonly rail: boolean }) {
  const looked = useLive(['health'], async () => ({
    status: await library.health.status(),
    now: new Date(),
  })).value;
  const status = looked?.status;
  const host = useLive([], () => library.host.info()).value;
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = (): void => setOffline(!navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  const jobs = useJobs();
  const file = status?.file.split(/[\\/]/).pop() ?? host?.library.name ?? '';
  const last = status?.lastBackup ?? null;
  const age = last === null || !looked ? null : daysSince(last, looked.now);
  const backup =
    last === null
      ? t('frame.noBackup')
      : t('frame.backedUp', { when: age !== null && age < 1 ? clock(last) : day(last) });
  const tone = age === null || age <= 3 ? '' : age <= 14 ? ' late' : ' bad';
  const line = (icon: IconName, text: string, run: () => void, look = '') => (
    <button type="button" className={`line${look}`} title={text} onClick={run}>
      <Icon name={icon} size="s" />
      <span className="tx clip">{text}</span>
    </button>
  );
  return (
    <div className="foot">
      {jobs.map((job) => (
        <button
          key={job.id}
          type="button"
          className="line job"
          title={jobTitle(job)}
          onClick={() => go({ screen: 'imports' })}
        >
          <Icon name="activity" size="s" />
          <span className="tx grow">
            <span className="clip">{jobTitle(job)}</span>
            {!rail && (
              <Bar
                label={jobTitle(job)}
                share={job.total === null || job.total === 0 ? null : job.done / job.total}
              />
            )}
          </span>
        </button>
      ))}
      {line('hard-drive', file, () => go({ screen: 'health' }))}
      {status !== undefined &&
        line(tone === ' bad' ? 'shield-alert' : 'shield-check', backup, () => go({ screen: 'health' }), tone)}
      {(offline || host?.offline === true) &&
        line('wifi-off', t('frame.offline'), () => go({ screen: 'settings' }))}
      {line('settings', t('frame.settings'), () => go({ screen: 'settings' }))}
    </div>
  );
}
