import type { Editor, JSONContent } from '@tiptap/core';
import { EditorContent, useEditor, useEditorState } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { parseBriefDocument } from '../../core/brief/document.ts';
import type { BriefCheck, ShownBrief } from '../../core/brief.ts';
import { BRIEF_STYLES } from '../../core/brief/styles.ts';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { announce, fail } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { CiteBox } from './cite-box.tsx';
import { Drawer } from './drawer.tsx';
import { briefExtensions, insertEvidence, insertFigure, insideWord } from './editor.ts';
import { tableOf, type Evidence } from './evidence.ts';
import { Export } from './export.tsx';
import { countsOf } from './nodes.ts';
import { Peek, type Peeked } from './peek.tsx';
import { Preview } from './preview.tsx';
import { useSaving } from './saving.ts';
import { Tools } from './tools.tsx';
import { problemList } from './problem-list.ts';
import { TraceLine } from './trace-line.tsx';
import { problemsOf, tracing, type Problem } from './tracing.ts';
import './brief.css';

interface Opened {
  readonly brief: ShownBrief;
  readonly evidence: readonly Evidence[];
  readonly check: BriefCheck;
}

const unused = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.toSorted((a, b) => Number(a.cited > 0) - Number(b.cited > 0));

/** A document in one form, whatever the editor adds to its nodes. */
const plain = (body: unknown): string => JSON.stringify(parseBriefDocument(body));

/** Styles with numbers in the line count sources; all others make a note of each citation. */
const numberingOf = (style: string): 'notes' | 'sources' =>
  BRIEF_STYLES.find((one) => one.id === style)?.kind === 'number' ? 'sources' : 'notes';

const SEEN = new Set(['citation', 'quotation', 'footnote']);

/** Where a node or the caret stands in the window. */
function rectAt(editor: Editor, position: number): DOMRect {
  const dom = editor.view.nodeDOM(position);
  if (dom instanceof HTMLElement) return dom.getBoundingClientRect();
  const at = editor.view.coordsAtPos(position);
  return new DOMRect(at.left, at.top, 1, at.bottom - at.top);
}

/** The wide screen of one brief, once it is read. */
function Composer({ opened }: { readonly opened: Opened }) {
  const { brief, check } = opened;
  const [title, setTitle] = useState(brief.title);
  const [style, setStyle] = useState(brief.style);
  /** In windows too narrow for all three, the preview takes the place of the evidence. */
  const [previewing, setPreviewing] = useState(false);
  const [citing, setCiting] = useState<{
    readonly rect: DOMRect;
    readonly words: string;
    readonly typed: boolean;
  } | null>(null);
  const [peeked, setPeeked] = useState<Peeked | null>(null);
  const saving = useSaving(brief.id);
  const evidence = useMemo(() => unused(opened.evidence), [opened.evidence]);
  const table = useMemo(() => tableOf(opened.evidence), [opened.evidence]);
  const current = useRef({ evidence, change: saving.change, title, style });
  const editorRef = useRef<Editor | null>(null);

  const cite = (words = '', typed = false) => {
    const editor = editorRef.current;
    if (editor) setCiting({ rect: rectAt(editor, editor.state.selection.to), words, typed });
  };
  const calls = useRef<{ cite: typeof cite; step: (by: 1 | -1) => void }>({ cite, step: () => undefined });
  // The calls are made when something is typed or dropped, never while drawing.
  // oxlint-disable-next-line react/refs, react-hooks/refs, react-compiler/refs
  const [extensions] = useState(() =>
    briefExtensions({
      onCite: () => calls.current.cite('', true),
      onDrop: (key, position, whole) => {
        const one = current.current.evidence.find(
          (each) => each.id === key || `${each.type} ${each.id}` === key,
        );
        if (one && editorRef.current) insertEvidence(editorRef.current, one, whole, position);
      },
    }),
  );
  const editor = useEditor({
    extensions,
    content: brief.body as JSONContent,
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'br-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('brief.body'),
        lang: brief.language,
        spellcheck: 'true',
      },
      // In text fields these keys are the field's own, so the window leaves them to it.
      handleKeyDown: (_view, event) => {
        if (!event.altKey || event.ctrlKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp'))
          return false;
        calls.current.step(event.key === 'ArrowDown' ? 1 : -1);
        return true;
      },
      handleClickOn: (view, _position, node, nodePosition, event) => {
        if (!SEEN.has(node.type.name) || (event.target as HTMLElement).closest('button')) return false;
        const dom = view.nodeDOM(nodePosition);
        if (dom instanceof HTMLElement)
          setPeeked({ position: nodePosition, rect: dom.getBoundingClientRect() });
        return node.type.name !== 'quotation';
      },
    },
    onUpdate: ({ editor: now }) => current.current.change({ body: now.getJSON() }),
  });
  // Another hand (undo, another window, a mark cited from the reader) changed the brief: show that, never over typing.
  // What arrives may be older than the last save, so it is asked for once more while nothing is on its way.
  const { dirty } = saving;
  useEffect(() => {
    if (!editor || dirty()) return undefined;
    const shown = (one: ShownBrief): boolean =>
      one.title === current.current.title &&
      one.style === current.current.style &&
      plain(one.body) === plain(editor.getJSON());
    if (shown(brief)) return undefined;
    let live = true;
    library.briefs.get({ id: brief.id }).then((fresh) => {
      if (!live || dirty() || shown(fresh)) return;
      setTitle(fresh.title);
      setStyle(fresh.style);
      editor.commands.setContent(fresh.body as JSONContent, { emitUpdate: false });
    }, fail);
    return () => {
      live = false;
    };
  }, [brief, editor, dirty]);
  useEffect(() => {
    if (!editor || dirty()) return;
    editor.view.dispatch(
      editor.state.tr
        .setMeta(tracing, { evidence: table, check, numbering: numberingOf(style) })
        .setMeta('addToHistory', false),
    );
  }, [editor, table, check, dirty, style]);

  const seen = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      if (!now) return null;
      const at = now.state.selection.from;
      const problems = problemsOf(now.state);
      const problem = problems.find((one) => one.from <= at && at <= one.to) ?? null;
      return { ...countsOf(now.state.doc), empty: now.isEmpty, problem, problems };
    },
  });

  const step = (by: 1 | -1) => {
    if (!editor) return;
    const problems = problemsOf(editor.state);
    const at = editor.state.selection.from;
    const next =
      by === 1
        ? (problems.find((one) => one.from > at) ?? problems[0])
        : (problems.findLast((one) => one.from < at - 1) ?? problems.at(-1));
    if (!next) return;
    editor.chain().focus().setTextSelection({ from: next.from, to: next.from }).scrollIntoView().run();
    announce(t('brief.problem.at', { sentence: next.text }));
  };
  // Handlers that the editor was given once always find the newest of these.
  useEffect(() => {
    current.current = { evidence, change: saving.change, title, style };
    calls.current = { cite, step };
    editorRef.current = editor;
  });

  const goTo = (at: number): void => {
    // after the menu has given the focus back
    requestAnimationFrame(() => void editor?.chain().focus().setTextSelection(at).scrollIntoView().run());
  };
  const problemHere = (): Problem | null =>
    seen?.problem ??
    (editor ? (problemsOf(editor.state).find((one) => one.kind === 'unsupported') ?? null) : null);
  const find = () => {
    const problem = problemHere();
    if (!problem || !editor) return;
    editor.chain().focus().setTextSelection(problem.to).run();
    const long = problem.text.match(/\p{Script=Han}{2,4}|[\p{L}\p{N}]{4,}/gu) ?? [];
    go({ screen: 'search', query: long.slice(0, 6).join(' ') });
  };
  const mine = () => {
    const problem = problemHere();
    if (!problem || !editor) return;
    editor
      .chain()
      .focus()
      .setTextSelection({ from: problem.from, to: problem.to })
      .setMark('inference')
      .setTextSelection(problem.to)
      .run();
  };
  const footnote = () => {
    if (!editor) return;
    const at = editor.state.selection.to;
    editor
      .chain()
      .focus()
      .insertContentAt(at, { type: 'footnote', attrs: { text: '' } })
      .run();
    setPeeked({ position: at, rect: rectAt(editor, at) });
  };
  const peekAtCaret = () => {
    if (!editor) return;
    const { from } = editor.state.selection;
    const position = [from, from - 1].find(
      (at) => at >= 0 && SEEN.has(editor.state.doc.nodeAt(at)?.type.name ?? ''),
    );
    if (position !== undefined) setPeeked({ position, rect: rectAt(editor, position) });
  };
  useCommands({
    'next.marker': () => step(1),
    'prev.marker': () => step(-1),
  });
  useCommands(
    {
      cite: () => {
        if (editor?.isFocused && insideWord(editor.state))
          editor.view.dispatch(editor.state.tr.insertText('@'));
        else cite('', editor?.isFocused ?? false);
      },
      'trace.open': peekAtCaret,
      h1: () => void editor?.chain().focus().toggleHeading({ level: 1 }).run(),
      h2: () => void editor?.chain().focus().toggleHeading({ level: 2 }).run(),
      ol: () => void editor?.chain().focus().toggleOrderedList().run(),
      ul: () => void editor?.chain().focus().toggleBulletList().run(),
    },
    'editor',
  );
  if (!editor) return <Skeleton lines={10} />;
  const insert = (one: Evidence, whole: boolean) => insertEvidence(editor, one, whole);
  return (
    <div className={previewing ? 'br previewing' : 'br'} data-context="editor">
      <Drawer
        evidence={evidence}
        onInsert={insert}
        onFigure={(one) => (one.type === 'fact' ? insertFigure(editor, one.id, one.valueText) : undefined)}
      />
      <section className="br-editor" aria-label={t('brief.editor')}>
        <div className="br-tools">
          <Tools editor={editor} onCite={() => cite()} onFootnote={footnote} />
          <span className="end" />
          <span className={`sm nw ${typeof saving.state === 'object' ? 'br-bad' : 't3'}`} role="status">
            {saving.state === 'saved'
              ? t('brief.saved')
              : saving.state === 'saving'
                ? t('brief.saving')
                : t('brief.unsaved', { reason: saving.state.failed })}
          </span>
          <IconButton
            className="br-preview-switch"
            icon="eye"
            label={t('brief.preview')}
            aria-pressed={previewing}
            onClick={() => setPreviewing(!previewing)}
          />
          <Export briefId={brief.id} broken={check.broken} flush={saving.flush} onProblems={() => step(1)} />
        </div>
        <div className="br-sheet scrolls">
          <div className="br-column">
            <h1 className="sr">{title}</h1>
            <textarea
              className="br-title"
              rows={1}
              aria-label={t('brief.title')}
              placeholder={t('brief.untitled')}
              lang={brief.language}
              value={title}
              onChange={(event) => {
                const next = event.target.value.replaceAll('\n', ' ');
                setTitle(next);
                if (next.trim() !== '') saving.change({ title: next.trim() });
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                event.preventDefault();
                editor.commands.focus('start');
              }}
            />
            <p className="br-meta">
              {seen &&
                t('brief.meta', { words: seen.words, citations: seen.citations, sources: seen.sources })}
            </p>
            <EditorContent editor={editor} />
          </div>
        </div>
        <TraceLine
          check={check}
          list={problemList(check, seen?.problems ?? [], table, goTo)}
          current={seen?.problem ?? null}
          onStep={step}
          onFind={find}
          onMine={mine}
        />
      </section>
      <Preview
        briefId={brief.id}
        style={style}
        saved={saving.last ?? brief.updatedAt}
        empty={seen?.empty ?? false}
        onStyle={(next) => {
          setStyle(next);
          saving.change({ style: next });
        }}
      />
      {citing && (
        <CiteBox
          evidence={evidence}
          rect={citing.rect}
          words={citing.words}
          onClose={() => {
            setCiting(null);
            // Leaving the box without a choice means that the sign itself was wanted.
            if (citing.typed) editor.view.dispatch(editor.state.tr.insertText('@'));
            editor.commands.focus();
          }}
          onPick={(one, whole) => {
            setCiting(null);
            insert(one, whole);
          }}
        />
      )}
      {peeked && (
        <Peek
          key={peeked.position}
          editor={editor}
          peeked={peeked}
          evidence={table}
          onClose={() => {
            setPeeked(null);
          }}
        />
      )}
    </div>
  );
}

/** The composer: evidence on the left, the text in the middle, the exported document on the right. */
export function BriefScreen({ id }: { readonly id: string }) {
  const { value, error } = useLive(
    ['brief', 'annotation', 'fact', 'source', 'company'],
    (): Promise<Opened> => library.briefs.open({ id }),
    [id],
  );
  if (value) return <Composer opened={value} />;
  return (
    <div className="main">
      {error ? (
        <Empty
          icon="notebook-pen"
          title={t('brief.missing')}
          actions={
            <Button onClick={() => go({ screen: 'briefs' })}>
              <Icon name="arrow-left" size="s" />
              {t('brief.list')}
            </Button>
          }
        >
          {t('brief.missing.words')}
        </Empty>
      ) : (
        <Skeleton lines={12} />
      )}
    </div>
  );
}
