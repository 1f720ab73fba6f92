import type {
  BlockNode,
  Brief,
  BriefEvidence,
  ChartNode,
  EvidenceImage,
  EvidenceReference,
  FigureNode,
  InlineNode,
} from '../brief.ts';
import { drawChart, PAPER, svgText } from './chart.ts';
import type { Cite, FormattedCitations } from './citation.ts';
import { fromBase64 } from './base64.ts';
import { factReference, figureReference, resolveReference } from './evidence.ts';
import type { EvidenceIndex } from './evidence.ts';
import { plainRuns } from './outline.ts';
import type { Caption, OutlineBlock, OutlineNote, Run } from './outline.ts';
import { passageOf, textFragment } from './passage.ts';
import { isShownImage, shownSize } from './picture.ts';
import { finish, spaceBefore, stripEnd, words } from './runs.ts';
import { checkFigure, checkQuote } from './quotes.ts';
import type { QuoteCheck } from './quotes.ts';
import { targetsOf } from './targets.ts';
import type { Targets } from './targets.ts';
import { differenceSentence, gapWords, placeWords, quoted, tableWords, wordsFor } from './wording.ts';

type TableBlock = Extract<OutlineBlock, { readonly kind: 'table' }>;

/** Citations as they are met while composing: each with whether it stands right behind the one before. */
export interface Met {
  readonly cite: Cite;
  readonly joins: boolean;
}

/**
 * Writes one outline. It runs twice: first to meet every citation in reading order, then, when the processor has
 * formatted them all (later ones depend on earlier ones), to put their words in place.
 */
export class Composer {
  readonly met: Met[] = [];
  readonly notes: OutlineNote[] = [];
  broken = 0;
  /** Group of every citation met, filled in for the second run. */
  private readonly index: EvidenceIndex;
  private readonly language: string;
  private readonly formatted: FormattedCitations | null;
  private readonly groupOf: readonly number[];
  private readonly targets: Targets;
  private readonly images: ReadonlyMap<string, EvidenceImage>;

  constructor(
    brief: Brief,
    evidence: BriefEvidence,
    index: EvidenceIndex,
    formatted: FormattedCitations | null,
    groupOf: readonly number[],
  ) {
    this.index = index;
    this.language = brief.language;
    this.formatted = formatted;
    this.groupOf = groupOf;
    this.targets = targetsOf(brief.body, brief.language);
    this.images = new Map(Object.entries(evidence.images ?? {}));
  }

  /** The runs of one reference: the citation in the line (for styles that have it), the footnote, and what is wrong. */
  refer(
    reference: EvidenceReference,
    joins: boolean,
    block: boolean,
    known: QuoteCheck | null = null,
  ): readonly Run[] {
    const resolved = resolveReference(reference, this.index);
    const check = known ?? checkQuote(resolved);
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
      } else if (node.type === 'crossReference') {
        const target = this.targets.byId.get(node.attrs.target);
        runs.push(
          target
            ? { kind: 'reference', anchor: target.anchor, text: target.mention }
            : words(`[${tableWords(this.language).lost}]`, { notice: true }),
        );
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

  /** Number and title of a table; nothing for one that has neither. */
  private caption(node: BlockNode, title: string): Caption | null {
    const target = this.targets.of.get(node);
    if (!target) return null;
    const stop = this.chinese ? ' ' : '. ';
    return {
      anchor: target.anchor,
      runs: [words(target.label, { bold: true }), ...(title === '' ? [] : [words(`${stop}${title}`)])],
    };
  }

  private captioned(node: BlockNode, table: TableBlock, title: string): TableBlock {
    const caption = this.caption(node, title);
    return caption ? { ...table, caption } : table;
  }

  chart(node: ChartNode): readonly OutlineBlock[] {
    const { factIds, shown, form, title = '' } = node.attrs;
    const facts = factIds.map((id) => this.index.facts.get(id) ?? null);
    const name = title === '' ? (facts.find((fact) => fact !== null)?.metric ?? '') : title;
    const caption = this.caption(node, name)!;
    const drawing = drawChart(facts, { form, title: name, language: this.language, palette: PAPER });
    const text = tableWords(this.language);
    const notices = [
      ...(drawing ? [] : [text.nothing]),
      ...(drawing && drawing.left.length > 0 ? [text.left(drawing.left.length)] : []),
    ].map((notice) => words(` [${notice}]`, { notice: true }));
    return [
      {
        kind: 'figure',
        caption: { ...caption, runs: [...caption.runs, ...notices] },
        picture: drawing && {
          width: drawing.width,
          height: drawing.height,
          alt: plainRuns(caption.runs),
          content: { kind: 'drawing', svg: svgText(drawing.root) },
        },
      },
      this.table(factIds, shown),
    ];
  }

  figure(node: FigureNode): OutlineBlock {
    const { attrs } = node;
    const source = this.index.sources.get(attrs.sourceId) ?? null;
    const image = this.images.get(attrs.asset) ?? null;
    const caption = this.caption(node, attrs.caption)!;
    const runs = [...caption.runs];
    const made = this.refer(figureReference(attrs), false, true, checkFigure(attrs, source));
    spaceBefore(runs, made);
    runs.push(...made);
    const shows = image !== null && isShownImage(image.mediaType);
    if (!shows) runs.push(words(` [${tableWords(this.language).noPicture}]`, { notice: true }));
    return {
      kind: 'figure',
      caption: { ...caption, runs },
      picture: shows
        ? {
            ...shownSize(fromBase64(image.base64)),
            alt: attrs.alt || attrs.caption,
            content: { kind: 'image', ...image },
          }
        : null,
    };
  }

  table(factIds: readonly string[], shown: readonly string[] | null): TableBlock {
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

  blocks(nodes: readonly BlockNode[]): readonly OutlineBlock[] {
    return nodes.flatMap((node) => (node.type === 'chart' ? this.chart(node) : [this.block(node)]));
  }

  private block(node: Exclude<BlockNode, ChartNode>): OutlineBlock {
    switch (node.type) {
      case 'paragraph':
        return { kind: 'paragraph', runs: this.line(node.content ?? []) };
      case 'heading': {
        const { level } = node.attrs;
        const runs = this.line(node.content ?? []);
        const target = this.targets.of.get(node);
        if (!target) return { kind: 'heading', level, runs };
        return { kind: 'heading', level, runs: [words(`${target.label} `), ...runs], anchor: target.anchor };
      }
      case 'figure':
        return this.figure(node);
      case 'bulletList':
      case 'orderedList':
        return {
          kind: 'list',
          ordered: node.type === 'orderedList',
          start: node.attrs?.start ?? 1,
          items: (node.content ?? []).map((item) => this.blocks(item.content ?? [])),
        };
      case 'quotation': {
        const { source } = resolveReference(node.attrs, this.index);
        const runs: Run[] = [words(quoted(node.attrs.quote))];
        const made = this.refer(node.attrs, false, true);
        spaceBefore(runs, made);
        return { kind: 'quotation', runs: [...runs, ...made], language: source?.language ?? null };
      }
      case 'factTable':
        return this.captioned(node, this.table(node.attrs.factIds, node.attrs.shown), node.attrs.title ?? '');
      case 'table': {
        const rows = node.content ?? [];
        const isHead = (row: (typeof rows)[number]): boolean =>
          (row.content ?? []).length > 0 && (row.content ?? []).every((cell) => cell.type === 'tableHeader');
        const firstBody = rows.findIndex((row) => !isHead(row));
        const made: TableBlock = {
          kind: 'table',
          headings: firstBody < 0 ? rows.length : firstBody,
          rows: rows.map((row) => (row.content ?? []).map((cell) => this.cell(cell.content ?? []))),
        };
        return this.captioned(node, made, node.attrs?.title ?? '');
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
      else if (block.kind === 'figure') addRuns(block.caption.runs);
      else if (block.kind !== 'rule') addRuns(block.runs);
    };
    const addRuns = (more: readonly Run[]): void => {
      if (runs.length > 0 && more.length > 0) runs.push({ kind: 'break' });
      runs.push(...more);
    };
    this.blocks(blocks).forEach(add);
    return runs;
  }
}
