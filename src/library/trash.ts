import type { Context } from './context.ts';
import { briefsCiting } from './brief-rows.ts';
import type { Store } from './store.ts';
import { ask } from './verb.ts';

/** One thing in the trash. */
export interface TrashItem {
  readonly kind: 'source' | 'annotation' | 'company' | 'fact' | 'note' | 'brief' | 'relation' | 'grid';
  readonly id: string;
  readonly title: string;
  readonly trashedAt: string;
  /** Titles of the briefs that cite it; such a thing is not deleted for good. */
  readonly citedIn: readonly string[];
}

function trashItems(store: Store): TrashItem[] {
  return store
    .sql<[], Omit<TrashItem, 'citedIn'>>(
      `SELECT 'source' AS kind, id, title, trashed_at AS trashedAt FROM source WHERE trashed_at IS NOT NULL
       UNION ALL SELECT 'annotation', id, CASE quote WHEN '' THEN note ELSE quote END, trashed_at FROM annotation WHERE trashed_at IS NOT NULL
       UNION ALL SELECT 'company', id, name, trashed_at FROM company WHERE trashed_at IS NOT NULL
       UNION ALL SELECT 'fact', id, metric || ': ' || value_text, trashed_at FROM fact WHERE trashed_at IS NOT NULL
       UNION ALL SELECT 'note', id, title, trashed_at FROM note WHERE trashed_at IS NOT NULL
       UNION ALL SELECT 'brief', id, title, trashed_at FROM brief WHERE trashed_at IS NOT NULL
       UNION ALL SELECT 'relation', r.id, c.name || ' – ' || o.name, r.trashed_at FROM relation r
         JOIN company c ON c.id = r.company_id JOIN company o ON o.id = r.other_id WHERE r.trashed_at IS NOT NULL
       UNION ALL SELECT 'grid', id, name, trashed_at FROM grid WHERE trashed_at IS NOT NULL
       ORDER BY trashedAt DESC`,
    )
    .all()
    .map((item) => ({ ...item, citedIn: briefsCiting(store, item.id).map((brief) => brief.title) }));
}

/** Tables whose rows go with their company. */
const COMPANY_ROWS = [
  'alias',
  'mention_choice',
  'about_choice',
  'annotation_company',
  'note',
  'relation',
  'grouping',
  'grid_cell',
  'grid_company',
] as const;

/** Deletes rows for good, with everything that hangs on them. Outside the change log: this cannot be undone. */
function purge(store: Store, items: readonly TrashItem[]): void {
  const { db } = store;
  db.pragma('defer_foreign_keys = ON');
  const all = (sql: string, id: string): string[] => db.prepare(sql).pluck().all(id) as string[];
  const drop = (table: string, id: string): void => {
    db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
  };
  const dropFact = (id: string): void => {
    db.prepare('DELETE FROM grid_cell WHERE fact_id = ?').run(id);
    drop('fact', id);
  };
  const dropAnnotation = (id: string): void => {
    // a fact outlives the words it rested on: it says that it has no source any more, and keeps them in its remark
    db.prepare(
      `UPDATE fact SET annotation_id = NULL, no_source = 1, reason = trim(coalesce(reason, '') || char(10) ||
         (SELECT '“' || quote || '”' || coalesce(' — ' || s.title, '') FROM annotation a JOIN source s ON s.id = a.source_id
           WHERE a.id = @id)) WHERE annotation_id = @id`,
    ).run({ id });
    db.prepare('DELETE FROM tagging WHERE entity_id = ?').run(id);
    db.prepare('DELETE FROM annotation_company WHERE annotation_id = ?').run(id);
    db.prepare('DELETE FROM annotation_link WHERE from_id = ? OR to_id = ?').run(id, id);
    // a relation outlives the words it rested on: it says so, and keeps them in its remark
    db.prepare(
      `UPDATE relation SET annotation_id = NULL, no_source = 1, note = trim(note || char(10) ||
         (SELECT '“' || quote || '”' FROM annotation WHERE id = @id)) WHERE annotation_id = @id`,
    ).run({ id });
    drop('annotation', id);
  };
  for (const { kind, id } of items) {
    if (kind === 'source') {
      for (const annotation of all('SELECT id FROM annotation WHERE source_id = ?', id))
        dropAnnotation(annotation);
      db.prepare('DELETE FROM tagging WHERE entity_id = ?').run(id);
      db.prepare('DELETE FROM collecting WHERE source_id = ?').run(id);
      for (const table of ['mention_choice', 'about_choice'])
        db.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(id);
      db.prepare('DELETE FROM note WHERE source_id = ?').run(id);
      db.prepare('DELETE FROM address WHERE source_id = ?').run(id);
      db.prepare('DELETE FROM version WHERE source_id = ?').run(id);
      drop('source', id);
    } else if (kind === 'company') {
      for (const fact of all('SELECT id FROM fact WHERE company_id = ?', id)) dropFact(fact);
      for (const table of COMPANY_ROWS) db.prepare(`DELETE FROM ${table} WHERE company_id = ?`).run(id);
      db.prepare('DELETE FROM relation WHERE other_id = ?').run(id);
      db.prepare('DELETE FROM tagging WHERE entity_id = ?').run(id);
      drop('company', id);
    } else if (kind === 'annotation') dropAnnotation(id);
    else if (kind === 'fact') dropFact(id);
    else if (kind === 'grid') {
      db.prepare(
        'DELETE FROM grid_cell WHERE question_id IN (SELECT id FROM grid_question WHERE grid_id = ?)',
      ).run(id);
      for (const table of ['grid_question', 'grid_company'])
        db.prepare(`DELETE FROM ${table} WHERE grid_id = ?`).run(id);
      drop('grid', id);
    } else drop(kind, id);
  }
  db.prepare("DELETE FROM tagging WHERE kind = 'note' AND entity_id NOT IN (SELECT id FROM note)").run();
  db.prepare('DELETE FROM original WHERE hash NOT IN (SELECT original_hash FROM version)').run();
}

/** Verbs about the trash. */
export const trashVerbs = ({ store, search }: Context) => ({
  list: ask(() => trashItems(store)),
  /**
   * Deletes everything in the trash for good; what a brief cites stays. Steps before this moment can no longer be
   * undone, because the rows they would bring back are gone.
   */
  empty: ask(() => {
    const items = trashItems(store);
    const going = items.filter((item) => item.citedIn.length === 0);
    store.writeUnlogged(
      ['source', 'annotation', 'company', 'fact', 'note', 'brief', 'grid', 'history', 'mention'],
      (db) => {
        purge(store, going);
        db.prepare("UPDATE step SET state = 'dropped'").run();
        search.remove(
          going.flatMap(({ kind, id }) => (kind === 'relation' || kind === 'grid' ? [] : [{ kind, id }])),
        );
      },
    );
    return { deleted: going.length, kept: items.length - going.length };
  }),
});
