-- The library: sources with their versions, what readers add, and the log of every change.
-- Instants are ISO 8601 UTC text; ids are UUIDv7 text; offsets are UTF-16 units into a version's text.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Bytes as they were captured, addressed by their SHA-256. Immutable, so never in the change log.
CREATE TABLE original (
  hash TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('identity', 'deflate')),
  bytes BLOB NOT NULL
) STRICT;

-- Images shown inside articles, addressed by their SHA-256. Immutable.
CREATE TABLE asset (
  hash TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  external_id TEXT,
  origin TEXT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  byline TEXT,
  site_name TEXT,
  published_on TEXT,
  language TEXT,
  url TEXT,
  address_key TEXT,
  captured_at TEXT NOT NULL,
  word_count INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('inbox', 'reading', 'done')),
  starred INTEGER NOT NULL DEFAULT 0,
  content_hash TEXT NOT NULL,
  version_id TEXT NOT NULL REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;
CREATE INDEX source_captured ON source (trashed_at, captured_at);
CREATE INDEX source_content ON source (content_hash);
CREATE INDEX source_address ON source (address_key) WHERE address_key IS NOT NULL;
CREATE INDEX source_version ON source (version_id);

CREATE TABLE version (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  captured_at TEXT NOT NULL,
  format TEXT NOT NULL,
  original_hash TEXT NOT NULL REFERENCES original (hash),
  text TEXT NOT NULL,
  blocks TEXT NOT NULL,
  doubts TEXT NOT NULL,
  provenance TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX version_number ON version (source_id, number);
CREATE INDEX version_original ON version (original_hash);

-- Where reading stopped; a convenience, so not part of the change log.
CREATE TABLE progress (
  source_id TEXT PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  progress REAL NOT NULL,
  opened_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE annotation (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  version_id TEXT NOT NULL REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED,
  start INTEGER,
  "end" INTEGER,
  quote TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  note TEXT NOT NULL,
  colour TEXT NOT NULL,
  anchor TEXT NOT NULL CHECK (anchor IN ('exact', 'moved', 'changed', 'orphan')),
  score REAL NOT NULL,
  candidates TEXT NOT NULL DEFAULT '[]',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT,
  CHECK ((start IS NULL) = ("end" IS NULL)),
  CHECK (start IS NULL OR "end" > start)
) STRICT;
CREATE INDEX annotation_source ON annotation (source_id, start);
CREATE INDEX annotation_version ON annotation (version_id);

CREATE TABLE tag (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  colour TEXT,
  created_at TEXT NOT NULL
) STRICT;

-- A tag on a source or an annotation.
CREATE TABLE tagging (
  id TEXT PRIMARY KEY,
  tag_id TEXT NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('source', 'annotation')),
  entity_id TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX tagging_entity ON tagging (entity_id, tag_id);
CREATE INDEX tagging_tag ON tagging (tag_id);

CREATE TABLE collection (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE collecting (
  id TEXT PRIMARY KEY,
  collection_id TEXT NOT NULL REFERENCES collection (id) DEFERRABLE INITIALLY DEFERRED,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX collecting_source ON collecting (source_id, collection_id);
CREATE INDEX collecting_collection ON collecting (collection_id);

CREATE TABLE company (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  ticker TEXT,
  country TEXT,
  website TEXT,
  fields TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;
CREATE INDEX company_name ON company (name);

CREATE TABLE alias (
  id TEXT PRIMARY KEY,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  key TEXT NOT NULL,
  language TEXT,
  kind TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX alias_company ON alias (company_id, text);
CREATE INDEX alias_key ON alias (key);

-- Found by the program and found again at will; what a person decided is in mention_choice.
CREATE TABLE mention (
  source_id TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  company_id TEXT NOT NULL REFERENCES company (id) ON DELETE CASCADE,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (source_id, start, company_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_company ON mention (company_id, source_id);

CREATE TABLE mention_choice (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  choice TEXT NOT NULL CHECK (choice IN ('accepted', 'rejected'))
) STRICT;
CREATE UNIQUE INDEX mention_choice_pair ON mention_choice (source_id, company_id);
CREATE INDEX mention_choice_company ON mention_choice (company_id);

-- A company set on an annotation by hand.
CREATE TABLE annotation_company (
  id TEXT PRIMARY KEY,
  annotation_id TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX annotation_company_pair ON annotation_company (annotation_id, company_id);
CREATE INDEX annotation_company_company ON annotation_company (company_id);

CREATE TABLE fact (
  id TEXT PRIMARY KEY,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  metric TEXT NOT NULL,
  metric_key TEXT NOT NULL,
  value REAL,
  value_high REAL,
  value_text TEXT NOT NULL,
  bound TEXT NOT NULL,
  unit TEXT,
  currency TEXT,
  as_of TEXT,
  -- A fact rests on words, or says outright that it has no source.
  annotation_id TEXT REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  no_source INTEGER NOT NULL DEFAULT 0,
  preferred INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT,
  CHECK ((annotation_id IS NOT NULL) <> (no_source = 1))
) STRICT;
CREATE INDEX fact_company ON fact (company_id, metric_key, as_of);
CREATE INDEX fact_annotation ON fact (annotation_id);

CREATE TABLE note (
  id TEXT PRIMARY KEY,
  company_id TEXT REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  source_id TEXT REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;
CREATE INDEX note_company ON note (company_id);
CREATE INDEX note_source ON note (source_id);

CREATE TABLE brief (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  style TEXT NOT NULL,
  language TEXT NOT NULL,
  frozen TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;

CREATE TABLE saved_search (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every change a person made is one step; its row changes are what undo, history and a later sync read.
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  label TEXT NOT NULL,
  params TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX step_state ON step (state, id);

CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX change_step ON change (step_id);
CREATE INDEX change_entity ON change (entity, entity_id);

-- Long work and what came of each input, so that an interrupted import can be told and resumed.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
  total INTEGER,
  done INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL DEFAULT '{}',
  step_id INTEGER REFERENCES step (id) ON DELETE SET NULL,
  -- the process that runs it; a running job of a dead process was interrupted
  pid INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX job_step ON job (step_id);

CREATE TABLE job_item (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  input TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('imported', 'duplicate', 'failed')),
  source_id TEXT,
  title TEXT,
  code TEXT,
  message TEXT,
  kind TEXT,
  PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;
