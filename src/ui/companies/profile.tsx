import { PINNED_FIELD } from '../../core/company.ts';
import type { DossierView } from '../../library/company-views.ts';
import { countryName, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { languageOfName } from './words.ts';

/** Entries that fit beside the name; a longer profile has a box of its own. */
export const BESIDE = 6;

/** Everything the profile says, the reader's own fields first. */
export function profileOf(view: DossierView): readonly (readonly [string, string])[] {
  const { company } = view;
  return [
    ...Object.entries(view.fields).filter(([key]) => key !== PINNED_FIELD),
    ...(company.ticker === null ? [] : [[t('companies.ticker'), company.ticker] as const]),
    ...(company.country === null ? [] : [[t('companies.country'), countryName(company.country)] as const]),
    ...(company.website === null ? [] : [[t('companies.website'), company.website] as const]),
    [t('company.profile.sources'), number(company.sources)],
    [t('company.profile.mentions'), number(view.mentions)],
  ];
}

/** The whole profile, when it is too long to stand beside the name. */
export function Profile({ view, onEdit }: { readonly view: DossierView; readonly onEdit: () => void }) {
  const entries = profileOf(view);
  if (entries.length <= BESIDE) return null;
  return (
    <section className="box co-box" aria-label={t('company.profile')}>
      <div className="sec">
        <h2>{t('company.profile')}</h2>
        <span className="end" />
        <Button size="small" kind="ghost" icon="pencil" onClick={onEdit}>
          {t('company.edit')}
        </Button>
      </div>
      <dl className="co-fields">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt lang={languageOfName(name)}>{name}</dt>
            <dd lang={languageOfName(value)}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
