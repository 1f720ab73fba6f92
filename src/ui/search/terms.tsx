import { Children } from 'react';
import type { SearchResult } from '../../core/search/document.ts';
import { doubtWords } from '../messages/doubt.ts';
import { number } from '../messages/formats.ts';
import { rich, t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { languageOfName } from '../companies/words.ts';
import { readAs, replaceWord } from './query.ts';

/** What each word was taken for: a chip that names the variants; its menu narrows, its ✕ drops the word. */
export function Terms({
  result,
  query,
  hits,
  exact,
  onQuery,
  onExact,
}: {
  readonly result: SearchResult;
  readonly query: string;
  /** Places found in the results looked at so far. */
  readonly hits: number;
  readonly exact: boolean;
  readonly onQuery: (query: string) => void;
  readonly onExact: (exact: boolean) => void;
}) {
  const terms = result.terms.filter((term) => term.typed !== '');
  return (
    <div className="se-terms">
      {terms.length > 0 && (
        <ul className="row tight wrap" aria-label={t('search.understood')}>
          {terms.map((term, place) => {
            const corrected =
              term.matched[0] !== undefined &&
              !term.matched.some((word) => word.toLowerCase() === term.typed.toLowerCase());
            const main = corrected ? term.matched[0]! : term.typed;
            const others = term.matched.filter((word) => word.toLowerCase() !== main.toLowerCase());
            const list: MenuEntry[] = [
              { heading: t('search.term.variants', { word: main }) },
              ...[main, ...others].slice(0, 12).map((word) => ({
                label: t('search.term.only', { word }),
                run: () => onQuery(replaceWord(query, term.typed, word)),
              })),
              ...(corrected
                ? [
                    '-' as const,
                    {
                      label: t('search.term.exactly', { word: term.typed }),
                      run: () => onQuery(replaceWord(query, term.typed, term.typed)),
                    },
                  ]
                : []),
            ];
            return (
              <li key={`${term.typed} ${place}`} className="se-term">
                <Menu
                  trigger={
                    <button type="button" className="se-term-words">
                      <b lang={languageOfName(main)}>{main}</b>
                      {corrected && <span>{t('search.term.for', { typed: term.typed })}</span>}
                      {others.length > 0 && (
                        <span lang={languageOfName(others[0]!)}>
                          {t('search.term.also', {
                            words: others.slice(0, 3).join(', ') + (others.length > 3 ? '…' : ''),
                          })}
                        </span>
                      )}
                    </button>
                  }
                  list={list}
                />
                <button
                  type="button"
                  className="se-term-x"
                  aria-label={t('search.term.drop', { word: term.typed })}
                  onClick={() => onQuery(replaceWord(query, term.typed, null))}
                >
                  <Icon name="x" size="xs" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {result.corrected !== null && !exact && (
        <p className="sm t2">
          {t('search.showing', { text: readAs(query, result.terms) })}{' '}
          <button type="button" className="se-link" onClick={() => onExact(true)}>
            {t('search.instead', { text: query })}
          </button>
        </p>
      )}
      {result.doubts.length > 0 && (
        <ul className="se-doubts sm t2" aria-label={t('search.doubts')}>
          {[...new Set(result.doubts.map(doubtWords))].map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      )}
      <div className="row sm t2">
        <span className="num">
          {hits > 0
            ? Children.toArray(
                rich('search.hits', {
                  hits,
                  sources: result.total,
                  b: ((parts: React.ReactNode) => (
                    <b className="t1">{parts}</b>
                  )) as unknown as React.ReactNode,
                }),
              )
            : t('search.count', { count: result.total })}
          {' · '}
          {t('search.took', { ms: number(Math.max(1, Math.round(result.took_ms))) })}
        </span>
        <button type="button" className="se-link end" aria-pressed={exact} onClick={() => onExact(!exact)}>
          {t(exact ? 'search.helpOn' : 'search.exactOnly')}
        </button>
      </div>
    </div>
  );
}
