import { useRef, useState, type CSSProperties, type DragEvent } from 'react';
import { COLOURS, type Colour } from '../../core/annotation.ts';
import { library } from '../library.ts';
import { colourName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ContextMenu, type MenuEntry } from '../parts/menu.tsx';
import { Picker } from '../parts/picker.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { usePreferences } from '../preferences.ts';
import { LABEL_DRAGGED } from './dragging.ts';
import { branches, movedInto, type Branch, type Label } from './label-tree.ts';
import { Group, Item } from './sidebar-item.tsx';
import { doing } from './undo.ts';

/** Labels shown before the rest is folded away. */
const few = 12;

type Kind = 'tag' | 'collection';

/** What a sheet was opened for. */
type Asking =
  | { readonly what: 'rename' | 'inside'; readonly name: string }
  | { readonly what: 'new' }
  | { readonly what: 'move'; readonly name: string };

const renamed = (kind: Kind, from: string, to: string): Promise<boolean> =>
  doing(
    kind === 'tag' ? library.tags.rename({ from, to }) : library.collections.rename({ from, to }),
    t('frame.label.renamed', { from, to }),
  );

/** A sheet for one name. */
function Naming({
  kind,
  asking,
  onClose,
}: {
  readonly kind: Kind;
  readonly asking: Exclude<Asking, { what: 'move' }>;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(asking.what === 'rename' ? asking.name : '');
  const first = useRef<HTMLInputElement>(null);
  const title = t(
    asking.what === 'rename'
      ? kind === 'tag'
        ? 'frame.label.renameTag'
        : 'frame.label.renameCollection'
      : asking.what === 'inside'
        ? 'frame.label.newInside'
        : 'frame.label.newCollection',
  );
  const save = async () => {
    const words = name.trim();
    if (words === '') return;
    const done =
      asking.what === 'rename'
        ? words === asking.name || (await renamed(kind, asking.name, words))
        : await doing(
            library.collections.add({ name: asking.what === 'inside' ? `${asking.name}/${words}` : words }),
          );
    if (done) onClose();
  };
  return (
    <Sheet
      title={title}
      open
      onClose={onClose}
      initialFocus={first}
      footer={
        <Button kind="primary" submit form="name-label" disabled={name.trim() === ''}>
          {t('frame.save')}
        </Button>
      }
    >
      <form
        id="name-label"
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          ref={first}
          label={t('frame.label.name')}
          hint={t('frame.label.nameHint')}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Sheet>
  );
}

/** Tags or collections as a tree: sources are dropped on them, and one can be put into another. */
function LabelTree({
  kind,
  labels,
  title,
}: {
  readonly kind: Kind;
  readonly labels: readonly Label[];
  readonly title: string;
}) {
  const names = usePreferences((preferences) => preferences.colourNames);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const tree = branches(labels, folded);
  const shown = all ? tree : tree.slice(0, few);
  const dragged = `${LABEL_DRAGGED}-${kind}`;

  const fold = (name: string) => {
    const next = new Set(folded);
    if (!next.delete(name)) next.add(name);
    setFolded(next);
  };
  const put = (name: string, target: string | null) => {
    const to = movedInto(name, target);
    if (to !== null) void renamed(kind, name, to);
  };
  const dropOn = (target: string | null) => ({
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragged)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(target ?? '');
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => {
      const name = event.dataTransfer.getData(dragged);
      setOver(null);
      if (name === '') return;
      event.preventDefault();
      event.stopPropagation();
      put(name, target);
    },
  });
  const dropSources = (name: string) => (ids: readonly string[]) =>
    void (kind === 'tag'
      ? doing(
          library.tags.add({ ids: [...ids], tag: name }),
          t('frame.tagged', { count: ids.length, tag: name }),
        )
      : doing(
          library.collections.assign({ ids: [...ids], collection: name }),
          t('frame.label.collected', { count: ids.length, name }),
        ));

  const colours = (branch: Branch): readonly MenuEntry[] => [
    '-',
    { heading: t('frame.label.colour') },
    ...[null, ...COLOURS].map((colour): MenuEntry => ({
      label: colour === null ? t('frame.label.noColour') : colourName(colour, names),
      checked: branch.colour === colour,
      run: () => void doing(library.tags.setColour({ name: branch.name, colour })),
    })),
  ];
  const menu = (branch: Branch): readonly MenuEntry[] => [
    {
      label: t('frame.label.rename'),
      icon: 'pencil',
      run: () => setAsking({ what: 'rename', name: branch.name }),
    },
    {
      label: t('frame.label.move'),
      icon: 'folder',
      run: () => setAsking({ what: 'move', name: branch.name }),
    },
    ...(kind === 'collection'
      ? [
          {
            label: t('frame.label.newInside'),
            icon: 'plus' as const,
            run: () => setAsking({ what: 'inside', name: branch.name }),
          },
        ]
      : []),
    ...(branch.children > 0
      ? [
          {
            label: t(folded.has(branch.name) ? 'frame.label.unfold' : 'frame.label.fold'),
            icon: 'chevron-down' as const,
            run: () => fold(branch.name),
          },
        ]
      : []),
    // a name that only begins others' has nothing to colour
    ...(kind === 'tag' && labels.some(({ name }) => name === branch.name) ? colours(branch) : []),
    '-',
    {
      label: t(kind === 'tag' ? 'frame.label.dropTag' : 'frame.label.dropCollection'),
      icon: 'trash',
      danger: true,
      run: () =>
        void doing(
          kind === 'tag'
            ? library.tags.drop({ name: branch.name })
            : library.collections.remove({ name: branch.name }),
          t('frame.label.dropped', { name: branch.name }),
        ),
    },
  ];

  return (
    <div className={over === '' ? 'drop-top' : undefined} {...dropOn(null)}>
      <Group
        label={title}
        action={
          kind === 'collection' && (
            <IconButton
              className="end"
              icon="plus"
              size="xs"
              small
              label={t('frame.label.newCollection')}
              onClick={() => setAsking({ what: 'new' })}
            />
          )
        }
      >
        {shown.map((branch) => (
          <ContextMenu key={branch.name} list={menu(branch)}>
            <div
              className={`branch${over === branch.name ? ' drop' : ''}${branch.colour === null ? '' : ` hl-${branch.colour as Colour}`}`}
              style={{ '--depth': branch.depth } as CSSProperties}
              draggable
              onDragStart={(event) => {
                event.stopPropagation();
                event.dataTransfer.setData(dragged, branch.name);
              }}
              {...dropOn(branch.name)}
              onKeyDown={(event) => {
                const folds = event.key === 'ArrowLeft' && !folded.has(branch.name);
                const unfolds = event.key === 'ArrowRight' && folded.has(branch.name);
                if (branch.children === 0 || event.altKey || !(folds || unfolds)) return;
                event.preventDefault();
                fold(branch.name);
              }}
            >
              <Item
                place={
                  kind === 'tag'
                    ? { screen: 'library', tag: branch.name }
                    : { screen: 'library', collection: branch.name }
                }
                icon={kind === 'tag' ? 'tag' : branch.children > 0 ? 'folder-open' : 'folder'}
                label={branch.leaf}
                count={branch.count}
                onDropSources={dropSources(branch.name)}
              />
              {branch.children > 0 && (
                <button
                  type="button"
                  className="fold"
                  tabIndex={-1}
                  aria-expanded={!folded.has(branch.name)}
                  aria-label={t(folded.has(branch.name) ? 'frame.label.unfold' : 'frame.label.fold')}
                  onClick={() => fold(branch.name)}
                />
              )}
            </div>
          </ContextMenu>
        ))}
        {tree.length > few && (
          <button type="button" className="item t3 sm" onClick={() => setAll(!all)}>
            <span className="i" />
            {all ? t('frame.label.fewer') : t('frame.label.all', { count: tree.length })}
          </button>
        )}
      </Group>
      {asking && asking.what !== 'move' && (
        <Naming kind={kind} asking={asking} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'move' && (
        <Picker
          title={t('frame.label.moveTo', { name: asking.name })}
          single
          icon={kind === 'tag' ? 'tag' : 'folder'}
          choices={[
            { id: '', label: t('frame.label.top') },
            ...branches(labels, new Set()).map(({ name }) => ({ id: name, label: name })),
          ].filter(({ id }) => movedInto(asking.name, id === '' ? null : id) !== null)}
          onPick={({ id }) => {
            put(asking.name, id === '' ? null : id);
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

/** The tags of the library. */
export const Tags = ({ tags }: { readonly tags: readonly Label[] }) =>
  tags.length === 0 ? null : <LabelTree kind="tag" labels={tags} title={t('frame.tags')} />;

/** The collections of the library; there is always a way to make one. */
export const Collections = ({ collections }: { readonly collections: readonly Label[] }) => (
  <LabelTree kind="collection" labels={collections} title={t('frame.collections')} />
);
