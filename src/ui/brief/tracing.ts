import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { BriefCheck, Claim } from '../../core/brief.ts';
import { tableOf, type EvidenceTable } from './evidence.ts';
import { numbersAlteredAt } from './counted.ts';
import {
  renumber,
  UNNUMBERED,
  type FactMarks,
  type NumberedBy,
  type Numbering,
  type Numbers,
} from './numbering.ts';
import { placesIn } from './stretches.ts';

/** A place in the text where something wants a look: a claim without evidence, or words that differ from their source. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly kind: 'unsupported' | 'broken';
  readonly text: string;
}

interface State extends NumberedBy {
  readonly problems: DecorationSet;
  readonly numbers: Numbers;
}

interface News {
  readonly evidence?: EvidenceTable;
  readonly check?: BriefCheck;
  readonly numbering?: Numbering;
  readonly language?: string;
  /** Go on putting numbers right. */
  readonly goOn?: true;
}

/** The plugin that numbers citations and marks problems. */
export const tracing = new PluginKey<State>('tracing');

const wants = (claim: Claim): Problem['kind'] | null =>
  claim.status === 'unsupported' || claim.status === 'broken' ? claim.status : null;

/** A problem as it is drawn, and where. */
interface Drawn extends Problem {
  readonly block: boolean;
}

function problemsIn(doc: Node, check: BriefCheck): readonly Drawn[] {
  const size = doc.content.size;
  const placeOf = placesIn(doc);
  return check.claims.flatMap((claim): readonly Drawn[] => {
    const kind = wants(claim);
    if (kind === null || claim.from < 0 || claim.from >= claim.to) return [];
    const from = placeOf(claim.from);
    if (from >= size) return [];
    const node = doc.nodeAt(from);
    // A block that is one piece is marked as such; an inline mark would not show on it.
    const block = node !== null && node.isAtom && node.isBlock;
    const to = block ? from + node.nodeSize : placeOf(claim.to);
    return to <= size ? [{ from, to, kind, text: claim.text, block }] : [];
  });
}

/** The problems of a check. Those that stand where they stood stay the same objects, so that nothing of them is drawn anew. */
function problemsAfter(old: DecorationSet, doc: Node, check: BriefCheck): DecorationSet {
  const key = (one: Problem): string => `${one.from} ${one.to} ${one.kind} ${one.text}`;
  const now = new Map(problemsIn(doc, check).map((one) => [key(one), one]));
  const gone = old.find().filter((one) => !now.delete(key(problemOf(one))));
  const fresh = [...now.values()].map(({ from, to, kind, text, block }) =>
    block
      ? Decoration.node(from, to, { class: `br-${kind}` }, { kind, text })
      : Decoration.inline(from, to, { class: `br-${kind}` }, { kind, text }),
  );
  const left = gone.length === 0 ? old : old.remove(gone);
  return fresh.length === 0 ? left : left.add(doc, fresh);
}

const problemOf = (one: Decoration): Problem => ({
  from: one.from,
  to: one.to,
  ...(one.spec as Pick<Problem, 'kind' | 'text'>),
});

/** The problems as they stand now, in order. */
export const problemsOf = (state: EditorState): readonly Problem[] =>
  (tracing.getState(state)?.problems.find() ?? []).map(problemOf).toSorted((a, b) => a.from - b.from);

/** The problem a position stands in. */
export function problemAt(state: EditorState, at: number): Problem | null {
  const found = tracing.getState(state)?.problems.find(at, at)[0];
  return found ? problemOf(found) : null;
}

const marksOf = (check: BriefCheck): FactMarks =>
  new Map([
    ...check.stale.map(({ factId }) => [factId, 'stale'] as const),
    ...check.conflicts.flatMap(({ factIds }) => factIds.map((id) => [id, 'conflict'] as const)),
  ]);

const sameMarks = (one: FactMarks, other: FactMarks): boolean =>
  one.size === other.size && [...one].every(([id, mark]) => other.get(id) === mark);

/** The numbers after a change: those near it are right at once. */
function numbersAfter(transaction: Transaction, old: State, by: NumberedBy): Numbers {
  const { doc } = transaction;
  const { set, behind } = old.numbers;
  const all = doc.childCount;
  const here = transaction.docChanged ? set.map(transaction.mapping, doc) : set;
  const otherwise =
    by.evidence !== old.evidence ||
    by.marks !== old.marks ||
    by.numbering !== old.numbering ||
    by.language !== old.language;
  const at = otherwise ? transaction.selection.from : numbersAlteredAt(transaction);
  if (at !== null)
    return renumber(doc, here, doc.resolve(Math.min(at, doc.content.size)).index(0) % all, all, by);
  const news = transaction.getMeta(tracing) as News | undefined;
  if (behind === null || !news?.goOn) {
    // a stretch that was cut or joined moves those behind it, so all of them are looked at again
    const moved = behind !== null && transaction.before.childCount !== all;
    return here === set ? old.numbers : { set: here, behind: moved ? { next: 0, left: all } : behind };
  }
  return renumber(doc, here, behind.next % all, behind.left, by);
}

/** Puts the numbers right that are not in sight while nothing else is to be done. */
class Renumbering {
  readonly #view: EditorView;
  #next: number | null = null;

  constructor(view: EditorView) {
    this.#view = view;
    this.update();
  }

  update(): void {
    if (this.#next !== null || tracing.getState(this.#view.state)?.numbers.behind == null) return;
    this.#next = requestIdleCallback(
      () => {
        this.#next = null;
        // nothing is touched while a word is being composed; its end is a change, after which this is asked again
        if (this.#view.composing) return;
        const goOn: News = { goOn: true };
        this.#view.dispatch(this.#view.state.tr.setMeta(tracing, goOn).setMeta('addToHistory', false));
      },
      { timeout: LATEST },
    );
  }

  destroy(): void {
    if (this.#next !== null) cancelIdleCallback(this.#next);
  }
}

/** Numbers out of sight go on being put right at the latest after this time, in milliseconds. */
const LATEST = 400;

const NOTHING = tableOf([]);

/** Numbers the citations in order of their evidence, and keeps the findings of the last check in place while typing. */
export const Tracing = Extension.create({
  name: 'tracing',
  addProseMirrorPlugins() {
    return [
      new Plugin<State>({
        key: tracing,
        state: {
          init: (_, { doc }) => {
            const by = { evidence: NOTHING, marks: new Map(), numbering: 'notes', language: 'en' } as const;
            const numbers = renumber(doc, UNNUMBERED.set, 0, doc.childCount, by);
            return { ...by, problems: DecorationSet.empty, numbers };
          },
          apply: (transaction, old) => {
            const news = transaction.getMeta(tracing) as News | undefined;
            if (!news && !transaction.docChanged) return old;
            const marks = news?.check ? marksOf(news.check) : old.marks;
            const by: NumberedBy = {
              evidence: news?.evidence ?? old.evidence,
              marks: sameMarks(marks, old.marks) ? old.marks : marks,
              numbering: news?.numbering ?? old.numbering,
              language: news?.language ?? old.language,
            };
            const problems = transaction.docChanged
              ? old.problems.map(transaction.mapping, transaction.doc)
              : old.problems;
            return {
              ...by,
              problems: news?.check ? problemsAfter(problems, transaction.doc, news.check) : problems,
              numbers: numbersAfter(transaction, old, by),
            };
          },
        },
        view: (view) => new Renumbering(view),
        props: { decorations: (state) => tracing.getState(state)?.numbers.set ?? DecorationSet.empty },
      }),
      // A second plugin, because putting two sets together would cost with every key.
      new Plugin({
        props: { decorations: (state) => tracing.getState(state)?.problems ?? DecorationSet.empty },
      }),
    ];
  },
});
