import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { library } from '../library.ts';
import { rich, t } from '../messages/index.ts';
import { Chip } from '../parts/chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { announce, fail } from '../parts/toast.tsx';
import { go, useView } from '../view.ts';
import type { Entry, EntryGroup } from './entries.ts';
import { Matched } from './matched.tsx';
import { countOf, groupsOf, modeOf } from './results.ts';

type Found = Awaited<ReturnType<typeof library.search.goto>>;

/** What the library knows of the words; the old answer stays while a new one is on its way. */
function useFound(text: string, open: boolean): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    const { mode, words } = modeOf(text);
    if (mode === 'commands') return undefined;
    let current = true;
    library.search.goto({ query: words, limit: 8 }).then((answer) => {
      if (current) setFound(answer);
    }, fail);
    return () => {
      current = false;
    };
  }, [text, open]);
  return found;
}

/** One box for going, doing and finding. */
export function Palette() {
  const open = useView((view) => view.palette);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useView.setState({ palette: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim over" />
        <Dialog.Popup className="pal over" aria-label={t('palette.title')}>
          <PaletteBody />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Time in ms for the page to notice the selection that came back. */
const settle = 80;

const selectAgain = (range: Range): void => {
  const selection = document.getSelection();
  if (!range.startContainer.isConnected) return;
  selection?.removeAllRanges();
  selection?.addRange(range);
};

function PaletteBody() {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const lastQuery = useView((view) => view.lastQuery);
  const [level, setLevel] = useState<Entry | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // The box takes the focus and with it the selection; the words are selected again when it closes.
  const [passage] = useState(() => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && selection.rangeCount > 0
      ? selection.getRangeAt(0).cloneRange()
      : null;
  });
  useEffect(
    () => () => {
      if (passage) requestAnimationFrame(() => selectAgain(passage));
    },
    [passage],
  );
  const found = useFound(text, true);
  const { words } = modeOf(text);
  const groups: readonly EntryGroup[] = level
    ? [{ label: level.title, entries: level.actions ?? [] }]
    : groupsOf(text, found);
  const flat = groups.flatMap((group) => group.entries);
  const current = flat[Math.min(at, flat.length - 1)];

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the selected row is another one after either
  }, [at, text]);
  const count = countOf(groups);
  useEffect(() => {
    const waiting = setTimeout(() => announce(t('palette.count', { count })), 500);
    return () => clearTimeout(waiting);
  }, [count]);

  const close = (): void => useView.setState({ palette: false });
  const perform = (entry: Entry): void => {
    useView.setState({ lastQuery: text });
    close();
    // After the palette has given the focus back, so that commands act where the reader was.
    setTimeout(entry.run, passage ? settle : 0);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'ArrowUp' && text === '' && at === 0 && lastQuery !== '') setText(lastQuery);
    else if (step !== undefined && flat.length > 0)
      setAt((Math.min(at, flat.length - 1) + step + flat.length) % flat.length);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      useView.setState({ lastQuery: text });
      close();
      go({ screen: 'search', query: words });
    } else if (event.key === 'Enter' && current) perform(current);
    else if (event.key === 'Tab' && !event.shiftKey && !level && current?.actions) {
      setLevel(current);
      setAt(0);
    } else if (event.key === 'Backspace' && level && text === '') setLevel(null);
    else if (event.key === 'Backspace' && level) {
      setLevel(null);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <div className="pin">
        <Icon name="search" size="l" />
        {level && <Chip onRemove={() => setLevel(null)}>{level.title}</Chip>}
        <input
          ref={input}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={current ? `palette-${current.id}` : undefined}
          aria-label={t('command.palette.open')}
          placeholder={t('frame.omni')}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setLevel(null);
          }}
          onKeyDown={onKey}
        />
        {passage && <Chip on>{t('palette.passage')}</Chip>}
      </div>
      <div ref={list} className="pal-list" id="palette-list" role="listbox" aria-label={t('palette.results')}>
        {groups.map((group) => (
          <div key={group.label} role="group" aria-label={group.label}>
            <div className="pg label" role="presentation">
              {group.label}
            </div>
            {group.entries.map((entry) => (
              <div
                key={entry.id}
                id={`palette-${entry.id}`}
                role="option"
                aria-selected={entry === current}
                className="pi"
                onMouseMove={() => setAt(flat.indexOf(entry))}
                onClick={() => perform(entry)}
              >
                <Icon name={entry.icon} />
                <span className="clip pi-title">
                  <Matched title={entry.title} words={words} />
                </span>
                {entry.detail !== undefined && entry.detail !== '' && (
                  <span className="t3 sm clip">
                    <Matched title={entry.detail} words={words} />
                  </span>
                )}
                {entry.keys !== undefined && (
                  <span className="end">
                    <Kbd keys={entry.keys} />
                  </span>
                )}
              </div>
            ))}
          </div>
        ))}
        {flat.length === 0 && <p className="pal-none t2">{t('palette.none')}</p>}
      </div>
      <div className="pf">
        <span className="row tight">
          {rich('palette.move', { keys: <Kbd key="k" keys="ArrowUp ArrowDown" /> })}
        </span>
        <span className="row tight">{rich('palette.actions', { keys: <Kbd key="k" keys="Tab" /> })}</span>
        <span className="row tight">{rich('palette.onlyCommands', { keys: <Kbd key="k" keys=">" /> })}</span>
        <span className="row tight">{rich('palette.onlyCompanies', { keys: <Kbd key="k" keys="@" /> })}</span>
        <span className="row tight">{rich('palette.onlyTags', { keys: <Kbd key="k" keys="#" /> })}</span>
      </div>
    </>
  );
}
