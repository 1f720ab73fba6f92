import { Extension, Node, type JSONContent } from '@tiptap/core';
import { splitBlock } from '@tiptap/pm/commands';
import { Fragment, Slice, type Node as DocumentNode } from '@tiptap/pm/model';
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import { canJoin } from '@tiptap/pm/transform';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { BriefDocument } from '../../core/brief.ts';
import { t } from '../messages/index.ts';
import { drawingPlugin, StretchView } from './drawing.ts';

/**
 * The editor holds the blocks of a brief in stretches, so that a key in one of 3,000 paragraphs costs what its stretch
 * costs: ProseMirror, the layout and what is in view all look at some hundred stretches and at the blocks of one of them.
 * Nobody sees them: they are no part of a brief, and no key stops at their borders.
 */
const GOOD = 32;
/** A stretch of more blocks is cut. */
const MOST = 64;
/** Stretches with fewer blocks are put together with a neighbour. */
const FEW = 8;

/** A brief as the editor takes it. */
export const inStretches = ({ content }: BriefDocument): JSONContent => {
  const stretches: JSONContent[] = [];
  for (let at = 0; at < content.length; at += GOOD)
    stretches.push({ type: 'stretch', content: content.slice(at, at + GOOD) as JSONContent[] });
  return {
    type: 'doc',
    content: stretches.length > 0 ? stretches : [{ type: 'stretch', content: [{ type: 'paragraph' }] }],
  };
};

/** The blocks of the text in the editor, in order. Those that did not change are the same objects as before. */
export const blocksOf = (doc: DocumentNode): readonly DocumentNode[] =>
  doc.children.flatMap((stretch) => stretch.children);

/** The text in the editor as a brief holds it. */
export const documentOf = (doc: DocumentNode): BriefDocument =>
  ({ type: 'doc', content: blocksOf(doc).map((block) => block.toJSON() as unknown) }) as BriefDocument;

/** What turns positions of a brief (see `Claim`) into those of the editor. */
export function placesIn(doc: DocumentNode): (position: number) => number {
  const ends: number[] = [];
  let size = 0;
  doc.forEach((stretch) => ends.push((size += stretch.content.size)));
  return (position) => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > position) high = middle;
      else low = middle + 1;
    }
    return position + 1 + 2 * low;
  };
}

/** The place between blocks at, or else behind, a position. */
export function behindBlock(doc: DocumentNode, position: number): number {
  const at = doc.resolve(Math.max(0, Math.min(position, doc.content.size)));
  if (at.depth > 1) return at.after(2);
  if (at.depth === 1) return at.pos;
  return at.nodeBefore ? at.pos - 1 : at.pos + 1;
}

/**
 * Puts another text in the place of the one in the editor, as a change that is not to be saved; null when it is the same
 * text. Only the blocks that differ are replaced, so the caret and what is drawn stay where nothing changed.
 */
export function replacing(state: EditorState, body: BriefDocument): Transaction | null {
  const next = state.schema.nodeFromJSON(inStretches(body));
  const old = blocksOf(state.doc);
  const now = blocksOf(next);
  let from = 0;
  while (from < old.length && from < now.length && old[from]!.eq(now[from]!)) from += 1;
  if (from === old.length && from === now.length) return null;
  let same = 0;
  while (same < old.length - from && same < now.length - from && old.at(-1 - same)!.eq(now.at(-1 - same)!))
    same += 1;
  const place = placesIn(state.doc);
  const sum = (blocks: readonly DocumentNode[]): number =>
    blocks.reduce((size, block) => size + block.nodeSize, 0);
  const start = sum(old.slice(0, from));
  const end = start + sum(old.slice(from, old.length - same));
  const put = now.slice(from, now.length - same);
  const tr = state.tr.setMeta('preventUpdate', true);
  if (put.length === now.length) return tr.replaceWith(0, state.doc.content.size, next.content);
  // a stretch that loses all its blocks goes with them
  if (put.length === 0) return tr.deleteRange(place(start), place(end - 1) + 1);
  return tr.replaceWith(
    from === old.length ? state.doc.content.size - 1 : place(start),
    end === start ? (from === old.length ? state.doc.content.size - 1 : place(start)) : place(end - 1) + 1,
    put,
  );
}

/** Takes stretches out of what was cut or copied: it is blocks, wherever it goes. */
function withoutStretches(slice: Slice): Slice {
  const { content } = slice;
  if (!content.content.some((node) => node.type.name === 'stretch')) return slice;
  const first = content.firstChild?.type.name === 'stretch';
  const last = content.lastChild?.type.name === 'stretch';
  return new Slice(
    Fragment.from(content.content.flatMap((node) => (node.type.name === 'stretch' ? node.children : [node]))),
    Math.max(0, slice.openStart - (first ? 1 : 0)),
    Math.max(0, slice.openEnd - (last ? 1 : 0)),
  );
}

/** Cuts stretches that grew long and puts short ones together; null when all are as they should be. */
function balanced({ doc, tr }: EditorState): Transaction | null {
  let after: DocumentNode | null = null;
  let place = doc.content.size;
  // from the end, so that the positions before stay true
  for (let i = doc.childCount - 1; i >= 0; i--) {
    const stretch = doc.child(i);
    place -= stretch.nodeSize;
    if (stretch.childCount > MOST) {
      let cut = place + 1 + stretch.content.size;
      for (let block = stretch.childCount - 1; block > 0; block--) {
        cut -= stretch.child(block).nodeSize;
        if (block % GOOD === 0) tr.split(cut);
      }
      after = null;
    } else if (
      after !== null &&
      Math.min(stretch.childCount, after.childCount) < FEW &&
      stretch.childCount + after.childCount <= MOST
    ) {
      tr.join(place + stretch.nodeSize);
      after = null;
    } else after = stretch;
  }
  return tr.docChanged ? tr.setMeta('addToHistory', false) : null;
}

/** Marks a change that makes stretches too long for the moment, until the key has done its work. */
const GATHERED = 'gathered';

const join = (view: EditorView, place: number): void => {
  if (canJoin(view.state.doc, place))
    view.dispatch(view.state.tr.join(place).setMeta('addToHistory', false).setMeta(GATHERED, true));
};

/** Makes one stretch of those the selection spans, for commands that want blocks side by side. */
export function gather(view: EditorView): void {
  const { $from, $to } = view.state.selection;
  const { tr } = view.state;
  for (let i = $to.index(0); i > $from.index(0); i--) {
    const place = tr.doc.resolve(0).posAtIndex(i, 0);
    if (canJoin(tr.doc, place)) tr.join(place);
  }
  if (tr.docChanged) view.dispatch(tr.setMeta('addToHistory', false).setMeta(GATHERED, true));
}

/** Joins the stretches at whose border a key is about to work, so that the key finds blocks side by side. */
function smoothBorder(view: EditorView, event: KeyboardEvent): boolean {
  const { selection } = view.state;
  const { $from, $to, empty } = selection;
  if ($from.depth < 2 || view.composing) return false;
  if (event.key === 'Backspace' && empty) {
    if ($from.index(0) > 0 && $from.pos === $from.start(1) + $from.depth - 1) join(view, $from.before(1));
  } else if (event.key === 'Delete' && empty) {
    if ($to.indexAfter(0) < view.state.doc.childCount && $to.pos === $to.end(1) - ($to.depth - 1))
      join(view, $to.after(1));
  } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
    // An empty paragraph would be lifted out of its list or quotation; out of a stretch there is nothing to lift it to.
    if (empty && $from.depth === 2 && $from.parent.isTextblock && $from.parent.content.size === 0)
      return splitBlock(view.state, view.dispatch);
  } else if (event.key === 'Tab' || ((event.ctrlKey || event.metaKey) && event.shiftKey)) gather(view);
  return false;
}

const Stretch = Node.create({
  name: 'stretch',
  content: 'block+',
  selectable: false,
  renderHTML: () => ['div', 0],
  addNodeView:
    () =>
    ({ node, decorations }) =>
      new StretchView(node, decorations),
});

/** Words in an empty brief that say what to do. */
function hint({ doc }: EditorState): DecorationSet | null {
  const block = doc.childCount === 1 && doc.firstChild?.childCount === 1 ? doc.firstChild.firstChild : null;
  if (!block?.isTextblock || block.content.size > 0) return null;
  return DecorationSet.create(doc, [
    Decoration.node(1, 1 + block.nodeSize, {
      class: 'is-editor-empty',
      'data-placeholder': t('brief.body.placeholder'),
    }),
  ]);
}

/**
 * Before each drawing React looks through all of a focused editable element for the caret, to put it back if the focus is
 * lost: in a long brief that costs more than the drawing. It takes an element for editable by this property; browsers and
 * ProseMirror, which minds its caret itself, go by the attribute.
 */
function unseenByReact({ dom }: EditorView): object {
  Object.defineProperty(dom, 'contentEditable', { configurable: true, get: () => 'inherit' });
  return {};
}

/** The document of the editor: stretches of blocks, and what keeps them out of everybody's way. */
export const Stretches = [
  Node.create({ name: 'doc', topNode: true, content: 'stretch+' }),
  Stretch,
  Extension.create({
    name: 'stretches',
    // before the keys of all others
    priority: 1000,
    addProseMirrorPlugins: () => [
      drawingPlugin(),
      new Plugin({
        appendTransaction: (transactions, _before, state) =>
          transactions.some((one) => one.docChanged) && !transactions.some((one) => one.getMeta(GATHERED))
            ? balanced(state)
            : null,
        props: {
          handleKeyDown: smoothBorder,
          transformCopied: withoutStretches,
          transformPasted: withoutStretches,
          decorations: hint,
        },
        view: unseenByReact,
      }),
    ],
  }),
];
