import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { EvidenceReference, FigureNode } from '../../core/brief.ts';
import { numberTargets, type Numberable, type Target } from '../../core/brief/targets.ts';
import { t } from '../messages/index.ts';
import { numberKey, sourceOf, type EvidenceTable } from './evidence.ts';

/** How chips are numbered: each its own note, or one number per source. */
export type Numbering = 'notes' | 'sources';

/** What the decoration of a numbered node tells its view. It is compared with the last one, so it holds plain words only. */
export interface NodeSpec {
  readonly number: number;
  /** “Figure 2”, for what has a caption. */
  readonly label: string;
  /** What the view shows of its evidence; a change of it draws the view anew. */
  readonly shown: string;
}

/** Facts that want a look. */
export type FactMarks = ReadonlyMap<string, 'stale' | 'conflict'>;

const COUNTED = new Set([
  'citation',
  'quotation',
  'factTable',
  'chart',
  'figure',
  'table',
  'heading',
  'crossReference',
]);

const holds = (doc: Node, from: number, to: number): boolean => {
  let found = false;
  doc.nodesBetween(Math.max(0, from), Math.min(doc.content.size, to), (node, at) => {
    if (at >= from && COUNTED.has(node.type.name)) found = true;
    return !found;
  });
  return found;
};

/**
 * Whether a change may alter a number: it put in, took out or altered something that is counted. Typing does not, and
 * then nothing but the places of the old numbers needs to follow.
 */
export function altersNumbers(transaction: Transaction): boolean {
  return transaction.steps.some((step, i) => {
    const before = transaction.docs[i]!;
    const after = transaction.docs[i + 1] ?? transaction.doc;
    const map = step.getMap();
    let touched = false;
    let ranges = 0;
    map.forEach((oldFrom, oldTo, newFrom, newTo) => {
      ranges += 1;
      touched ||= holds(before, oldFrom, oldTo) || holds(after, newFrom, newTo);
    });
    // A step that moves nothing changes attributes or formatting; formatting is none of ours, but rare enough.
    return ranges === 0 || touched;
  });
}

/** Something of the text that a cross-reference can name. */
export interface Referable extends Numberable {
  readonly at: number;
  readonly words: string;
}

/** Everything of a document that can be referred to, in order, and the ids that are. */
export function referablesIn(doc: Node): {
  readonly list: readonly Referable[];
  readonly referred: ReadonlySet<string>;
} {
  const list: Referable[] = [];
  const referred = new Set<string>();
  doc.descendants((node, at) => {
    const { name } = node.type;
    const attrs = node.attrs as {
      id?: string | null;
      title?: string | null;
      caption?: string;
      level?: number;
    };
    const add = (kind: Numberable['kind'], captioned: boolean, words: string): void =>
      void list.push({ kind, captioned, words, at, id: attrs.id ?? null, level: attrs.level ?? 1 });
    if (name === 'heading') add('heading', false, node.textContent);
    else if (name === 'table')
      add('table', Boolean(attrs.title), attrs.title || node.textContent.slice(0, 80));
    else if (name === 'factTable') add('table', Boolean(attrs.title), attrs.title ?? '');
    else if (name === 'chart') add('figure', true, attrs.title ?? '');
    else if (name === 'figure') add('figure', true, attrs.caption ?? '');
    else if (name === 'crossReference') referred.add(String(node.attrs['target']));
    return !node.isTextblock || node.childCount > 0;
  });
  return { list, referred };
}

function factsShown(ids: readonly string[], evidence: EvidenceTable, marks: FactMarks): string {
  return ids
    .map((id) => {
      const fact = evidence.facts.get(id);
      return fact
        ? `${id} ${fact.companyName} ${fact.metric} ${fact.valueText} ${fact.asOf} ${marks.get(id)}`
        : '';
    })
    .join('\n');
}

/** Numbers citations, headings, tables and figures in reading order, as the exported document numbers them. */
export function numbersOf(
  doc: Node,
  evidence: EvidenceTable,
  marks: FactMarks,
  numbering: Numbering,
  language: string,
): DecorationSet {
  const known = new Map<string, number>();
  const decorations: Decoration[] = [];
  const { list, referred } = referablesIn(doc);
  const targets = numberTargets(list, referred, language);
  const at = new Map<number, Target>();
  const byId = new Map<string, Target>();
  for (const [i, { at: place, id }] of list.entries()) {
    const target = targets[i];
    if (!target) continue;
    at.set(place, target);
    if (id !== null && !byId.has(id)) byId.set(id, target);
  }
  const empty = evidence.marks.size + evidence.facts.size === 0;
  const numberOf = (reference: EvidenceReference): number => {
    const key = numbering === 'sources' ? (reference.sourceId ?? numberKey(reference)) : String(known.size);
    const number = known.get(key) ?? known.size + 1;
    known.set(key, number);
    return number;
  };
  const decorate = (
    place: number,
    node: Node,
    attrs: Record<string, string>,
    spec: NodeSpec | object = {},
  ): void => void decorations.push(Decoration.node(place, place + node.nodeSize, attrs, spec));
  doc.descendants((node, place) => {
    const { name } = node.type;
    const label = at.get(place)?.label ?? '';
    if (name === 'citation' || name === 'quotation') {
      const reference = node.attrs as EvidenceReference;
      const number = numberOf(reference);
      const there =
        empty ||
        (reference.annotationId !== null && evidence.marks.has(reference.annotationId)) ||
        (reference.factId !== null && evidence.facts.has(reference.factId));
      if (name === 'citation')
        decorate(place, node, {
          'data-number': String(number),
          'aria-label': t(there ? 'brief.chip' : 'brief.chip.lost', { number, quote: reference.quote }),
          ...(there ? {} : { class: 'lost' }),
        });
      else {
        const colour =
          reference.annotationId === null ? '' : (evidence.marks.get(reference.annotationId)?.colour ?? '');
        decorate(
          place,
          node,
          {},
          { number, label, shown: `${sourceOf(reference, evidence) ?? ''} ${colour}` },
        );
      }
    } else if (name === 'factTable' || name === 'chart') {
      const ids = node.attrs['factIds'] as readonly string[];
      for (const id of ids) {
        const fact = evidence.facts.get(id);
        if (fact)
          numberOf({
            annotationId: fact.annotationId,
            factId: id,
            quote: '',
            sourceId: fact.sourceId,
            versionNumber: null,
          });
      }
      decorate(place, node, {}, { number: known.size, label, shown: factsShown(ids, evidence, marks) });
    } else if (name === 'figure') {
      const { sourceId } = node.attrs as FigureNode['attrs'];
      const number = numberOf({ annotationId: null, factId: null, quote: '', sourceId, versionNumber: null });
      decorate(place, node, {}, { number, label, shown: '' });
    } else if ((name === 'heading' || name === 'table') && label !== '')
      decorate(place, node, { 'data-label': label });
    else if (name === 'crossReference') {
      const mention = byId.get(String(node.attrs['target']))?.mention;
      decorate(place, node, {
        'data-label': mention ?? t('brief.reference.lost'),
        'aria-label': mention ?? t('brief.reference.lost'),
        ...(mention === undefined && { class: 'lost' }),
      });
    }
  });
  return DecorationSet.create(doc, decorations);
}
