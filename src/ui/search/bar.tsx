import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Popover } from '../parts/popover.tsx';
import { Segment } from '../parts/segment.tsx';
import { SaveSearch } from './save-search.tsx';

const SORTS = ['relevance', 'newest', 'oldest'] as const;

/** The order of the results. */
export type Sort = (typeof SORTS)[number];

/** What is done with the results as a whole: their order, the filters where there is no room beside them, and saving. */
export function ResultBar({
  query,
  sort,
  facets,
  filtered,
  saving,
  onSort,
  onSaving,
}: {
  readonly query: string;
  readonly sort: Sort;
  readonly facets: ReactNode;
  readonly filtered: boolean;
  readonly saving: boolean;
  readonly onSort: (sort: Sort) => void;
  readonly onSaving: (open: boolean) => void;
}) {
  return (
    <div className="se-bar">
      <Segment
        label={t('search.sort')}
        value={sort}
        onChange={onSort}
        options={SORTS.map((value) => ({ value, label: t(`search.sort.${value}`) }))}
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
      <SaveSearch query={query} open={saving} onOpen={onSaving} />
    </div>
  );
}
