import { Mark, mergeAttributes, Node } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import type { Decoration, EditorView, NodeView } from '@tiptap/pm/view';
import type { EvidenceReference, FactTableNode } from '../../core/brief.ts';
import { languageOfName } from '../companies/words.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { t } from '../messages/index.ts';
import { numberKey, sourceOf, tableOf } from './evidence.ts';
import type { NodeSpec } from './tracing.ts';

const reference = {
  annotationId: { default: null },
  factId: { default: null },
  quote: { default: '' },
  sourceId: { default: null },
  versionNumber: { default: null },
};

const attrsIn = (name: string) => (element: HTMLElement) => {
  const held = element.getAttribute(name);
  if (held === null) return false;
  try {
    return JSON.parse(held) as Record<string, unknown>;
  } catch {
    // Pasted from elsewhere with a damaged attribute: it is then ordinary text.
    return false;
  }
};

const specOf = (decorations: readonly Decoration[]): NodeSpec | null =>
  decorations.map((one) => one.spec as NodeSpec).find((spec) => spec.evidence !== undefined) ?? null;

const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
};

/** A numbered chip behind the words it proves. */
export const Citation = Node.create({
  name: 'citation',
  group: 'inline',
  inline: true,
  atom: true,
  draggable: true,
  addAttributes: () => reference,
  parseHTML: () => [{ tag: 'span[data-citation]', getAttrs: attrsIn('data-citation') }],
  renderHTML: ({ node }) => [
    'span',
    { class: 'br-cite', role: 'button', 'data-citation': JSON.stringify(node.attrs) },
  ],
});

class QuotationView implements NodeView {
  readonly dom: HTMLElement;
  readonly #words = element('span', 'br-quote-words');
  readonly #number = element('span', 'br-cite plain');
  readonly #from = element('span', '');

  constructor(node: DocumentNode, decorations: readonly Decoration[]) {
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
    const language = languageOfName(attrs.quote);
    this.#words.textContent = `“${attrs.quote}”`;
    this.#words.lang = language ?? '';
    this.#number.textContent = spec ? String(spec.number) : '';
    const source = spec && sourceOf(attrs, spec.evidence);
    this.#from.textContent = source ? t('brief.quotation.of', { source }) : t('brief.quotation.unchecked');
    const colour =
      attrs.annotationId === null ? undefined : spec?.evidence.marks.get(attrs.annotationId)?.colour;
    this.dom.className = `br-quote${colour ? ` hl-${colour}` : ''}`;
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
    ({ node, decorations }) =>
      new QuotationView(node, decorations),
});

class FactTableView implements NodeView {
  readonly dom = element('div', 'br-table');
  readonly #view: EditorView;
  readonly #at: () => number | undefined;
  #node: DocumentNode;

  constructor(
    node: DocumentNode,
    view: EditorView,
    at: () => number | undefined,
    decorations: readonly Decoration[],
  ) {
    this.#node = node;
    this.#view = view;
    this.#at = at;
    this.dom.setAttribute('contenteditable', 'false');
    this.#show(decorations);
  }

  #show(decorations: readonly Decoration[]): void {
    const { factIds, shown } = this.#node.attrs as FactTableNode['attrs'];
    const spec = specOf(decorations);
    const facts = (spec?.evidence ?? tableOf([])).facts;
    const known = facts.size > 0;
    const table = element('table', 'table');
    const head = document.createElement('thead');
    const headRow = document.createElement('tr');
    for (const key of ['brief.table.figure', 'brief.table.value', 'brief.table.asOf'] as const)
      headRow.append(element('th', '', t(key)));
    head.append(headRow);
    const body = document.createElement('tbody');
    let changed = 0;
    const now: string[] = [];
    factIds.forEach((id, i) => {
      const fact = facts.get(id);
      const before = shown?.[i];
      now.push(fact?.valueText ?? before ?? '');
      const row = document.createElement('tr');
      if (!fact) {
        row.append(
          element('td', known ? 'br-gone' : 't3', known ? t('brief.table.gone') : ''),
          element('td', 'num b', before ?? ''),
          element('td', ''),
        );
      } else {
        const value = element('td', 'num b', amountOf(fact));
        if (before !== undefined && before !== fact.valueText) {
          changed += 1;
          value.classList.add('br-changed');
          value.prepend(element('s', 't3', before), ' ');
        }
        row.append(
          element('td', '', `${fact.companyName} · ${fact.metric}`),
          value,
          element('td', 'num t2', periodOf(fact.asOf)),
        );
      }
      body.append(row);
    });
    table.append(head, body);
    const foot = element(
      'p',
      'br-table-foot',
      changed === 0 ? t('brief.table.live') : t('brief.table.changed', { count: changed }),
    );
    if (changed > 0) {
      const accept = element('button', 'btn small', t('brief.table.update')) as HTMLButtonElement;
      accept.type = 'button';
      accept.addEventListener('click', () => {
        const at = this.#at();
        if (at !== undefined) this.#view.dispatch(this.#view.state.tr.setNodeAttribute(at, 'shown', now));
      });
      foot.append(' ', accept);
    }
    this.dom.replaceChildren(table, foot);
  }

  update(node: DocumentNode, decorations: readonly Decoration[]): boolean {
    if (node.type.name !== 'factTable') return false;
    this.#node = node;
    this.#show(decorations);
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof HTMLButtonElement;
  }

  ignoreMutation(): boolean {
    return true;
  }
}

/** A table made from facts; it shows when a fact is no longer what the author accepted. */
export const FactTable = Node.create({
  name: 'factTable',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ factIds: { default: [] }, shown: { default: null } }),
  parseHTML: () => [{ tag: 'div[data-facts]', getAttrs: attrsIn('data-facts') }],
  renderHTML: ({ node }) => ['div', { 'data-facts': JSON.stringify(node.attrs) }],
  addNodeView:
    () =>
    ({ node, view, getPos, decorations }) =>
      new FactTableView(node, view, getPos, decorations),
});

/** The author's own remark under the text. */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ text: { default: '' } }),
  parseHTML: () => [
    { tag: 'span[data-footnote]', getAttrs: (dom) => ({ text: dom.getAttribute('data-footnote') ?? '' }) },
  ],
  renderHTML: ({ node }) => [
    'span',
    {
      class: 'br-footnote',
      role: 'button',
      'data-footnote': String(node.attrs['text']),
      'aria-label': t('brief.footnote', { text: String(node.attrs['text']) }),
    },
    '※',
  ],
});

/** Words the author states as a view of their own. */
export const Inference = Mark.create({
  name: 'inference',
  inclusive: false,
  parseHTML: () => [{ tag: 'span[data-inference]' }],
  renderHTML: ({ HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, {
      'data-inference': '',
      class: 'br-inference',
      title: t('brief.tool.inference'),
    }),
    0,
  ],
});

const span = { colspan: { default: 1 }, rowspan: { default: 1 } };

/** Tables that came with a brief are kept as they are. */
export const Tables = [
  Node.create({
    name: 'table',
    group: 'block',
    content: 'tableRow+',
    isolating: true,
    parseHTML: () => [{ tag: 'table' }],
    renderHTML: () => ['table', { class: 'table br-plain' }, ['tbody', 0]],
  }),
  Node.create({
    name: 'tableRow',
    content: '(tableCell | tableHeader)*',
    parseHTML: () => [{ tag: 'tr' }],
    renderHTML: () => ['tr', 0],
  }),
  Node.create({
    name: 'tableCell',
    content: 'block+',
    isolating: true,
    addAttributes: () => span,
    parseHTML: () => [{ tag: 'td' }],
    renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
  }),
  Node.create({
    name: 'tableHeader',
    content: 'block+',
    isolating: true,
    addAttributes: () => span,
    parseHTML: () => [{ tag: 'th' }],
    renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
  }),
];

/** Counts for the line under the title: citations, and the sources they come from. */
export function countsOf(doc: DocumentNode): {
  readonly citations: number;
  readonly sources: number;
  readonly words: number;
} {
  const keys = new Set<string>();
  const sources = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name !== 'citation' && node.type.name !== 'quotation') return;
    const attrs = node.attrs as EvidenceReference;
    keys.add(numberKey(attrs));
    if (attrs.sourceId !== null) sources.add(attrs.sourceId);
  });
  const text = doc.textBetween(0, doc.content.size, ' ');
  const words = text.match(/\p{Script=Han}|[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return { citations: keys.size, sources: sources.size, words };
}
