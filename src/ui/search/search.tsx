import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Hit, SearchResult } from '../../core/search/document.ts';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Popover } from '../parts/popover.tsx';
import { Row } from '../parts/row.tsx';
import { Segment } from '../parts/segment.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { announce, fail } from '../parts/toast.tsx';
import { go, openSource, show } from '../view.ts';
import { Facets, type PlaceName } from './facets.tsx';
import { placesOf, type Place } from './hits.ts';
import { useSources } from './looked-up.ts';
import { Preview } from './preview.tsx';
import { filtersIn, wordsOnly } from './query.ts';
import { ResultRow, type Found } from './result-row.tsx';
import { SaveSearch } from './save-search.tsx';
import { remember, Start } from './start.tsx';
import { Terms } from './terms.tsx';
import './search.css';

type Sort = 'relevance' | 'newest' | 'oldest';
const PAGE = 40;

/** Results with the reader's own marks folded under their source, where the source was found too. */
export function foundIn(hits: readonly Hit[]): readonly Found[] {
  const sources = new Set(hits.flatMap((hit) => (hit.kind === 'source' ? [hit.id] : [])));
  const folded = (hit: Hit): boolean =>
    hit.kind === 'annotation' && hit.sourceId !== null && sources.has(hit.sourceId);
  return hits
    .filter((hit) => !folded(hit))
    .map((hit) => ({
      hit,
      more: hit.kind === 'source' ? hits.filter((other) => folded(other) && other.sourceId === hit.id) : [],
    }));
}

const sourceOf = (found: Found | undefined): string | null => {
  if (!found) return null;
  return found.hit.kind === 'source' ? found.hit.id : found.hit.sourceId;
};

const noPlaces: readonly Place[] = [];

/** The forms of words that the search marked in its passages. */
const markedWords = (hits: readonly Hit[]): readonly string[] => [
  ...new Set(
    hits.flatMap((hit) => hit.marks.map(([start, end]) => hit.snippet.slice(start, end).toLowerCase())),
  ),
];

/** One box over everything: mixed results with passages, filters with counts, the text beside them at the hit. */
export function SearchScreen({ query: given }: { readonly query?: string }) {
  const query = given ?? '';
  const [places, setPlaces] = useState<readonly PlaceName[]>([]);
  const [sort, setSort] = useState<Sort>('relevance');
  const [exact, setExact] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const [at, setAt] = useState(0);
  const [hitAt, setHitAt] = useState<number | null>(null);
  const [saving, setSaving] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const asked = query.trim();
  const [now] = useState(() => new Date());

  const {
    value: answer,
    error,
    loading,
  } = useLive(
    ['source', 'annotation', 'company', 'fact', 'note', 'brief', 'tag'],
    async (): Promise<SearchResult | null> =>
      asked === ''
        ? null
        : library.search.run({
            query: asked,
            live: true,
            facets: true,
            limit,
            sort,
            exactWords: exact,
            ...(places.length > 0 && { in: [...places] }),
          }),
    [asked, places.join(' '), sort, exact, limit],
  );
  const { value: companies } = useLive(['company'], () => library.companies.list({}));
  const byId = useMemo(() => new Map((companies ?? []).map((row) => [row.id, row])), [companies]);
  const names = useMemo(() => new Map((companies ?? []).map((row) => [row.id, row.name])), [companies]);

  const result = asked === '' ? null : (answer ?? null);
  const found = useMemo(() => (result ? foundIn(result.hits) : []), [result]);
  const here = Math.min(at, Math.max(0, found.length - 1));
  const current = found[here];
  const currentSource = sourceOf(current);
  const near = found.slice(Math.max(0, here - 2), here + 14).map(sourceOf);
  const views = useSources([
    ...new Set([currentSource, ...near, ...found.slice(0, 12).map(sourceOf)].filter((id) => id !== null)),
  ]);
  const terms = result?.terms;
  const marked = useMemo(() => markedWords(result?.hits ?? []), [result]);
  const placesById = useMemo(
    () => new Map([...views].map(([id, view]) => [id, placesOf(view.version.text, terms ?? [], marked)])),
    [views, terms, marked],
  );
  const view = currentSource === null ? undefined : views.get(currentSource);
  const hits = (currentSource !== null && placesById.get(currentSource)) || noPlaces;
  const passage = current?.hit.start ?? null;
  const bestHit =
    passage === null
      ? 0
      : Math.max(
          0,
          hits.findIndex((place) => place.end > passage),
        );
  const shownHit = Math.min(hitAt ?? bestHit, Math.max(0, hits.length - 1));
  const total = found.reduce((sum, one) => sum + (placesById.get(sourceOf(one) ?? '')?.length ?? 0), 0);

  const setQuery = (next: string) => {
    show({ screen: 'search', query: next });
    setAt(0);
    setHitAt(null);
    setLimit(PAGE);
    setExact(false);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    setHitAt(null);
    list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' });
  };
  const open = (one: Found | undefined) => {
    if (!one) return;
    remember(query).catch(fail);
    const { hit } = one;
    const source = sourceOf(one);
    if (hit.kind === 'company') go({ screen: 'company', id: hit.id });
    else if (hit.kind === 'brief') go({ screen: 'brief', id: hit.id });
    else if (source !== null) {
      const place = one === current ? hits[shownHit] : undefined;
      const words =
        one === current && place && view ? view.version.text.slice(place.start, place.end) : undefined;
      const range =
        place ??
        (hit.kind === 'source' && hit.start !== null && hit.end !== null
          ? { start: hit.start, end: hit.end }
          : undefined);
      openSource(source, range && { start: range.start, end: range.end }, words);
    } else if (hit.kind === 'fact') {
      library.facts
        .get({ id: hit.id })
        .then((fact) => go({ screen: 'company', id: fact.companyId, fact: fact.id }), fail);
    }
  };
  const stepHit = (by: number) => {
    if (hits.length > 0) setHitAt((shownHit + by + hits.length) % hits.length);
  };
  useCommands({
    'save.search': () => setSaving(true),
    'search.open': () => box.current?.select(),
    'find.next': () => stepHit(1),
    'find.prev': () => stepHit(-1),
    next: () => move(here + 1),
    prev: () => move(here - 1),
  });

  useEffect(() => {
    box.current?.focus();
  }, []);
  const spoken = result === null ? null : result.total;
  useEffect(() => {
    if (spoken === null) return undefined;
    const waiting = setTimeout(() => announce(t('search.announce', { count: spoken })), 500);
    return () => clearTimeout(waiting);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- the same count for other words is news
  }, [spoken, asked]);

  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.metaKey) return;
    if (event.ctrlKey && event.key !== 'Enter') return;
    const inBox = event.target === box.current;
    if (event.key === 'ArrowDown') move(here + 1);
    else if (event.key === 'ArrowUp') move(here - 1);
    else if (event.key === 'PageDown') move(here + 6);
    else if (event.key === 'PageUp') move(here - 6);
    else if (event.key === 'Enter') open(current);
    else if (event.key === 'Home' && !inBox) move(0);
    else if (event.key === 'End' && !inBox) move(found.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const filtered = places.length > 0 || filtersIn(query).length > 0;
  const clear = () => {
    setPlaces([]);
    setQuery(wordsOnly(query));
  };
  const facets = result?.facets && (
    <Facets
      facets={result.facets}
      query={query}
      places={places}
      names={names}
      onQuery={setQuery}
      onPlaces={setPlaces}
    />
  );
  return (
    <div className={`se${result ? '' : ' idle'}`}>
      {result && (
        <section className="se-facets scrolls" aria-label={t('search.filters')}>
          {facets}
        </section>
      )}
      <section className="se-results" aria-label={t('search.results')} data-region="list">
        <h1 className="sr">{t('search.title')}</h1>
        <div className="se-box" role="search">
          <Field
            ref={box}
            icon="search"
            type="search"
            name={t('search.box')}
            placeholder={t('search.placeholder')}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={found.length > 0}
            aria-controls="search-results"
            aria-activedescendant={current ? `result-${current.hit.kind}-${current.hit.id}` : undefined}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={keys}
          />
        </div>
        {result && (
          <Terms
            result={result}
            query={query}
            hits={total}
            exact={exact}
            onQuery={setQuery}
            onExact={setExact}
          />
        )}
        {result && result.hits.length > 0 && (
          <div className="se-bar">
            <Segment
              label={t('search.sort')}
              value={sort}
              onChange={setSort}
              options={(['relevance', 'newest', 'oldest'] as const).map((value) => ({
                value,
                label: t(`search.sort.${value}`),
              }))}
            />
            <span className="end" />
            <span className="se-narrow">
              <Popover
                label={t('search.filters')}
                align="end"
                className="se-facets-popover"
                trigger={
                  <Button kind="ghost" size="small" icon="list-filter" aria-pressed={filtered}>
                    {t('search.filters')}
                  </Button>
                }
              >
                {facets}
              </Popover>
            </span>
            <SaveSearch query={query} open={saving} onOpen={setSaving} />
          </div>
        )}
        {asked === '' && <Start onQuery={setQuery} />}
        {error && <Empty icon="triangle-alert" title={error.message} />}
        {asked !== '' && !result && !error && <Skeleton lines={9} />}
        {result && result.hits.length === 0 && (
          <Empty
            icon="search"
            title={t('search.none', { text: wordsOnly(query) || query })}
            actions={filtered && <Button onClick={clear}>{t('search.clearFilters')}</Button>}
          >
            {t(filtered ? 'search.none.filters' : 'search.none.words')}
          </Empty>
        )}
        {found.length > 0 && (
          <div
            ref={list}
            id="search-results"
            className={`se-list scrolls${loading ? ' old' : ''}`}
            role="listbox"
            tabIndex={0}
            aria-label={t('search.count', { count: result?.total ?? 0 })}
            aria-activedescendant={current ? `result-${current.hit.kind}-${current.hit.id}` : undefined}
            onKeyDown={keys}
          >
            {found.map((one, i) => (
              <Row
                key={`${one.hit.kind} ${one.hit.id}`}
                id={`result-${one.hit.kind}-${one.hit.id}`}
                className="se-row"
                selected={i === here}
                position={i + 1}
                of={result?.total ?? found.length}
                onClick={() => move(i)}
                onDoubleClick={() => open(one)}
              >
                <ResultRow
                  found={one}
                  view={views.get(sourceOf(one) ?? '')}
                  places={placesById.get(sourceOf(one) ?? '') ?? noPlaces}
                  company={byId.get(one.hit.id)}
                  now={now}
                />
              </Row>
            ))}
          </div>
        )}
        {result && result.total > result.hits.length && result.hits.length > 0 && (
          <div className="se-more">
            <Button size="small" kind="ghost" onClick={() => setLimit(limit + PAGE)}>
              {t('search.more')}
            </Button>
          </div>
        )}
      </section>
      {result && view ? (
        <Preview
          key={view.source.id}
          view={view}
          places={hits}
          at={shownHit}
          onAt={setHitAt}
          onOpen={() => open(current)}
        />
      ) : (
        result &&
        found.length > 0 && (
          <section className="se-preview" aria-label={t('search.preview')}>
            {current?.hit.kind === 'company' ? (
              <Empty
                icon="building-complex"
                title={current.hit.title}
                actions={
                  <Button kind="primary" keys="Enter" onClick={() => open(current)}>
                    {t('search.openDossier')}
                  </Button>
                }
              />
            ) : (
              <Empty icon="book-open" title={t(current ? 'search.noPreview' : 'search.choose')} />
            )}
          </section>
        )
      )}
    </div>
  );
}
