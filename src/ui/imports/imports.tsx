import { useEffect, useState } from 'react';
import type { Job } from '../../library/views.ts';
import { DropPanel } from '../capture/ways.tsx';
import { importFiles } from '../capture/saving.ts';
import { library, listen } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail } from '../parts/toast.tsx';
import { startCapture } from '../view.ts';
import { InboxFolderCard } from './inbox-folder.tsx';
import { JobCard } from './job-card.tsx';
import './imports.css';
import '../capture/capture.css';

/** Activity: what is being imported, how far it is, and what came of earlier imports. */
export function ImportsScreen() {
  const { value, error } = useLive(['job'], () => library.imports.list());
  const [heard, setHeard] = useState<Readonly<Record<string, Job>>>({});
  const [reading, setReading] = useState<string | null>(null);
  useEffect(() => listen('job', (job) => setHeard((old) => ({ ...old, [job.id]: job }))), []);
  const jobs = new Map((value ?? []).map((job) => [job.id, job]));
  for (const job of Object.values(heard)) {
    const known = jobs.get(job.id);
    // What the library lists as ended stays ended: an announcement may arrive late.
    if (!known || known.state === 'running') jobs.set(job.id, job);
  }
  const all = [...jobs.values()].toSorted(
    (a, b) =>
      Number(b.state === 'running') - Number(a.state === 'running') || b.startedAt.localeCompare(a.startedAt),
  );
  const take = async (files: readonly File[]) => {
    try {
      await importFiles(files, setReading);
    } catch (reason) {
      fail(reason);
    } finally {
      setReading(null);
    }
  };
  return (
    <div className="main im-main">
      <div className="phead im-phead">
        <h1>{t('imports.title')}</h1>
        <span className="end" />
        <Button icon="upload" onClick={() => startCapture({ files: [], review: true })}>
          {t('imports.start')}
        </Button>
      </div>
      <div className="scrolls im-page" role="region" tabIndex={0} aria-label={t('imports.title')}>
        {reading !== null && (
          <p role="status" className="t2">
            {t('capture.files.reading', { name: reading })}
          </p>
        )}
        {error && !value && <Empty icon="triangle-alert" title={error.message} />}
        {!value && !error && <Skeleton lines={6} />}
        {value && all.length === 0 && (
          <>
            <Empty icon="activity" title={t('imports.empty')}>
              {t('imports.empty.words')}
            </Empty>
            <DropPanel idle={t('capture.files.drop')} onFiles={(files) => void take(files)} />
          </>
        )}
        <InboxFolderCard />
        {all.map((job, i) => (
          <JobCard key={job.id} job={job} open={i === 0} />
        ))}
      </div>
    </div>
  );
}
