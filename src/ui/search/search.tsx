import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SearchResult } from '../../core/search/document.ts';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import type { MenuEntry } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { announce, fail } from '../parts/toast.tsx';
import { go, openSource, show } from '../view.ts';
import { ResultBar, type Sort } from './bar.tsx';
import { SearchBox } from './box.tsx';
import { Facets, type PlaceName } from './facets.tsx';
import { foundIn, ownPassages, passagesIn, sourceOf, type Found, type Line, type Passage } from './found.ts';
import { placesOf, type Place } from './hits.ts';
import { useSources } from './looked-up.ts';
import { NoPreview, Preview } from './preview.tsx';
import { filtersIn, withFilter, wordsOnly } from './query.ts';
import { Results, rowId } from './results.tsx';
import { remember, Start } from './start.tsx';
import { Terms } from './terms.tsx';
import { trailOf, useTrail } from './trail.ts';
import './search.css';

const PAGE = 40;
const noPlaces: readonly Place[] = [];
/** Beyond every hit: the last one. */
const LAST = 1e9;

/** The forms of words that the search marked in its passages. */
const markedWords = (result: SearchResult | null): readonly string[] => [
  ...new Set(
    (result?.hits ?? []).flatMap((hit) =>
      hit.marks.map(([start, end]) => hit.snippet.slice(start, end).toLowerCase()),
    ),
  ),
];

const idOf = (found: Found): string => `${found.hit.kind}-${found.hit.id}`;

/** One box over everything: mixed results with passages, filters with counts, the text beside them at the hit. */
export function SearchScreen({
  query: given,
  id: savedId,
  like,
}: {
  readonly query?: string;
  /** The saved search that is looked at. */
  readonly id?: string;
  /** The source that results are to be like; then there is no query. */
  readonly like?: string;
}) {
  const query = given ?? '';
  const [places, setPlaces] = useState<readonly PlaceName[]>([]);
  const [sort, setSort] = useState<Sort>('relevance');
  const [exact, setExact] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const [at, setAt] = useState(0);
  const [hitAt, setHitAt] = useState<number | null>(null);
  const [saving, setSaving] = useState(false);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const asked = query.trim();
  const idle = asked === '' && like === undefined;

  const {
    value: answer,
    error,
    loading,
  } = useLive(
    ['source', 'annotation', 'company', 'fact', 'note', 'brief', 'tag'],
    async (): Promise<SearchResult | null> =>
      like !== undefined
        ? library.search.like({ id: like, limit: PAGE })
        : asked === ''
          ? null
          : library.search.run({
              query: asked,
              live: true,
              facets: true,
              factsFirst: true,
              limit,
              sort,
              exactWords: exact,
              ...(places.length > 0 && { in: [...places] }),
            }),
    [asked, like, places.join(' '), sort, exact, limit],
  );
  const { value: companies } = useLive(['company'], () => library.companies.list({}));
  const byId = useMemo(() => new Map((companies ?? []).map((row) => [row.id, row])), [companies]);
  const names = useMemo(() => new Map((companies ?? []).map((row) => [row.id, row.name])), [companies]);
  const { value: original } = useLive(
    ['source'],
    async () => (like === undefined ? null : await library.sources.get({ id: like })),
    [like],
  );
  useEffect(() => {
    if (savedId !== undefined) library.savedSearches.look({ id: savedId }).catch(fail);
  }, [savedId]);

  const result = idle ? null : (answer ?? null);
  const found = useMemo(() => (result ? foundIn(result.hits) : []), [result]);
  // Which sources are read follows the current result; its own place among the lines is known only afterwards.
  const [nearby, setNearby] = useState<readonly string[]>([]);
  const views = useSources(
    useMemo(
      () => [...new Set([...nearby, ...found.slice(0, 12).map(sourceOf)].filter((id) => id !== null))],
      [nearby, found],
    ),
  );
  const terms = result?.terms;
  const marked = useMemo(() => markedWords(result), [result]);
  const placesById = useMemo(
    () => new Map([...views].map(([id, view]) => [id, placesOf(view.version.text, terms ?? [], marked)])),
    [views, terms, marked],
  );
  const passagesById = useMemo(() => {
    const passages = new Map<string, readonly Passage[]>();
    for (const one of found) {
      const view = one.hit.kind === 'source' ? views.get(one.hit.id) : undefined;
      if (!view) continue;
      const own = ownPassages(one, view);
      passages.set(idOf(one), [...passagesIn(view.version.text, placesById.get(one.hit.id) ?? []), ...own]);
    }
    return passages;
  }, [found, views, placesById]);
  const lines = useMemo(
    () =>
      found.flatMap((one): Line[] => {
        const id = idOf(one);
        const inner = unfolded.has(id) ? (passagesById.get(id) ?? []) : [];
        return [
          { kind: 'result', id, found: one },
          ...inner.map((passage): Line => ({
            kind: 'passage',
            id: `${id}-${passage.id}`,
            found: one,
            passage,
          })),
        ];
      }),
    [found, unfolded, passagesById],
  );
  const here = Math.min(at, Math.max(0, lines.length - 1));
  const line = lines[here];
  const current = line?.found;
  const currentSource = sourceOf(current);
  const around = current ? found.indexOf(current) : 0;
  const wanted = found
    .slice(Math.max(0, around - 2), around + 14)
    .map(sourceOf)
    .filter((id) => id !== null);
  const wantedNow = [...new Set([...(currentSource === null ? [] : [currentSource]), ...wanted])];
  if (wantedNow.join(' ') !== nearby.join(' ')) setNearby(wantedNow);
  const view = currentSource === null ? undefined : views.get(currentSource);
  const hits = (currentSource !== null && placesById.get(currentSource)) || noPlaces;
  const passage = line?.kind === 'passage' ? line.passage.start : (current?.hit.kind === 'source' ? current.hit.start : null); // prettier-ignore
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
    setUnfolded(new Set());
  };
  const move = (to: number, hit: number | null = null) => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setAt(next);
    setHitAt(hit);
    list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' });
  };
  const fold = (one: Line, open?: boolean) => {
    const id = idOf(one.found);
    const next = new Set(unfolded);
    if (open ?? !next.has(id)) next.add(id);
    else next.delete(id);
    const count = passagesById.get(id)?.length ?? 0;
    if (count < 2 || next.has(id) === unfolded.has(id)) return;
    setUnfolded(next);
    // The result itself stays current, wherever its passages were.
    setAt(lines.findIndex((other) => other.kind === 'result' && other.found === one.found));
    announce(t(next.has(id) ? 'search.unfolded' : 'search.folded', { count }));
  };
  const open = (one: Line | undefined) => {
    if (!one) return;
    remember(query);
    const { hit } = one.found;
    const source = sourceOf(one.found);
    if (hit.kind === 'company') go({ screen: 'company', id: hit.id });
    else if (hit.kind === 'brief') go({ screen: 'brief', id: hit.id });
    else if (hit.kind === 'note') go({ screen: 'note', id: hit.id });
    else if (hit.kind === 'fact') {
      library.facts
        .get({ id: hit.id })
        .then((fact) => go({ screen: 'company', id: fact.companyId, fact: fact.id }), fail);
    } else if (source !== null) {
      const words = terms && terms.length > 0 ? wordsOnly(query) || query : undefined;
      if (words !== undefined) useTrail.setState({ trail: trailOf(words, terms ?? [], marked, found) });
      const mark =
        hit.kind === 'annotation' ? view?.annotations.find((each) => each.id === hit.id) : undefined;
      const place =
        one.kind === 'passage' && (one !== line || one.passage.hit === null || hitAt === null)
          ? one.passage
          : mark && mark.start !== null && mark.end !== null
            ? { start: mark.start, end: mark.end }
            : one === line && hits[shownHit]
              ? hits[shownHit]
              : hit.kind === 'source' && hit.start !== null && hit.end !== null
                ? { start: hit.start, end: hit.end }
                : undefined;
      openSource(source, place && { start: place.start, end: place.end }, words);
    }
  };
  /** The next hit; after the last one of a source, the first one of the next result. */
  const stepHit = (by: 1 | -1) => {
    const next = shownHit + by;
    const result_ = found[around + by];
    if (next >= 0 && next < hits.length) setHitAt(next);
    else if (result_) {
      const to = lines.findIndex((other) => other.kind === 'result' && other.found === result_);
      move(to, by > 0 ? 0 : LAST);
    } else if (hits.length > 0) setHitAt((next + hits.length) % hits.length);
  };
  const likeThis = (id: string) => go({ screen: 'search', like: id });
  useCommands({
    'save.search': () => setSaving(true),
    'search.open': () => box.current?.select(),
    'find.next': () => stepHit(1),
    'find.prev': () => stepHit(-1),
    next: () => move(here + 1),
    prev: () => move(here - 1),
    'passages.toggle': () => line && fold(line),
    'passages.fold': () => line && fold(line, false),
    'source.like': () => currentSource !== null && likeThis(currentSource),
  });

  useEffect(() => {
    box.current?.focus();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another screen for the eye begins in the box too
  }, [like]);
  const spoken = result === null ? null : result.total;
  useEffect(() => {
    if (spoken === null) return undefined;
    const waiting = setTimeout(() => announce(t('search.announce', { count: spoken })), 500);
    return () => clearTimeout(waiting);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- the same count for other words is news
  }, [spoken, asked]);

  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.metaKey) return;
    const inBox = event.target === box.current;
    if (event.altKey) {
      if (!line || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
      fold(line, event.key === 'ArrowDown');
    } else if (event.ctrlKey && event.key !== 'Enter') return;
    else if (event.key === 'ArrowDown') move(here + 1);
    else if (event.key === 'ArrowUp') move(here - 1);
    else if (event.key === 'PageDown') move(here + 6);
    else if (event.key === 'PageUp') move(here - 6);
    else if (event.key === 'Enter') open(line);
    else if (event.key === 'Home' && !inBox) move(0);
    else if (event.key === 'End' && !inBox) move(lines.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const menuOf = (one: Line): readonly MenuEntry[] => {
    const source = sourceOf(one.found);
    const site = source === null ? null : (views.get(source)?.source.siteName ?? null);
    const count = passagesById.get(idOf(one.found))?.length ?? 0;
    return [
      { label: t('search.open'), icon: 'arrow-right', keys: 'Enter', run: () => open(one) },
      ...(count > 1
        ? [
            {
              label: t(unfolded.has(idOf(one.found)) ? 'search.foldPassages' : 'search.passages', { count }),
              icon: 'list' as const,
              run: () => fold(one),
            },
          ]
        : []),
      ...(source === null
        ? []
        : [{ label: t('command.source.like'), icon: 'network' as const, run: () => likeThis(source) }]),
      ...(site === null || like !== undefined
        ? []
        : [
            '-' as const,
            {
              label: t('search.onlySite', { site }),
              icon: 'list-filter' as const,
              run: () => setQuery(withFilter(query, 'site', site, true)),
            },
          ]),
    ];
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
        <SearchBox
          ref={box}
          query={query}
          onQuery={setQuery}
          onKeys={keys}
          results={lines.length > 0 ? { id: 'search-results', active: line && rowId(line) } : null}
        />
        {like !== undefined && (
          <div className="se-terms">
            <Chip onRemove={() => show({ screen: 'search' })}>
              {t('search.like', { title: original?.title ?? '…' })}
            </Chip>
          </div>
        )}
        {result && like === undefined && (
          <Terms
            result={result}
            query={query}
            hits={total}
            exact={exact}
            onQuery={setQuery}
            onExact={setExact}
          />
        )}
        {result && (result.hits.length > 0 || query.trim() !== '') && like === undefined && (
          <ResultBar
            query={query}
            sort={sort}
            facets={facets}
            filtered={filtered}
            saving={saving}
            onSort={setSort}
            onSaving={setSaving}
          />
        )}
        {idle && (
          <Start
            onQuery={(next, begin) => {
              setQuery(next);
              if (begin) box.current?.focus();
            }}
            onSaved={({ id, query: saved }) => go({ screen: 'search', query: saved, id })}
          />
        )}
        {error && <Empty icon="triangle-alert" title={error.message} />}
        {!idle && !result && !error && <Skeleton lines={9} />}
        {result && result.hits.length === 0 && (
          <Empty
            icon="search"
            title={
              like === undefined
                ? t('search.none', { text: (wordsOnly(query) || query).slice(0, 200) })
                : t('search.noneLike')
            }
            actions={filtered && <Button onClick={clear}>{t('search.clearFilters')}</Button>}
          >
            {like === undefined && t(filtered ? 'search.none.filters' : 'search.none.words')}
          </Empty>
        )}
        {lines.length > 0 && (
          <Results
            lines={lines}
            here={here}
            total={result?.total ?? 0}
            old={loading}
            views={views}
            places={placesById}
            companies={byId}
            passages={(one) => passagesById.get(idOf(one.found))?.length ?? 0}
            unfolded={unfolded}
            list={list}
            menuOf={menuOf}
            onMove={move}
            onOpen={open}
            onFold={fold}
            onKeys={keys}
          />
        )}
        {result && like === undefined && result.total > result.hits.length && result.hits.length > 0 && (
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
          onOpen={() => open(line)}
        />
      ) : (
        result && found.length > 0 && <NoPreview hit={current?.hit} onOpen={() => open(line)} />
      )}
    </div>
  );
}
