import type { AnchorState, Annotation, Colour, LinkKind } from '../core/annotation.ts';
import type { Difference } from '../core/anchor/difference.ts';
import type { Alias, Company, Mention } from '../core/company.ts';
import type { Fact } from '../core/fact.ts';
import type { Note } from '../core/note.ts';
import type { BlockIndex } from '../core/reading/block-index.ts';
import type { MarkSplice } from '../core/reading/mark-columns.ts';
import type { Block, Source, SourceState, Version } from '../core/source.ts';

/** What a write may have changed. Screens name the topics they show and read again when one is announced. */
export const TOPICS = [
  'source',
  'annotation',
  'company',
  'mention',
  'fact',
  'note',
  'brief',
  'grid',
  'tag',
  'collection',
  'search',
  'setting',
  'job',
  'history',
  'health',
  'request',
] as const;

export type Topic = (typeof TOPICS)[number];

/** A source as one row of a list. */
export interface SourceRow extends Source {
  /** Names of the mentioned companies, most mentioned first, at most four. */
  readonly companyNames: readonly string[];
  /** Count of annotations by colour, in the order of the colours. */
  readonly marks: Readonly<Record<Colour, number>>;
  /** Reading time in minutes, at least 1. */
  readonly minutes: number;
  /** 0 to 1: how far it has been read. */
  readonly progress: number;
  readonly openedAt: string | null;
  readonly trashedAt: string | null;
}

/** A link of an annotation to another, seen from it. */
export interface AnnotationLink {
  readonly id: string;
  readonly kind: LinkKind;
  /** True when the link leads from this annotation to the other, as in "this supports that". */
  readonly outward: boolean;
  /** The annotation at the other end. */
  readonly other: {
    readonly id: string;
    readonly quote: string;
    readonly note: string;
    readonly colour: Colour;
    readonly start: number | null;
    readonly end: number | null;
    readonly sourceId: string;
    readonly sourceTitle: string;
  };
}

/** An annotation whose quote is in doubt also carries what the current text says and where it might belong. */
export interface AnnotationView extends Annotation {
  /** The words now at [start, end); differs from `quote` when the anchor is `changed`. */
  readonly current: string | null;
  /** Best places for an orphan. */
  readonly candidates: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  /** Facts made from these words. */
  readonly facts: readonly Fact[];
  /** Briefs that cite it. */
  readonly briefs: readonly { readonly id: string; readonly title: string }[];
  /** What it supports, contradicts or explains, and what does so to it. */
  readonly links: readonly AnnotationLink[];
}

/** How many annotations on words are in each state. */
export type AnchorCounts = Readonly<Record<AnchorState, number>>;

/** One version of a source in the list of them. */
export interface VersionSummary {
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly capturedAt: string;
  /** The format it was read from. */
  readonly format: string;
  /** Bytes of the original. */
  readonly size: number;
  /** Words, or characters in Chinese, Japanese and Korean. */
  readonly words: number;
  readonly current: boolean;
  /** How the annotations of the source stand in this version. */
  readonly anchors: AnchorCounts;
}

/** Two versions of a source with what changed between them. */
export interface Comparison {
  readonly before: Version;
  readonly after: Version;
  /** Every paragraph of both, in the order of the newer one; offsets into the texts of the two versions. */
  readonly differences: readonly Difference[];
}

/** What came of saving a newer version. */
export interface Recaptured {
  readonly source: Source;
  readonly annotations: readonly Annotation[];
  /** The number of the new version. */
  readonly version: number;
  readonly anchors: AnchorCounts;
  /** Whether the new version reads word for word as the one before. */
  readonly sameText: boolean;
}

/** Everything about one source at once: for the terminal, for other programs and for short looks at ordinary sources. */
export interface SourceView {
  readonly source: SourceRow;
  readonly version: Version;
  readonly versions: readonly { readonly id: string; readonly number: number; readonly capturedAt: string }[];
  readonly annotations: readonly AnnotationView[];
  readonly mentions: readonly (Mention & { readonly name: string })[];
  readonly notes: readonly Note[];
  readonly facts: readonly Fact[];
  /** Media type and size of the original bytes; they are served at `/original/<versionId>`. */
  readonly original: { readonly mediaType: string; readonly size: number; readonly name: string };
  /** Offset of the paragraph last read. */
  readonly position: number;
}

/** A version without its words. */
export type VersionHead = Omit<Version, 'text' | 'blocks'>;

/** The names found in a text, by columns: which company (its place in `companies`), from where, to where. */
export interface NameColumns {
  readonly companies: readonly {
    readonly id: string;
    readonly name: string;
    readonly choice: Mention['choice'];
  }[];
  readonly of: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * What a reader opens a source with: what it is, where every block, mark and name stands, and the first words. The other
 * pages of blocks and what the annotations say are asked for when they come into view. Parts carry a revision (`rev`);
 * a part that the window has already is null.
 */
export interface SourceHead extends Omit<SourceView, 'version' | 'annotations' | 'mentions'> {
  readonly version: VersionHead;
  readonly blocks: {
    readonly rev: string;
    readonly index: BlockIndex | null;
    readonly pages: readonly { readonly from: number; readonly blocks: readonly Block[] }[];
  };
  /** The change from the revision `since` to `rev`; from no marks where `since` is null. */
  readonly marks: { readonly rev: string; readonly since: string | null; readonly splice: MarkSplice };
  readonly names: { readonly rev: string; readonly value: NameColumns | null };
}

export interface CompanyRow {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly ticker: string | null;
  readonly country: string | null;
  readonly sources: number;
  readonly facts: number;
  /** Instant of the newest source that mentions it. */
  readonly latest: string | null;
}

/** Facts that give different values for the same company, metric and period. */
export interface Conflict {
  readonly metric: string;
  readonly asOf: string | null;
  readonly facts: readonly FactView[];
  /** The reader's decision, when there is one. */
  readonly preferred: string | null;
  readonly reason: string | null;
}

/** A fact with what is needed to show where it comes from. */
export interface FactView extends Fact {
  readonly companyName: string;
  readonly sourceTitle: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  readonly anchor: AnchorState | null;
  /** The words it rests on are in the trash and can be brought back. */
  readonly wordsTrashed?: boolean;
  /** The reader's remark: why this value, or the words a fact without a source once rested on. */
  readonly reason?: string | null;
  /** Older than the reader wants for this measure. */
  readonly stale?: boolean;
}

/** Everything the dossier page shows. */
export interface CompanyView {
  readonly company: Company;
  readonly fields: Readonly<Record<string, string>>;
  readonly facts: readonly FactView[];
  readonly conflicts: readonly Conflict[];
  /** Mentions by month (YYYY-MM of publication, else capture). */
  readonly months: readonly { readonly month: string; readonly annotated: number; readonly others: number }[];
  /** Companies named in the same sources, most shared first. */
  readonly together: readonly { readonly id: string; readonly name: string; readonly sources: number }[];
  readonly latest: readonly SourceRow[];
  readonly annotations: readonly (AnnotationView & { readonly sourceTitle: string })[];
  readonly mentions: number;
}

/** One change a person made, as a line of the history. */
export interface HistoryStep {
  readonly id: number;
  readonly at: string;
  /** Key of a message, with its parameters. */
  readonly label: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly undone: boolean;
}

export type JobState = 'running' | 'done' | 'cancelled' | 'failed';

/** Long work: an import, a rebuild, an export. */
export interface Job {
  readonly id: string;
  readonly kind: 'import' | 'rebuild' | 'export' | 'check' | 'backup' | 'mentions';
  readonly state: JobState;
  readonly total: number | null;
  readonly done: number;
  /** What is happening now, such as a file name. */
  readonly current: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly counts: Readonly<Record<string, number>>;
  /** The program ended while it ran. */
  readonly interrupted: boolean;
  /** It stopped half-way and can go on (`imports.resume`). */
  readonly resumable: boolean;
}

/** What came of one input of an import. */
export interface ImportItem {
  readonly input: string;
  readonly outcome: 'imported' | 'duplicate' | 'failed';
  readonly sourceId: string | null;
  readonly title: string | null;
  readonly code: string | null;
  readonly message: string | null;
  /** For duplicates: how it equals the one that is there. */
  readonly kind: 'exact' | 'near' | null;
}

export interface ImportReport {
  readonly imported: readonly Source[];
  readonly duplicates: readonly {
    readonly input: string;
    readonly of: string;
    readonly kind: 'exact' | 'near';
  }[];
  readonly failed: readonly { readonly input: string; readonly code: string; readonly message: string }[];
}

/** What capture would save, before it is saved. */
export interface CapturePreview {
  readonly title: string | null;
  readonly byline: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly blocks: readonly Block[];
  readonly provenance: Readonly<Record<string, string>>;
  readonly doubts: readonly { readonly code: string; readonly detail?: string }[];
  /** The source it duplicates, when there is one. */
  readonly duplicateOf: { readonly id: string; readonly title: string } | null;
  /** The source that says nearly the same; it is no duplicate and will be counted as one voice with this one. */
  readonly nearCopyOf: { readonly id: string; readonly title: string } | null;
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly format: string;
}

export interface SourceFilter {
  readonly view?: 'library' | 'inbox' | 'trash' | undefined;
  readonly kind?: string | undefined;
  readonly tag?: string | undefined;
  readonly collection?: string | undefined;
  /** Company id. */
  readonly company?: string | undefined;
  /** With a company: only sources about it, or only those that merely mention it. */
  readonly about?: boolean | undefined;
  readonly state?: SourceState | undefined;
  readonly unread?: boolean | undefined;
  readonly annotated?: boolean | undefined;
  readonly starred?: boolean | undefined;
  /** Language prefix, such as `zh`. */
  readonly language?: string | undefined;
  readonly sort?: 'captured' | 'published' | 'title' | 'opened' | undefined;
  readonly descending?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** What a screen may know of the shell it runs in. */
export interface HostInfo {
  readonly shell: 'electron' | 'browser';
  readonly version: string;
  readonly library: { readonly file: string; readonly name: string; readonly sample: boolean };
  /** True while the user's own library holds nothing. */
  readonly firstRun: boolean;
  /** Always true: the program asks nothing of the network by itself. */
  readonly offline: boolean;
}

/** What a screen may ask of the shell. */
export interface HostVerbs {
  readonly info: () => Promise<HostInfo>;
  readonly openSample: () => Promise<HostInfo>;
  readonly leaveSample: () => Promise<HostInfo>;
  readonly restore: (input: { readonly path: string }) => Promise<HostInfo>;
}
