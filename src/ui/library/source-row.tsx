import { memo } from 'react';
import { COLOURS } from '../../core/annotation.ts';
import type { SourceRow as SourceRowView } from '../../library/views.ts';
import { number, shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Chip } from '../parts/chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { defaults, usePreferences } from '../preferences.ts';

/** The most pips beside a row; the number says the rest. */
const mostPips = 6;

const pipsOf = (row: SourceRowView): readonly string[] =>
  COLOURS.flatMap((colour) => Array.from({ length: row.marks[colour] }, () => colour)).slice(0, mostPips);

/** One source in the list: title, where it was published, its length and date, companies, and the marks in it. */
export const SourceRow = memo(function SourceRow({
  row,
  now,
}: {
  readonly row: SourceRowView;
  readonly now: Date;
}) {
  const marks = COLOURS.reduce((sum, colour) => sum + row.marks[colour], 0);
  const more = row.companies.length - Math.min(2, row.companyNames.length);
  const date = row.publishedOn ?? row.capturedAt;
  const chosen = usePreferences((preferences) => preferences.listShows);
  const shows = { ...defaults.listShows, ...chosen };
  const names = shows.companies ? row.companyNames.slice(0, 2) : [];
  const tags = shows.tags ? row.tags.slice(0, 3) : [];
  const counted = shows.marks && marks > 0;
  return (
    <>
      <div className="ti" lang={row.language ?? undefined}>
        {row.starred && <Icon name="star" size="xs" />}
        {row.title}
      </div>
      <div className="me clip">
        {[
          shows.site ? row.siteName : null,
          shows.author ? row.byline : null,
          shows.minutes ? t('library.minutes', { count: row.minutes }) : null,
        ]
          .filter((part) => part !== null && part !== '')
          .join(' · ')}
      </div>
      <div className="da">{shows.date && shortDay(date, now)}</div>
      {(names.length > 0 || tags.length > 0 || counted) && (
        <div className="ch">
          {names.map((name) => (
            <Chip key={name} tone="company">
              {name}
            </Chip>
          ))}
          {names.length > 0 && more > 0 && <span className="chip co more">{`+${more}`}</span>}
          {tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
          {counted && (
            <span className="hl">
              <span className="pips" aria-hidden="true">
                {pipsOf(row).map((colour, i) => (
                  <i key={i} className={`hl-${colour}`} />
                ))}
              </span>
              <span>
                {number(marks)}
                <span className="sr"> {t('library.marks', { count: marks })}</span>
              </span>
            </span>
          )}
        </div>
      )}
    </>
  );
});
