import { OPERATORS } from '../../core/search/operators.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { fail } from '../parts/toast.tsx';
import { operatorHint } from './suggestions.ts';

/** Puts a query at the head of the last searches, unless the setting says that none are kept. */
export const remember = (query: string): void => {
  if (query.trim() !== '') void library.search.remember({ query: query.slice(0, 4000) }).catch(fail);
};

/** The search page before anything is typed: last searches, saved ones, and what can be written in the box. */
export function Start({
  onQuery,
  onSaved,
}: {
  /** Puts a query into the box; `begin` leaves the caret after it, to go on typing. */
  readonly onQuery: (query: string, begin?: boolean) => void;
  readonly onSaved: (search: { readonly id: string; readonly query: string }) => void;
}) {
  const { value: recent } = useLive(['setting'], () => library.search.recent({ limit: 8 }));
  const { value: saved } = useLive(['search', 'source'], () => library.savedSearches.list());
  return (
    <div className="se-start">
      <h2 className="h1">{t('search.start')}</h2>
      <p className="t2">{t('search.start.words')}</p>
      {recent && recent.length > 0 && (
        <section aria-label={t('search.recent')}>
          <h3 className="label row">
            {t('search.recent')}
            <IconButton
              className="end"
              icon="trash"
              size="xs"
              small
              label={t('search.forgetAll')}
              onClick={() => void library.search.forget({}).catch(fail)}
            />
          </h3>
          <ul>
            {recent.map(({ query }) => (
              <li key={query} className="row tight">
                <button type="button" className="se-start-row" onClick={() => onQuery(query)}>
                  <Icon name="clock" size="s" />
                  <span className="clip">{query}</span>
                </button>
                <IconButton
                  icon="x"
                  size="xs"
                  small
                  label={t('search.forget', { query })}
                  onClick={() => void library.search.forget({ query }).catch(fail)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {saved && saved.length > 0 && (
        <section aria-label={t('search.savedOnes')}>
          <h3 className="label">{t('search.savedOnes')}</h3>
          <ul>
            {saved.map((one) => (
              <li key={one.id}>
                <button type="button" className="se-start-row" onClick={() => onSaved(one)}>
                  <Icon name="bookmark" size="s" />
                  <span className="clip">{one.name}</span>
                  {one.fresh > 0 && (
                    <span className="fresh" title={t('frame.freshResults', { count: one.fresh })} />
                  )}
                  <span className="end t3 num">{number(one.count)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('search.language')}>
        <h3 className="label">{t('search.language')}</h3>
        <ul className="se-tips t2">
          <li>{t('search.tip.exact')}</li>
          <li>{t('search.tip.near')}</li>
        </ul>
        <ul className="se-operators">
          {OPERATORS.map(({ name }) => (
            <li key={name}>
              <button type="button" className="se-start-row" onClick={() => onQuery(`${name}:`, true)}>
                <b className="qp-name">{name}:</b>
                <span className="t2 clip">{operatorHint(name)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
