import type { Node } from '@tiptap/pm/model';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { EvidenceReference, FigureNode } from '../../core/brief.ts';
import { numberTargets, type Target } from '../../core/brief/targets.ts';
import { t } from '../messages/index.ts';
import { countedIn, referablesIn, type Counted } from './counted.ts';
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

/** What the numbers of a text follow from, besides the text. */
export interface NumberedBy {
  readonly evidence: EvidenceTable;
  readonly marks: FactMarks;
  readonly numbering: Numbering;
  readonly language: string;
}

/** The numbers as they are shown. */
export interface Numbers {
  readonly set: DecorationSet;
  /** The next stretch that may show old numbers, and how many from there on, round the end; null when all are right. */
  readonly behind: { readonly next: number; readonly left: number } | null;
}

/** Numbers that are shown nowhere yet. */
export const UNNUMBERED: Numbers = { set: DecorationSet.empty, behind: null };

type Spec = Readonly<Record<string, string | number | boolean>>;

/** What one node is to show. The spec says all of it, so that two are compared without making the attributes. */
interface Wanted {
  readonly at: number;
  readonly node: Node;
  readonly spec: Spec;
}

function factsShown(ids: readonly string[], { evidence, marks }: NumberedBy): string {
  return ids
    .map((id) => {
      const fact = evidence.facts.get(id);
      return fact
        ? `${id} ${fact.companyName} ${fact.metric} ${fact.valueText} ${fact.asOf} ${marks.get(id)}`
        : '';
    })
    .join('\n');
}

/** Counts notes or sources, in reading order. */
class Counter {
  readonly #by: NumberedBy;
  readonly #known = new Map<string, number>();
  #count = 0;

  constructor(by: NumberedBy) {
    this.#by = by;
  }

  #add(reference: EvidenceReference): number {
    if (this.#by.numbering === 'notes') return (this.#count += 1);
    const key = reference.sourceId ?? numberKey(reference);
    const number = this.#known.get(key) ?? (this.#count += 1);
    this.#known.set(key, number);
    return number;
  }

  /** The number of a node; tables of facts have the last one of theirs. */
  of(node: Node): number {
    const { name } = node.type;
    if (name === 'citation' || name === 'quotation') return this.#add(node.attrs as EvidenceReference);
    const none = { annotationId: null, factId: null, quote: '', versionNumber: null };
    if (name === 'figure')
      return this.#add({ ...none, sourceId: (node.attrs as FigureNode['attrs']).sourceId });
    if (name === 'factTable' || name === 'chart')
      for (const factId of node.attrs['factIds'] as readonly string[]) {
        const fact = this.#by.evidence.facts.get(factId);
        if (fact) this.#add({ ...none, annotationId: fact.annotationId, factId, sourceId: fact.sourceId });
      }
    return this.#count;
  }
}

/** The names of the things of a text: by place, and by the id that references name. */
function targetsIn(doc: Node, language: string) {
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
  return { at, byId };
}

function specFor(
  { node }: Counted,
  number: number,
  label: string,
  mention: string | undefined,
  by: NumberedBy,
): Spec | null {
  const { evidence } = by;
  const reference = node.attrs as EvidenceReference;
  switch (node.type.name) {
    case 'citation':
      return {
        number,
        there:
          evidence.marks.size + evidence.facts.size === 0 ||
          (reference.annotationId !== null && evidence.marks.has(reference.annotationId)) ||
          (reference.factId !== null && evidence.facts.has(reference.factId)),
      };
    case 'quotation': {
      const mark = reference.annotationId === null ? undefined : evidence.marks.get(reference.annotationId);
      return { number, label, shown: `${sourceOf(reference, evidence) ?? ''} ${mark?.colour ?? ''}` };
    }
    case 'factTable':
    case 'chart':
      return { number, label, shown: factsShown(node.attrs['factIds'] as readonly string[], by) };
    case 'figure':
      return { number, label, shown: '' };
    case 'crossReference':
      return { mention: mention ?? t('brief.reference.lost'), lost: mention === undefined };
    default:
      return label === '' ? null : { label };
  }
}

function attrsFor({ node, spec }: Wanted): Record<string, string> {
  const { name } = node.type;
  if (name === 'citation') {
    const number = Number(spec['number']);
    const { quote } = node.attrs as EvidenceReference;
    return {
      'data-number': String(number),
      'aria-label': t(spec['there'] ? 'brief.chip' : 'brief.chip.lost', { number, quote }),
      ...(!spec['there'] && { class: 'lost' }),
    };
  }
  if (name === 'heading' || name === 'table') return { 'data-label': String(spec['label']) };
  if (name !== 'crossReference') return {};
  const mention = String(spec['mention']);
  return { 'data-label': mention, 'aria-label': mention, ...(spec['lost'] && { class: 'lost' }) };
}

const same = (one: Decoration, { at, node, spec }: Wanted): boolean =>
  one.from === at &&
  one.to === at + node.nodeSize &&
  Object.keys(spec).every((key) => (one.spec as Spec)[key] === spec[key]);

/** What every stretch is to show. The nodes of most were found before, so this counts and does little else. */
function wantedIn(doc: Node, by: NumberedBy) {
  const counter = new Counter(by);
  const targets = targetsIn(doc, by.language);
  const stretches: {
    readonly at: number;
    readonly size: number;
    readonly wanted: () => readonly Wanted[];
  }[] = [];
  doc.forEach((stretch, start) => {
    const counted = countedIn(stretch);
    const numbers = counted.map(({ node }) => counter.of(node));
    stretches.push({
      at: start,
      size: stretch.nodeSize,
      wanted: () =>
        counted.flatMap((one, i) => {
          const at = start + one.at;
          const mention = targets.byId.get(String(one.node.attrs['target']))?.mention;
          const spec = specFor(one, numbers[i]!, targets.at.get(at)?.label ?? '', mention, by);
          return spec === null ? [] : [{ at, node: one.node, spec }];
        }),
    });
  });
  return stretches;
}

/** So many numbers are put right at once; the others of a long text follow while nothing else is to be done. */
const AT_ONCE = 64;

/**
 * Puts numbers right, in reading order from the stretch with this number on, and round the end: as many as fit into a
 * moment. What is left is told, and done by calling again. A stretch whose numbers are right already costs next to nothing.
 */
export function renumber(doc: Node, set: DecorationSet, next: number, left: number, by: NumberedBy): Numbers {
  const stretches = wantedIn(doc, by);
  const last = Math.min(left, stretches.length);
  let shown = set;
  let altered = 0;
  let done = 0;
  for (; done < last && altered < AT_ONCE; done += 1) {
    const { at, size, wanted } = stretches[(next + done) % stretches.length]!;
    const old = shown.find(at + 1, at + size - 1).toSorted((a, b) => a.from - b.from || b.to - a.to);
    const now = wanted();
    if (old.length === now.length && old.every((one, i) => same(one, now[i]!))) continue;
    altered += now.length;
    shown = shown.remove(old).add(
      doc,
      now.map((one) => Decoration.node(one.at, one.at + one.node.nodeSize, attrsFor(one), one.spec)),
    );
  }
  return {
    set: shown,
    behind: done < last ? { next: (next + done) % stretches.length, left: last - done } : null,
  };
}
