import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Menu } from '../parts/menu.tsx';
import { go } from '../view.ts';

/** The companies a source names: those it is about first, each with the way to its dossier and to say otherwise. */
export function CompanyChips({ sourceId }: { readonly sourceId: string }) {
  const found =
    useLive(['mention', 'company', 'source'], () => library.mentions.aboutSource({ sourceId }), [sourceId])
      .value ?? [];
  if (found.length === 0) return <span className="t3">{t('inspector.noCompanies')}</span>;
  const choose = (companyId: string, name: string, about: boolean | null) =>
    void doing(
      library.mentions.chooseAbout({ sourceId, companyId, about }),
      t(about === null ? 'about.reset' : about ? 'about.saysAbout' : 'about.saysMention', { name }),
    );
  return (
    <>
      {found.map(({ companyId, name, about, chosen, mentions }) => (
        <span key={companyId} className="row tight nw">
          <Chip
            tone="company"
            name={t(about ? 'about.chipAbout' : 'about.chipMentions', { name, count: mentions })}
            onClick={() => go({ screen: 'company', id: companyId })}
          >
            {name}
            <span className="t3 sm"> · {t(about ? 'about.about' : 'about.mentions')}</span>
          </Chip>
          <Menu
            align="end"
            trigger={
              <IconButton small size="xs" icon="ellipsis" label={t('about.chooseCompany', { name })} />
            }
            list={[
              about
                ? { label: t('about.onlyMentions', { name }), run: () => choose(companyId, name, false) }
                : { label: t('about.isAbout', { name }), run: () => choose(companyId, name, true) },
              ...(chosen ? [{ label: t('about.leave'), run: () => choose(companyId, name, null) }] : []),
              '-',
              {
                label: t('about.notNamed', { name }),
                run: () =>
                  void doing(
                    library.mentions.choose({ sourceId, companyId, choice: 'rejected' }),
                    t('reader.notThisDone', { name }),
                  ),
              },
            ]}
          />
        </span>
      ))}
    </>
  );
}
