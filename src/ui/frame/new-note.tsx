import { useRef, useState } from 'react';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field, TextArea } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { openSource, useView } from '../view.ts';
import { doing } from './undo.ts';

/** A note of the reader's own: a source they write themselves, found and cited like any other. */
export function NewNote() {
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const close = () => useView.setState({ adding: null });
  const ready = text.trim() !== '';
  const save = async (): Promise<void> => {
    if (!ready) return;
    const saving = library.capture.save({
      text,
      ...(title.trim() !== '' && { fields: { title: title.trim() } }),
    });
    if (!(await doing(saving, t('frame.noteSaved')))) return;
    close();
    const made = (await saving).imported[0];
    if (made) openSource(made.id);
  };
  useCommands({ confirm: () => void save() }, 'dialog');
  return (
    <Sheet
      title={t('command.note.new')}
      open
      onClose={close}
      initialFocus={first}
      footer={
        <>
          <span className="end" />
          <Button onClick={close}>{t('frame.cancel')}</Button>
          <Button kind="primary" keys="Mod+Enter" disabled={!ready} onClick={() => void save()}>
            {t('frame.save')}
          </Button>
        </>
      }
    >
      <div className="col">
        <Field
          label={t('frame.noteTitle')}
          ref={first}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={t('frame.noteText')}
          rows={10}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Sheet>
  );
}
