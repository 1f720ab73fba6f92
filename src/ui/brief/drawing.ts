import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { Node } from '@tiptap/pm/model';
import { Decoration, DecorationSet, type EditorView, type NodeView } from '@tiptap/pm/view';

/** So many stretches are drawn at once, more than a screen holds; the others follow while nothing else is to be done, those in view first. */
const AT_ONCE = 1;
/** The next stretch is drawn at the latest after this time, in milliseconds. */
const LATEST = 400;

/** The stretches that are not drawn yet, as decorations that say so to their views. */
const drawing = new PluginKey<DecorationSet>('drawing');

const WAITS = { waits: true };

const waiting = (doc: Node): DecorationSet => {
  const decorations: Decoration[] = [];
  doc.forEach((stretch, at, index) => {
    if (index >= AT_ONCE) decorations.push(Decoration.node(at, at + stretch.nodeSize, {}, WAITS));
  });
  return DecorationSet.create(doc, decorations);
};

/** A stretch: its blocks, or room for them while they are not drawn. */
export class StretchView implements NodeView {
  readonly dom = document.createElement('div');
  readonly contentDOM?: HTMLElement;
  readonly #waits: boolean;

  constructor(node: Node, decorations: readonly Decoration[]) {
    this.#waits = decorations.some(({ spec }) => (spec as typeof WAITS).waits);
    this.dom.className = this.#waits ? 'br-stretch waits' : 'br-stretch';
    // how high it will be is guessed until it was once in view
    this.dom.style.setProperty('--blocks', String(node.childCount));
    if (!this.#waits) this.contentDOM = this.dom;
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    return (
      node.type.name === 'stretch' &&
      decorations.some(({ spec }) => (spec as typeof WAITS).waits) === this.#waits
    );
  }

  ignoreMutation(mutation: { readonly type: string }): boolean {
    return this.#waits && mutation.type !== 'selection';
  }
}

/** Draws what waits: first what comes into view, then the rest, one stretch whenever there is nothing else to do. */
class Draughtsman {
  readonly #view: EditorView;
  readonly #seen: IntersectionObserver;
  #watched = new Set<Element>();
  #next: number | null = null;
  #ended = false;

  constructor(view: EditorView) {
    this.#view = view;
    this.#seen = new IntersectionObserver(
      (entries) => {
        const inView = entries.filter((one) => one.isIntersecting).map(({ target }) => target);
        if (inView.length > 0) this.#draw(inView);
      },
      { rootMargin: '600px 0px' },
    );
    this.update();
  }

  update(): void {
    if (this.#ended) return;
    if (drawing.getState(this.#view.state) === DecorationSet.empty) {
      this.destroy();
      return;
    }
    for (const one of this.#view.dom.querySelectorAll('.br-stretch.waits')) {
      if (this.#watched.has(one)) continue;
      this.#watched.add(one);
      this.#seen.observe(one);
    }
    this.#next ??= requestIdleCallback(
      () => {
        this.#next = null;
        const first = this.#view.dom.querySelector('.br-stretch.waits');
        if (first) this.#draw([first]);
      },
      { timeout: LATEST },
    );
  }

  destroy(): void {
    this.#ended = true;
    this.#seen.disconnect();
    if (this.#next !== null) cancelIdleCallback(this.#next);
  }

  #draw(these: readonly Element[]): void {
    if (this.#view.composing) return;
    const places = these.filter((one) => one.isConnected).map((one) => this.#view.posAtDOM(one, 0) - 1);
    this.#view.dispatch(this.#view.state.tr.setMeta(drawing, places).setMeta('addToHistory', false));
  }
}

/** The stretches that no longer wait: those asked for, and those the selection begins or ends in. */
function drawn(waits: DecorationSet, transaction: Transaction, state: EditorState): DecorationSet {
  const { $from, $to } = state.selection;
  const asked = (transaction.getMeta(drawing) as readonly number[] | undefined) ?? [];
  const places = [...asked, ...[$from, $to].filter((at) => at.depth > 0).map((at) => at.before(1))];
  const found = places.flatMap((place) => waits.find(place, place + 1).filter(({ from }) => from === place));
  return found.length === 0 ? waits : waits.remove(found);
}

/**
 * Opens a long brief at once: its first page is drawn, the rest while nothing else is to be done. What is not drawn yet is
 * not found by the browser's own search and not read out; after some seconds all is drawn.
 */
export const drawingPlugin = (): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key: drawing,
    state: {
      init: (_, { doc }) => waiting(doc),
      apply: (transaction, waits, _before, state) =>
        waits === DecorationSet.empty
          ? waits
          : drawn(waits.map(transaction.mapping, transaction.doc), transaction, state),
    },
    props: { decorations: (state) => drawing.getState(state) },
    view: (view) => new Draughtsman(view),
  });
