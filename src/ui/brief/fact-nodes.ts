import { Node } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import type { Decoration, EditorView, NodeView } from '@tiptap/pm/view';
import type { ChartNode } from '../../core/brief.ts';
import { drawChart, type Palette, type Shape } from '../../core/brief/chart.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { t } from '../messages/index.ts';
import { attrsIn, element, evidenceAt, specOf } from './node-parts.ts';
import { tracing } from './tracing.ts';

/** The colours of the window, so that a chart follows the theme. */
const TOKENS: Palette = {
  ink: 'var(--text-primary)',
  soft: 'var(--text-secondary)',
  grid: 'var(--border-subtle)',
  paper: 'none',
  series: [
    'var(--accent-solid)',
    'var(--hl-amber-rule)',
    'var(--success-solid)',
    'var(--hl-violet-rule)',
    'var(--hl-rose-rule)',
    'var(--hl-blue-rule)',
  ],
};

/** Elements of a drawing. No text is ever read as markup: the window's policy forbids it. */
function drawn({ name, attrs, inside }: Shape): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, String(value));
  if (typeof inside === 'string') made.textContent = inside;
  else if (inside) made.append(...inside.map(drawn));
  return made;
}

/** A table of facts, and the drawing over it when the node is a chart. It shows when a fact is not what was accepted. */
class FactsView implements NodeView {
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
    const { title } = this.#node.attrs as ChartNode['attrs'];
    const label = specOf(decorations)?.label ?? '';
    const caption = element('p', 'br-caption');
    if (label !== '') caption.append(element('b', '', label), title ? ` ${title}` : '');
    const chart = this.#node.type.name === 'chart';
    this.dom.replaceChildren(
      ...(chart ? [this.#drawing(), caption] : label === '' ? [] : [caption]),
      ...this.#table(),
    );
  }

  #drawing(): HTMLElement {
    const { factIds, form, title } = this.#node.attrs as ChartNode['attrs'];
    const { facts } = evidenceAt(this.#view);
    const drawing = drawChart(
      factIds.map((id) => facts.get(id) ?? null),
      {
        form,
        title: title ?? '',
        language: tracing.getState(this.#view.state)?.language ?? 'en',
        palette: TOKENS,
      },
    );
    const box = element('div', 'br-chart');
    if (!drawing) {
      box.append(element('p', 't3 sm', t('brief.chart.nothing')));
      return box;
    }
    box.append(drawn(drawing.root));
    if (drawing.left.length > 0)
      box.append(element('p', 't3 sm', t('brief.chart.left', { count: drawing.left.length })));
    return box;
  }

  #table(): HTMLElement[] {
    const { factIds, shown } = this.#node.attrs as ChartNode['attrs'];
    const { facts, marks: known } = evidenceAt(this.#view);
    const wanting = tracing.getState(this.#view.state)?.marks;
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
        const gone = facts.size + known.size > 0;
        row.append(
          element('td', gone ? 'br-gone' : 't3', gone ? t('brief.table.gone') : ''),
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
        const want = wanting?.get(id);
        const what = element('td', '', `${fact.companyName} · ${fact.metric}`);
        if (want)
          what.append(
            ' ',
            element('span', 'chip warn', t(want === 'stale' ? 'brief.table.stale' : 'brief.table.conflict')),
          );
        row.append(what, value, element('td', 'num t2', periodOf(fact.asOf)));
      }
      body.append(row);
    });
    table.append(head, body);
    const foot = element(
      'p',
      'br-table-foot',
      changed === 0 ? t('brief.table.live') : t('brief.table.changed', { count: changed }),
    );
    if (changed > 0 && this.#view.editable) {
      const accept = element('button', 'btn small', t('brief.table.update')) as HTMLButtonElement;
      accept.type = 'button';
      accept.addEventListener('click', () => {
        const at = this.#at();
        if (at !== undefined) this.#view.dispatch(this.#view.state.tr.setNodeAttribute(at, 'shown', now));
      });
      foot.append(' ', accept);
    }
    return [table, foot];
  }

  update(node: DocumentNode, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.#node.type) return false;
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

const attributes = () => ({
  factIds: { default: [] },
  shown: { default: null },
  id: { default: null },
  title: { default: null },
});

/** A table made from facts; it shows when a fact is no longer what the author accepted. */
export const FactTable = Node.create({
  name: 'factTable',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: attributes,
  parseHTML: () => [{ tag: 'div[data-facts]', getAttrs: attrsIn('data-facts') }],
  renderHTML: ({ node }) => ['div', { 'data-facts': JSON.stringify(node.attrs) }],
  addNodeView:
    () =>
    ({ node, view, getPos, decorations }) =>
      new FactsView(node, view, getPos, decorations),
});

/** Facts drawn as lines or bars, with their table under it. */
export const Chart = Node.create({
  name: 'chart',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ ...attributes(), form: { default: 'bars' } }),
  parseHTML: () => [{ tag: 'div[data-chart]', getAttrs: attrsIn('data-chart') }],
  renderHTML: ({ node }) => ['div', { 'data-chart': JSON.stringify(node.attrs) }],
  addNodeView:
    () =>
    ({ node, view, getPos, decorations }) =>
      new FactsView(node, view, getPos, decorations),
});
