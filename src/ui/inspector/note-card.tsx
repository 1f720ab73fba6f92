import { memo, useEffect } from 'react';
import type { AnnotationView } from '../../library/views.ts';
import { Links } from '../annotations/links.tsx';
import { attach, cut, join } from '../annotations/shaping.ts';
import { dragAnnotation } from '../frame/dragging.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Swatches } from '../parts/colours.tsx';
import { NoteText } from '../notes/note-text.tsx';
import { MarkCard } from '../parts/mark-card.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { usePreferences } from '../preferences.ts';
import { cite, copyWithSource, recolour, removeMark, writeNote } from '../reader/marking.ts';
import { useMarkWords } from '../reader/mark-words.ts';
import type { Mark, OpenSource } from '../reader/open-source.ts';
import { revealMark, useReading } from '../reader/state.ts';
import { go, openSource, useView } from '../view.ts';
import { Changed, Orphan } from './doubtful.tsx';
import { NoteEditor } from './note-editor.tsx';

/** What can be done with a mark, as a menu. Everything has a key that acts on the mark that is lit up. */
const menuOf = (viewNow: () => OpenSource, mark: AnnotationView, place: Mark): readonly MenuEntry[] => {
  const onWords = mark.start !== null && mark.anchor !== 'changed';
  // the words selected when the entry is chosen, not when the card was drawn
  const selection = () => useReading.getState().selection;
  return [
    {
      label: mark.note === '' ? t('inspector.addNote') : t('inspector.editNote'),
      icon: 'message-square-text',
      keys: 'N',
      run: () => writeNote(mark.id),
    },
    {
      label: t('inspector.tags'),
      icon: 'tag',
      keys: 'T',
      run: () => useView.setState({ picking: { kind: 'mark-tags', id: mark.id, tags: mark.tags } }),
    },
    {
      label: t('annotations.companies'),
      icon: 'building-complex',
      keys: 'C',
      run: () =>
        useView.setState({ picking: { kind: 'mark-companies', ids: [mark.id], near: mark.companies } }),
    },
    '-',
    { label: t('inspector.cite'), icon: 'notebook-pen', keys: 'B', run: () => void cite(mark.id, false) },
    {
      label: t('inspector.citeIn'),
      icon: 'notebook-pen',
      keys: 'Shift+B',
      run: () => void cite(mark.id, true),
    },
    {
      label: t('inspector.copy'),
      icon: 'copy',
      keys: 'Mod+Shift+C',
      run: () => void copyWithSource(viewNow(), mark.quote),
    },
    {
      label: t('annotations.linkTo'),
      icon: 'link',
      keys: 'L',
      run: () => useView.setState({ picking: { kind: 'mark-link', id: mark.id } }),
    },
    ...(onWords
      ? ([
          '-',
          {
            label: t('annotations.cutWords'),
            icon: 'scissors',
            keys: '-',
            run: () => void cut(mark, selection()),
          },
          {
            label: t('annotations.joinWords'),
            icon: 'merge',
            keys: '=',
            run: () => join(viewNow(), place, null),
          },
        ] satisfies MenuEntry[])
      : []),
    ...(mark.quote !== '' && !onWords
      ? ([
          '-',
          {
            label: t('annotations.attach'),
            icon: 'text-quote',
            keys: 'A',
            run: () => void attach(mark, selection()),
          },
        ] satisfies MenuEntry[])
      : []),
    '-',
    {
      label: t('inspector.remove'),
      icon: 'eraser',
      keys: 'Delete',
      danger: true,
      run: () => removeMark(mark.id),
    },
  ];
};

/**
 * One mark in the inspector: its words, note, links, facts, companies, tags and the briefs that cite it. It is drawn again
 * when the mark changes, not with every change of the source.
 */
export const NoteCard = memo(function NoteCard({
  text,
  sourceId,
  language,
  viewNow,
  mark: placed,
  companies,
  onStranger,
  place,
  active,
  noting,
}: {
  readonly text: OpenSource['text'];
  readonly sourceId: string;
  readonly language: string | null;
  /** The source as it is when something is done. */
  readonly viewNow: () => OpenSource;
  readonly mark: Mark;
  /** Names by id. */
  readonly companies: ReadonlyMap<string, string>;
  /** Told of a company without a name here. */
  readonly onStranger: () => void;
  readonly place: string;
  readonly active: boolean;
  readonly noting: boolean;
}) {
  const mark = useMarkWords(text, sourceId, placed);
  const names = usePreferences((preferences) => preferences.colourNames);
  const changed = mark.anchor === 'changed';
  const orphan = mark.anchor === 'orphan' && mark.quote !== '';
  const known = mark.companies.filter((id) => companies.has(id));
  const strangers = known.length < mark.companies.length;
  useEffect(() => {
    if (strangers) onStranger();
  }, [strangers, onStranger]);
  const chips = (
    <>
      {mark.facts.map((fact) => (
        <Chip
          key={fact.id}
          tone="ok"
          icon="badge-check"
          onClick={() => go({ screen: 'company', id: fact.companyId, fact: fact.id })}
        >
          {[fact.metric, fact.asOf].filter((part) => part !== null).join(' · ')}
        </Chip>
      ))}
      {known.map((id) => (
        <Chip key={id} tone="company" onClick={() => go({ screen: 'company', id })}>
          {companies.get(id)}
        </Chip>
      ))}
      {mark.tags.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {mark.briefs.map((brief) => (
        <Chip key={brief.id} icon="notebook-pen" onClick={() => go({ screen: 'brief', id: brief.id })}>
          {t('inspector.inBrief', { title: brief.title })}
        </Chip>
      ))}
    </>
  );
  const anyChip = mark.facts.length + known.length + mark.tags.length + mark.briefs.length > 0;
  return (
    <MarkCard
      data-card={mark.id}
      tabIndex={0}
      draggable={!noting}
      role="group"
      aria-label={mark.quote === '' ? mark.note : mark.quote}
      onDragStart={(event) => dragAnnotation(event, mark.id, mark.quote)}
      onClick={(event) => {
        if ((event.target as Element).closest('button, a, textarea, [role=menu]')) return;
        revealMark(mark);
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') revealMark(mark);
        else if (event.key === 'Delete') removeMark(mark.id);
        else return;
        event.preventDefault();
      }}
      onFocus={(event) => event.target === event.currentTarget && useReading.setState({ active: mark.id })}
      colour={mark.colour}
      active={active}
      place={
        <>
          {place}
          {changed && (
            <Chip tone="warn" icon="git-compare">
              {t('inspector.changed')}
            </Chip>
          )}
          {mark.anchor === 'moved' && <Chip icon="move">{t('inspector.moved')}</Chip>}
          {orphan && (
            <Chip tone="warn" icon="triangle-alert">
              {t('inspector.orphan')}
            </Chip>
          )}
        </>
      }
      quote={changed ? null : mark.quote}
      language={language}
      note={noting || mark.note === '' ? null : <NoteText text={mark.note} />}
      chips={anyChip ? chips : null}
      actions={
        <Menu
          align="end"
          trigger={<IconButton icon="ellipsis" size="s" small label={t('inspector.actions')} />}
          list={menuOf(viewNow, mark, placed)}
        />
      }
    >
      {changed && <Changed mark={mark} language={language} />}
      {orphan && <Orphan mark={mark} language={language} />}
      {noting && <NoteEditor mark={mark} />}
      <Links
        links={mark.links}
        here={mark.sourceId}
        onOpen={({ id, sourceId: inSource, start, end }) => {
          const other = viewNow().annotations.find((each) => each.id === id);
          if (other) revealMark(other);
          else openSource(inSource, start === null || end === null ? undefined : { start, end });
        }}
      />
      {active && !noting && (
        <div className="card-tools">
          <Swatches
            label={t('reader.colours')}
            marked={mark.colour}
            names={names}
            onPick={(colour) => recolour(mark, colour)}
          />
          <Button size="small" kind="ghost" icon="message-square-text" onClick={() => writeNote(mark.id)}>
            {mark.note === '' ? t('inspector.addNote') : t('inspector.editNote')}
          </Button>
        </div>
      )}
    </MarkCard>
  );
});
