import { describe, expect, test } from 'vitest';
import { questionsIn, tickedText, withQuestion } from '../../../../src/core/company/questions.ts';

const note = {
  id: 'n1',
  text: '# Open questions\n\n- [ ] Who supplies it?\n- [x] 何时上市？\n- not a question\n',
};

describe('open questions', () => {
  test('are the task lines of notes, open ones first', () => {
    expect(questionsIn([note])).toEqual([
      { noteId: 'n1', line: 2, text: 'Who supplies it?', done: false },
      { noteId: 'n1', line: 3, text: '何时上市？', done: true },
    ]);
  });

  test('are ticked in their own line, and nothing else of the note changes', () => {
    const ticked = tickedText(note.text, 2, true);
    expect(ticked).toBe(note.text.replace('[ ] Who', '[x] Who'));
    expect(tickedText(ticked, 2, false)).toBe(note.text);
    expect(tickedText(note.text, 4, true)).toBe(note.text);
  });

  test('are added after the last one, or at the end', () => {
    expect(withQuestion(note.text, ' Does 31%\ninclude service? ').split('\n')[4]).toBe(
      '- [ ] Does 31% include service?',
    );
    expect(withQuestion('Words', 'Why?')).toBe('Words\n- [ ] Why?');
  });
});
