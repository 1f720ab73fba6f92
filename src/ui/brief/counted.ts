import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import type { Numberable } from '../../core/brief/targets.ts';

/** A node that has a number, names one, or moves the numbers behind it. */
export interface Counted {
  readonly node: Node;
  /** Its place, from the beginning of the stretch it stands in. */
  readonly at: number;
}

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

/** Stretches never change, they are replaced; so what was found once stays true. */
const known = new WeakMap<Node, readonly Counted[]>();

/** What is counted in one stretch, in reading order. Only a stretch that is new since the last time is read. */
export function countedIn(stretch: Node): readonly Counted[] {
  const before = known.get(stretch);
  if (before) return before;
  const found: Counted[] = [];
  stretch.descendants((node, at) => {
    if (COUNTED.has(node.type.name)) found.push({ node, at: at + 1 });
    return !node.isTextblock || node.childCount > 0;
  });
  known.set(stretch, found);
  return found;
}

const holds = (doc: Node, from: number, to: number): boolean => {
  let found = false;
  doc.nodesBetween(Math.max(0, from), Math.min(doc.content.size, to), (node, at) => {
    if (at >= from && COUNTED.has(node.type.name)) found = true;
    return !found;
  });
  return found;
};

/**
 * Where a change begins that may alter a number: it put in, took out or altered something that is counted. Null for all
 * others: typing alters none, and then nothing but the places of the old numbers needs to follow.
 */
export function numbersAlteredAt(transaction: Transaction): number | null {
  let first: number | null = null;
  for (const [i, step] of transaction.steps.entries()) {
    const before = transaction.docs[i]!;
    const after = transaction.docs[i + 1] ?? transaction.doc;
    let moves = false;
    step.getMap().forEach((oldFrom, oldTo, newFrom, newTo) => {
      moves = true;
      if (!holds(before, oldFrom, oldTo) && !holds(after, newFrom, newTo)) return;
      const at = transaction.mapping.slice(i + 1).map(newFrom);
      first = Math.min(first ?? at, at);
    });
    // A step that moves nothing changes attributes or formatting; formatting is none of ours, but rare enough.
    if (!moves) first ??= transaction.selection.from;
  }
  return first;
}

/** Something of the text that a cross-reference can name. */
export interface Referable extends Numberable {
  readonly at: number;
  readonly words: string;
}

const kindOf = (name: string): Numberable['kind'] | null =>
  name === 'heading'
    ? 'heading'
    : name === 'table' || name === 'factTable'
      ? 'table'
      : name === 'chart' || name === 'figure'
        ? 'figure'
        : null;

function wordsOf(node: Node): string {
  const { title, caption } = node.attrs as { title?: string | null; caption?: string };
  if (node.type.name === 'heading') return node.textContent;
  if (node.type.name === 'figure') return caption ?? '';
  return title || (node.type.name === 'table' ? node.textContent.slice(0, 80) : '');
}

/** Everything of a document that can be referred to, in order, and the ids that are. */
export function referablesIn(doc: Node): {
  readonly list: readonly Referable[];
  readonly referred: ReadonlySet<string>;
} {
  const list: Referable[] = [];
  const referred = new Set<string>();
  doc.forEach((stretch, start) => {
    for (const { node, at } of countedIn(stretch)) {
      const { name } = node.type;
      const kind = kindOf(name);
      if (name === 'crossReference') referred.add(String(node.attrs['target']));
      if (kind === null) continue;
      const attrs = node.attrs as { id?: string | null; title?: string | null; level?: number };
      list.push({
        kind,
        captioned: kind === 'figure' || (kind === 'table' && Boolean(attrs.title)),
        words: wordsOf(node),
        at: start + at,
        id: attrs.id ?? null,
        level: attrs.level ?? 1,
      });
    }
  });
  return { list, referred };
}
