import { EditorContent, type Editor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ShownBrief } from '../../core/brief.ts';
import type { ShownCheck } from '../../library/brief-opening.ts';
import { useCommands } from '../commands/run.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Segment } from '../parts/segment.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { announce } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { BriefMenu, FrozenBanner } from './brief-menu.tsx';
import { CiteBox } from './cite-box.tsx';
import { Drawer } from './drawer.tsx';
import { insertBlock, insertEvidence, insertFigure, insideWord } from './editor.ts';
import { tableOf, type Evidence } from './evidence.ts';
import { Export } from './export.tsx';
import { FactsSheet } from './facts-sheet.tsx';
import { Outline } from './outline.tsx';
import { Peek, type Peeked } from './peek.tsx';
import { Preview } from './preview.tsx';
import { useSaving } from './saving.ts';
import { useStable } from './stable.ts';
import { documentOf, gather, placesIn } from './stretches.ts';
import { Meta } from './status.tsx';
import { useStyles } from './style-sheet.tsx';
import { Tools } from './tools.tsx';
import { TraceLine } from './trace-line.tsx';
import { problemAt, problemsOf, type Problem } from './tracing.ts';
import { rectAt, SEEN, useBriefEditor } from './writing.ts';

const unused = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.toSorted((a, b) => Number(a.cited > 0) - Number(b.cited > 0));

/** The wide screen of one brief, once it is read. Typing draws nothing of it anew but the lines that count. */
export function Composer({
  brief,
  fresh,
  evidence: given,
  check,
  onSaved,
}: {
  readonly brief: ShownBrief;
  /** Whether the text of `brief` came with this answer. */
  readonly fresh: boolean;
  readonly evidence: readonly Evidence[];
  readonly check: ShownCheck;
  readonly onSaved: (at: string) => void;
}) {
  const [title, setTitle] = useState(brief.title);
  const [style, setStyle] = useState(brief.style);
  const [pane, setPane] = useState<'evidence' | 'outline'>('evidence');
  /** In windows too narrow for all three, the preview takes the place of the evidence. */
  const [previewing, setPreviewing] = useState(false);
  const [citing, setCiting] = useState<{
    readonly rect: DOMRect;
    readonly words: string;
    readonly typed: boolean;
  } | null>(null);
  const [peeked, setPeeked] = useState<Peeked | null>(null);
  /** The table or chart whose facts are being chosen anew. */
  const [choosing, setChoosing] = useState<number | null>(null);
  const editorRef = useRef<Editor | null>(null);
  const saving = useSaving(brief.id);
  useEffect(() => {
    if (saving.last !== null) onSaved(saving.last);
  }, [saving.last, onSaved]);
  const evidence = useMemo(() => unused(given), [given]);
  const table = useMemo(() => tableOf(given), [given]);
  const styles = useStyles();
  // Styles with numbers in the line count sources; all others make a note of each citation.
  const numbering = styles.find((one) => one.id === style)?.kind === 'number' ? 'sources' : 'notes';
  const locked = brief.frozen !== null;

  const cite = (words = '', typed = false) => {
    const now = editorRef.current;
    if (now?.isEditable) setCiting({ rect: rectAt(now, now.state.selection.to), words, typed });
  };
  const step = (by: 1 | -1) => {
    const now = editorRef.current;
    if (!now) return;
    const problems = problemsOf(now.state);
    const at = now.state.selection.from;
    const next =
      by === 1
        ? (problems.find((one) => one.from > at) ?? problems[0])
        : (problems.findLast((one) => one.from < at - 1) ?? problems.at(-1));
    if (!next) return;
    now.chain().focus().setTextSelection({ from: next.from, to: next.from }).scrollIntoView().run();
    announce(t('brief.problem.at', { sentence: next.text }));
  };
  const editor = useBriefEditor(
    brief,
    fresh,
    table,
    check,
    numbering,
    saving,
    {
      evidence,
      onCite: () => cite('', true),
      onStep: step,
      onSeen: (position, rect) => setPeeked({ position, rect }),
    },
    { title, style },
    (news) => {
      setTitle(news.title);
      setStyle(news.style);
    },
  );
  useEffect(() => {
    editorRef.current = editor;
  }, [editor]);

  /** Goes to a place of the text, or to the finding with these words, wherever it stands by now. */
  const goTo = (at: number, text?: string): void => {
    // after the menu has given the focus back
    requestAnimationFrame(() => {
      if (!editor) return;
      const found =
        text === undefined ? undefined : problemsOf(editor.state).find((one) => one.text === text);
      const place = Math.min(found?.from ?? at, editor.state.doc.content.size);
      editor.chain().focus().setTextSelection(place).scrollIntoView().run();
    });
  };
  /** The same for a place in the text as it was checked. */
  const goToClaim = (at: number, text?: string): void => {
    if (editor) goTo(placesIn(editor.state.doc)(at), text);
  };
  const problemHere = (): Problem | null =>
    editor
      ? (problemAt(editor.state, editor.state.selection.from) ??
        problemsOf(editor.state).find((one) => one.kind === 'unsupported') ??
        null)
      : null;
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
      ol: () => {
        if (editor) gather(editor.view);
        editor?.chain().focus().toggleOrderedList().run();
      },
      ul: () => {
        if (editor) gather(editor.view);
        editor?.chain().focus().toggleBulletList().run();
      },
    },
    'editor',
  );
  const onInsert = useStable((one: Evidence, whole: boolean) => {
    if (editor?.isEditable) insertEvidence(editor, one, whole);
  });
  const onFigure = useStable((one: Evidence) => {
    if (editor?.isEditable && one.type === 'fact') insertFigure(editor, one.id, one.valueText);
  });
  const onNote = useStable((text: string) => {
    if (!editor?.isEditable) return;
    for (const words of text
      .trim()
      .split(/\n{2,}/u)
      .toReversed())
      insertBlock(editor, {
        type: 'paragraph',
        content: [{ type: 'text', text: words.replace(/\s+/gu, ' ') }],
      });
  });
  const head = useMemo(
    () => (
      <Segment
        label={t('brief.pane')}
        value={pane}
        onChange={setPane}
        options={[
          { value: 'evidence', label: t('brief.evidence') },
          { value: 'outline', label: t('brief.outline') },
        ]}
      />
    ),
    [pane],
  );
  if (!editor) return <Skeleton lines={10} />;
  const chosen = choosing === null ? null : editor.state.doc.nodeAt(choosing);
  return (
    <div className={previewing ? 'br previewing' : 'br'} data-context="editor">
      {pane === 'outline' ? (
        <section className="br-drawer" aria-label={t('brief.outline')} data-region="list">
          <div className="phead">{head}</div>
          <Outline editor={editor} language={brief.language} onGo={(at) => goTo(at)} />
        </section>
      ) : (
        <Drawer
          evidence={evidence}
          head={head}
          locked={locked}
          onInsert={onInsert}
          onFigure={onFigure}
          onNote={onNote}
        />
      )}
      <section className="br-editor" aria-label={t('brief.editor')}>
        <div className="br-tools">
          {!locked && (
            <Tools
              editor={editor}
              evidence={evidence}
              language={brief.language}
              onCite={() => cite()}
              onFootnote={footnote}
            />
          )}
          <span className="end" />
          {!locked && (
            <span className={`sm nw ${typeof saving.state === 'object' ? 'br-bad' : 't3'}`} role="status">
              {saving.state === 'saved'
                ? t('brief.saved')
                : saving.state === 'saving'
                  ? t('brief.saving')
                  : t('brief.unsaved', { reason: saving.state.failed })}
            </span>
          )}
          <IconButton
            className="br-preview-switch"
            icon="eye"
            label={t('brief.preview')}
            aria-pressed={previewing}
            onClick={() => setPreviewing(!previewing)}
          />
          <BriefMenu
            brief={brief}
            now={() => documentOf(editor.state.doc).content}
            flush={saving.flush}
            claims={{ briefId: brief.id, table, onGo: goToClaim }}
          />
          <Export briefId={brief.id} broken={check.broken} flush={saving.flush} onProblems={() => step(1)} />
        </div>
        <FrozenBanner brief={brief} />
        {check.trashed.length > 0 && !locked && (
          <p className="br-trashed" role="note">
            <Icon name="trash" size="s" />
            {t('brief.trashedSources', { count: check.trashed.length })}
            <Button size="small" kind="ghost" onClick={() => go({ screen: 'trash' })}>
              {t('brief.openTrash')}
            </Button>
          </p>
        )}
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
              readOnly={locked}
              maxLength={500}
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
            <Meta editor={editor} />
            <EditorContent editor={editor} />
          </div>
        </div>
        <TraceLine
          editor={editor}
          check={check}
          table={table}
          onGo={goToClaim}
          onStep={step}
          onFind={find}
          onMine={mine}
        />
      </section>
      <Preview
        briefId={brief.id}
        style={style}
        styles={styles}
        locked={locked}
        saved={`${saving.last ?? brief.updatedAt} ${brief.frozen?.at ?? ''}`}
        editor={editor}
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
            insertEvidence(editor, one, whole);
          }}
        />
      )}
      {peeked && (
        <Peek
          key={peeked.position}
          editor={editor}
          peeked={peeked}
          evidence={table}
          check={check}
          locked={locked}
          onFacts={setChoosing}
          onClose={() => {
            setPeeked(null);
          }}
        />
      )}
      {chosen && choosing !== null && (
        <FactsSheet
          chart={chosen.type.name === 'chart'}
          evidence={evidence}
          begin={chosen.attrs}
          onClose={() => setChoosing(null)}
          onDone={(choice) => {
            setChoosing(null);
            const { form, ...facts } = choice;
            editor.view.dispatch(
              editor.state.tr.setNodeMarkup(choosing, undefined, {
                ...chosen.attrs,
                ...facts,
                ...(chosen.type.name === 'chart' && { form }),
              }),
            );
          }}
        />
      )}
    </div>
  );
}
