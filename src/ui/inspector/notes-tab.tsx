import { useEffect, useMemo, useRef, useState } from 'react';
import { COLOURS, type Colour } from '../../core/annotation.ts';
import { blockOffsets } from '../../core/source.ts';
import type { SourceView } from '../../library/views.ts';
import { library } from '../library.ts';
import { doing } from '../frame/undo.ts';
import { t } from '../messages/index.ts';
import { colourName } from '../messages/formats.ts';
import { IconButton } from '../parts/button.tsx';
import { SourceNotes } from '../notes/source-notes.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { usePreferences } from '../preferences.ts';
import { useReading } from '../reader/state.ts';
import { FirstSteps } from './first-steps.tsx';
import { NoteCard } from './note-card.tsx';

/** Where an offset stands for a reader: under which heading, else in which paragraph. */
const placesOf = (view: SourceView): ((offset: number) => string) => {
  const offsets = blockOffsets(view.version.blocks);
  return (offset) => {
    const index = offsets.findLastIndex((start) => start !== null && start <= offset);
    const before = view.version.blocks.slice(0, index + 1);
    const heading = before.findLast((block) => block.kind === 'heading' && !block.removed);
    if (heading) return heading.text;
    const paragraphs = before.filter(
      (block) => !block.removed && block.text !== '' && block.kind !== 'caption' && block.kind !== 'figure',
    );
    return t('inspector.paragraph', { number: Math.max(1, paragraphs.length) });
  };
};

const countBy = (view: SourceView): readonly { readonly colour: Colour; readonly count: number }[] =>
  COLOURS.map((colour) => ({
    colour,
    count: view.annotations.filter((mark) => mark.colour === colour).length,
  }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 3);

/** The marks of the open source as cards, in the order of the text; notes on the whole source come last. */
export function NotesTab({ view }: { readonly view: SourceView }) {
  const [filter, setFilter] = useState('');
  const [colour, setColour] = useState<Colour | null>(null);
  const { active, noting } = useReading();
  const names = usePreferences((preferences) => preferences.colourNames);
  const list = useRef<HTMLUListElement>(null);
  const place = useMemo(() => placesOf(view), [view]);
  const wanted = filter.trim().toLowerCase();
  const shown = view.annotations.filter(
    (mark) =>
      (colour === null || mark.colour === colour) &&
      [mark.quote, mark.note, ...mark.tags].some((words) => words.toLowerCase().includes(wanted)),
  );

  useEffect(() => {
    if (active === null) return;
    list.current?.querySelector(`[data-card="${CSS.escape(active)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const addSourceNote = async (): Promise<void> => {
    const made = library.annotations.noteSource({ sourceId: view.source.id, note: t('reader.note') });
    if (await doing(made)) useReading.setState({ active: (await made).id, noting: (await made).id });
  };

  return (
    <div className="ibody">
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
          onClick={() => void addSourceNote()}
        />
      </div>
      {view.annotations.length === 0 && (
        <Empty icon="highlighter" title={t('inspector.noNotes')}>
          {t('inspector.noNotesHint')}
        </Empty>
      )}
      {view.annotations.length > 0 && shown.length === 0 && <Empty title={t('inspector.noneMatch')} />}
      {view.annotations.length === 0 && <FirstSteps />}
      <ul className="cards" ref={list}>
        {shown.map((mark) => (
          <li key={mark.id}>
            <NoteCard
              view={view}
              mark={mark}
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
          </li>
        ))}
      </ul>
      <SourceNotes view={view} />
    </div>
  );
}
