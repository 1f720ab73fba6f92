import { library } from '../library.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { fail } from '../parts/toast.tsx';
import { go, openSource, useView } from '../view.ts';
import { commandEntries, type Entry, type EntryGroup } from './entries.ts';

type Found = Awaited<ReturnType<typeof library.search.goto>>;
type Item = Found['groups'][number]['items'][number];

/** The most rows under one heading. */
const perGroup = 8;

const iconOf = {
  company: 'building-complex',
  source: 'newspaper',
  brief: 'notebook-pen',
  note: 'sticky-note',
  tag: 'tag',
  search: 'bookmark',
  annotation: 'highlighter',
} as const;

const openItem = (item: Item): void => {
  switch (item.kind) {
    case 'company':
      return go({ screen: 'company', id: item.id });
    case 'source':
      return openSource(item.id);
    case 'brief':
      return go({ screen: 'brief', id: item.id });
    case 'note':
      return go({ screen: 'note', id: item.id });
    case 'tag':
      return go({ screen: 'library', tag: item.title });
    case 'search':
      return go({ screen: 'search', query: item.detail, id: item.id });
    default:
      return undefined;
  }
};

const actionsOf = (item: Item): readonly Entry[] => {
  const base: Entry = {
    id: `open-${item.id}`,
    icon: 'arrow-right',
    title: t('command.open'),
    run: () => openItem(item),
  };
  if (item.kind === 'source')
    return [
      base,
      {
        id: 'tag',
        icon: 'tag',
        title: t('library.tagMenu'),
        run: () => useView.setState({ picking: { kind: 'tags', ids: [item.id] } }),
      },
      {
        id: 'done',
        icon: 'circle-check',
        title: t('library.done'),
        run: () => void library.sources.setState({ ids: [item.id], state: 'done' }).catch(fail),
      },
      {
        id: 'trash',
        icon: 'trash',
        title: t('command.trash'),
        run: () => void library.sources.trash({ ids: [item.id] }).catch(fail),
      },
    ];
  if (item.kind === 'company')
    return [
      base,
      {
        id: 'mentions',
        icon: 'search',
        title: t('palette.searchFor', { words: item.title }),
        run: () => go({ screen: 'search', query: `company:"${item.title}"` }),
      },
    ];
  return [base];
};

const entryOf = (item: Item): Entry => {
  const why = item.why === 'pinyin' ? t('palette.byPinyin') : '';
  const counted = (key: 'palette.sources' | 'palette.highlights'): string =>
    /^\d+$/.test(item.detail) ? t(key, { count: Number(item.detail) }) : item.detail;
  const detail =
    item.kind === 'search'
      ? t('palette.savedSearch')
      : item.kind === 'company' || item.kind === 'tag'
        ? counted('palette.sources')
        : item.detail;
  return {
    id: `${item.kind}-${item.id}`,
    icon: iconOf[item.kind as keyof typeof iconOf] ?? 'file-text',
    title: item.title,
    detail: [detail, why].filter((part) => part !== '').join(' · '),
    ...(item.kind === 'company' && { keys: 'Enter' }),
    run: () => openItem(item),
    actions: actionsOf(item),
  };
};

/** What the first sign asks for: `>` commands only, `@` companies, `#` tags. */
export const modeOf = (
  text: string,
): { readonly mode: 'all' | 'commands' | 'company' | 'tag'; readonly words: string } => {
  const words = text.slice(1).trim();
  if (text.startsWith('>')) return { mode: 'commands', words };
  if (text.startsWith('@')) return { mode: 'company', words };
  if (text.startsWith('#')) return { mode: 'tag', words };
  return { mode: 'all', words: text.trim() };
};

/** The rows of the palette: what was found in the library stands between the commands about what is open and the others. */
export function groupsOf(text: string, found: Found | null): readonly EntryGroup[] {
  const { mode, words } = modeOf(text);
  const { here, rest } = commandEntries(words);
  const items = (groups: readonly string[]): readonly Entry[] =>
    (found?.groups ?? [])
      .filter((group) => groups.includes(group.group))
      .flatMap((group) => group.items)
      .slice(0, perGroup)
      .map(entryOf);
  const everything: Entry = {
    id: 'search-all',
    icon: 'search',
    title: t('palette.searchFor', { words }),
    keys: 'Mod+Enter',
    run: () => go({ screen: 'search', query: words }),
  };
  const groups: readonly EntryGroup[] =
    mode === 'commands'
      ? [{ label: t('palette.commands'), entries: [...here, ...rest] }]
      : mode === 'company'
        ? [{ label: t('palette.companies'), entries: items(['company']) }]
        : mode === 'tag'
          ? [{ label: t('palette.tags'), entries: items(['tag']) }]
          : [
              { label: t('palette.here'), entries: here.slice(0, words === '' ? 4 : perGroup) },
              { label: t('palette.companies'), entries: items(['company']) },
              {
                label: t(words === '' ? 'palette.recent' : 'palette.found'),
                entries: items(['source', 'brief', 'note']),
              },
              { label: t('palette.places'), entries: items(['tag', 'search']) },
              { label: t('palette.commands'), entries: rest.slice(0, perGroup) },
              ...(words === '' ? [] : [{ label: t('palette.else'), entries: [everything] }]),
            ];
  return groups.filter((group) => group.entries.length > 0);
}

/** How many rows there are, for screen readers. */
export const countOf = (groups: readonly EntryGroup[]): string =>
  number(groups.reduce((sum, group) => sum + group.entries.length, 0));
