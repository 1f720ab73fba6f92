import { useEffect, useRef, type Ref, useImperativeHandle } from 'react';
import type { NoteLink } from '../../core/note/links.ts';
import { useCommands } from '../commands/run.ts';
import { languageOfName } from '../companies/words.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { fail } from '../parts/toast.tsx';
import { NoteEditor } from './codemirror.ts';
import { kindName, openThing } from './open-thing.ts';

/** What a screen may do with the editor it shows. */
export interface NoteHandle {
  readonly focus: () => void;
  readonly link: () => void;
  /** Replaces the text, as a restored version does. */
  readonly take: (text: string) => void;
}

/**
 * The Markdown of a note, edited. `text` is where it begins; a later one is taken over only while `clean` says that
 * nothing waits to be saved, and the caret stays. Typing has its own undo; Esc leaves.
 */
export function NoteField({
  text,
  clean,
  noteId,
  focus,
  handle,
  onChange,
  onLeave,
}: {
  readonly text: string;
  readonly clean: () => boolean;
  /** The note itself, which is not offered as something to link to. */
  readonly noteId: string | null;
  /** Takes the focus when it opens. */
  readonly focus?: boolean;
  readonly handle?: Ref<NoteHandle>;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<NoteEditor | null>(null);
  const now = useRef({ onChange, onLeave, noteId });
  useEffect(() => {
    now.current = { onChange, onLeave, noteId };
  });
  useEffect(() => {
    const element = host.current!;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open', delegatesFocus: true });
    const made = new NoteEditor(root, text, {
      label: t('notes.text'),
      placeholder: t('notes.placeholder'),
      kindName,
      onChange: (words) => now.current.onChange(words),
      onLeave: () => now.current.onLeave(),
      onOpen: ({ kind, id }: NoteLink) => void openThing(kind, id),
      targets: (words) =>
        library.notes
          .targets({ text: words, ...(now.current.noteId !== null && { except: now.current.noteId }) })
          .catch((reason: unknown) => {
            fail(reason);
            return [];
          }),
    });
    editor.current = made;
    if (focus) made.focus();
    return () => {
      made.close();
      editor.current = null;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the editor holds the text from here on
  }, []);
  useEffect(() => {
    if (clean()) editor.current?.take(text);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another text of the library is taken over
  }, [text]);
  useImperativeHandle(
    handle,
    () => ({
      focus: () => editor.current?.focus(),
      link: () => void editor.current?.link(),
      take: (words) => editor.current?.take(words),
    }),
    [],
  );
  useCommands(
    {
      bold: () => void editor.current?.bold(),
      italic: () => void editor.current?.italic(),
      h1: () => void editor.current?.heading(1),
      h2: () => void editor.current?.heading(2),
      ul: () => void editor.current?.bullets(),
      ol: () => void editor.current?.numbers(),
      quote: () => void editor.current?.quote(),
      link: () => void editor.current?.link(),
    },
    'editor',
  );
  return <div ref={host} className="nt-field" data-context="editor" lang={languageOfName(text)} />;
}
