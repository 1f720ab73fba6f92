/** A question of the reader's own about a company: a line `- [ ] …` of one of its notes. */
export interface OpenQuestion {
  readonly noteId: string;
  /** Line of the note's text, from 0. */
  readonly line: number;
  readonly text: string;
  readonly done: boolean;
}

const TASK = /^(\s{0,12}[-*+] \[)([ xX])(\]\s+)(\S.*)$/;

/** The questions in notes, those still open first, otherwise in the order they were written. */
export function questionsIn(
  notes: readonly { readonly id: string; readonly text: string }[],
): OpenQuestion[] {
  const found = notes.flatMap((note) =>
    note.text.split('\n').flatMap((row, line): OpenQuestion[] => {
      const task = TASK.exec(row);
      return task ? [{ noteId: note.id, line, text: task[4]!.trim(), done: task[2] !== ' ' }] : [];
    }),
  );
  return [...found.filter((one) => !one.done), ...found.filter((one) => one.done)];
}

/** The text of a note with the question on a line ticked or unticked; a line that is no question stays as it is. */
export const tickedText = (text: string, line: number, done: boolean): string =>
  text
    .split('\n')
    .map((row, i) => (i === line ? row.replace(TASK, `$1${done ? 'x' : ' '}$3$4`) : row))
    .join('\n');

/** The text of a note with one more question after its last one, or at its end. */
export function withQuestion(text: string, question: string): string {
  const rows = text.replace(/\s+$/, '').split('\n');
  const words = question.replace(/\s+/g, ' ').trim();
  const last = rows.findLastIndex((row) => TASK.test(row));
  rows.splice(last < 0 ? rows.length : last + 1, 0, `- [ ] ${words}`);
  return rows.join('\n');
}
