import type Database from 'better-sqlite3';
import { sha256 } from '../core/capture/hash.ts';
import { named, type ReadRow } from './salvage-rows.ts';

/**
 * Rows that point at a lost one. What has words of its own is kept: a version stands in for its lost original, an older
 * version for a lost newer one, a plain description for a lost source; only what means nothing alone is let go, and told.
 */
export function settleLoose(
  db: Database.Database,
  counts: Record<string, number>,
  tell: (sentence: string) => void,
): void {
  const all = (sql: string): Record<string, string>[] => db.prepare(sql).all() as Record<string, string>[];
  db.exec('BEGIN');
  for (const row of all(
    'SELECT id, source_id, text FROM version WHERE original_hash NOT IN (SELECT hash FROM original)',
  )) {
    const bytes = Buffer.from(row['text']!);
    const hash = sha256(bytes);
    db.prepare(
      "INSERT OR IGNORE INTO original (hash, media_type, size, encoding, bytes) VALUES (?, 'text/plain;charset=utf-8', ?, 'identity', ?)",
    ).run(hash, bytes.length, bytes);
    db.prepare('UPDATE version SET original_hash = ? WHERE id = ?').run(hash, row['id']);
    tell(`The original bytes of version ${row['id']} are lost; its clean text stands in for them.`);
  }
  // a source whose current version is lost shows the newest one that is left
  for (const row of all('SELECT id, title FROM source WHERE version_id NOT IN (SELECT id FROM version)')) {
    const left = db
      .prepare('SELECT id FROM version WHERE source_id = ? ORDER BY number DESC LIMIT 1')
      .pluck()
      .get(row['id']) as string | undefined;
    if (left === undefined) continue;
    db.prepare('UPDATE source SET version_id = ? WHERE id = ?').run(left, row['id']);
    tell(`The newest version of “${row['title']}” is lost; an older one is shown.`);
  }
  // a version whose source's description is lost is still worth reading: a plain description is written for it
  for (const row of all(
    `SELECT v.source_id, v.id, v.text, v.captured_at, v.created_at FROM version v
      WHERE v.source_id NOT IN (SELECT id FROM source)
        AND v.number = (SELECT max(number) FROM version w WHERE w.source_id = v.source_id)`,
  )) {
    const title = row['text']!.split('\n', 1)[0]!.slice(0, 100) || 'Untitled';
    db.prepare(
      `INSERT INTO source (id, kind, title, captured_at, word_count, state, content_hash, version_id, created_at, updated_at)
       VALUES (?, 'article', ?, ?, 0, 'inbox', '', ?, ?, ?)`,
    ).run(row['source_id'], title, row['captured_at'], row['id'], row['created_at'], row['created_at']);
    counts['source'] = (counts['source'] ?? 0) + 1;
    tell(`The description of source ${row['source_id']} is lost; its text is kept as “${title}”.`);
  }
  // a source whose words are all lost keeps its description, its notes and the quotes taken from it
  const nothing = sha256(Buffer.alloc(0));
  for (const row of all(
    'SELECT id, title, version_id, captured_at FROM source WHERE version_id NOT IN (SELECT id FROM version)',
  )) {
    db.prepare(
      "INSERT OR IGNORE INTO original (hash, media_type, size, encoding, bytes) VALUES (?, 'text/plain', 0, 'identity', x'')",
    ).run(nothing);
    db.prepare(
      `INSERT INTO version (id, source_id, number, captured_at, format, original_hash, text, blocks, doubts, provenance, created_at)
       VALUES (?, ?, 1, ?, 'text', ?, '', '[]', '[]', '{}', ?)`,
    ).run(row['version_id'], row['id'], row['captured_at'], nothing, row['captured_at']);
    tell(`The words of “${row['title']}” are lost; its description and what was noted about it are kept.`);
  }
  // what was said of a company, a tag or a collection outlives its name
  const epoch = '1970-01-01T00:00:00.000Z';
  for (const { id } of all(
    `SELECT company_id AS id FROM fact UNION SELECT company_id FROM alias UNION SELECT company_id FROM note
      WHERE company_id IS NOT NULL UNION SELECT company_id FROM annotation_company UNION SELECT company_id FROM mention_choice
     UNION SELECT company_id FROM relation UNION SELECT other_id FROM relation UNION SELECT company_id FROM grouping
     UNION SELECT company_id FROM grid_company UNION SELECT company_id FROM grid_cell UNION SELECT company_id FROM about_choice
     EXCEPT SELECT id FROM company`,
  )) {
    const alias = db
      .prepare('SELECT text FROM alias WHERE company_id = ? ORDER BY id LIMIT 1')
      .pluck()
      .get(id);
    const name = typeof alias === 'string' ? alias : `Lost company ${id!.slice(-6)}`;
    db.prepare('INSERT INTO company (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)').run(
      id,
      name,
      epoch,
      epoch,
    );
    tell(`The name of company ${id} is lost; it is called “${name}” now.`);
  }
  for (const [table, links, column] of [
    ['tag', 'tagging', 'tag_id'],
    ['collection', 'collecting', 'collection_id'],
    ['company_group', 'grouping', 'group_id'],
  ] as const)
    for (const { id } of all(`SELECT ${column} AS id FROM ${links} EXCEPT SELECT id FROM ${table}`)) {
      const short = `lost ${table.replace('company_', '')} ${id!.slice(-6)}`;
      // damage may have made two ids of one, alike at their ends
      const taken = db.prepare(`SELECT 1 FROM ${table} WHERE name = ?`).get(short) !== undefined;
      const name = taken ? `lost ${table.replace('company_', '')} ${id}` : short;
      db.prepare(`INSERT INTO ${table} (id, name, created_at) VALUES (?, ?, ?)`).run(id, name, epoch);
      tell(`The name of ${table} ${id} is lost; it is called “${name}” now.`);
    }
  for (const { id } of all(
    'SELECT grid_id AS id FROM grid_question UNION SELECT grid_id FROM grid_company EXCEPT SELECT id FROM grid',
  )) {
    const name = `Lost grid ${id!.slice(-6)}`;
    db.prepare('INSERT INTO grid (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)').run(
      id,
      name,
      epoch,
      epoch,
    );
    tell(`The name of grid ${id} is lost; it is called “${name}” now.`);
  }
  for (const { id, grid } of all(
    `SELECT DISTINCT c.question_id AS id, (SELECT g.grid_id FROM grid_company g WHERE g.company_id = c.company_id LIMIT 1) AS grid
       FROM grid_cell c WHERE c.question_id NOT IN (SELECT id FROM grid_question)`,
  )) {
    // the answers are worth keeping as long as it can be told in which grid their company stands
    if (grid === null) continue;
    db.prepare('INSERT INTO grid_question (id, grid_id, text, position) VALUES (?, ?, ?, 1e9)').run(
      id,
      grid,
      `Lost question ${id!.slice(-6)}`,
    );
    tell(`The words of question ${id} of a grid are lost; its answers are kept.`);
  }
  // and what is still left hanging goes, from the things pointed at to those that point
  for (let again = true; again;) {
    again = false;
    for (const row of db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]) {
      if (row.rowid === null) {
        // tables without rowid name their parent by the key itself
        for (const [table, column, parent] of [
          ['progress', 'source_id', 'source'],
          ['job_item', 'job_id', 'job'],
        ] as const)
          if (row.table === table)
            again =
              db.prepare(`DELETE FROM ${table} WHERE ${column} NOT IN (SELECT id FROM ${parent})`).run()
                .changes > 0 || again;
        continue;
      }
      if (row.table === 'job') {
        again =
          db.prepare('UPDATE job SET step_id = NULL WHERE rowid = ?').run(row.rowid).changes > 0 || again;
        continue;
      }
      if ((row.table === 'fact' || row.table === 'relation') && row.parent === 'annotation') {
        again =
          db
            .prepare(`UPDATE ${row.table} SET annotation_id = NULL, no_source = 1 WHERE rowid = ?`)
            .run(row.rowid).changes > 0 || again;
        tell(`A ${row.table} lost the words it rests on and is marked as having no source.`);
        continue;
      }
      if (row.table === 'note') {
        const change = `UPDATE note SET ${row.parent === 'company' ? 'company_id' : 'source_id'} = NULL WHERE rowid = ?`;
        again = db.prepare(change).run(row.rowid).changes > 0 || again;
        tell(`A note lost the ${row.parent} it belonged to and stands by itself.`);
        continue;
      }
      if (row.table === 'annotation' && row.parent === 'version') {
        // the words are in the row itself: it waits for a place in the version that is left
        const moved = db
          .prepare(
            `UPDATE annotation SET start = NULL, "end" = NULL, anchor = 'orphan', score = 0,
                version_id = (SELECT version_id FROM source WHERE id = annotation.source_id)
              WHERE rowid = ? AND source_id IN (SELECT id FROM source)`,
          )
          .run(row.rowid).changes;
        if (moved > 0) {
          again = true;
          continue;
        }
      }
      const gone = db.prepare(`SELECT * FROM ${row.table} WHERE rowid = ?`).get(row.rowid) as
        ReadRow | undefined;
      if (!gone) continue;
      if (row.table !== 'change')
        tell(`${named(row.table, gone)} was let go, because its ${row.parent} is lost.`);
      db.prepare(`DELETE FROM ${row.table} WHERE rowid = ?`).run(row.rowid);
      counts[row.table] = (counts[row.table] ?? 1) - 1;
      again = true;
    }
  }
  // annotations that no longer lie inside their text wait for a place
  db.exec(
    `UPDATE annotation SET start = NULL, "end" = NULL, anchor = 'orphan', score = 0 WHERE id IN (
       SELECT a.id FROM annotation a JOIN source s ON s.id = a.source_id JOIN version v ON v.id = s.version_id
        WHERE a."end" > length(v.text) AND a."end" > length(CAST(v.text AS BLOB)))`,
  );
  // the undo history only holds together when it is whole
  db.exec("UPDATE step SET state = 'dropped'");
  db.exec('COMMIT');
}
