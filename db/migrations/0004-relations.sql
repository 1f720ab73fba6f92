-- Ties between things: marks that support or contradict each other, companies that own or supply each other, groups of
-- companies, grids of questions, and what a person decided about a company in a source. Also memory of work done.

-- What the sidebar counts: by place, state and language.
CREATE INDEX source_counted ON source (trashed_at, state, language);

-- One annotation supports, contradicts or explains another.
CREATE TABLE annotation_link (
  id TEXT PRIMARY KEY,
  from_id TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  to_id TEXT NOT NULL REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('supports', 'contradicts', 'explains')),
  created_at TEXT NOT NULL,
  CHECK (from_id <> to_id)
) STRICT;
CREATE UNIQUE INDEX annotation_link_pair ON annotation_link (from_id, to_id, kind);
CREATE INDEX annotation_link_to ON annotation_link (to_id);

-- One company owns, acquired, supplies, competes with or invested in another. Like a fact it rests on words, or says
-- outright that it has no source.
CREATE TABLE relation (
  id TEXT PRIMARY KEY,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('owns', 'acquired', 'supplies', 'competes', 'invested')),
  other_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  as_of TEXT,
  annotation_id TEXT REFERENCES annotation (id) DEFERRABLE INITIALLY DEFERRED,
  no_source INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT,
  CHECK (company_id <> other_id),
  CHECK ((annotation_id IS NOT NULL) <> (no_source = 1))
) STRICT;
CREATE INDEX relation_company ON relation (company_id);
CREATE INDEX relation_other ON relation (other_id);
CREATE INDEX relation_annotation ON relation (annotation_id);

-- Named lists of companies.
CREATE TABLE company_group (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE grouping (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES company_group (id) DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX grouping_company ON grouping (company_id, group_id);
CREATE INDEX grouping_group ON grouping (group_id);

-- Questions asked of several companies.
CREATE TABLE grid (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;

CREATE TABLE grid_question (
  id TEXT PRIMARY KEY,
  grid_id TEXT NOT NULL REFERENCES grid (id) DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  metric TEXT,
  position REAL NOT NULL
) STRICT;
CREATE INDEX grid_question_grid ON grid_question (grid_id, position);

CREATE TABLE grid_company (
  id TEXT PRIMARY KEY,
  grid_id TEXT NOT NULL REFERENCES grid (id) DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX grid_company_pair ON grid_company (grid_id, company_id);
CREATE INDEX grid_company_company ON grid_company (company_id);

-- An answer is a fact, or the day on which somebody looked and found nothing. No row: nobody has looked.
CREATE TABLE grid_cell (
  id TEXT PRIMARY KEY,
  question_id TEXT NOT NULL REFERENCES grid_question (id) DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  fact_id TEXT REFERENCES fact (id) DEFERRABLE INITIALLY DEFERRED,
  looked_on TEXT,
  CHECK ((fact_id IS NOT NULL) <> (looked_on IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX grid_cell_pair ON grid_cell (question_id, company_id);
CREATE INDEX grid_cell_company ON grid_cell (company_id);
CREATE INDEX grid_cell_fact ON grid_cell (fact_id);

-- What a person decided against the computed answer: a source is about a company, or only mentions it.
CREATE TABLE about_choice (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  company_id TEXT NOT NULL REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED,
  about INTEGER NOT NULL CHECK (about IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX about_choice_pair ON about_choice (source_id, company_id);
CREATE INDEX about_choice_company ON about_choice (company_id);

-- A name that was suggested as a new company and is not one, folded as names are.
CREATE TABLE dismissed_name (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- What a note's [[links]] lead to. Derived from its text: it can be dropped and made again.
CREATE TABLE note_link (
  note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('company', 'source', 'annotation', 'fact', 'note', 'brief')),
  target_id TEXT NOT NULL,
  PRIMARY KEY (note_id, kind, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_link_target ON note_link (target_id);

-- A tag may stand on a company or a note as well.
CREATE TABLE tagging_wider (
  id TEXT PRIMARY KEY,
  tag_id TEXT NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('source', 'annotation', 'company', 'note')),
  entity_id TEXT NOT NULL
) STRICT;
INSERT INTO tagging_wider (id, tag_id, kind, entity_id) SELECT id, tag_id, kind, entity_id FROM tagging;
DROP TABLE tagging;
ALTER TABLE tagging_wider RENAME TO tagging;
CREATE UNIQUE INDEX tagging_entity ON tagging (entity_id, tag_id);
CREATE INDEX tagging_tag ON tagging (tag_id);

-- What an import was asked for, as JSON, so that one a crash interrupted can go on.
ALTER TABLE job ADD COLUMN request TEXT;
ALTER TABLE job ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0;

-- Every address the program asked for because a person wanted it, and what came of it.
CREATE TABLE request (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  address TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('page', 'image')),
  outcome TEXT NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  source_id TEXT
) STRICT;
CREATE INDEX request_at ON request (at);

-- Files seen in a watched folder, so that each is read once.
CREATE TABLE watched_file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('imported', 'duplicate', 'failed')),
  source_id TEXT,
  message TEXT
) STRICT;

-- Blocks a person wants kept or removed on every page of a site: `pattern` names the block as capture saw it.
CREATE TABLE site_rule (
  id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  pattern TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('keep', 'remove')),
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX site_rule_host ON site_rule (host, pattern);

-- Searches that were run, newest last; memory of this machine, outside the change log.
CREATE TABLE search_history (
  query TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  times INTEGER NOT NULL DEFAULT 1
) STRICT;
