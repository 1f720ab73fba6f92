import type {
  BlockNode,
  Brief,
  BriefEvidence,
  EvidenceReference,
  InlineNode,
  MetadataGap,
} from '../brief.ts';
import { formatCitations, isNoteStyle, styleTitle } from './citation.ts';
import type { Cite, CitationData, FormattedCitations } from './citation.ts';
import { cslItem } from './csl-item.ts';
import { factReference, indexEvidence, resolveReference } from './evidence.ts';
import type { EvidenceIndex } from './evidence.ts';
import { metadataGaps } from './gaps.ts';
import { plainRuns } from './outline.ts';
import type { Outline, OutlineBlock, OutlineNote, Run, WordRun } from './outline.ts';
import { passageOf, textFragment } from './passage.ts';
import { checkQuote } from './quotes.ts';
import {
  brokenNotice,
  differenceSentence,
  gapWords,
  placeWords,
  quoted,
  tableWords,
  wordsFor,
} from './wording.ts';

const words = (text: string, more: Partial<WordRun> = {}): WordRun => ({ kind: 'words', text, ...more });

/** Citations as they are met while composing: each with whether it stands right behind the one before. */
interface Met {
  readonly cite: Cite;
  readonly joins: boolean;
}

/**
 * Writes one outline. It runs twice: first to meet every citation in reading order, then, when the processor has
 * formatted them all (later ones depend on earlier ones), to put their words in place.
 */
class Composer {
  readonly met: Met[] = [];
  readonly notes: OutlineNote[] = [];
  broken = 0;
  /** Group of every citation met, filled in for the second run. */
  private readonly index: EvidenceIndex;
  private readonly language: string;
  private readonly formatted: FormattedCitations | null;
  private readonly groupOf: readonly number[];

  constructor(
    index: EvidenceIndex,
    language: string,
    formatted: FormattedCitations | null,
    groupOf: readonly number[],
  ) {
    this.index = index;
    this.language = language;
    this.formatted = formatted;
    this.groupOf = groupOf;
  }

  /** The runs of one reference: the citation in the line (for styles that have it), the footnote, and what is wrong. */
  refer(reference: EvidenceReference, joins: boolean, block: boolean): readonly Run[] {
    const resolved = resolveReference(reference, this.index);
    const check = checkQuote(resolved);
    const { source } = resolved;
    const number = this.notes.length + 1;
    const quote =
      reference.quote !== '' ? reference.quote : (resolved.annotation?.quote ?? resolved.fact?.quote ?? '');
    const problem = check.difference ? differenceSentence(check.difference, this.language) : null;
    if (problem !== null) this.broken += 1;
    const passage = source ? passageOf(source, resolved.annotation?.id ?? null, check) : null;
    const noteRuns: Run[] = [];
    const inLine: Run[] = [];
    const place = passage ? placeWords(passage.paragraph, passage.page, this.language) : '';
    if (source) {
      const position = this.met.length;
      const value = passage?.page ?? passage?.paragraph ?? null;
      this.met.push({
        cite: {
          sourceId: source.id,
          locator:
            value === null ? null : { label: passage?.page ? 'page' : 'paragraph', value: String(value) },
        },
        joins,
      });
      const runs = this.formatted?.groups[this.groupOf[position] ?? -1] ?? [];
      if (this.formatted?.kind === 'note') noteRuns.push(...runs);
      else if (!joins) inLine.push(...runs);
    }
    if (this.formatted?.kind !== 'note' && source) {
      noteRuns.push(words(source.title.trim() || gapWords(['title'], this.language)));
      if (place !== '') noteRuns.push(words(this.chinese ? `，${place}` : `, ${place}`));
    }
    if (quote !== '' && !block) {
      stripEnd(noteRuns);
      const wide = noteRuns.length > 0 && /[\p{Script=Han}）》」”]$/u.test(plainRuns(noteRuns));
      if (noteRuns.length > 0) noteRuns.push(words(wide ? '：' : ': '));
      noteRuns.push(words(quoted(quote)));
    }
    finish(noteRuns, this.chinese || /\p{Script=Han}[^\p{L}]*$/u.test(plainRuns(noteRuns)) ? '。' : '.');
    if (problem !== null) noteRuns.push(words(`${this.chinese ? '' : ' '}[${problem}]`, { notice: true }));
    this.notes.push({
      number,
      runs: noteRuns,
      quote,
      problem,
      passage,
      live: textFragment(source?.url ?? null, quote),
    });
    const warning =
      problem === null ? [] : [words(` [${tableWords(this.language).differs(number)}]`, { notice: true })];
    return [...inLine, { kind: 'note', number }, ...warning];
  }

  private get chinese(): boolean {
    return this.language.toLowerCase().startsWith('zh');
  }

  line(content: readonly InlineNode[]): readonly Run[] {
    const runs: Run[] = [];
    for (const [i, node] of content.entries()) {
      if (node.type === 'text') {
        const has = (type: string): boolean => node.marks?.some((mark) => mark.type === type) ?? false;
        const link = node.marks?.find((mark) => mark.type === 'link');
        runs.push(
          words(node.text.replace(/[\r\n]+/gu, ' '), {
            ...(has('bold') && { bold: true }),
            ...(has('italic') && { italic: true }),
            ...(has('code') && { code: true }),
            ...(has('inference') && { inference: true }),
            ...(link?.type === 'link' && { href: link.attrs.href }),
          }),
        );
      } else if (node.type === 'hardBreak') runs.push({ kind: 'break' });
      else if (node.type === 'footnote') {
        const number = this.notes.length + 1;
        this.notes.push({
          number,
          runs: [words(node.attrs.text)],
          quote: '',
          problem: null,
          passage: null,
          live: null,
        });
        runs.push({ kind: 'note', number });
      } else {
        const joins = content[i - 1]?.type === 'citation';
        const made = this.refer(node.attrs, joins, false);
        if (runs.at(-1)?.kind === 'note' && made[0]?.kind === 'note')
          runs.push(words(',', { superscript: true }));
        spaceBefore(runs, made);
        runs.push(...made);
      }
    }
    return runs;
  }

  table(factIds: readonly string[], shown: readonly string[] | null): OutlineBlock {
    const labels = wordsFor(this.language);
    const facts = factIds.map((id) => this.index.facts.get(id) ?? null);
    const companies = new Set(facts.map((fact) => fact?.companyId));
    const several = companies.size > 1;
    const text = tableWords(this.language);
    const rows: Run[][][] = [
      [...(several ? [labels.company] : []), labels.figure, labels.value, labels.asOf].map((label) => [
        words(label),
      ]),
    ];
    for (const [i, fact] of facts.entries()) {
      const accepted = shown?.[i];
      if (!fact) {
        const value = [words(accepted ?? ''), words(`[${text.gone}]`, { notice: true })];
        rows.push([...(several ? [[]] : []), [], value, []]);
        this.broken += 1;
        continue;
      }
      const value: Run[] = [words(accepted ?? fact.valueText, { bold: true })];
      if (fact.sourceId === null) value.push(words(` [${text.noSource}]`, { notice: true }));
      else {
        const made = this.refer(factReference(fact), false, false);
        spaceBefore(value, made);
        value.push(...made);
      }
      if (accepted !== undefined && accepted !== fact.valueText) {
        value.push(words(` [${text.now(fact.valueText)}]`, { notice: true }));
      }
      rows.push([
        ...(several ? [[words(fact.companyName)]] : []),
        [words(fact.metric)],
        value,
        fact.asOf ? [words(fact.asOf)] : [],
      ]);
    }
    return { kind: 'table', headings: 1, rows };
  }

  block(node: BlockNode): OutlineBlock {
    switch (node.type) {
      case 'paragraph':
        return { kind: 'paragraph', runs: this.line(node.content ?? []) };
      case 'heading':
        return { kind: 'heading', level: node.attrs.level, runs: this.line(node.content ?? []) };
      case 'bulletList':
      case 'orderedList':
        return {
          kind: 'list',
          ordered: node.type === 'orderedList',
          start: node.attrs?.start ?? 1,
          items: (node.content ?? []).map((item) => (item.content ?? []).map((child) => this.block(child))),
        };
      case 'quotation': {
        const { source } = resolveReference(node.attrs, this.index);
        const runs: Run[] = [words(quoted(node.attrs.quote))];
        const made = this.refer(node.attrs, false, true);
        spaceBefore(runs, made);
        return { kind: 'quotation', runs: [...runs, ...made], language: source?.language ?? null };
      }
      case 'factTable':
        return this.table(node.attrs.factIds, node.attrs.shown);
      case 'table': {
        const rows = node.content ?? [];
        const isHead = (row: (typeof rows)[number]): boolean =>
          (row.content ?? []).length > 0 && (row.content ?? []).every((cell) => cell.type === 'tableHeader');
        const firstBody = rows.findIndex((row) => !isHead(row));
        return {
          kind: 'table',
          headings: firstBody < 0 ? rows.length : firstBody,
          rows: rows.map((row) => (row.content ?? []).map((cell) => this.cell(cell.content ?? []))),
        };
      }
      default:
        return { kind: 'rule' };
    }
  }

  /** A cell holds lines only: whatever stands in it is set one under the other. */
  cell(blocks: readonly BlockNode[]): readonly Run[] {
    const runs: Run[] = [];
    const add = (block: OutlineBlock): void => {
      if (block.kind === 'list') for (const item of block.items) item.forEach(add);
      else if (block.kind === 'table') for (const row of block.rows) for (const cell of row) addRuns(cell);
      else if (block.kind !== 'rule') addRuns(block.runs);
    };
    const addRuns = (more: readonly Run[]): void => {
      if (runs.length > 0 && more.length > 0) runs.push({ kind: 'break' });
      runs.push(...more);
    };
    for (const block of blocks) add(this.block(block));
    return runs;
  }
}

/** A citation in the line stands apart from the words before it, unless it is raised. */
function spaceBefore(before: readonly Run[], made: readonly Run[]): void {
  const first = made[0];
  const last = before.at(-1);
  if (
    first?.kind !== 'words' ||
    first.superscript ||
    last?.kind !== 'words' ||
    /[\s(（[［“‘]$/u.test(last.text)
  )
    return;
  (before as Run[]).push(words(' '));
}

function stripEnd(runs: Run[]): void {
  const last = runs.at(-1);
  if (last?.kind === 'words') runs[runs.length - 1] = { ...last, text: last.text.replace(/[.。]$/u, '') };
}

function finish(runs: Run[], stop: string): void {
  const last = runs.at(-1);
  if (last?.kind === 'words' && !/[.。！？!?]["”』」]?$/u.test(last.text)) runs.push(words(stop));
}

/** Puts citations into groups: one each for note styles, neighbours together for styles in the line. */
function grouped(
  met: readonly Met[],
  notes: boolean,
): { readonly groups: Cite[][]; readonly groupOf: number[] } {
  const groups: Cite[][] = [];
  const groupOf: number[] = [];
  for (const { cite, joins } of met) {
    if (joins && !notes && groups.length > 0) groups.at(-1)!.push(cite);
    else groups.push([cite]);
    groupOf.push(groups.length - 1);
  }
  return { groups, groupOf };
}

/** The outline of a brief and the number of its quotations that differ from their sources. */
export interface Composed {
  readonly outline: Outline;
  readonly broken: number;
}

/**
 * Makes the one model every export is written from. A frozen brief is composed from the evidence it was frozen with.
 * @throws Refusal `unreadable` when the citation style cannot be used
 */
export function composeBrief(brief: Brief, evidence: BriefEvidence, citations: CitationData): Composed {
  const index = indexEvidence(brief.frozen?.evidence ?? evidence);
  const first = new Composer(index, brief.language, null, []);
  for (const block of brief.body.content) first.block(block);
  const { groups, groupOf } = grouped(first.met, isNoteStyle(citations.style));
  const citedIds = [...new Set(first.met.map(({ cite }) => cite.sourceId))];
  const cited = citedIds.map((id) => index.sources.get(id)!);
  const formatted =
    groups.length > 0 ? formatCitations(groups, cited.map(cslItem), citations, brief.language) : null;
  const second = new Composer(index, brief.language, formatted, groupOf);
  const blocks = brief.body.content.map((block) => second.block(block));
  const gaps = new Map<string, MetadataGap['field'][]>();
  for (const { sourceId, field } of metadataGaps(cited))
    gaps.set(sourceId, [...(gaps.get(sourceId) ?? []), field]);
  const outline: Outline = {
    title: brief.title,
    language: brief.language,
    createdOn: brief.createdAt.slice(0, 10),
    updatedOn: brief.updatedAt.slice(0, 10),
    frozenOn: brief.frozen?.at.slice(0, 10) ?? null,
    notices: second.broken > 0 ? [brokenNotice(second.broken, brief.language)] : [],
    blocks,
    notes: second.notes,
    bibliography: (formatted?.bibliography ?? []).map(({ sourceId, runs }) => {
      const missing = gaps.get(sourceId);
      return missing ? [...runs, words(` ${gapWords(missing, brief.language)}`, { notice: true })] : runs;
    }),
    styleTitle: styleTitle(citations.style),
    words: wordsFor(brief.language),
  };
  return { outline, broken: second.broken };
}
