import { useEffect, useRef, useState } from 'react';
import type { AnnotationView } from '../../library/views.ts';
import { focusRegion } from '../frame/regions.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { arrived } from '../reader/marking.ts';
import { useReading } from '../reader/state.ts';
import { companiesIn, tagsIn } from './note-words.ts';

/** Stands for the note on the whole source that is being begun. */
export const SOURCE_NOTE = 'source-note';

/** Keeps a note; `#tag` and `@company` written in it label the mark, on top of what it has. */
const keepNote = async (mark: AnnotationView, note: string): Promise<void> => {
  const id = await arrived(mark.id);
  if (id === null) return;
  const tags = [...new Set([...mark.tags, ...tagsIn(note)])];
  const companies = note.includes('@') ? companiesIn(note, await library.companies.list({})) : [];
  const named = [...new Set([...mark.companies, ...companies])];
  await library.annotations.edit({
    id,
    note,
    ...(tags.length > mark.tags.length && { tags }),
    ...(named.length > mark.companies.length && { companies: named }),
  });
};

/** A note being written. Ctrl+Enter or Esc keeps it and goes back to the words. */
function Writing({ given, onKeep }: { readonly given: string; readonly onKeep: (text: string) => void }) {
  const [text, setText] = useState(given);
  const field = useRef<HTMLTextAreaElement>(null);
  const kept = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(given.length, given.length);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the editor opens
  }, []);
  const keep = (back: boolean): void => {
    if (kept.current) return;
    kept.current = true;
    useReading.setState({ noting: null });
    if (text !== given) onKeep(text);
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

/** The note of a mark being written. */
export const NoteEditor = ({ mark }: { readonly mark: AnnotationView }) => (
  <Writing given={mark.note} onKeep={(text) => void doing(keepNote(mark, text))} />
);

/** A note on the whole source being begun; it is saved once it says something. */
export const SourceNoteEditor = ({ sourceId }: { readonly sourceId: string }) => (
  <Writing
    given=""
    onKeep={(text) => {
      if (text.trim() === '') return;
      const made = library.annotations.noteSource({ sourceId, note: text, tags: [...tagsIn(text)] });
      void doing(made).then(async (done) => done && useReading.setState({ active: (await made).id }));
    }}
  />
);
