import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import { COLOURS, type Colour } from '../../core/annotation.ts';
import { keysOf } from '../commands/bindings.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { colourName } from '../messages/formats.ts';
import { IconButton } from '../parts/button.tsx';
import { SourceNotes } from '../notes/source-notes.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { usePreferences } from '../preferences.ts';
import type { Mark, OpenSource } from '../reader/open-source.ts';
import { useReading } from '../reader/state.ts';
import { FirstSteps } from './first-steps.tsx';
import { NoteCard } from './note-card.tsx';
import { SOURCE_NOTE, SourceNoteEditor } from './note-editor.tsx';

/** Where an offset stands for a reader: under which heading, else in which paragraph. */
const placesOf = ({ text }: OpenSource): ((offset: number) => string) => {
  const { outline } = text.index;
  const headings = Int32Array.from(outline, ({ block }) => block);
  const firstHeading = headings[0] ?? text.count;
  /** Paragraphs before the first heading, by their index. */
  const paragraphs = text.readable.filter(
    (index) => index < firstHeading && !['caption', 'figure'].includes(text.kind(index)),
  );
  /** How many of some rising numbers are not above one. */
  const upTo = (rising: Int32Array, most: number): number => {
    let low = 0;
    let high = rising.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rising[middle]! <= most) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (offset) => {
    const block = text.blockAt(offset);
    const under = outline[upTo(headings, block) - 1];
    return under?.text ?? t('inspector.paragraph', { number: Math.max(1, upTo(paragraphs, block)) });
  };
};

const isDoubtful = (mark: Mark): boolean =>
  mark.quoted && (mark.anchor === 'orphan' || mark.anchor === 'changed');

const countBy = (marks: readonly Mark[]): readonly { readonly colour: Colour; readonly count: number }[] => {
  const counts = new Map<Colour, number>();
  for (const { colour } of marks) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return COLOURS.map((colour) => ({ colour, count: counts.get(colour) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 3);
};

/** Names of companies by id: those named in the text, and all others once a card tells of a stranger. */
function useCompanyNames(view: OpenSource) {
  const near = useMemo(
    () => new Map(view.mentions.map((mention) => [mention.companyId, mention.name])),
    [view.mentions],
  );
  const [strangers, setStrangers] = useState(false);
  const all = useLive(['company'], () => (strangers ? library.companies.list({}) : Promise.resolve([])), [
    strangers,
  ]).value;
  const names = useMemo(
    () => new Map([...(all ?? []).map((company) => [company.id, company.name] as const), ...near]),
    [all, near],
  );
  return { names, onStranger: useCallback(() => setStrangers(true), []) };
}

/** Ids of the marks whose words, note or tags hold some words; null where none are looked for or the answer is on its way. */
function useMatching(view: OpenSource, words: string): ReadonlySet<string> | null {
  const found = useLive(
    ['annotation', 'tag'],
    async () =>
      words === '' ? null : new Set(await library.reading.matching({ id: view.source.id, words })),
    [view.source.id, words],
  );
  return words === '' ? null : (found.value ?? null);
}

/** The marks of the open source as cards, in the order of the text; notes on the whole source come last. */
export function NotesTab({ view }: { readonly view: OpenSource }) {
  const [filter, setFilter] = useState('');
  const [colour, setColour] = useState<Colour | null>(null);
  const [doubtful, setDoubtful] = useState(false);
  const { active, noting } = useReading();
  const names = usePreferences((preferences) => preferences.colourNames);
  const companies = useCompanyNames(view);
  const list = useRef<VListHandle>(null);
  const latest = useRef(view);
  useLayoutEffect(() => {
    latest.current = view;
  });
  const viewNow = useCallback(() => latest.current, []);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- places belong to the text
  const place = useMemo(() => placesOf(view), [view.text]);
  const wanted = filter.trim().toLowerCase();
  const matching = useMatching(view, wanted);
  const lost = useMemo(() => view.annotations.filter(isDoubtful).length, [view.annotations]);
  const counts = useMemo(() => countBy(view.annotations), [view.annotations]);
  const onlyDoubtful = doubtful && lost > 0;
  const shown = useMemo(
    () =>
      colour === null && !onlyDoubtful && matching === null
        ? view.annotations
        : view.annotations.filter(
            (mark) =>
              (colour === null || mark.colour === colour) &&
              (!onlyDoubtful || isDoubtful(mark)) &&
              (matching === null || matching.has(mark.id)),
          ),
    [view.annotations, colour, onlyDoubtful, matching],
  );
  const at = active === null ? -1 : shown.findIndex((mark) => mark.id === active);
  const writing = noting === null ? -1 : shown.findIndex((mark) => mark.id === noting);

  useEffect(() => {
    if (at >= 0) list.current?.scrollToIndex(at, { align: 'nearest' });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another active mark moves the list
  }, [active]);

  return (
    <div className="ibody marks-tab">
      <div className="row tight inspector-filter">
        <Field
          className="grow"
          icon="search"
          name={t('inspector.filter')}
          placeholder={t('inspector.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        {counts.map((each) => (
          <button
            key={each.colour}
            type="button"
            className={`sw small hl-${each.colour}`}
            aria-pressed={colour === each.colour}
            aria-label={t('inspector.onlyColour', {
              colour: colourName(each.colour, names),
              count: each.count,
            })}
            onClick={() => setColour(colour === each.colour ? null : each.colour)}
          >
            <b aria-hidden="true">{each.count}</b>
          </button>
        ))}
        <IconButton
          icon="message-square-plus"
          small
          label={t('inspector.noteSource')}
          keys={keysOf('note.source') ?? ''}
          onClick={() => useReading.setState({ noting: SOURCE_NOTE })}
        />
      </div>
      {lost > 0 && (
        <button
          type="button"
          className="chip warn an-doubtful"
          aria-pressed={doubtful}
          onClick={() => setDoubtful(!doubtful)}
        >
          <Icon name="triangle-alert" size="xs" />
          {t('annotations.doubtful', { count: lost })}
        </button>
      )}
      {noting === SOURCE_NOTE && <SourceNoteEditor sourceId={view.source.id} />}
      {view.annotations.length === 0 && (
        <Empty icon="highlighter" title={t('inspector.noNotes')}>
          {t('inspector.noNotesHint')}
        </Empty>
      )}
      {view.annotations.length > 0 && shown.length === 0 && <Empty title={t('inspector.noneMatch')} />}
      {view.annotations.length === 0 && <FirstSteps />}
      {shown.length > 0 && (
        <VList
          ref={list}
          className="cards"
          role="list"
          aria-label={t('annotations.list', { count: shown.length })}
          data={shown}
          keepMounted={[...new Set([at, writing])].filter((index) => index >= 0)}
          itemSize={104}
          bufferSize={1000}
        >
          {(mark) => (
            <div role="listitem" className="card-item" key={mark.id}>
              <NoteCard
                text={view.text}
                sourceId={view.source.id}
                language={view.source.language}
                viewNow={viewNow}
                mark={mark}
                companies={companies.names}
                onStranger={companies.onStranger}
                place={
                  mark.start === null ? (!mark.quoted ? t('inspector.wholeSource') : '') : place(mark.start)
                }
                active={active === mark.id}
                noting={noting === mark.id}
              />
            </div>
          )}
        </VList>
      )}
      <SourceNotes view={view} />
    </div>
  );
}
