import { lazy, Suspense, useState } from 'react';
import type { Note } from '../../core/note.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { shortDay } from '../messages/formats.ts';
import { language, t } from '../messages/index.ts';
import { Backlinks } from '../notes/backlinks.tsx';
import { newNote } from '../notes/new-note.ts';
import { NoteText, ticked } from '../notes/note-text.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { go } from '../view.ts';

const InPlace = lazy(async () => ({ default: (await import('../notes/in-place.tsx')).InPlace }));

/** The reader's own notes about the company, in Markdown; `- [ ]` lines are open questions. */
export function Notes({ companyId, notes }: { readonly companyId: string; readonly notes: readonly Note[] }) {
  const [editing, setEditing] = useState<string | null>(null);
  const [now] = useState(() => new Date());
  const templates = useLive(['setting'], () => library.notes.templates()).value ?? [];
  const tick = (note: Note, line: number, done: boolean) =>
    void doing(library.notes.edit({ id: note.id, text: ticked(note.text, line, done) }));
  const leave = () => setEditing(null);
  return (
    <section className="box co-box" aria-label={t('company.notes')}>
      <div className="sec">
        <h2>{t('company.notes')}</h2>
        <span className="t3 num">{notes.length > 0 ? notes.length : ''}</span>
        <span className="end" />
        <Menu
          align="end"
          trigger={<IconButton small icon="chevron-down" label={t('notes.template')} />}
          list={templates.map((one) => ({
            label: language() === 'zh-Hans' ? one.name.zh : one.name.en,
            run: () => newNote({ companyId }, one.id),
          }))}
        />
        <Button size="small" kind="ghost" icon="plus" onClick={() => setEditing('new')}>
          {t('company.note.new')}
        </Button>
      </div>
      <Suspense fallback={<Skeleton lines={3} />}>
        {editing === 'new' && <InPlace about={{ companyId }} note={null} onLeave={leave} />}
        {notes.length === 0 && editing === null && <p className="t3 sm">{t('company.note.empty')}</p>}
        <ul className="co-notes">
          {notes.toReversed().map((note) => (
            <li key={note.id}>
              {editing === note.id ? (
                <InPlace about={{ companyId }} note={note} onLeave={leave} />
              ) : (
                <>
                  <NoteText text={note.text} onTick={(line, done) => tick(note, line, done)} />
                  <div className="row tight co-note-foot">
                    <span className="mc t3 num">{shortDay(note.updatedAt, now)}</span>
                    <span className="end" />
                    <IconButton
                      small
                      size="xs"
                      icon="pencil"
                      label={t('company.note.edit')}
                      onClick={() => setEditing(note.id)}
                    />
                    <IconButton
                      small
                      size="xs"
                      icon="maximize-2"
                      label={t('notes.open')}
                      onClick={() => go({ screen: 'note', id: note.id })}
                    />
                    <IconButton
                      small
                      size="xs"
                      icon="trash"
                      label={t('company.note.remove')}
                      onClick={() =>
                        void doing(library.notes.remove({ ids: [note.id] }), t('company.note.removed'))
                      }
                    />
                  </div>
                </>
              )}
            </li>
          ))}
        </ul>
      </Suspense>
      <Backlinks ids={[companyId]} />
    </section>
  );
}
