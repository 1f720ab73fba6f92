-- Near copies. The three tables `similar*` are derived: they can be dropped and made again from the texts.

-- signature: 128 little-endian numbers of 32 bits, null for a text too short to have one; content_hash: of the text it
-- was made from; cluster: the lowest number in the group; copied: 1 when the group holds more than one live source.
CREATE TABLE similar (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id TEXT NOT NULL UNIQUE,
  content_hash TEXT NOT NULL,
  cluster INTEGER NOT NULL,
  copied INTEGER NOT NULL DEFAULT 0,
  signature BLOB
) STRICT;
CREATE INDEX similar_cluster ON similar (cluster, copied);

-- Where a signature is found again: one row for each of its bands.
CREATE TABLE similar_band (
  key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (key, number)
) STRICT, WITHOUT ROWID;

-- Which texts were found to be near copies, in both directions.
CREATE TABLE similar_link (
  number INTEGER NOT NULL,
  other INTEGER NOT NULL,
  overlap REAL NOT NULL,
  PRIMARY KEY (number, other)
) STRICT, WITHOUT ROWID;

-- Other addresses of a source: those of the copies that were merged into it.
CREATE TABLE address (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
  url TEXT NOT NULL,
  key TEXT
) STRICT;
CREATE UNIQUE INDEX address_source ON address (source_id, url);
CREATE INDEX address_key ON address (key) WHERE key IS NOT NULL;
