import { Node } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import type { Decoration, EditorView, NodeView } from '@tiptap/pm/view';
import type { EvidenceReference, FigureNode } from '../../core/brief.ts';
import { languageOfName } from '../companies/words.ts';
import { t } from '../messages/index.ts';
import { sourceOf } from './evidence.ts';
import { attrsIn, element, evidenceAt, reference, specOf } from './node-parts.ts';

class QuotationView implements NodeView {
  readonly dom: HTMLElement;
  readonly #view: EditorView;
  readonly #words = element('span', 'br-quote-words');
  readonly #number = element('span', 'br-cite plain');
  readonly #from = element('span', '');

  constructor(node: DocumentNode, view: EditorView, decorations: readonly Decoration[]) {
    this.#view = view;
    this.dom = element('blockquote', 'br-quote');
    const line = element('div', '');
    line.append(this.#words, this.#number);
    const foot = element('div', 'br-quote-from');
    foot.append(this.#from);
    this.dom.append(line, foot);
    this.dom.setAttribute('contenteditable', 'false');
    this.#show(node, decorations);
  }

  #show(node: DocumentNode, decorations: readonly Decoration[]): void {
    const attrs = node.attrs as EvidenceReference;
    const spec = specOf(decorations);
    const evidence = evidenceAt(this.#view);
    this.#words.textContent = `“${attrs.quote}”`;
    this.#words.lang = languageOfName(attrs.quote) ?? '';
    this.#number.textContent = spec ? String(spec.number) : '';
    const source = sourceOf(attrs, evidence);
    this.#from.textContent = source ? t('brief.quotation.of', { source }) : t('brief.quotation.unchecked');
    const colour = attrs.annotationId === null ? undefined : evidence.marks.get(attrs.annotationId)?.colour;
    const broken = decorations.some((one) => (one.spec as { kind?: string }).kind === 'broken');
    if (broken) this.#from.textContent = t('brief.quotation.differs');
    this.dom.className = `br-quote${colour ? ` hl-${colour}` : ''}${broken ? ' differs' : ''}`;
  }

  update(node: DocumentNode, decorations: readonly Decoration[]): boolean {
    if (node.type.name !== 'quotation') return false;
    this.#show(node, decorations);
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }
}

/** The exact words of a source, set apart; it cannot be edited, only shortened. */
export const Quotation = Node.create({
  name: 'quotation',
  group: 'block',
  atom: true,
  draggable: true,
  selectable: true,
  addAttributes: () => reference,
  parseHTML: () => [{ tag: 'blockquote[data-quotation]', getAttrs: attrsIn('data-quotation') }],
  renderHTML: ({ node }) => [
    'blockquote',
    { 'data-quotation': JSON.stringify(node.attrs) },
    `“${(node.attrs as EvidenceReference).quote}”`,
  ],
  addNodeView:
    () =>
    ({ node, view, decorations }) =>
      new QuotationView(node, view, decorations),
});

class FigureView implements NodeView {
  readonly dom = element('figure', 'br-figure');
  readonly #image = document.createElement('img');
  readonly #caption = element('figcaption', 'br-caption');

  constructor(node: DocumentNode, decorations: readonly Decoration[]) {
    this.dom.setAttribute('contenteditable', 'false');
    this.#image.loading = 'lazy';
    this.dom.append(this.#image, this.#caption);
    this.#show(node, decorations);
  }

  #show(node: DocumentNode, decorations: readonly Decoration[]): void {
    const { asset, alt, caption } = node.attrs as FigureNode['attrs'];
    const spec = specOf(decorations);
    const address = `/asset/${encodeURIComponent(asset)}`;
    if (this.#image.getAttribute('src') !== address) this.#image.src = address;
    this.#image.alt = alt || caption;
    this.#caption.replaceChildren(
      element('b', '', spec?.label ?? ''),
      caption === '' ? '' : ` ${caption}`,
      element('span', 'br-cite plain', spec ? String(spec.number) : ''),
    );
  }

  update(node: DocumentNode, decorations: readonly Decoration[]): boolean {
    if (node.type.name !== 'figure') return false;
    this.#show(node, decorations);
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }
}

/** A picture of a saved source with its caption and citation. */
export const Figure = Node.create({
  name: 'figure',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    sourceId: { default: '' },
    asset: { default: '' },
    caption: { default: '' },
    alt: { default: '' },
    id: { default: null },
  }),
  parseHTML: () => [{ tag: 'figure[data-figure]', getAttrs: attrsIn('data-figure') }],
  renderHTML: ({ node }) => ['figure', { 'data-figure': JSON.stringify(node.attrs) }],
  addNodeView:
    () =>
    ({ node, decorations }) =>
      new FigureView(node, decorations),
});
