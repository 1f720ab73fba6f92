import { useEffect, useRef, useState } from 'react';
import { diffWordsWithSpace } from 'diff';
import type { AnnotationView, SourceView } from '../../library/views.ts';
import { dragAnnotation } from '../frame/dragging.ts';
import { focusRegion } from '../frame/regions.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Swatches } from '../parts/colours.tsx';
import { MarkCard } from '../parts/mark-card.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { usePreferences } from '../preferences.ts';
import { companiesIn, tagsIn } from './note-words.ts';
import { cite, copyWithSource, recolour, removeMark, writeNote } from '../reader/marking.ts';
import { revealMark, useReading } from '../reader/state.ts';
import { go, useView } from '../view.ts';

/** Keeps a note; `#tag` and `@company` written in it label the mark, on top of what it has. */
const keepNote = async (mark: AnnotationView, note: string): Promise<void> => {
  const tags = [...new Set([...mark.tags, ...tagsIn(note)])];
  const companies = note.includes('@') ? companiesIn(note, await library.companies.list({})) : [];
  const named = [...new Set([...mark.companies, ...companies])];
  await library.annotations.edit({
    id: mark.id,
    note,
    ...(tags.length > mark.tags.length && { tags }),
    ...(named.length > mark.companies.length && { companies: named }),
  });
};

/** The note being written. Ctrl+Enter or Esc keeps it and goes back to the words. */
function NoteEditor({ mark }: { readonly mark: AnnotationView }) {
  const [text, setText] = useState(mark.note);
  const field = useRef<HTMLTextAreaElement>(null);
  const kept = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the editor opens
  }, []);
  const keep = (back: boolean): void => {
    if (kept.current) return;
    kept.current = true;
    useReading.setState({ noting: null });
    if (text !== mark.note) void doing(keepNote(mark, text));
    if (back) focusRegion('reader');
  };
  return (
    <textarea
      ref={field}
      className="field note-field"
      aria-label={t('inspector.noteField')}
      rows={Math.min(10, Math.max(3, text.split('\n').length + 1))}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => keep(false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
        event.preventDefault();
        event.stopPropagation();
        keep(true);
      }}
    />
  );
}

/** What the words were and what they are now, with the difference shown. */
function Changed({ mark, language }: { readonly mark: AnnotationView; readonly language: string | null }) {
  const now = mark.current ?? '';
  return (
    <>
      <q className="old-words" lang={language ?? undefined}>
        {mark.quote}
      </q>
      <q lang={language ?? undefined}>
        {diffWordsWithSpace(mark.quote, now).map((part, i) =>
          part.removed ? null : part.added ? <b key={i}>{part.value}</b> : part.value,
        )}
      </q>
      <div className="ft">
        <Button
          size="small"
          onClick={() => void doing(library.annotations.keepOld({ id: mark.id }), t('step.annotation.keep'))}
        >
          {t('inspector.keepOld')}
        </Button>
        {mark.start !== null && mark.end !== null && (
          <Button
            size="small"
            kind="primary"
            onClick={() =>
              void doing(
                library.annotations.attach({ id: mark.id, start: mark.start!, end: mark.end! }),
                t('inspector.useNew'),
              )
            }
          >
            {t('inspector.useNew')}
          </Button>
        )}
      </div>
      <div className="t3 mc">{t('inspector.changedHint')}</div>
    </>
  );
}

/** Words that are not in the text any more: what they may have become, and a way to attach them by hand. */
function Orphan({ mark, view }: { readonly mark: AnnotationView; readonly view: SourceView }) {
  const selection = useReading((state) => state.selection);
  const attach = (start: number, end: number): void =>
    void doing(library.annotations.attach({ id: mark.id, start, end }), t('step.annotation.attach'));
  return (
    <div className="orphan">
      <div className="t3 mc">{t('inspector.orphanHint')}</div>
      {mark.candidates.slice(0, 3).map((candidate) => (
        <div key={candidate.start} className="candidate">
          <q lang={view.source.language ?? undefined}>{candidate.text}</q>
          <Button size="small" onClick={() => attach(candidate.start, candidate.end)}>
            {t('inspector.attachHere')}
          </Button>
        </div>
      ))}
      {selection && (
        <Button
          size="small"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => attach(selection.start, selection.end)}
        >
          {t('inspector.attachSelection')}
        </Button>
      )}
    </div>
  );
}

/** One mark in the inspector: its words, note, facts, tags and the briefs that cite it. */
export function NoteCard({
  view,
  mark,
  place,
  active,
  noting,
}: {
  readonly view: SourceView;
  readonly mark: AnnotationView;
  readonly place: string;
  readonly active: boolean;
  readonly noting: boolean;
}) {
  const names = usePreferences((preferences) => preferences.colourNames);
  const changed = mark.anchor === 'changed';
  const orphan = mark.anchor === 'orphan' && mark.quote !== '';
  const menu: readonly MenuEntry[] = [
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
    { label: t('inspector.cite'), icon: 'notebook-pen', keys: 'B', run: () => void cite(mark.id, false) },
    {
      label: t('inspector.citeIn'),
      icon: 'notebook-pen',
      keys: 'Shift+B',
      run: () => void cite(mark.id, true),
    },
    { label: t('inspector.copy'), icon: 'copy', run: () => void copyWithSource(view, mark.quote) },
    '-',
    {
      label: t('inspector.remove'),
      icon: 'eraser',
      keys: 'Delete',
      danger: true,
      run: () => removeMark(mark.id),
    },
  ];
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
  const anyChip = mark.facts.length + mark.tags.length + mark.briefs.length > 0;
  return (
    <MarkCard
      data-card={mark.id}
      tabIndex={0}
      draggable={!noting}
      role="group"
      aria-label={mark.quote === '' ? mark.note : mark.quote}
      onDragStart={(event) => dragAnnotation(event, mark.id, mark.quote)}
      onClick={(event) => {
        if ((event.target as Element).closest('button, textarea, [role=menu]')) return;
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
      language={view.source.language}
      note={noting ? null : mark.note}
      chips={anyChip ? chips : null}
      actions={
        <Menu
          align="end"
          trigger={<IconButton icon="ellipsis" size="s" small label={t('inspector.actions')} />}
          list={menu}
        />
      }
    >
      {changed && <Changed mark={mark} language={view.source.language} />}
      {orphan && <Orphan mark={mark} view={view} />}
      {noting && <NoteEditor mark={mark} />}
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
}
