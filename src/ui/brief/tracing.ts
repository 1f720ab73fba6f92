import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { BriefCheck, Claim, EvidenceReference } from '../../core/brief.ts';
import { t } from '../messages/index.ts';
import { numberKey, tableOf, type EvidenceTable } from './evidence.ts';

/** A place in the text where something wants a look: a claim without evidence, or words that differ from their source. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly kind: 'unsupported' | 'broken';
  readonly text: string;
}

/** How chips are numbered: each its own note, or one number per source. */
export type Numbering = 'notes' | 'sources';

interface State {
  readonly evidence: EvidenceTable;
  readonly numbering: Numbering;
  readonly problems: DecorationSet;
  readonly numbers: DecorationSet;
}

interface News {
  readonly evidence?: EvidenceTable;
  readonly check?: BriefCheck;
  readonly numbering?: Numbering;
}

/** The plugin that numbers citations and marks problems. */
export const tracing = new PluginKey<State>('tracing');

/** What the decoration of a numbered node tells its view. */
export interface NodeSpec {
  readonly number: number;
  readonly evidence: EvidenceTable;
}

function numbersOf(doc: Node, evidence: EvidenceTable, numbering: Numbering): DecorationSet {
  const known = new Map<string, number>();
  const decorations: Decoration[] = [];
  const numberOf = (reference: EvidenceReference): number => {
    const key = numbering === 'sources' ? (reference.sourceId ?? numberKey(reference)) : String(known.size);
    const number = known.get(key) ?? known.size + 1;
    known.set(key, number);
    return number;
  };
  doc.descendants((node, at) => {
    if (node.type.name === 'citation' || node.type.name === 'quotation') {
      const reference = node.attrs as EvidenceReference;
      const number = numberOf(reference);
      const spec: NodeSpec = { number, evidence };
      const there =
        (reference.annotationId !== null && evidence.marks.has(reference.annotationId)) ||
        (reference.factId !== null && evidence.facts.has(reference.factId)) ||
        evidence.marks.size + evidence.facts.size === 0;
      decorations.push(
        Decoration.node(
          at,
          at + node.nodeSize,
          node.type.name === 'citation'
            ? {
                'data-number': String(number),
                'aria-label': t(there ? 'brief.chip' : 'brief.chip.lost', { number, quote: reference.quote }),
                ...(there ? {} : { class: 'lost' }),
              }
            : {},
          spec,
        ),
      );
    } else if (node.type.name === 'factTable') {
      for (const id of node.attrs['factIds'] as readonly string[]) {
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
      decorations.push(
        Decoration.node(at, at + node.nodeSize, {}, { number: known.size, evidence } satisfies NodeSpec),
      );
    }
  });
  return DecorationSet.create(doc, decorations);
}

const wants = (claim: Claim): Problem['kind'] | null =>
  claim.status === 'unsupported' || claim.status === 'broken' ? claim.status : null;

function problemsIn(doc: Node, check: BriefCheck): DecorationSet {
  const size = doc.content.size;
  return DecorationSet.create(
    doc,
    check.claims.flatMap((claim) => {
      const kind = wants(claim);
      if (kind === null || claim.from < 0 || claim.to > size || claim.from >= claim.to) return [];
      return [
        Decoration.inline(
          claim.from,
          claim.to,
          { class: `br-${kind}` },
          { problem: { kind, text: claim.text } },
        ),
      ];
    }),
  );
}

/** The problems as they stand now, in order. */
export function problemsOf(state: EditorState): readonly Problem[] {
  const held = tracing.getState(state);
  if (!held) return [];
  return held.problems
    .find()
    .map((one) => {
      const { kind, text } = (one.spec as { problem: Pick<Problem, 'kind' | 'text'> }).problem;
      return { from: one.from, to: one.to, kind, text };
    })
    .toSorted((a, b) => a.from - b.from);
}

/** Numbers the citations in order of their evidence, and keeps the findings of the last check in place while typing. */
export const Tracing = Extension.create({
  name: 'tracing',
  addProseMirrorPlugins() {
    return [
      new Plugin<State>({
        key: tracing,
        state: {
          init: (_, state) => ({
            evidence: tableOf([]),
            numbering: 'notes',
            problems: DecorationSet.empty,
            numbers: numbersOf(state.doc, tableOf([]), 'notes'),
          }),
          apply: (transaction, old) => {
            const news = transaction.getMeta(tracing) as News | undefined;
            const evidence = news?.evidence ?? old.evidence;
            const numbering = news?.numbering ?? old.numbering;
            return {
              evidence,
              numbering,
              problems: news?.check
                ? problemsIn(transaction.doc, news.check)
                : transaction.docChanged
                  ? old.problems.map(transaction.mapping, transaction.doc)
                  : old.problems,
              numbers:
                transaction.docChanged || news?.evidence || news?.numbering
                  ? numbersOf(transaction.doc, evidence, numbering)
                  : old.numbers,
            };
          },
        },
        props: {
          decorations: (state) => {
            const held = tracing.getState(state);
            return held ? held.numbers.add(state.doc, held.problems.find()) : DecorationSet.empty;
          },
        },
      }),
    ];
  },
});
