import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';

/** The key under which the last searches are kept. */
export const RECENT = 'recentSearches';

const asStrings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Puts a query at the head of the last searches. */
export async function remember(query: string): Promise<void> {
  const words = query.trim();
  if (words === '') return;
  const settings = await library.settings.all();
  const before = asStrings(settings[RECENT]).filter((one) => one !== words);
  await library.settings.set({ key: RECENT, value: [words, ...before].slice(0, 12) });
}

/** The search page before anything is typed: last searches, saved ones, and three lines about the box. */
export function Start({ onQuery }: { readonly onQuery: (query: string) => void }) {
  const { value: recent } = useLive(['setting'], async () =>
    asStrings((await library.settings.all())[RECENT]),
  );
  const { value: saved } = useLive(['search', 'source'], () => library.savedSearches.list());
  return (
    <div className="se-start">
      <h2 className="h1">{t('search.start')}</h2>
      <p className="t2">{t('search.start.words')}</p>
      <ul className="se-tips t2">
        <li>{t('search.tip.exact')}</li>
        <li>{t('search.tip.operator')}</li>
        <li>{t('search.tip.near')}</li>
      </ul>
      {recent && recent.length > 0 && (
        <section aria-label={t('search.recent')}>
          <h3 className="label">{t('search.recent')}</h3>
          <ul>
            {recent.slice(0, 8).map((query) => (
              <li key={query}>
                <button type="button" className="se-start-row" onClick={() => onQuery(query)}>
                  <Icon name="clock" size="s" />
                  <span className="clip">{query}</span>
                </button>
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
                <button type="button" className="se-start-row" onClick={() => onQuery(one.query)}>
                  <Icon name="bookmark" size="s" />
                  <span className="clip">{one.name}</span>
                  <span className="end t3 num">{number(one.count)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
