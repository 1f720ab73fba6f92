/**
 * The tables of an archive, in the order in which they can be read into a library: what others point at comes first.
 * `key` names a row; `alike` names columns that are unique besides the id, so that the same tag made twice is one tag.
 */
export interface ArchivedTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly alike?: readonly string[];
  /** False for rows outside the change log: reading positions, settings, reports. */
  readonly logged: boolean;
}

/**
 * Not archived, because it follows from the rest: mentions, links of notes and the search index. Not archived, because it is this
 * machine's memory of what was done: the undo history (`step`, `change`), files seen in a watched folder. A backup keeps all of it.
 */
export const ARCHIVED: readonly ArchivedTable[] = [
  { name: 'company', key: ['id'], logged: true },
  { name: 'alias', key: ['id'], alike: ['company_id', 'text'], logged: true },
  { name: 'tag', key: ['id'], alike: ['name'], logged: true },
  { name: 'collection', key: ['id'], alike: ['name'], logged: true },
  { name: 'source', key: ['id'], logged: true },
  { name: 'version', key: ['id'], alike: ['source_id', 'number'], logged: true },
  { name: 'address', key: ['id'], alike: ['source_id', 'url'], logged: true },
  { name: 'annotation', key: ['id'], logged: true },
  { name: 'collecting', key: ['id'], alike: ['source_id', 'collection_id'], logged: true },
  { name: 'mention_choice', key: ['id'], alike: ['source_id', 'company_id'], logged: true },
  { name: 'annotation_company', key: ['id'], alike: ['annotation_id', 'company_id'], logged: true },
  { name: 'fact', key: ['id'], logged: true },
  { name: 'note', key: ['id'], logged: true },
  { name: 'tagging', key: ['id'], alike: ['entity_id', 'tag_id'], logged: true },
  { name: 'brief', key: ['id'], logged: true },
  { name: 'annotation_link', key: ['id'], alike: ['from_id', 'to_id', 'kind'], logged: true },
  { name: 'relation', key: ['id'], logged: true },
  { name: 'company_group', key: ['id'], alike: ['name'], logged: true },
  { name: 'grouping', key: ['id'], alike: ['company_id', 'group_id'], logged: true },
  { name: 'grid', key: ['id'], logged: true },
  { name: 'grid_question', key: ['id'], logged: true },
  { name: 'grid_company', key: ['id'], alike: ['grid_id', 'company_id'], logged: true },
  { name: 'grid_cell', key: ['id'], alike: ['question_id', 'company_id'], logged: true },
  { name: 'about_choice', key: ['id'], alike: ['source_id', 'company_id'], logged: true },
  { name: 'dismissed_name', key: ['id'], alike: ['key'], logged: true },
  { name: 'site_rule', key: ['id'], alike: ['host', 'pattern'], logged: true },
  { name: 'saved_search', key: ['id'], logged: true },
  { name: 'progress', key: ['source_id'], logged: false },
  { name: 'setting', key: ['key'], logged: false },
  { name: 'search_history', key: ['query'], logged: false },
  { name: 'request', key: ['id'], logged: false },
  { name: 'job', key: ['id'], logged: false },
  { name: 'job_item', key: ['job_id', 'number'], logged: false },
];

/** The layout of an archive. Readers refuse a higher one. */
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_FORMAT = 'dossier-archive';

/** `manifest.json`: what the archive is, how much it holds, and the SHA-256 of every other member. */
export interface Manifest {
  readonly format: typeof ARCHIVE_FORMAT;
  readonly formatVersion: number;
  /** The schema version of the library it came from. */
  readonly libraryVersion: number;
  readonly createdAt: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly members: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export const tablePath = (name: string): string => `tables/${name}.jsonl`;
