import { memo, useCallback, useDeferredValue, useState, type KeyboardEvent, type ReactNode } from 'react';
import { languageOfName } from '../companies/words.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field, Select } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { MarkCard } from '../parts/mark-card.tsx';
import { Menu } from '../parts/menu.tsx';
import { Popover } from '../parts/popover.tsx';
import { openSource } from '../view.ts';
import { EVIDENCE_DRAG } from './editor.ts';
import { placeOf, wordsOf, type Evidence } from './evidence.ts';

type Show = 'all' | 'unused' | 'facts' | 'quotes' | 'notes';

interface Acts {
  readonly onInsert: (one: Evidence, whole: boolean) => void;
  readonly onFigure: (one: Evidence) => void;
}

/** Whether all typed words stand in the evidence or in where it comes from. */
export function fitsWords(one: Evidence, words: string): boolean {
  const all = [
    wordsOf(one),
    one.sourceTitle,
    one.siteName,
    one.type === 'fact'
      ? `${one.companyName} ${one.metric} ${one.valueText}`
      : `${one.note} ${one.tags.join(' ')}`,
  ]
    .join(' ')
    .toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const Piece = memo(function Piece({ one, onInsert, onFigure }: { readonly one: Evidence } & Acts) {
  const words = wordsOf(one);
  const place = placeOf(one);
  const source = one.sourceId;
  const range =
    one.type === 'annotation' && one.start !== null && one.end !== null
      ? { start: one.start, end: one.end }
      : undefined;
  const actions = (
    <>
      {one.cited > 0 && (
        <Chip tone="ok" icon="check">
          {t('brief.evidence.cited', { count: one.cited })}
        </Chip>
      )}
      <Button
        size="small"
        aria-label={t('brief.evidence.insertOf', { quote: words.slice(0, 80) })}
        onClick={(event) => onInsert(one, event.shiftKey)}
      >
        {t('brief.evidence.insert')}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton small icon="ellipsis" label={t('frame.more')} />}
        list={[
          {
            label: t('brief.evidence.quote'),
            icon: 'text-quote',
            keys: 'Shift',
            disabled: words === '',
            run: () => onInsert(one, true),
          },
          ...(one.type === 'fact'
            ? [{ label: t('brief.evidence.table'), icon: 'table' as const, run: () => onFigure(one) }]
            : []),
          ...(source === null
            ? []
            : [
                {
                  label: t('brief.evidence.open'),
                  icon: 'book-open' as const,
                  run: () => openSource(source, range),
                },
              ]),
        ]}
      />
    </>
  );
  const drag = {
    draggable: true,
    onDragStart: (event: React.DragEvent) => {
      event.dataTransfer.setData(EVIDENCE_DRAG, `${one.type} ${one.id}`);
      event.dataTransfer.setData('text/plain', words);
      event.dataTransfer.effectAllowed = 'copy';
    },
  };
  if (one.type === 'annotation')
    return (
      <MarkCard
        {...drag}
        className="br-piece"
        colour={one.colour}
        place={<span lang={languageOfName(place)}>{place}</span>}
        quote={one.quote}
        language={languageOfName(one.quote)}
        note={one.note}
        actions={actions}
        chips={
          one.anchor === 'changed' || one.anchor === 'orphan' ? (
            <Chip tone="warn" icon="triangle-alert">
              {t('brief.evidence.changed')}
            </Chip>
          ) : undefined
        }
      />
    );
  return (
    <div {...drag} className="card br-piece br-fact">
      <div className="hd row tight">
        <Icon name="badge-check" size="s" />
        <span className="clip t3 sm">{one.companyName}</span>
        <span className="end row tight">{actions}</span>
      </div>
      <div className="row tight">
        <span className="b clip">{one.metric}</span>
        <span className="b num nw end">{amountOf(one)}</span>
        <span className="t3 sm num nw">{periodOf(one.asOf)}</span>
      </div>
      {one.quote !== null && (
        <q className="quote" lang={languageOfName(one.quote)}>
          {one.quote}
        </q>
      )}
    </div>
  );
});

/** The choices of a filter: what stands in the evidence, sorted, with the way out first. */
const choices = (all: string, values: Iterable<string>) => [
  { value: '', label: all },
  ...[...new Set(values)]
    .filter((value) => value !== '')
    .toSorted((a, b) => a.localeCompare(b))
    .map((value) => ({ value, label: value })),
];

const companiesOf = (one: Evidence): readonly string[] =>
  one.type === 'fact' ? [one.companyName] : one.companyNames;

const tagsOf = (one: Evidence): readonly string[] => (one.type === 'annotation' ? one.tags : []);

/** Narrower: which company, tag or source. */
interface Narrow {
  readonly company: string;
  readonly tag: string;
  readonly place: string;
}

const WIDE: Narrow = { company: '', tag: '', place: '' };

function Filters({
  evidence,
  narrow,
  onNarrow,
}: {
  readonly evidence: readonly Evidence[];
  readonly narrow: Narrow;
  readonly onNarrow: (narrow: Narrow) => void;
}) {
  return (
    <Popover
      label={t('brief.evidence.narrow')}
      trigger={
        <IconButton
          small
          icon="list-filter"
          label={t('brief.evidence.narrow')}
          aria-pressed={narrow.company !== '' || narrow.tag !== '' || narrow.place !== ''}
        />
      }
    >
      <div className="col br-narrow">
        <Select
          label={t('brief.evidence.company')}
          value={narrow.company}
          options={choices(t('brief.evidence.any'), evidence.flatMap(companiesOf))}
          onChange={(company) => onNarrow({ ...narrow, company })}
        />
        <Select
          label={t('brief.evidence.tag')}
          value={narrow.tag}
          options={choices(t('brief.evidence.any'), evidence.flatMap(tagsOf))}
          onChange={(tag) => onNarrow({ ...narrow, tag })}
        />
        <Select
          label={t('brief.evidence.source')}
          value={narrow.place}
          options={choices(t('brief.evidence.any'), evidence.map(placeOf))}
          onChange={(place) => onNarrow({ ...narrow, place })}
        />
      </div>
    </Popover>
  );
}

const firstWords = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, 240);

/** The author's notes: their words are put into the text as words of the author's own. */
function Notes({ words, onInsert }: { readonly words: string; readonly onInsert: (text: string) => void }) {
  const { value } = useLive(['note'], () => library.notes.list({}));
  const wanted = words.toLocaleLowerCase();
  const shown = (value ?? [])
    .filter((note) => `${note.title} ${note.text}`.toLocaleLowerCase().includes(wanted))
    .slice(0, 200);
  if (value && shown.length === 0) return <p className="t3 sm br-none">{t('brief.evidence.noMatch')}</p>;
  return (
    <ul className="br-pieces scrolls">
      {shown.map((note) => (
        <li key={note.id} className="card br-piece">
          <div className="hd row tight">
            <Icon name="sticky-note" size="s" />
            <span className="clip b">{note.title}</span>
            <span className="end">
              <Button
                size="small"
                aria-label={t('brief.evidence.insertOf', { quote: note.title })}
                onClick={() => onInsert(note.text)}
              >
                {t('brief.evidence.insert')}
              </Button>
            </span>
          </div>
          <p className="sm t2">{firstWords(note.text)}</p>
        </li>
      ))}
    </ul>
  );
}

/** Most pieces that are shown at once; typing a word narrows them. */
const MOST = 300;

const fitting = (
  evidence: readonly Evidence[],
  show: Show,
  narrow: Narrow,
  words: string,
): readonly Evidence[] =>
  evidence
    .filter((one) => {
      if (show === 'unused' && one.cited > 0) return false;
      if (show === 'facts' && one.type !== 'fact') return false;
      if (show === 'quotes' && one.type !== 'annotation') return false;
      if (narrow.company !== '' && !companiesOf(one).includes(narrow.company)) return false;
      if (narrow.tag !== '' && !tagsOf(one).includes(narrow.tag)) return false;
      if (narrow.place !== '' && placeOf(one) !== narrow.place) return false;
      return words === '' || fitsWords(one, words);
    })
    .slice(0, MOST);

/** So many pieces are drawn at once, and so many more whenever the last of them comes near. */
const DRAWN = 24;

function Pieces({
  shown,
  locked,
  onKeyDown,
  onInsert,
  onFigure,
}: {
  readonly shown: readonly Evidence[];
  readonly locked: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
} & Acts) {
  const [most, setMost] = useState(DRAWN);
  const watch = useCallback((end: HTMLLIElement) => {
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setMost((now) => now + DRAWN);
      },
      { root: end.parentElement, rootMargin: '400px 0px' },
    );
    near.observe(end);
    return () => near.disconnect();
  }, []);
  return (
    <ul className="br-pieces scrolls" onKeyDown={onKeyDown} inert={locked}>
      {shown.slice(0, most).map((one) => (
        <li key={`${one.type} ${one.id}`}>
          <Piece one={one} onInsert={onInsert} onFigure={onFigure} />
        </li>
      ))}
      {shown.length > most && (
        // a new one is looked at at once, so that the list goes on growing while its end is near
        <li key={most} ref={watch} aria-hidden="true" className="br-pieces-end" />
      )}
    </ul>
  );
}

/** Everything that can be cited: unused first, filtered by words, kind, company, tag and source; inserted or dragged. */
export const Drawer = memo(function Drawer({
  evidence,
  head,
  locked,
  onInsert,
  onFigure,
  onNote,
}: {
  readonly evidence: readonly Evidence[];
  /** The switch between evidence and outline. */
  readonly head: ReactNode;
  /** True where nothing can be inserted. */
  readonly locked: boolean;
  readonly onNote: (text: string) => void;
} & Acts) {
  const [show, setShow] = useState<Show>('all');
  const [text, setText] = useState('');
  const [narrow, setNarrow] = useState(WIDE);
  const words = useDeferredValue(text.trim());
  const unused = evidence.filter((one) => one.cited === 0).length;
  const shown = fitting(evidence, show, narrow, words);
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.target instanceof HTMLInputElement) return;
    const rows = [...event.currentTarget.querySelectorAll('li')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.querySelector('button')?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  const kinds: readonly (readonly [Show, string])[] = [
    ['all', t('brief.evidence.all')],
    ['unused', t('brief.evidence.unused', { count: unused })],
    ['facts', t('brief.evidence.facts')],
    ['quotes', t('brief.evidence.quotes')],
    ['notes', t('brief.evidence.notes')],
  ];
  return (
    <section className="br-drawer" aria-label={t('brief.evidence')} data-region="list">
      <div className="phead">
        {head}
        <span className="t3 sm num">{number(evidence.length)}</span>
        <span className="end" />
        <Filters evidence={evidence} narrow={narrow} onNarrow={setNarrow} />
      </div>
      <div className="br-filters">
        <Field
          icon="search"
          type="search"
          name={t('brief.evidence.filter')}
          placeholder={t('brief.evidence.filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="row tight wrap" role="group" aria-label={t('brief.evidence.show')}>
          {(['company', 'tag', 'place'] as const).map(
            (key) =>
              narrow[key] !== '' && (
                <Chip
                  key={key}
                  tone="company"
                  name={t('brief.evidence.without', { what: narrow[key] })}
                  onRemove={() => setNarrow({ ...narrow, [key]: '' })}
                >
                  {narrow[key]}
                </Chip>
              ),
          )}
          {kinds.map(([kind, label]) => (
            <Chip key={kind} on={show === kind} onClick={() => setShow(kind)}>
              {label}
            </Chip>
          ))}
        </div>
      </div>
      {show === 'notes' ? (
        <Notes words={words} onInsert={onNote} />
      ) : evidence.length === 0 ? (
        <Empty icon="highlighter" title={t('brief.evidence.empty')}>
          {t('brief.evidence.empty.words')}
        </Empty>
      ) : shown.length === 0 ? (
        <p className="t3 sm br-none">{t('brief.evidence.noMatch')}</p>
      ) : (
        <Pieces shown={shown} onKeyDown={keys} locked={locked} onInsert={onInsert} onFigure={onFigure} />
      )}
    </section>
  );
});
