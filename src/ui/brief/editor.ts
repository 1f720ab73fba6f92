import { Extension, type Editor, type Extensions, type JSONContent } from '@tiptap/core';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import { StarterKit } from '@tiptap/starter-kit';
import type { BlockNode, EvidenceReference } from '../../core/brief.ts';
import { referenceTo, type Evidence } from './evidence.ts';
import { Chart, FactTable } from './fact-nodes.ts';
import { Citation, CrossReference, Footnote, Inference, Names, Tables } from './nodes.ts';
import { Figure, Quotation } from './source-nodes.ts';
import { behindBlock, Stretches } from './stretches.ts';
import { Tracing } from './tracing.ts';

/** What the editor asks of the screen around it. */
export interface EditorCalls {
  /** `@` was typed: something is to be cited here. */
  readonly onCite: () => void;
  /** Evidence was dropped. @param position where; @param whole the quote itself, not a chip */
  readonly onDrop: (key: string, position: number, whole: boolean) => void;
}

/** The type of drags from the evidence drawer. */
export const EVIDENCE_DRAG = 'application/x-dossier-evidence';

/** The type of drags of marks from elsewhere in the window (see `frame/dragging.ts`). */
const MARK_DRAG = 'application/x-dossier-annotations';

/** Whether the caret stands behind a letter or digit, as in an address, where `@` is only a sign. */
export function insideWord(state: EditorState): boolean {
  const { from } = state.selection;
  const before = state.doc.textBetween(Math.max(0, from - 1), from);
  return /[\p{L}\p{N}._-]/u.test(before) && !/[\p{Script=Han}.]/u.test(before);
}

const calls = (given: EditorCalls) =>
  Extension.create({
    name: 'calls',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleTextInput: (view, _from, _to, text) => {
            if (text !== '@' || insideWord(view.state)) return false;
            given.onCite();
            return true;
          },
          handleDrop: (view, event) => {
            const data = event.dataTransfer;
            if (!data) return false;
            const mark = data.getData(MARK_DRAG);
            const key =
              data.getData(EVIDENCE_DRAG) || (mark === '' ? '' : ((JSON.parse(mark) as string[])[0] ?? ''));
            if (key === '') return false;
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (!place) return false;
            event.preventDefault();
            given.onDrop(key, place.pos, event.shiftKey);
            return true;
          },
        },
      }),
    ],
  });

/** Everything the editor of a brief can hold: exactly what `core/brief` knows. */
export const briefExtensions = (given: EditorCalls): Extensions => [
  ...Stretches,
  StarterKit.configure({
    document: false,
    blockquote: false,
    codeBlock: false,
    strike: false,
    underline: false,
    trailingNode: false,
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      protocols: ['http', 'https', 'mailto'],
      HTMLAttributes: { rel: null, target: null, class: 'br-link' },
    },
    dropcursor: { color: false, class: 'br-dropcursor', width: 2 },
  }),
  Citation,
  CrossReference,
  Quotation,
  Figure,
  FactTable,
  Chart,
  Footnote,
  Names,
  Inference,
  ...Tables,
  Tracing,
  calls(given),
];

/** Puts a chip behind the words at a position, or at the caret. */
export function insertCitation(editor: Editor, reference: EvidenceReference, position?: number): void {
  const chain = editor.chain().focus();
  const node = { type: 'citation', attrs: { ...reference } };
  (position === undefined ? chain.insertContent(node) : chain.insertContentAt(position, node)).run();
}

/** Puts a block behind the paragraph at a position, or behind the caret's. */
export function insertBlock(editor: Editor, node: BlockNode, position?: number): void {
  const after = behindBlock(editor.state.doc, position ?? editor.state.selection.to);
  editor
    .chain()
    .focus()
    .insertContentAt(after, node as JSONContent)
    .run();
}

/** Inserts evidence: a chip, the quote as a block, or (for a fact without words) a row of figures. */
export function insertEvidence(editor: Editor, one: Evidence, whole: boolean, position?: number): void {
  const reference = referenceTo(one);
  if (whole && reference.quote !== '') insertBlock(editor, { type: 'quotation', attrs: reference }, position);
  else insertCitation(editor, reference, position);
}

/** Adds a fact to the table before the caret, or makes a new table of it. */
export function insertFigure(editor: Editor, factId: string, shown: string): void {
  const { doc, selection } = editor.state;
  let place: { at: number; factIds: readonly string[]; values: readonly string[] | null } | null = null;
  doc.descendants((node, at) => {
    if (node.type.name === 'factTable' && (place === null || at < selection.to))
      place = {
        at,
        factIds: node.attrs['factIds'] as readonly string[],
        values: node.attrs['shown'] as readonly string[] | null,
      };
    return node.type.name === 'stretch';
  });
  const found = place as { at: number; factIds: readonly string[]; values: readonly string[] | null } | null;
  if (!found) {
    insertBlock(editor, { type: 'factTable', attrs: { factIds: [factId], shown: [shown] } });
    return;
  }
  if (found.factIds.includes(factId)) return;
  const { tr } = editor.state;
  tr.setNodeMarkup(found.at, undefined, {
    factIds: [...found.factIds, factId],
    shown: [...(found.values ?? found.factIds.map(() => '')), shown],
  });
  editor.view.dispatch(tr);
}

/** Puts a reference to a heading, table or figure at the caret; what it names gets an id when it has none. */
export function insertReference(editor: Editor, at: number, id: string | null, fresh: string): void {
  const target = id ?? fresh;
  const { tr } = editor.state;
  if (id === null) tr.setNodeAttribute(at, 'id', target);
  const node = editor.schema.nodes['crossReference']!.create({ target });
  editor.view.dispatch(tr.replaceSelectionWith(node, false).scrollIntoView());
  editor.view.focus();
}

/** A table of the author's with a row of headings. */
export const emptyTable = (rows: number, columns: number): BlockNode => ({
  type: 'table',
  content: Array.from({ length: rows }, (_, row) => ({
    type: 'tableRow' as const,
    content: Array.from({ length: columns }, () => ({
      type: row === 0 ? ('tableHeader' as const) : ('tableCell' as const),
      content: [{ type: 'paragraph' as const }],
    })),
  })),
});
