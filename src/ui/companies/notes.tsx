import { useRef, useState } from 'react';
import type { Note } from '../../core/note.ts';
import { library } from '../library.ts';
import { shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { TextArea } from '../parts/field.tsx';
import { fail, say } from '../parts/toast.tsx';
import { languageOfName } from './words.ts';

const undo = () => ({ label: t('frame.undo'), run: () => void library.history.undo({}) });

const TASK = /^(\s*[-*] \[)([ xX])(\]\s+)(.*)$/;

/** The lines of a note as they read; lines written `- [ ] …` are questions that can be ticked. */
function Lines({
  note,
  onTick,
}: {
  readonly note: Note;
  readonly onTick: (line: number, done: boolean) => void;
}) {
  return (
    <div className="co-note-text selectable" lang={languageOfName(note.text)}>
      {note.text.split('\n').map((line, i) => {
        const task = TASK.exec(line);
        if (task) {
          const done = task[2] !== ' ';
          return (
            <Check key={i} on={done} onChange={(on) => onTick(i, on)}>
              <span className={done ? 'co-done' : undefined}>{task[4]}</span>
            </Check>
          );
        }
        const heading = /^#{1,6}\s+(.*)$/.exec(line);
        const item = /^\s*[-*]\s+(.*)$/.exec(line);
        if (heading)
          return (
            <p key={i} className="b">
              {heading[1]}
            </p>
          );
        if (item)
          return (
            <p key={i} className="co-note-item">
              {item[1]}
            </p>
          );
        return <p key={i}>{line}</p>;
      })}
    </div>
  );
}

function Editor({
  text,
  onSave,
  onCancel,
}: {
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}) {
  const [words, setWords] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <form
      className="col"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(words);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') {
          // Typing is never thrown away: Escape keeps what was written.
          event.stopPropagation();
          if (words.trim() === '' || words === text) onCancel();
          else onSave(words);
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(words);
      }}
    >
      <TextArea
        ref={area}
        name={t('company.note.text')}
        placeholder={t('company.note.empty')}
        rows={6}
        autoFocus
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="row">
        <span className="end" />
        <Button size="small" onClick={onCancel}>
          {t('company.cancel')}
        </Button>
        <Button size="small" kind="primary" submit keys="Mod+Enter" disabled={words.trim() === ''}>
          {t('company.save')}
        </Button>
      </div>
    </form>
  );
}

/** The reader's own notes about the company, in Markdown; `- [ ]` lines are open questions. */
export function Notes({ companyId, notes }: { readonly companyId: string; readonly notes: readonly Note[] }) {
  const [editing, setEditing] = useState<string | null>(null);
  const [now] = useState(() => new Date());
  const save = async (id: string, text: string) => {
    try {
      if (id === 'new') await library.notes.add({ companyId, text });
      else await library.notes.edit({ id, text });
      setEditing(null);
      say(t('company.note.saved'), undo());
    } catch (reason) {
      fail(reason);
    }
  };
  const tick = (note: Note, line: number, done: boolean) => {
    const lines = note.text.split('\n');
    lines[line] = lines[line]!.replace(TASK, `$1${done ? 'x' : ' '}$3$4`);
    library.notes.edit({ id: note.id, text: lines.join('\n') }).catch(fail);
  };
  const remove = async (id: string) => {
    try {
      await library.notes.remove({ ids: [id] });
      say(t('company.note.removed'), undo());
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <section className="box co-box" aria-label={t('company.notes')}>
      <div className="sec">
        <h2>{t('company.notes')}</h2>
        <span className="t3 num">{notes.length > 0 ? notes.length : ''}</span>
        <span className="end" />
        <Button size="small" kind="ghost" icon="plus" onClick={() => setEditing('new')}>
          {t('company.note.new')}
        </Button>
      </div>
      {editing === 'new' && (
        <Editor text="" onSave={(text) => void save('new', text)} onCancel={() => setEditing(null)} />
      )}
      {notes.length === 0 && editing === null && <p className="t3 sm">{t('company.note.empty')}</p>}
      <ul className="co-notes">
        {notes.toReversed().map((note) => (
          <li key={note.id}>
            {editing === note.id ? (
              <Editor
                text={note.text}
                onSave={(text) => void save(note.id, text)}
                onCancel={() => setEditing(null)}
              />
            ) : (
              <>
                <Lines note={note} onTick={(line, done) => tick(note, line, done)} />
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
                    icon="trash"
                    label={t('company.note.remove')}
                    onClick={() => void remove(note.id)}
                  />
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
