import type { Fact } from './fact.ts';
import type { Block, SourceKind } from './source.ts';

/** Inline formatting. `inference` marks words the author states as a view of their own. */
export type Mark =
  | { readonly type: 'bold' | 'italic' | 'code' | 'inference' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } };

/** What a quotation or citation points at; the words are kept so that a change in the source shows. */
export interface EvidenceReference {
  readonly annotationId: string | null;
  readonly factId: string | null;
  /** The words as quoted; parts left out are shown by … or [...]. */
  readonly quote: string;
  readonly sourceId: string | null;
  /** The version of the source the words were taken from, from 1. */
  readonly versionNumber: number | null;
}

export interface TextNode {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly Mark[];
}

/** A piece of a line. `footnote` is the author's own remark; `citation` is a numbered chip. */
export type InlineNode =
  | TextNode
  | { readonly type: 'hardBreak' }
  | { readonly type: 'citation'; readonly attrs: EvidenceReference }
  | { readonly type: 'footnote'; readonly attrs: { readonly text: string } }
  | CrossReferenceNode;

/** Names a heading, table, chart or picture of the same brief, as “Table 2”; the number is made anew each time. */
export interface CrossReferenceNode {
  readonly type: 'crossReference';
  /** The `id` of what is referred to. */
  readonly attrs: { readonly target: string };
}

export interface ParagraphNode {
  readonly type: 'paragraph';
  readonly content?: readonly InlineNode[];
}

export interface HeadingNode {
  readonly type: 'heading';
  /** 1 to 6; the title of the brief is not in the document. */
  readonly attrs: { readonly level: number; readonly id?: string };
  readonly content?: readonly InlineNode[];
}

export interface ListItemNode {
  readonly type: 'listItem';
  readonly content?: readonly BlockNode[];
}

export interface ListNode {
  readonly type: 'bulletList' | 'orderedList';
  /** First number of an ordered list. */
  readonly attrs?: { readonly start: number };
  readonly content?: readonly ListItemNode[];
}

/** The exact words of a source, set apart. An atom: it cannot be edited, only shortened. */
export interface QuotationNode {
  readonly type: 'quotation';
  readonly attrs: EvidenceReference;
}

/** A table made from facts. `shown` holds the values as last accepted by the author, in the order of `factIds`. */
export interface FactTableNode {
  readonly type: 'factTable';
  readonly attrs: {
    readonly factIds: readonly string[];
    readonly shown: readonly string[] | null;
    /** What cross-references point at. */
    readonly id?: string;
    /** Words over the table; the table then has a number. */
    readonly title?: string;
  };
}

/** Facts drawn: `line` over time, `bars` side by side. The same facts stand in a table under it. */
export interface ChartNode {
  readonly type: 'chart';
  readonly attrs: FactTableNode['attrs'] & { readonly form: 'line' | 'bars' };
}

/** A picture of a saved source with its caption and citation. */
export interface FigureNode {
  readonly type: 'figure';
  readonly attrs: {
    readonly sourceId: string;
    /** Hash of the picture among the assets of the library. */
    readonly asset: string;
    readonly caption: string;
    readonly alt: string;
    readonly id?: string;
  };
}

export interface TableCellNode {
  readonly type: 'tableCell' | 'tableHeader';
  readonly attrs?: { readonly colspan: number; readonly rowspan: number };
  readonly content?: readonly BlockNode[];
}

export interface TableNode {
  readonly type: 'table';
  /** See {@link FactTableNode}. */
  readonly attrs?: { readonly id?: string; readonly title?: string };
  readonly content?: readonly { readonly type: 'tableRow'; readonly content?: readonly TableCellNode[] }[];
}

export type BlockNode =
  | ParagraphNode
  | HeadingNode
  | ListNode
  | QuotationNode
  | FactTableNode
  | ChartNode
  | FigureNode
  | TableNode
  | { readonly type: 'horizontalRule' };

/** The body of a brief as ProseMirror JSON: the editor edits exactly this. */
export interface BriefDocument {
  readonly type: 'doc';
  readonly content: readonly BlockNode[];
}

/** A document with nothing in it. */
export const EMPTY_DOCUMENT: BriefDocument = { type: 'doc', content: [] };

/** A source as a brief needs it: how it is cited, and the words of its current version. */
export interface EvidenceSource {
  readonly id: string;
  readonly title: string;
  readonly byline: string | null;
  readonly siteName: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly publishedOn: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly kind: SourceKind;
  /** ISO 8601 instant in UTC. */
  readonly capturedAt: string;
  /** Number of the current version, from 1. */
  readonly versionNumber: number;
  /** SHA-256 of the folded canonical text of that version, hexadecimal. */
  readonly contentHash: string;
  /** True while the source is in the trash. */
  readonly trashed: boolean;
  /** Blocks of the current version, as stored; the canonical text is derived from them. */
  readonly blocks: readonly Block[];
}

/** An annotation as a brief needs it. Offsets are UTF-16 units into the canonical text of the current version. */
export interface EvidenceAnnotation {
  readonly id: string;
  readonly sourceId: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** A fact with the name of its company. */
export interface EvidenceFact extends Fact {
  readonly companyName: string;
}

/** A company whose names make a sentence a claim. */
export interface EvidenceCompany {
  readonly id: string;
  /** The name and every alias. */
  readonly names: readonly string[];
}

/**
 * Everything a brief needs from the library, as plain data. The library fills it: the annotations, facts and sources that
 * the document names (missing ones are simply absent), all facts of the companies named by those facts (for stale and
 * conflicting values), and the companies of the brief. `clusters` maps a source to the id of its near-copy cluster;
 * a source that is absent stands for itself.
 */
export interface BriefEvidence {
  readonly sources: readonly EvidenceSource[];
  readonly annotations: readonly EvidenceAnnotation[];
  readonly facts: readonly EvidenceFact[];
  readonly companies: readonly EvidenceCompany[];
  readonly clusters: Readonly<Record<string, string>>;
  /** The pictures the document shows, by hash. Only there when a document is to be written. */
  readonly images?: Readonly<Record<string, EvidenceImage>>;
}

/** A picture of a saved source. */
export interface EvidenceImage {
  readonly mediaType: string;
  readonly base64: string;
}

/** A file that was written when a brief was frozen. */
export interface KeptFile {
  readonly fileName: string;
  readonly mediaType: string;
  /** The bytes, deflated (RFC 1951), as base64. */
  readonly packed: string;
}

/** What a frozen brief keeps, so that it is written as the same bytes later, whatever changed around it. */
export interface Frozen {
  /** The instant of freezing, ISO 8601 in UTC. */
  readonly at: string;
  readonly evidence: BriefEvidence;
  /** The style file and its locales as they were. */
  readonly citations?: {
    readonly style: string;
    readonly locales: Readonly<Record<string, string>>;
  };
  /** Quotations that differed from their sources then. */
  readonly broken?: number;
  /** The files as they were written then, by format. */
  readonly files?: Readonly<Record<string, KeptFile>>;
}

/** A document in which every claim can be checked. */
export interface Brief {
  readonly id: string;
  readonly title: string;
  readonly body: BriefDocument;
  /** Id of a citation style, such as `apa`. */
  readonly style: string;
  /** BCP 47 tag of the language it is written in, such as `en` or `zh-Hans`. */
  readonly language: string;
  /** Set when frozen: the evidence as it was then. A frozen brief exports the same bytes later. */
  readonly frozen: Frozen | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A brief as screens show it: of the freezing only its instant. */
export type ShownBrief = Omit<Brief, 'frozen'> & { readonly frozen: { readonly at: string } | null };

/**
 * Supported: the words it cites stand in their sources. Inference: the author marked it as a view. Unsupported: a claim
 * without evidence. Broken: words it cites are not, or no longer, in the source.
 */
export type ClaimStatus = 'supported' | 'inference' | 'unsupported' | 'broken';

/** Why a sentence is taken for a claim. */
export type ClaimReason =
  'number' | 'percent' | 'date' | 'superlative' | 'company' | 'citation' | 'inference' | 'quotation' | 'fact';

/**
 * How a quotation differs from its source. `changed`: other words stand there. `part`: words are left out at an end without
 * a sign. `order`: the parts do not follow each other in the source. `missing`: nothing like it stands there. `no-source`:
 * the source is not in the library.
 */
export interface QuoteDifference {
  readonly kind: 'changed' | 'part' | 'order' | 'missing' | 'no-source';
  /** The differing words as the brief has them. */
  readonly brief: string;
  /** The words that stand there in the source; null when there are none. */
  readonly source: string | null;
}

/** One quotation or citation compared with its source. `from` and `to` are ProseMirror positions of its node. */
export interface CheckedQuote {
  readonly from: number;
  readonly to: number;
  readonly quote: string;
  readonly annotationId: string | null;
  readonly factId: string | null;
  readonly sourceId: string | null;
  /** `none`: there are no words to compare, only a source (or nothing at all when `sourceId` is null). */
  readonly state: 'same' | 'shortened' | 'broken' | 'none';
  readonly difference: QuoteDifference | null;
}

/** A sentence, quotation or figure that says something checkable. `from` and `to` are ProseMirror positions in the body. */
export interface Claim {
  readonly text: string;
  readonly status: ClaimStatus;
  /** Number of sources whose words stand behind it. */
  readonly sources: number;
  /** The same after near copies are counted once. */
  readonly independent: number;
  readonly sourceIds: readonly string[];
  readonly reasons: readonly ClaimReason[];
  readonly from: number;
  readonly to: number;
  readonly quotes: readonly CheckedQuote[];
}

/** A cited fact for which the library holds a later value. */
export interface StaleFact {
  readonly factId: string;
  readonly newerId: string;
}

/** Cited facts that give another value than a second fact of the same company, measure and date. */
export interface FactConflict {
  readonly factIds: readonly string[];
}

/** A figure in a table whose value is no longer the one the author accepted. */
export interface ChangedFigure {
  readonly factId: string;
  readonly shown: string;
  readonly now: string;
  readonly from: number;
}

/** A field of a cited source that is not known, so that the citation shows a gap. */
export interface MetadataGap {
  readonly sourceId: string;
  readonly field: 'title' | 'author' | 'date' | 'address';
}

/** The claim report of a brief. */
export interface BriefCheck {
  readonly claims: readonly Claim[];
  /** Claims that are supported or marked as the author's inference. */
  readonly traced: number;
  /** Quotations and citations whose words differ from their source. */
  readonly broken: number;
  readonly stale: readonly StaleFact[];
  readonly conflicts: readonly FactConflict[];
  readonly changed: readonly ChangedFigure[];
  readonly gaps: readonly MetadataGap[];
  /** Cited sources that are in the trash. */
  readonly trashed: readonly string[];
}
