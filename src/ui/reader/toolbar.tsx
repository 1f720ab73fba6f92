import { useContext } from 'react';
import type { Colour } from '../../core/annotation.ts';
import { keysOf, run } from '../commands/run.ts';
import { editDetails, setStarred, trashSources } from '../library/source-actions.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Swatches } from '../parts/colours.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { openOutside } from '../parts/outside.tsx';
import { Segment } from '../parts/segment.tsx';
import { fail } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { openTab } from '../tabs.ts';
import { goBack, openBeside, placeOfSource, useView } from '../view.ts';
import { Appearance } from './appearance.tsx';
import { PaneContext, reveal, setReading, usePaneReading } from './state.ts';
import { Versions } from './versions.tsx';
import type { OpenSource } from './open-source.ts';

/** The headings of the article as a menu that goes to them. */
const outlineOf = ({ text }: OpenSource): readonly MenuEntry[] => {
  const headings = text.index.outline.map(({ block, level, text: words }): MenuEntry => {
    const { start, end } = text.stretchOf(block);
    return { label: `${'  '.repeat(Math.max(0, level - 2))}${words}`, run: () => reveal(start, end) };
  });
  return headings.length > 0
    ? headings
    : [{ label: t('reader.noHeadings'), run: () => undefined, disabled: true }];
};

/** The bar above the page: clean or original, colours, find, outline, appearance, focus, more. */
export function ReaderToolbar({
  view,
  live,
  marked,
  onColour,
  onOriginal,
  onCopy,
}: {
  readonly view: OpenSource;
  readonly live: boolean;
  readonly marked: Colour | null;
  readonly onColour: (colour: Colour) => void;
  readonly onOriginal: (to: boolean) => void;
  readonly onCopy: () => void;
}) {
  const pane = useContext(PaneContext);
  const { original, showHidden, comparing } = usePaneReading();
  const pdf = view.original.mediaType.startsWith('application/pdf');
  const layout = useView((place) => place.layout);
  const beside = useView(({ place }) => 'beside' in place && place.beside !== undefined);
  const focusMode = useView((place) => place.focusMode);
  const { colourNames, showNames } = usePreferences();
  const { source, version, text } = view;
  const hasHidden = text.index.removed.length > 0;
  const more: readonly MenuEntry[] = [
    {
      label: t('command.copy.cite'),
      icon: 'copy',
      keys: keysOf('copy.cite') ?? '',
      run: onCopy,
    },
    { label: t('library.editTitle'), icon: 'pencil', run: editDetails },
    {
      label: t('library.tagMenu'),
      icon: 'tag',
      run: () => useView.setState({ picking: { kind: 'tags', ids: [source.id] } }),
    },
    {
      label: t('library.companiesMenu'),
      icon: 'building-complex',
      run: () => useView.setState({ picking: { kind: 'companies', ids: [source.id] } }),
    },
    {
      label: source.starred ? t('library.unstar') : t('library.star'),
      icon: 'star',
      run: () => void setStarred([source.id], !source.starred),
    },
    {
      label: t(beside ? 'command.beside.close' : 'command.beside.other'),
      icon: 'columns-2',
      keys: keysOf(beside ? 'beside.close' : 'beside.other') ?? '',
      run: () => openBeside(beside ? null : source.id),
    },
    {
      label: t('command.tab.new'),
      icon: 'plus',
      keys: keysOf('tab.new') ?? '',
      run: () => openTab(placeOfSource(source.id)),
    },
    '-',
    {
      label: t('command.block.hide'),
      icon: 'eye-off',
      keys: keysOf('block.hide') ?? '',
      disabled: original,
      run: () => void run('block.hide'),
    },
    ...(hasHidden
      ? [
          {
            label: t('reader.showHiddenBlocks'),
            checked: showHidden,
            run: () => setReading(pane, { showHidden: !showHidden }),
          },
        ]
      : []),
    {
      label: t('reader.showNames'),
      checked: showNames,
      run: () => void prefer('showNames', !showNames).catch(fail),
    },
    ...(source.url === null
      ? []
      : [
          {
            label: t('command.open.original'),
            icon: 'external-link' as const,
            keys: keysOf('open.original') ?? '',
            run: () => openOutside(source.url ?? ''),
          },
        ]),
    {
      label: t('reader.originalFile'),
      icon: 'download',
      run: () => void window.open(`/original/${version.id}`, '_blank', 'noopener'),
    },
    '-',
    { label: t('command.trash'), icon: 'trash', danger: true, run: () => void trashSources([source.id]) },
  ];
  return (
    <div className="rtool" role="toolbar" aria-label={t('reader.tools')}>
      {layout === 'single' && <IconButton icon="arrow-left" label={t('command.nav.back')} onClick={goBack} />}
      <Segment
        label={t('reader.view')}
        value={original ? 'original' : 'clean'}
        options={[
          { value: 'clean', label: t('reader.clean') },
          { value: 'original', label: t('reader.original') },
        ]}
        onChange={(value) => onOriginal(value === 'original')}
      />
      {(!original || pdf) && comparing === null && (
        <Swatches label={t('reader.colours')} marked={marked} names={colourNames} onPick={onColour} />
      )}
      <span className="end" />
      <IconButton
        icon="search"
        label={t('command.find.open')}
        keys={keysOf('find.open') ?? ''}
        disabled={original && !pdf}
        onClick={() => setReading(pane, { finding: true, comparing: null })}
      />
      <Menu
        align="end"
        trigger={<IconButton icon="list-tree" label={t('reader.outline')} />}
        list={outlineOf(view)}
      />
      <Versions view={view} live={live} />
      <Appearance />
      <IconButton
        className="hide-s"
        icon={focusMode ? 'minimize-2' : 'maximize-2'}
        label={t('command.focus.toggle')}
        keys={keysOf('focus.toggle') ?? ''}
        aria-pressed={focusMode}
        onClick={() => useView.setState({ focusMode: !focusMode })}
      />
      <Menu align="end" trigger={<IconButton icon="ellipsis" label={t('frame.more')} />} list={more} />
    </div>
  );
}
