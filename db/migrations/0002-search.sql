-- The search index. Everything here can be dropped and rebuilt from the library's own tables; nothing refers to it.

-- version: layout of the packed data; stamp: changes with every write, so that any process notices; next_document:
-- numbers are never used twice; documents, words: totals for ranking.
CREATE TABLE search_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  stamp TEXT NOT NULL,
  next_document INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  words INTEGER NOT NULL
) STRICT;
INSERT INTO search_state VALUES (1, 1, 'new', 1, 0, 0);

-- One row per indexed thing. A changed thing gets a new number, so packed data is never edited.
CREATE TABLE search_document (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  source_id TEXT,
  external_id TEXT,
  title TEXT NOT NULL,
  -- The names of a company, one per line; null for all else.
  names TEXT,
  UNIQUE (kind, id)
) STRICT;

-- Kind, flags, dates and length of 1,024 documents at a time, packed as described in src/library/search/records.ts.
CREATE TABLE search_page (
  page INTEGER PRIMARY KEY,
  stamp TEXT NOT NULL,
  records BLOB NOT NULL
) STRICT;

-- Postings are written in segments of disjoint, rising document numbers and merged from time to time.
-- firsts: JSON array with the first term of every block; vocabulary: the words as written, packed.
CREATE TABLE search_segment (
  id INTEGER PRIMARY KEY,
  stamp TEXT NOT NULL,
  documents INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  first_block INTEGER NOT NULL,
  firsts TEXT NOT NULL,
  vocabulary BLOB NOT NULL
) STRICT;

-- Blocks of a segment are numbered without gaps from its first_block; layout in src/library/search/postings.ts.
CREATE TABLE search_block (
  id INTEGER PRIMARY KEY,
  postings BLOB NOT NULL
) STRICT;

-- Word positions for phrases and NEAR. The text is folded, and cut into overlapping pairs where a script has no spaces,
-- before it gets here; the text itself is not kept.
CREATE VIRTUAL TABLE search_text USING fts5 (
  title, byline, body,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
