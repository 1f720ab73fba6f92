import { useRef, useState } from 'react';
import { questionsIn, tickedText, withQuestion, type OpenQuestion } from '../../core/company/questions.ts';
import type { Note } from '../../core/note.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Field } from '../parts/field.tsx';
import { Picker, type Choice } from '../parts/picker.tsx';
import { languageOfName } from './words.ts';

/** Asks which grid a question should be put to all companies in. */
function ToGrid({
  question,
  companyId,
  onClose,
}: {
  readonly question: string;
  readonly companyId: string;
  readonly onClose: () => void;
}) {
  const grids = useLive(['grid'], () => library.grids.list()).value ?? [];
  const ask = (id: string): void => {
    onClose();
    void doing(
      library.grids.addQuestions({ id, questions: [{ text: question }], companyIds: [companyId] }),
      t('company.question.asked'),
    );
  };
  const make = (name: string): void => {
    onClose();
    void doing(
      library.grids.add({ name, questions: [{ text: question }], companyIds: [companyId] }),
      t('company.question.asked'),
    );
  };
  return (
    <Picker
      title={t('company.question.toGrid')}
      single
      icon="table"
      choices={grids.map((grid): Choice => ({ id: grid.id, label: grid.name }))}
      create={{ label: (name) => t('grid.newNamed', { name }), run: make }}
      onPick={(choice) => ask(choice.id)}
      onClose={onClose}
    />
  );
}

/** What is still to be found out: the task lines of the company's notes, ticked here or there. */
export function Questions({
  companyId,
  notes,
}: {
  readonly companyId: string;
  readonly notes: readonly Note[];
}) {
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const [asking, setAsking] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const questions = questionsIn(notes);
  const open = questions.filter((one) => !one.done).length;
  const tick = (question: OpenQuestion, done: boolean): void => {
    const note = notes.find((one) => one.id === question.noteId);
    if (note)
      void doing(library.notes.edit({ id: note.id, text: tickedText(note.text, question.line, done) }));
  };
  const add = async (): Promise<void> => {
    if (text.trim() === '') return;
    const title = t('company.questions');
    const note =
      notes.find((one) => one.title === title) ?? notes.find((one) => one.id === questions[0]?.noteId);
    const saved = await doing(
      note
        ? library.notes.edit({ id: note.id, text: withQuestion(note.text, text) })
        : library.notes.add({ companyId, title, text: withQuestion(`# ${title}\n`, text) }),
    );
    if (!saved) return;
    setText('');
    field.current?.focus();
  };
  return (
    <section className="box co-box" aria-label={t('company.questions')}>
      <div className="sec">
        <h2>{t('company.questions')}</h2>
        {questions.length > 0 && <span className="t3 num">{number(open)}</span>}
        <span className="end" />
        <Button size="small" kind="ghost" aria-expanded={adding} onClick={() => setAdding(!adding)}>
          {t('company.question.add')}
        </Button>
      </div>
      {adding && (
        <form
          className="row tight co-ask"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Field
            ref={field}
            autoFocus
            className="grow"
            name={t('company.question.words')}
            placeholder={t('company.question.words')}
            lang={languageOfName(text)}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setAdding(false);
            }}
          />
          <Button size="small" submit disabled={text.trim() === ''}>
            {t('company.question.add')}
          </Button>
        </form>
      )}
      {questions.length === 0 ? (
        <p className="t3 sm">{t('company.question.empty')}</p>
      ) : (
        <ul className="co-questions">
          {questions.map((question) => (
            <li key={`${question.noteId} ${question.line}`} className="row tight">
              <Check on={question.done} onChange={(done) => tick(question, done)}>
                <span className={question.done ? 'co-done' : undefined} lang={languageOfName(question.text)}>
                  {question.text}
                </span>
              </Check>
              <span className="end" />
              {!question.done && (
                <IconButton
                  small
                  size="xs"
                  icon="table"
                  label={t('company.question.toGrid')}
                  onClick={() => setAsking(question.text)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {asking !== null && <ToGrid question={asking} companyId={companyId} onClose={() => setAsking(null)} />}
    </section>
  );
}
