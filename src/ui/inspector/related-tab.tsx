import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { languageOfName } from '../companies/words.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { go, openSource } from '../view.ts';
import type { OpenSource } from '../reader/open-source.ts';

/** Another source, why it is related, and how strongly, from 0 to 1. */
interface Related {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Companies named in both. */
  readonly names: readonly string[];
  readonly strength: number;
}

/** How many companies and how many sources of each are looked at, and how many sources are shown. */
const mostCompanies = 8;
const perCompany = 12;
const mostShown = 12;

/** Sources whose words are like those of the open one, and sources that name the same companies; the likest first. */
const relatedTo = async (view: OpenSource): Promise<readonly Related[]> => {
  const own = view.source.id;
  const companies = new Map(view.mentions.map((mention) => [mention.companyId, mention.name]));
  const named = new Map<string, { title: string; about: string; names: string[] }>();
  for (const [company, name] of [...companies].slice(0, mostCompanies)) {
    const { sources } = await library.sources.list({
      company,
      sort: 'published',
      descending: true,
      limit: perCompany,
    });
    for (const row of sources) {
      if (row.id === own) continue;
      const about = [row.siteName, row.publishedOn === null ? null : day(row.publishedOn)];
      const known = named.get(row.id) ?? {
        title: row.title,
        about: about.filter((part) => part !== null).join(' · '),
        names: [],
      };
      known.names.push(name);
      named.set(row.id, known);
    }
  }
  const { hits } = await library.search.like({ id: own, limit: mostShown });
  const best = hits[0]?.score ?? 1;
  const alike = hits.map((hit): Related => {
    const known = named.get(hit.id);
    return {
      id: hit.id,
      title: hit.title,
      about: known?.about ?? hit.snippet.slice(0, 90),
      names: known?.names ?? [],
      strength: best > 0 ? hit.score / best : 0,
    };
  });
  const shown = new Set(alike.map(({ id }) => id));
  const others = [...named]
    .filter(([id]) => !shown.has(id))
    .map(([id, { title, about, names }]): Related => ({
      id,
      title,
      about,
      names,
      strength: 0.05 * names.length,
    }))
    .sort((one, other) => other.names.length - one.names.length);
  return [...alike, ...others].slice(0, mostShown);
};

/** What else in the library is about the same, with the shared names. */
export function RelatedTab({ view }: { readonly view: OpenSource }) {
  const { value } = useLive(['source', 'mention'], () => relatedTo(view), [view.version.id]);
  if (value === undefined) return null;
  if (value.length === 0)
    return (
      <Empty icon="network" title={t('inspector.noRelated')}>
        {t('inspector.noRelatedHint')}
      </Empty>
    );
  return (
    <div className="ibody">
      <div className="row">
        <h3 className="label">{t('inspector.seeAlso')}</h3>
        <span className="end">
          <Button
            size="small"
            kind="ghost"
            icon="search"
            onClick={() => go({ screen: 'search', like: view.source.id })}
          >
            {t('command.source.like')}
          </Button>
        </span>
      </div>
      <ul>
        {value.map(({ id, title, about, names, strength }) => (
          <li key={id}>
            <button type="button" className="related" onClick={() => openSource(id)}>
              <span className="b" lang={languageOfName(title)}>
                {title}
              </span>
              <span className="row tight">
                <span className="scb">
                  <i style={{ width: `${Math.round(Math.min(1, strength) * 100)}%` }} />
                </span>
                <span className="t3 sm clip" lang={languageOfName(about)}>
                  {about}
                </span>
              </span>
              {names.length > 0 && (
                <span className="t2 sm">
                  {t('inspector.sharedNames', { names: names.join(t('reader.listComma')) })}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
