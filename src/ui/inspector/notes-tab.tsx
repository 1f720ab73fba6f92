import { useEffect, useMemo, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import { COLOURS, type Colour } from '../../core/annotation.ts';
import { blockOffsets } from '../../core/source.ts';
import type { AnnotationView, SourceView } from '../../library/views.ts';
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
import { useReading } from '../reader/state.ts';
import { FirstSteps } from './first-steps.tsx';
import { NoteCard } from './note-card.tsx';
import { SOURCE_NOTE, SourceNoteEditor } from './note-editor.tsx';

/** Where an offset stands for a reader: under which heading, else in which paragraph. Found by halving, block by block. */
const placesOf = (view: SourceView): ((offset: number) => string) => {
  const { blocks } = view.version;
  const starts: { readonly start: number; readonly place: string }[] = [];
  let heading: string | null = null;
  let paragraphs = 0;
  blockOffsets(blocks).forEach((start, index) => {
    const block = blocks[index]!;
    if (block.removed) return;
    if (block.kind === 'heading') heading = block.text;
    else if (block.text !== '' && block.kind !== 'caption' && block.kind !== 'figure') paragraphs++;
    if (start !== null)
      starts.push({
        start,
        place: heading ?? t('inspector.paragraph', { number: Math.max(1, paragraphs) }),
      });
  });
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    return starts[low - 1]?.place ?? t('inspector.paragraph', { number: 1 });
  };
};

const isDoubtful = (mark: AnnotationView): boolean =>
  mark.quote !== '' && (mark.anchor === 'orphan' || mark.anchor === 'changed');

const countBy = (view: SourceView): readonly { readonly colour: Colour; readonly count: number }[] =>
  COLOURS.map((colour) => ({
    colour,
    count: view.annotations.filter((mark) => mark.colour === colour).length,
  }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 3);

/** Names of the companies that marks carry, by id: those named in the text, and the others read once when needed. */
function useCompanyNames(view: SourceView): ReadonlyMap<string, string> {
  const near = useMemo(
    () => new Map(view.mentions.map((mention) => [mention.companyId, mention.name])),
    [view.mentions],
  );
  const strangers = view.annotations.some((mark) => mark.companies.some((id) => !near.has(id)));
  const all = useLive(['company'], () => (strangers ? library.companies.list({}) : Promise.resolve([])), [
    strangers,
  ]).value;
  return useMemo(
    () => new Map([...(all ?? []).map((company) => [company.id, company.name] as const), ...near]),
    [all, near],
  );
}

/** The marks of the open source as cards, in the order of the text; notes on the whole source come last. */
export function NotesTab({ view }: { readonly view: SourceView }) {
  const [filter, setFilter] = useState('');
  const [colour, setColour] = useState<Colour | null>(null);
  const [doubtful, setDoubtful] = useState(false);
  const { active, noting } = useReading();
  const names = usePreferences((preferences) => preferences.colourNames);
  const companies = useCompanyNames(view);
  const list = useRef<VListHandle>(null);
  const place = useMemo(() => placesOf(view), [view]);
  const wanted = filter.trim().toLowerCase();
  const lost = view.annotations.filter(isDoubtful).length;
  const onlyDoubtful = doubtful && lost > 0;
  const shown = useMemo(
    () =>
      view.annotations.filter(
        (mark) =>
          (colour === null || mark.colour === colour) &&
          (!onlyDoubtful || isDoubtful(mark)) &&
          (wanted === '' ||
            [mark.quote, mark.note, ...mark.tags].some((words) => words.toLowerCase().includes(wanted))),
      ),
    [view.annotations, colour, onlyDoubtful, wanted],
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
        {countBy(view).map((each) => (
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
                view={view}
                mark={mark}
                companies={companies}
                place={
                  mark.start === null
                    ? mark.quote === ''
                      ? t('inspector.wholeSource')
                      : ''
                    : place(mark.start)
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
