import type { Editor } from '@tiptap/core';
import { useEditor } from '@tiptap/react';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { BriefCheck, ShownBrief } from '../../core/brief.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { fail } from '../parts/toast.tsx';
import { briefExtensions, insertEvidence, type EditorCalls } from './editor.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { Numbering } from './numbering.ts';
import type { useSaving } from './saving.ts';
import { inStretches, replacing } from './stretches.ts';
import { tracing } from './tracing.ts';

/** Nodes that say more when they are clicked. */
export const SEEN: ReadonlySet<string> = new Set([
  'citation',
  'quotation',
  'footnote',
  'factTable',
  'chart',
  'figure',
]);

/** Where a node or the caret stands in the window. */
export function rectAt(editor: Editor, position: number): DOMRect {
  const dom = editor.view.nodeDOM(position);
  if (dom instanceof HTMLElement) return dom.getBoundingClientRect();
  const at = editor.view.coordsAtPos(position);
  return new DOMRect(at.left, at.top, 1, at.bottom - at.top);
}

/** What the screen gives the editor, always the newest of it. */
export interface Around {
  readonly evidence: readonly Evidence[];
  readonly onCite: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onSeen: (position: number, rect: DOMRect) => void;
}

/**
 * The editor of a brief. It takes what another hand changed (undo, another window) only while nothing of its own waits to be
 * saved, and shows the newest check and evidence without moving the caret.
 */
export function useBriefEditor(
  brief: ShownBrief,
  fresh: boolean,
  table: EvidenceTable,
  check: BriefCheck,
  numbering: Numbering,
  saving: ReturnType<typeof useSaving>,
  around: Around,
  shown: { readonly title: string; readonly style: string },
  onNews: (brief: ShownBrief) => void,
): Editor | null {
  const now = useRef({ around, change: saving.change, shown, onNews });
  const editorRef = useRef<Editor | null>(null);
  // The calls are made when something is typed or dropped, never while drawing.
  // oxlint-disable-next-line react/refs, react-hooks/refs, react-compiler/refs
  const [extensions] = useState(() => {
    const calls: EditorCalls = {
      onCite: () => now.current.around.onCite(),
      onDrop: (key, position, whole) => {
        const one = now.current.around.evidence.find(
          (each) => each.id === key || `${each.type} ${each.id}` === key,
        );
        if (one && editorRef.current) insertEvidence(editorRef.current, one, whole, position);
      },
    };
    return briefExtensions(calls);
  });
  const made = useEditor({
    extensions,
    // made in a task of its own, after the screen around it is there
    immediatelyRender: false,
    content: inStretches(brief.body),
    injectCSS: false,
    editable: brief.frozen === null,
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
        now.current.around.onStep(event.key === 'ArrowDown' ? 1 : -1);
        return true;
      },
      handleClickOn: (view, _position, node, nodePosition, event) => {
        if (!SEEN.has(node.type.name) || (event.target as HTMLElement).closest('button')) return false;
        const dom = view.nodeDOM(nodePosition);
        if (dom instanceof HTMLElement) now.current.around.onSeen(nodePosition, dom.getBoundingClientRect());
        return node.type.name === 'citation' || node.type.name === 'footnote';
      },
    },
    onUpdate: ({ editor: changed }) => now.current.change({ doc: () => changed.state.doc }),
  });
  // What is around the editor and in it follows in turns of its own: all at once would be felt in a long brief.
  const editor = useDeferredValue(made);
  useEffect(() => {
    now.current = { around, change: saving.change, shown, onNews };
    editorRef.current = editor;
  });
  const frozen = brief.frozen !== null;
  useEffect(() => {
    // not an update of the text, so nothing is to be saved
    editor?.setEditable(!frozen, false);
  }, [editor, frozen]);

  // What arrives may be older than the last save, so it is asked for once more while nothing is on its way.
  const { dirty, begin } = saving;
  const first = useRef(brief);
  useEffect(() => {
    if (!editor || !fresh || dirty()) return undefined;
    const isShown = (one: ShownBrief): boolean =>
      one.title === now.current.shown.title &&
      one.style === now.current.shown.style &&
      (one.body === first.current.body || replacing(editor.state, one.body) === null);
    if (isShown(brief)) {
      begin(editor.state.doc, brief.body, brief.updatedAt);
      return undefined;
    }
    let live = true;
    library.briefs.get({ id: brief.id }).then((given) => {
      if (!live || dirty()) return;
      if (!isShown(given)) now.current.onNews(given);
      const change = replacing(editor.state, given.body);
      if (change) editor.view.dispatch(change);
      begin(editor.state.doc, given.body, given.updatedAt);
    }, fail);
    return () => {
      live = false;
    };
  }, [brief, fresh, editor, dirty, begin]);
  const { language } = brief;
  useEffect(() => {
    if (!editor || dirty()) return;
    editor.view.dispatch(
      editor.state.tr
        .setMeta(tracing, { evidence: table, check, numbering, language })
        .setMeta('addToHistory', false),
    );
  }, [editor, table, check, dirty, numbering, language]);
  return editor;
}
