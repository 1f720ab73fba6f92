/** A Markdown text of the user's own, about a company, a source, or on its own. */
export interface Note {
  readonly id: string;
  readonly companyId: string | null;
  readonly sourceId: string | null;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}
