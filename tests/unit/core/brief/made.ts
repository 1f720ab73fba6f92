import type {
  BlockNode,
  Brief,
  BriefDocument,
  BriefEvidence,
  EvidenceAnnotation,
  EvidenceFact,
  EvidenceReference,
  EvidenceSource,
  InlineNode,
} from '../../../../src/core/brief.ts';
import { canonicalText } from '../../../../src/core/source.ts';

/** A small deterministic generator (mulberry32), so that every run makes the same briefs. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function makeSource(
  id: string,
  paragraphs: readonly string[],
  more: Partial<EvidenceSource> = {},
): EvidenceSource {
  return {
    id,
    title: `The title of ${id}`,
    byline: 'Ingrid Falkenrath',
    siteName: 'Harbour Business Review',
    publishedOn: '2025-03-11',
    language: 'en',
    url: `https://example.org/${id}`,
    kind: 'article',
    capturedAt: '2025-03-12T08:00:00.000Z',
    versionNumber: 1,
    contentHash: 'a'.repeat(64),
    trashed: false,
    blocks: paragraphs.map((text) => ({ kind: 'paragraph', text })),
    ...more,
  };
}

/** Marks the first occurrence of a quote, as the reader would. */
export function mark(id: string, source: EvidenceSource, quote: string): EvidenceAnnotation {
  const text = canonicalText(source.blocks);
  const start = text.indexOf(quote);
  if (start < 0) throw new Error(`“${quote}” does not stand in ${source.id}`);
  const end = start + quote.length;
  return {
    id,
    sourceId: source.id,
    start,
    end,
    quote,
    prefix: text.slice(Math.max(0, start - 32), start),
    suffix: text.slice(end, end + 32),
  };
}

export const refer = (annotation: EvidenceAnnotation, quote = annotation.quote): EvidenceReference => ({
  annotationId: annotation.id,
  factId: null,
  quote,
  sourceId: annotation.sourceId,
  versionNumber: 1,
});

export const cite = (annotation: EvidenceAnnotation): InlineNode => ({
  type: 'citation',
  attrs: refer(annotation),
});
export const words = (text: string): InlineNode => ({ type: 'text', text });
export const paragraph = (...content: InlineNode[]): BlockNode => ({ type: 'paragraph', content });
export const quotation = (annotation: EvidenceAnnotation, quote = annotation.quote): BlockNode => ({
  type: 'quotation',
  attrs: refer(annotation, quote),
});
export const doc = (...content: BlockNode[]): BriefDocument => ({ type: 'doc', content });

export const gather = (
  sources: readonly EvidenceSource[],
  annotations: readonly EvidenceAnnotation[],
  facts: readonly EvidenceFact[] = [],
  more: Partial<BriefEvidence> = {},
): BriefEvidence => ({ sources, annotations, facts, companies: [], clusters: {}, ...more });

export function makeFact(
  id: string,
  annotation: EvidenceAnnotation | null,
  more: Partial<EvidenceFact> = {},
): EvidenceFact {
  return {
    id,
    companyId: 'c1',
    companyName: 'Yunqiao',
    metric: 'revenue',
    value: 4_100_000_000,
    valueHigh: null,
    valueText: 'RMB 4.1 billion',
    bound: 'exact',
    unit: null,
    currency: 'CNY',
    asOf: '2024',
    annotationId: annotation?.id ?? null,
    quote: annotation?.quote ?? null,
    sourceId: annotation?.sourceId ?? null,
    createdAt: '2025-03-12T08:00:00.000Z',
    updatedAt: '2025-03-12T08:00:00.000Z',
    ...more,
  };
}

export const makeBrief = (body: BriefDocument, more: Partial<Brief> = {}): Brief => ({
  id: 'b1',
  title: 'Yunqiao in Europe: what the port deal proves',
  body,
  style: 'business',
  language: 'en',
  frozen: null,
  createdAt: '2025-03-12T09:00:00.000Z',
  updatedAt: '2025-03-12T10:00:00.000Z',
  ...more,
});

const ENGLISH =
  'order units port crane aisle agreement revenue supplier controller foundry summer quarter margin engineer depot robot pallet warehouse lease forecast'.split(
    ' ',
  );
const CHINESE =
  '机器人平均交付周期被拉长云樵科技仓库订单收入海外供应商控制器工厂季度利润工程师合同港口预测'.split('');

/** One sentence of made words with a number in it, so that it makes a claim. */
function sentence(random: () => number, chinese: boolean): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  const figure = String(Math.floor(random() * 9000) + 1000);
  if (chinese) {
    const run = (n: number): string => Array.from({ length: n }, () => pick(CHINESE)).join('');
    return `${run(4 + Math.floor(random() * 8))}${figure}台，${run(6 + Math.floor(random() * 8))}。`;
  }
  const run = (n: number): string => Array.from({ length: n }, () => pick(ENGLISH)).join(' ');
  return `The ${run(3 + Math.floor(random() * 5))} reached ${figure} ${run(2 + Math.floor(random() * 4))}.`;
}

/** A generated brief: its document and evidence, all quotations intact. */
export function generate(seed: number): {
  readonly document: BriefDocument;
  readonly evidence: BriefEvidence;
} {
  const random = randomFrom(seed);
  const sources: EvidenceSource[] = [];
  const annotations: EvidenceAnnotation[] = [];
  for (let s = 0; s < 2 + Math.floor(random() * 3); s += 1) {
    const chinese = random() < 0.4;
    const paragraphs = Array.from({ length: 3 + Math.floor(random() * 4) }, () =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => sentence(random, chinese)).join(
        chinese ? '' : ' ',
      ),
    );
    const source = makeSource(
      `s${s}`,
      paragraphs,
      chinese ? { language: 'zh-Hans', byline: '沈若溪', siteName: '江南财经' } : {},
    );
    sources.push(source);
    for (const [p, text] of paragraphs.entries()) {
      // Stretches of different paragraphs never overlap: a change belongs to one annotation alone.
      const offset = paragraphs.slice(0, p).reduce((sum, earlier) => sum + earlier.length + 2, 0);
      const start = Math.floor(random() * Math.min(8, text.length / 4));
      const end = text.length - Math.floor(random() * Math.min(8, text.length / 4));
      const canonical = canonicalText(source.blocks);
      annotations.push({
        id: `a${s}-${p}`,
        sourceId: source.id,
        start: offset + start,
        end: offset + end,
        quote: text.slice(start, end),
        prefix: canonical.slice(Math.max(0, offset + start - 32), offset + start),
        suffix: canonical.slice(offset + end, offset + end + 32),
      });
    }
  }
  const content: BlockNode[] = [];
  for (const annotation of annotations) {
    const chinese = annotation.sourceId !== 's0' && random() < 0.3;
    if (random() < 0.4) {
      const { quote } = annotation;
      // A shortening never goes through a word, and the generator keeps to that.
      const third = Math.floor(quote.length / 3);
      const gap = quote.indexOf(' ', third);
      const last = quote.lastIndexOf(' ', quote.length - third);
      const [cut, rest] = gap > 0 && last > gap ? [gap, last + 1] : [third, quote.length - third];
      const figures = /[0-9台，]/u.test(quote.slice(cut - 1, cut + 1) + quote.slice(rest - 1, rest + 1));
      const short = random() < 0.4 && !figures ? `${quote.slice(0, cut)} … ${quote.slice(rest)}` : quote;
      content.push(quotation(annotation, short));
    } else {
      const claim = sentence(random, chinese);
      content.push(paragraph(words(claim.slice(0, -1)), cite(annotation), words(claim.slice(-1))));
    }
    if (random() < 0.2) content.push({ type: 'heading', attrs: { level: 2 }, content: [words('A heading')] });
  }
  return { document: doc(...content), evidence: gather(sources, annotations) };
}
