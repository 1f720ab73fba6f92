import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { go } from '../view.ts';
import { Backlinks } from './backlinks.tsx';
import { newNote } from './new-note.ts';
import { NoteText } from './note-text.tsx';
import './notes.css';
import type { OpenSource } from '../reader/open-source.ts';

/** The notes about a source, and those that link to it or to what is marked in it. */
export function SourceNotes({ view }: { readonly view: OpenSource }) {
  const { id } = view.source;
  const ids = useLive(['note'], () => library.reading.linkedTo({ id }), [id]).value ?? [];
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
