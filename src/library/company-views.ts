import type { AnchorState } from '../core/annotation.ts';
import type { Relation } from '../core/relation.ts';
import type { CompanyRow, CompanyView, FactView } from './views.ts';

/** A relation with what is needed to show where it comes from. */
export interface RelationView extends Relation {
  readonly companyName: string;
  readonly otherName: string;
  /** Where its words stand now, in UTF-16 units of the canonical text; null when they were not found again. */
  readonly at: { readonly start: number; readonly end: number } | null;
  readonly anchor: AnchorState | null;
  readonly sourceTitle: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
}

/** A spelling the program finds a company under without being told: computed from a name of it. */
export interface DerivedName {
  readonly text: string;
  /** The name it was made from. */
  readonly from: string;
  readonly kind: 'pinyin' | 'traditional' | 'simplified';
}

/** A company as a row of the list, with its labels. */
export interface CompanyListRow extends CompanyRow {
  readonly website: string | null;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  /** The newest date any fact of it speaks of; null without a dated fact. */
  readonly newestFact: string | null;
}

/** Everything the dossier page shows, with what ties a company to others and what it is filed under. */
export interface DossierView extends CompanyView {
  readonly relations: readonly RelationView[];
  readonly derivedNames: readonly DerivedName[];
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  /** Pairs among the companies named together that share sources too; ids, first the smaller. */
  readonly among: readonly { readonly one: string; readonly two: string; readonly sources: number }[];
}

/** What a merge would move, and what it would leave, before it is done. */
export interface MergePreview {
  readonly aliases: readonly string[];
  readonly facts: number;
  readonly notes: number;
  readonly relations: number;
  readonly cells: number;
  readonly tags: number;
  readonly groups: number;
  readonly choices: number;
  /** Profile fields that both have with different values; the other's value is kept under a second name. */
  readonly fields: readonly { readonly field: string; readonly kept: string; readonly other: string }[];
  /** Relations between the two; they stay with the merged dossier in the trash. */
  readonly between: number;
}

/** A list of companies by name. */
export interface CompanyGroup {
  readonly name: string;
  readonly companies: number;
}

/** One question of a grid; `metric` is the measure its facts are filed under, the question's own words when null. */
export interface GridQuestion {
  readonly id: string;
  readonly text: string;
  readonly metric: string | null;
}

/** An answer: a fact with its quote, or the day on which somebody looked and found nothing. */
export interface GridCell {
  readonly questionId: string;
  readonly companyId: string;
  readonly fact: FactView | null;
  /** YYYY-MM-DD; null where there is a fact. */
  readonly lookedOn: string | null;
}

/** A grid as one row of a list. */
export interface GridRow {
  readonly id: string;
  readonly name: string;
  readonly questions: number;
  readonly companies: number;
  /** Cells with a fact, and cells where nothing was found; the rest are empty. */
  readonly facts: number;
  readonly looked: number;
  readonly updatedAt: string;
}

/** A grid with its questions, its companies, and every cell that is not empty. */
export interface GridView {
  readonly id: string;
  readonly name: string;
  readonly questions: readonly GridQuestion[];
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly cells: readonly GridCell[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A grid as a table: a column of companies and one per question. */
export interface GridTable {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly { readonly text: string; readonly factId: string | null }[];
  }[];
}
