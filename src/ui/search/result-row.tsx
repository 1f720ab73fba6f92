import type { CompanyRow, SourceView } from '../../library/views.ts';
import type { Hit } from '../../core/search/document.ts';
import { languageOfName } from '../companies/words.ts';
import { Monogram } from '../companies/monogram.tsx';
import { shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import type { Found, Passage } from './found.ts';
import type { Place } from './hits.ts';

/** A snippet with its found words marked. */
export function Snippet({ text, marks }: { readonly text: string; readonly marks: Hit['marks'] }) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    if (start < at) continue;
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** The whole text in 64 pixels: marks in colour, hits in ink. */
function HitStrip({ view, places }: { readonly view: SourceView; readonly places: readonly Place[] }) {
  const long = Math.max(1, view.version.text.length);
  return (
    <svg className="se-strip" width={64} height={10} aria-hidden="true">
      <rect width={64} height={10} rx={2} fill="var(--bg-sunken)" />
      {view.annotations.map((mark) =>
        mark.start === null || mark.end === null ? null : (
          <rect
            key={mark.id}
            x={(mark.start / long) * 64}
            y={6}
            width={Math.max(2, ((mark.end - mark.start) / long) * 64)}
            height={4}
            fill={`var(--hl-${mark.colour}-rule)`}
          />
        ),
      )}
      {places.slice(0, 200).map((place) => (
        <rect
          key={place.start}
          x={(place.start / long) * 64}
          y={0}
          width={1.5}
          height={8}
          fill="var(--hit-line)"
        />
      ))}
    </svg>
  );
}

const ICONS: Readonly<Partial<Record<Hit['kind'], IconName>>> = {
  fact: 'badge-check',
  brief: 'notebook-pen',
  note: 'sticky-note',
  annotation: 'highlighter',
};

const kindWord = (kind: Hit['kind']): string | null =>
  kind === 'fact' || kind === 'brief' || kind === 'note' || kind === 'annotation'
    ? t(`search.${kind}`)
    : null;

/** One result: a source with its passages, or a company, fact, note or brief. */
export function ResultRow({
  found,
  view,
  places,
  company,
  passages,
  unfolded,
  onFold,
  now,
}: {
  readonly found: Found;
  readonly view: SourceView | undefined;
  readonly places: readonly Place[];
  readonly company: CompanyRow | undefined;
  /** How many passages the source has, the reader's own marks included. */
  readonly passages: number;
  readonly unfolded: boolean;
  readonly onFold: () => void;
  readonly now: Date;
}) {
  const { hit, more } = found;
  const title = hit.title === '' ? hit.snippet.slice(0, 80) : hit.title;
  if (hit.kind === 'company') {
    const names = [title, ...(company?.aliases.map((alias) => alias.text) ?? [])];
    const other = names.find((name) => languageOfName(name) !== languageOfName(title));
    return (
      <div className="row se-company">
        <Monogram names={names} />
        <div className="grow">
          <div className="row tight">
            <span className="se-title" lang={languageOfName(title)}>
              {title}
            </span>
            {other !== undefined && (
              <span className="t2 clip" lang={languageOfName(other)}>
                {other}
              </span>
            )}
          </div>
          {company && (
            <div className="sm t2">
              {t('search.company', { sources: company.sources, facts: company.facts })}
            </div>
          )}
        </div>
      </div>
    );
  }
  const icon = ICONS[hit.kind];
  const source = view?.source;
  const date = source === undefined ? null : (source.publishedOn ?? source.capturedAt);
  return (
    <>
      <div className="row tight">
        {icon && <Icon name={icon} size="s" />}
        <span className="se-title clip" lang={languageOfName(title)}>
          {kindWord(hit.kind) !== null && <span className="t3">{kindWord(hit.kind)}: </span>}
          {title}
        </span>
        {date !== null && <span className="end sm t3 num nw">{shortDay(date, now)}</span>}
      </div>
      {hit.kind === 'source' && (
        <div className="row tight sm t2 se-about">
          <span className="clip" lang={source?.siteName ? languageOfName(source.siteName) : undefined}>
            {source?.siteName ?? source?.byline ?? ''}
          </span>
          {view && places.length > 0 && (
            <>
              <span className="end num t3 nw">{t('search.row.hits', { count: places.length })}</span>
              <HitStrip view={view} places={places} />
            </>
          )}
        </div>
      )}
      {!unfolded && hit.snippet !== '' && hit.snippet !== title && (
        <p className="se-snippet" lang={languageOfName(hit.snippet)}>
          <Snippet text={hit.snippet} marks={hit.marks} />
        </p>
      )}
      {!unfolded &&
        more.slice(0, 2).map((one) => (
          <p key={one.id} className="se-snippet mine" lang={languageOfName(one.snippet)}>
            <Snippet text={one.snippet} marks={one.marks} />
          </p>
        ))}
      {passages > 1 && (
        // A row of a listbox holds no buttons; by key it is Alt+↓, → or the menu.
        <span
          className="se-fold sm"
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
        >
          <Icon name={unfolded ? 'chevron-up' : 'chevron-down'} size="xs" />
          {t(unfolded ? 'search.foldPassages' : 'search.passages', { count: passages })}
        </span>
      )}
    </>
  );
}

/** One passage of an unfolded source. */
export function PassageRow({ passage }: { readonly passage: Passage }) {
  return (
    <p className={`se-snippet${passage.hit === null ? ' mine' : ''}`} lang={languageOfName(passage.text)}>
      <Snippet text={passage.text} marks={passage.marks} />
    </p>
  );
}
