import type { Topic } from './views.ts';

/** The tables whose rows belong to the user: every change of them goes through the write door and into the change log. */
export const TABLES = {
  source: 'source',
  version: 'source',
  address: 'source',
  annotation: 'annotation',
  tag: 'tag',
  tagging: 'tag',
  collection: 'collection',
  collecting: 'collection',
  company: 'company',
  alias: 'company',
  mention_choice: 'mention',
  annotation_company: 'annotation',
  fact: 'fact',
  note: 'note',
  brief: 'brief',
  saved_search: 'search',
  annotation_link: 'annotation',
  relation: 'company',
  company_group: 'company',
  grouping: 'company',
  grid: 'grid',
  grid_question: 'grid',
  grid_company: 'grid',
  grid_cell: 'grid',
  about_choice: 'mention',
  dismissed_name: 'mention',
  site_rule: 'setting',
} as const satisfies Record<string, Topic>;

export type Table = keyof typeof TABLES;

/** A row as SQLite gives it. */
export type Row = Record<string, string | number | null>;
