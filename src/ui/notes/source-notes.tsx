import type { SourceView } from '../../library/views.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { go } from '../view.ts';
import { Backlinks } from './backlinks.tsx';
import { newNote } from './new-note.ts';
import { NoteText } from './note-text.tsx';
import './notes.css';

/** The notes about a source, and those that link to it or to what is marked in it. */
export function SourceNotes({ view }: { readonly view: SourceView }) {
  const ids = [view.source.id, ...view.annotations.map((mark) => mark.id)];
  return (
    <div className="nt-source">
      <section aria-label={t('notes.ofSource')}>
        <h3 className="label row">
          {t('notes.ofSource')}
          <span className="end" />
          <IconButton
            small
            size="xs"
            icon="plus"
            label={t('notes.newOfSource')}
            onClick={() => newNote({ sourceId: view.source.id })}
          />
        </h3>
        {view.notes.map((note) => (
          <div key={note.id} className="nt-card">
            <NoteText text={note.text} />
            <IconButton
              small
              size="xs"
              icon="maximize-2"
              label={t('notes.open')}
              onClick={() => go({ screen: 'note', id: note.id })}
            />
          </div>
        ))}
      </section>
      <Backlinks ids={ids} />
    </div>
  );
}
