import { useState } from 'react';
import type { FacetCount, FacetCounts, IndexedKind } from '../../core/search/document.ts';
import type { OperatorName } from '../../core/search/operators.ts';
import { languageOfName } from '../companies/words.ts';
import { COLOURS } from '../../core/annotation.ts';
import { colourName, languageName, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Check } from '../parts/check.tsx';
import { Swatch } from '../parts/colours.tsx';
import { usePreferences } from '../preferences.ts';
import { hasFilter, withFilter, withoutFilter, withYears, yearsIn } from './query.ts';
import { Years } from './years.tsx';

/** What can be looked in: the name the library takes, and the kind it counts. */
export const PLACES = [
  ['sources', 'source'],
  ['annotations', 'annotation'],
  ['notes', 'note'],
  ['facts', 'fact'],
  ['companies', 'company'],
  ['briefs', 'brief'],
] as const satisfies readonly (readonly [string, IndexedKind])[];
export type PlaceName = (typeof PLACES)[number][0];

interface Value {
  /** As it is written in the query. */
  readonly value: string;
  readonly words: string;
  readonly count: number;
  readonly lang?: string | undefined;
  readonly sign?: React.ReactNode;
}

function Group({
  title,
  name,
  values,
  query,
  only,
  onQuery,
}: {
  readonly title: string;
  readonly name: OperatorName;
  readonly values: readonly Value[];
  readonly query: string;
  /** One value at a time. */
  readonly only: boolean;
  readonly onQuery: (query: string) => void;
}) {
  const [all, setAll] = useState(false);
  if (values.length === 0) return null;
  const shown = all ? values.slice(0, 60) : values.slice(0, 5);
  return (
    <fieldset className="se-facet">
      <legend className="label">{title}</legend>
      {shown.map((one, i) => {
        const on = hasFilter(query, name, one.value);
        return (
          <div key={`${one.value} ${i}`} className="se-value">
            <Check
              on={on}
              onChange={(next) =>
                onQuery(
                  next ? withFilter(query, name, one.value, only) : withoutFilter(query, name, one.value),
                )
              }
            >
              {one.sign}
              <span className="clip" lang={one.lang}>
                {one.words}
              </span>
            </Check>
            <span className="num t3">{number(one.count)}</span>
          </div>
        );
      })}
      {values.length > 5 && (
        <button type="button" className="se-link sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('search.facet.fewer') : t('search.facet.more', { count: values.length - 5 })}
        </button>
      )}
    </fieldset>
  );
}

const named = (counts: readonly FacetCount[]): readonly Value[] =>
  counts.map(({ value, count }) => ({ value, words: value, count, lang: languageOfName(value) }));

/** What narrows the results, with counts. Ticking writes the query; the query can be typed as well. */
export function Facets({
  facets,
  query,
  places,
  names,
  onQuery,
  onPlaces,
}: {
  readonly facets: FacetCounts;
  readonly query: string;
  readonly places: readonly PlaceName[];
  /** Names of companies by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly onQuery: (query: string) => void;
  readonly onPlaces: (places: readonly PlaceName[]) => void;
}) {
  const colourNames = usePreferences((preferences) => preferences.colourNames);
  const colours = facets.colour.flatMap(({ value, count }): Value[] => {
    const colour = COLOURS.find((one) => one === value);
    return colour
      ? [{ value, words: colourName(colour, colourNames), count, sign: <Swatch colour={colour} /> }]
      : [];
  });
  const kinds = new Map(facets.kind.map(({ value, count }) => [value, count]));
  const toggle = (place: PlaceName, on: boolean) => {
    const every = PLACES.map(([name]) => name);
    const now = places.length === 0 ? every : places;
    const next = on ? [...now, place] : now.filter((one) => one !== place);
    onPlaces(next.length === every.length || next.length === 0 ? [] : next);
  };
  const companies = facets.company.flatMap(({ value, count }): Value[] => {
    const name = names.get(value);
    return name === undefined ? [] : [{ value: name, words: name, count, lang: languageOfName(name) }];
  });
  return (
    <>
      <fieldset className="se-facet">
        <legend className="label">{t('search.in')}</legend>
        {PLACES.map(([place, kind]) => (
          <div key={place} className="se-value">
            <Check on={places.length === 0 || places.includes(place)} onChange={(on) => toggle(place, on)}>
              {t(`search.kind.${kind}`)}
            </Check>
            <span className="num t3">{number(kinds.get(kind) ?? 0)}</span>
          </div>
        ))}
      </fieldset>
      {facets.year.length > 0 && (
        <fieldset className="se-facet">
          <legend className="label">{t('search.facet.when')}</legend>
          <Years
            years={facets.year}
            chosen={yearsIn(query)}
            onChoose={(from, to) => onQuery(withYears(query, from, to))}
          />
        </fieldset>
      )}
      <Group
        title={t('search.facet.company')}
        name="company"
        values={companies}
        query={query}
        only={false}
        onQuery={onQuery}
      />
      <Group
        title={t('search.facet.site')}
        name="site"
        values={named(facets.site)}
        query={query}
        only
        onQuery={onQuery}
      />
      <Group
        title={t('search.facet.language')}
        name="lang"
        values={facets.language.map(({ value, count }) => ({ value, words: languageName(value), count }))}
        query={query}
        only
        onQuery={onQuery}
      />
      <Group
        title={t('search.facet.tag')}
        name="tag"
        values={named(facets.tag)}
        query={query}
        only={false}
        onQuery={onQuery}
      />
      <Group
        title={t('search.facet.colour')}
        name="colour"
        values={colours}
        query={query}
        only
        onQuery={onQuery}
      />
    </>
  );
}
