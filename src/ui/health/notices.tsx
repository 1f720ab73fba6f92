import { moment } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { Icon } from '../parts/icon.tsx';
import type { library } from '../library.ts';

type Notice = Awaited<ReturnType<typeof library.health.status>>['notices'][number];

const words = ({ kind, at }: Notice): string => {
  const when = moment(at);
  if (kind === 'check-due') return t('health.notice.checkDue', { when });
  if (kind === 'journal-missing') return t('health.notice.journal', { when });
  return t('health.notice.damage', { when });
};

/** What a person should know about the library's files, said above everything else until a check finds nothing. */
export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <section className="box he-box" aria-label={t('health.notices')}>
      <h2 className="row b he-warn">
        <Icon name="shield-alert" />
        {t('health.notices')}
      </h2>
      <ul className="he-problems selectable" role="list">
        {notices.map((notice) => (
          <li key={notice.kind}>
            {words(notice)}
            {notice.problems.length > 0 && (
              <ul className="sm t2">
                {notice.problems.map((problem) => (
                  <li key={problem}>{saidWords(problem)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
