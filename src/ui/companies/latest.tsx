import { useState } from 'react';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { Segment } from '../parts/segment.tsx';
import { openSource } from '../view.ts';

type Shown = 'all' | 'about' | 'mentions';

const SHOWN = 8;

/** The newest sources of a company, those about it told from those that only mention it; the reader can say otherwise. */
export function Latest({ companyId, name }: { readonly companyId: string; readonly name: string }) {
  const [shown, setShown] = useState<Shown>('all');
  const [now] = useState(() => new Date());
  const read = async () => {
    const list = await library.sources.list({
      company: companyId,
      ...(shown !== 'all' && { about: shown === 'about' }),
      sort: 'published',
      descending: true,
      limit: SHOWN,
    });
    const sourceIds = list.sources.map((source) => source.id);
    const about = await library.mentions.about({ companyId, sourceIds });
    return {
      total: list.total,
      sources: list.sources,
      about: new Map(about.map((one) => [one.sourceId, one])),
    };
  };
  const found = useLive(['mention', 'source', 'company'], read, [companyId, shown]).value;
  const choose = (sourceId: string, about: boolean | null) =>
    void doing(
      library.mentions.chooseAbout({ sourceId, companyId, about }),
      t(about === null ? 'about.reset' : about ? 'about.saysAbout' : 'about.saysMention', { name }),
    );
  return (
    <section className="box co-box" aria-label={t('company.latest')}>
      <div className="sec">
        <h2>{t('company.latest')}</h2>
        <span className="t3 num">{found && found.total > 0 ? found.total : ''}</span>
        <span className="end" />
        <Segment
          label={t('about.show')}
          value={shown}
          options={[
            { value: 'all', label: t('about.all') },
            { value: 'about', label: t('about.about') },
            { value: 'mentions', label: t('about.mentions') },
          ]}
          onChange={setShown}
        />
      </div>
      {found && found.sources.length === 0 && (
        <p className="t3 sm">{t(shown === 'all' ? 'company.latest.empty' : 'about.none')}</p>
      )}
      <ul className="co-latest">
        {found?.sources.map((source) => {
          const about = found.about.get(source.id);
          return (
            <li key={source.id}>
              <button type="button" onClick={() => openSource(source.id)}>
                <span className="clip grow" lang={source.language ?? undefined}>
                  {source.title}
                </span>
                {about?.about && (
                  <span
                    className="chip co"
                    title={t('about.score', { score: Math.round(about.score * 100) })}
                  >
                    {t('about.about')}
                  </span>
                )}
                <span className="t3 num sm nw">{shortDay(source.publishedOn ?? source.capturedAt, now)}</span>
              </button>
              {about && (
                <Menu
                  align="end"
                  trigger={
                    <IconButton
                      small
                      size="xs"
                      icon="ellipsis"
                      label={t('about.choose', { title: source.title })}
                    />
                  }
                  list={[
                    about.about
                      ? { label: t('about.onlyMentions', { name }), run: () => choose(source.id, false) }
                      : { label: t('about.isAbout', { name }), run: () => choose(source.id, true) },
                    ...(about.chosen
                      ? [{ label: t('about.leave'), run: () => choose(source.id, null) }]
                      : []),
                  ]}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
