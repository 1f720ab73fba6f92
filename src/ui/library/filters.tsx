import type { SourceFilter } from '../../library/views.ts';
import { languageName, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { fail } from '../parts/toast.tsx';
import { go } from '../view.ts';

/** What narrows the list besides the place it shows. */
export type Narrowing = Pick<
  SourceFilter,
  'unread' | 'annotated' | 'starred' | 'language' | 'kind' | 'state'
>;

interface Counts {
  readonly unread: number;
  readonly annotated: number;
  readonly languages: readonly { readonly language: string; readonly count: number }[];
}

const kinds = ['article', 'pdf', 'document', 'book', 'email', 'bookmark', 'note', 'file'] as const;
const states = ['inbox', 'reading', 'done'] as const;
const sorts = ['published', 'captured', 'opened', 'title'] as const;

/** What a row can tell besides the title. */
const parts = ['site', 'author', 'minutes', 'date', 'companies', 'tags', 'marks'] as const;

/** How many chips of languages fit. */
const fewLanguages = 2;

/** The most common languages other than the first, as prefixes, so that `zh-Hans` and `zh-TW` are one. */
const languagesOf = (counts: Counts): readonly { readonly prefix: string; readonly count: number }[] => {
  const sums = new Map<string, number>();
  for (const { language, count } of counts.languages) {
    const prefix = language.split('-')[0]!;
    sums.set(prefix, (sums.get(prefix) ?? 0) + count);
  }
  const sorted = [...sums]
    .map(([prefix, count]) => ({ prefix, count }))
    .sort((one, other) => other.count - one.count);
  return sorted.length < 2 ? [] : sorted.slice(1, 1 + fewLanguages);
};

/** A language's own name for itself, as its readers look for it. */
const ownName = (tag: string): string =>
  new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' }).of(tag) ?? languageName(tag);

/** The chips above the list; each is on or off. */
export function FilterChips({
  counts,
  counted,
  narrowing,
  onChange,
}: {
  readonly counts: Counts | undefined;
  /** Whether the counts, which are of the whole library, are those of this list. */
  readonly counted: boolean;
  readonly narrowing: Narrowing;
  readonly onChange: (narrowing: Narrowing) => void;
}) {
  const none = Object.keys(narrowing).length === 0;
  const chip = (label: string, count: number | null, next: Narrowing, on: boolean, lang?: string) => (
    <Chip key={label} on={on} lang={lang} onClick={() => onChange(on ? {} : next)}>
      {count === null || !counted ? label : `${label} ${number(count)}`}
    </Chip>
  );
  return (
    <div className="filters" role="group" aria-label={t('library.filters')}>
      <Chip on={none} onClick={() => onChange({})}>
        {t('library.all')}
      </Chip>
      {counts && chip(t('library.unread'), counts.unread, { unread: true }, narrowing.unread === true)}
      {counts &&
        chip(t('library.annotated'), counts.annotated, { annotated: true }, narrowing.annotated === true)}
      {counts &&
        languagesOf(counts).map(({ prefix, count }) =>
          chip(ownName(prefix), count, { language: prefix }, narrowing.language === prefix, prefix),
        )}
      {narrowing.starred && chip(t('library.starred'), null, {}, true)}
      {narrowing.kind !== undefined &&
        chip(t(`library.kind.${narrowing.kind as (typeof kinds)[number]}`), null, {}, true)}
      {narrowing.state !== undefined && chip(t(`library.state.${narrowing.state}`), null, {}, true)}
    </div>
  );
}

/** The buttons that sort and filter the list. */
export function ListTools({
  narrowing,
  onChange,
}: {
  readonly narrowing: Narrowing;
  readonly onChange: (narrowing: Narrowing) => void;
}) {
  const sort = usePreferences((preferences) => preferences.listSort);
  const sortEntries: readonly MenuEntry[] = sorts.map((each) => ({
    label: t(`library.sort.${each}`),
    checked: each === sort,
    run: () => void prefer('listSort', each).catch(fail),
  }));
  const shows = usePreferences((preferences) => preferences.listShows);
  const density = usePreferences((preferences) => preferences.density);
  const showEntries: readonly MenuEntry[] = [
    { heading: t('library.shows') },
    ...parts.map((part): MenuEntry => ({
      label: t(`library.shows.${part}`),
      checked: shows[part],
      run: () => void prefer('listShows', { ...shows, [part]: !shows[part] }).catch(fail),
    })),
    '-',
    { heading: t('settings.density') },
    ...(['roomy', 'compact'] as const).map((each): MenuEntry => ({
      label: t(`settings.density.${each}`),
      checked: density === each,
      run: () => void prefer('density', each).catch(fail),
    })),
  ];
  const filterEntries: readonly MenuEntry[] = [
    {
      label: t('library.starred'),
      checked: narrowing.starred === true,
      run: () => onChange(narrowing.starred ? {} : { starred: true }),
    },
    '-',
    { heading: t('library.kind') },
    ...kinds.map((kind): MenuEntry => ({
      label: t(`library.kind.${kind}`),
      checked: narrowing.kind === kind,
      run: () => onChange(narrowing.kind === kind ? {} : { kind }),
    })),
    '-',
    { heading: t('library.state') },
    ...states.map((state): MenuEntry => ({
      label: t(`library.state.${state}`),
      checked: narrowing.state === state,
      run: () => onChange(narrowing.state === state ? {} : { state }),
    })),
    '-',
    { label: t('copies.title'), icon: 'copy', run: () => go({ screen: 'copies' }) },
  ];
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button
            kind="ghost"
            icon="arrow-up-down"
            aria-label={`${t('library.sortBy')}: ${t(`library.sort.${sort}`)}`}
          >
            {t(`library.sort.${sort}`)}
          </Button>
        }
        list={sortEntries}
      />
      <Menu
        align="end"
        trigger={<IconButton icon="list-filter" label={t('library.filter')} />}
        list={filterEntries}
      />
      <Menu
        align="end"
        trigger={<IconButton icon="list-checks" label={t('library.shows')} />}
        list={showEntries}
      />
    </>
  );
}
