import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { BriefCheck, Claim } from '../../core/brief.ts';
import { tableOf, type EvidenceTable } from './evidence.ts';
import { altersNumbers, numbersOf, type FactMarks, type Numbering } from './numbering.ts';
import { placesIn } from './stretches.ts';

/** A place in the text where something wants a look: a claim without evidence, or words that differ from their source. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly kind: 'unsupported' | 'broken';
  readonly text: string;
}

interface State {
  readonly evidence: EvidenceTable;
  readonly marks: FactMarks;
  readonly numbering: Numbering;
  readonly language: string;
  readonly problems: DecorationSet;
  readonly numbers: DecorationSet;
}

interface News {
  readonly evidence?: EvidenceTable;
  readonly check?: BriefCheck;
  readonly numbering?: Numbering;
  readonly language?: string;
}

/** The plugin that numbers citations and marks problems. */
export const tracing = new PluginKey<State>('tracing');

const wants = (claim: Claim): Problem['kind'] | null =>
  claim.status === 'unsupported' || claim.status === 'broken' ? claim.status : null;

function problemsIn(doc: Node, check: BriefCheck): DecorationSet {
  const size = doc.content.size;
  const placeOf = placesIn(doc);
  return DecorationSet.create(
    doc,
    check.claims.flatMap((claim) => {
      const kind = wants(claim);
      const from = placeOf(claim.from);
      const to = placeOf(claim.to);
      if (kind === null || claim.from < 0 || claim.from >= claim.to || from >= size) return [];
      const node = doc.nodeAt(from);
      const spec = { kind, text: claim.text };
      const attrs = { class: `br-${kind}` };
      // A block that is one piece is marked as such; an inline mark would not show on it.
      return node?.isAtom && node.isBlock
        ? [Decoration.node(from, from + node.nodeSize, attrs, spec)]
        : to <= size
          ? [Decoration.inline(from, to, attrs, spec)]
          : [];
    }),
  );
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

const NOTHING = tableOf([]);

/** Numbers the citations in order of their evidence, and keeps the findings of the last check in place while typing. */
export const Tracing = Extension.create({
  name: 'tracing',
  addProseMirrorPlugins() {
    return [
      new Plugin<State>({
        key: tracing,
        state: {
          init: (_, state) => ({
            evidence: NOTHING,
            marks: new Map(),
            numbering: 'notes',
            language: 'en',
            problems: DecorationSet.empty,
            numbers: numbersOf(state.doc, NOTHING, new Map(), 'notes', 'en'),
          }),
          apply: (transaction, old) => {
            const news = transaction.getMeta(tracing) as News | undefined;
            if (!news && !transaction.docChanged) return old;
            const evidence = news?.evidence ?? old.evidence;
            const marks = news?.check ? marksOf(news.check) : old.marks;
            const numbering = news?.numbering ?? old.numbering;
            const language = news?.language ?? old.language;
            return {
              evidence,
              marks,
              numbering,
              language,
              problems: news?.check
                ? problemsIn(transaction.doc, news.check)
                : old.problems.map(transaction.mapping, transaction.doc),
              numbers:
                news || altersNumbers(transaction)
                  ? numbersOf(transaction.doc, evidence, marks, numbering, language)
                  : old.numbers.map(transaction.mapping, transaction.doc),
            };
          },
        },
        props: { decorations: (state) => tracing.getState(state)?.numbers ?? DecorationSet.empty },
      }),
      // A second plugin, because putting two sets together would cost with every key.
      new Plugin({
        props: { decorations: (state) => tracing.getState(state)?.problems ?? DecorationSet.empty },
      }),
    ];
  },
});
