import { library } from '../library.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { fail, say } from '../parts/toast.tsx';
import { go } from '../view.ts';

/** Says at the start that the newest import was interrupted by the end of the program, and offers to go on with it. */
export async function tellUnfinished(): Promise<void> {
  const job = (await library.imports.list())[0];
  if (!job?.interrupted || !job.resumable || job.total === null) return;
  say(t('imports.unfinished', { done: number(job.done), total: number(job.total) }), {
    label: t('imports.resume', { count: job.total - job.done }),
    run: () => {
      library.imports.resume({ jobId: job.id }).then(() => go({ screen: 'imports' }), fail);
    },
  });
}
