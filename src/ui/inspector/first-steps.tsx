import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { fail } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { useView } from '../view.ts';

const steps = ['save', 'mark', 'fact', 'find', 'cite'] as const;

/** Which of the five things have really been done in this library. */
const done = async (): Promise<Readonly<Record<(typeof steps)[number], boolean>>> => {
  const [counts, marks, companies, briefs] = await Promise.all([
    library.sources.counts(),
    library.annotations.list({ limit: 1 }),
    library.companies.list({}),
    library.briefs.list(),
  ]);
  return {
    save: counts.library > 0,
    mark: marks.total > 0,
    fact: companies.some((company) => company.facts > 0),
    find: false,
    cite: briefs.some((brief) => brief.citations > 0),
  };
};

/** Five things to try, ticked when they were really done; it goes away when all are done or it is dismissed. */
export function FirstSteps() {
  const { value } = useLive(['source', 'annotation', 'fact', 'brief'], done);
  const checklist = usePreferences((preferences) => preferences.checklist);
  const searched = useView((view) =>
    view.back.some((place) => place.screen === 'search' && place.query !== undefined),
  );
  if (!value || checklist['dismissed']) return null;
  const ticked = { ...value, find: searched || checklist['find'] === true };
  if (steps.every((step) => ticked[step])) return null;
  const hide = (): void => void prefer('checklist', { ...checklist, dismissed: true }).catch(fail);
  return (
    <section className="card first-steps" aria-label={t('first.title')}>
      <div className="row">
        <h3 className="b grow">{t('first.title')}</h3>
        <IconButton icon="x" small size="s" label={t('first.dismiss')} onClick={hide} />
      </div>
      <ul>
        {steps.map((step) => (
          <li key={step} className={ticked[step] ? 'row t3' : 'row'}>
            <Icon name={ticked[step] ? 'circle-check' : 'circle'} size="s" />
            {t(`first.${step}`)}
            {ticked[step] && <span className="sr">{t('first.done')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
