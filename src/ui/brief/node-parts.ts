import type { Decoration, EditorView } from '@tiptap/pm/view';
import { tableOf, type EvidenceTable } from './evidence.ts';
import type { NodeSpec } from './numbering.ts';
import { tracing } from './tracing.ts';

/** The attributes of a node that points at evidence. */
export const reference = {
  annotationId: { default: null },
  factId: { default: null },
  quote: { default: '' },
  sourceId: { default: null },
  versionNumber: { default: null },
};

/** Reads the attributes of a node from one attribute of an element, as JSON. */
export const attrsIn = (name: string) => (node: HTMLElement) => {
  const held = node.getAttribute(name);
  if (held === null) return false;
  try {
    return JSON.parse(held) as Record<string, unknown>;
  } catch {
    // Pasted from elsewhere with a damaged attribute: it is then ordinary text.
    return false;
  }
};

/** What the numbering says about a node. */
export const specOf = (decorations: readonly Decoration[]): NodeSpec | null =>
  decorations.map((one) => one.spec as NodeSpec).find((spec) => spec.shown !== undefined) ?? null;

const NOTHING = tableOf([]);

/** The evidence an editor knows now. */
export const evidenceAt = (view: EditorView): EvidenceTable =>
  tracing.getState(view.state)?.evidence ?? NOTHING;

/** An element with a class and words. */
export const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
};
