import type { SourceRow, SourceView } from '../../library/views.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Empty } from '../parts/empty.tsx';
import { openSource } from '../view.ts';

interface Related {
  readonly row: SourceRow;
  readonly names: readonly string[];
}

/** How many sources of each company are looked at, and how many are shown. */
const perCompany = 12;
const mostShown = 12;

/** Sources that name the same companies, those that share the most first. */
const relatedTo = async (view: SourceView): Promise<readonly Related[]> => {
  const names = new Map(view.mentions.map((mention) => [mention.companyId, mention.name]));
  const found = new Map<string, { row: SourceRow; names: string[] }>();
  for (const [company, name] of [...names].slice(0, 8)) {
    const { sources } = await library.sources.list({
      company,
      sort: 'published',
      descending: true,
      limit: perCompany,
    });
    for (const row of sources) {
      if (row.id === view.source.id) continue;
      const known = found.get(row.id) ?? { row, names: [] };
      known.names.push(name);
      found.set(row.id, known);
    }
  }
  return [...found.values()].sort((one, other) => other.names.length - one.names.length).slice(0, mostShown);
};

/** What else in the library is about the same, with the shared names. */
export function RelatedTab({ view }: { readonly view: SourceView }) {
  const { value } = useLive(['source', 'mention'], () => relatedTo(view), [view.version.id]);
  if (value === undefined) return null;
  if (value.length === 0)
    return (
      <Empty icon="network" title={t('inspector.noRelated')}>
        {t('inspector.noRelatedHint')}
      </Empty>
    );
  const most = value[0]?.names.length ?? 1;
  return (
    <div className="ibody">
      <h3 className="label">{t('inspector.seeAlso')}</h3>
      <ul>
        {value.map(({ row, names }) => (
          <li key={row.id}>
            <button type="button" className="related" onClick={() => openSource(row.id)}>
              <span className="b" lang={row.language ?? undefined}>
                {row.title}
              </span>
              <span className="row tight">
                <span className="scb">
                  <i style={{ width: `${Math.round((names.length / most) * 100)}%` }} />
                </span>
                <span className="t3 sm clip">
                  {[row.siteName, row.publishedOn === null ? null : day(row.publishedOn)]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </span>
              <span className="t2 sm">
                {t('inspector.sharedNames', { names: names.join(t('reader.listComma')) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
