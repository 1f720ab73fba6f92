import { useState } from 'react';
import type { Note } from '../../core/note.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { NoteField } from './note-field.tsx';
import { useNoteSaving, type About } from './saving.ts';
import './notes.css';

/** A note edited where it is read. It is kept while it is written; Esc and Done leave. */
export function InPlace({
  note,
  about,
  onLeave,
}: {
  /** Null for a new one, which is added with its first words. */
  readonly note: Note | null;
  readonly about: About;
  readonly onLeave: () => void;
}) {
  const saving = useNoteSaving(note?.id ?? null, about);
  const [first] = useState(note?.text ?? '');
  const leave = () => void saving.flush().then(onLeave);
  return (
    <div className="nt-inplace">
      <NoteField
        text={note?.text ?? first}
        clean={saving.clean}
        noteId={note?.id ?? null}
        focus
        onChange={(text) => saving.change({ text })}
        onLeave={leave}
      />
      <div className="row">
        <span className="t3 sm grow" role="status">
          {typeof saving.state === 'object' ? t('notes.failed', { reason: saving.state.failed }) : ''}
        </span>
        <Button size="small" keys="Escape" onClick={leave}>
          {t('notes.done')}
        </Button>
      </div>
    </div>
  );
}
