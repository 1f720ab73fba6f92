import type { Store } from './store.ts';

/** What the sidebar counts. */
export interface SourceCounts {
  readonly inbox: number;
  readonly library: number;
  readonly companies: number;
  readonly briefs: number;
  readonly annotations: number;
  /** Sources nobody has begun to read. */
  readonly unread: number;
  /** Sources with an annotation. */
  readonly annotated: number;
  /** Annotations whose words were not found again, or changed. */
  readonly orphans: number;
  readonly trash: number;
  /** Sources by language, the most frequent first. */
  readonly languages: readonly { readonly language: string; readonly count: number }[];
}

/**
 * Counts for the sidebar, counted again only when anything in the file has changed: several parts of a window ask at once.
 * Sources are counted in one pass over an index (`source_counted`), because a library may hold a million of them.
 */
export function sourceCounts(store: Store): () => SourceCounts {
  let last: { readonly at: string; readonly counts: SourceCounts } | null = null;
  return () => {
    const others = store.db.pragma('data_version', { simple: true }) as number;
    const ours = store.sql('SELECT total_changes()').pluck().get() as number;
    const at = `${others} ${ours}`;
    if (last?.at !== at) last = { at, counts: count(store) };
    return last.counts;
  };
}

function count(store: Store): SourceCounts {
  const one = (sql: string): number => store.sql(sql).pluck().get() as number;
  const groups = store
    .sql<[], { state: string; language: string | null; count: number }>(
      'SELECT state, language, count(*) AS count FROM source WHERE trashed_at IS NULL GROUP BY state, language',
    )
    .all();
  let [library, inbox] = [0, 0];
  const languages = new Map<string, number>();
  for (const group of groups) {
    library += group.count;
    if (group.state === 'inbox') inbox += group.count;
    if (group.language !== null)
      languages.set(group.language, (languages.get(group.language) ?? 0) + group.count);
  }
  const marks = store
    .sql<[], { present: number; orphans: number; trashed: number }>(
      `SELECT count(*) - count(trashed_at) AS present, count(trashed_at) AS trashed,
              coalesce(sum(trashed_at IS NULL AND anchor IN ('orphan', 'changed')), 0) AS orphans FROM annotation`,
    )
    .get()!;
  const trashed = ['source', 'company', 'brief', 'note', 'fact'].map((table) =>
    one(`SELECT count(*) FROM ${table} WHERE trashed_at IS NOT NULL`),
  );
  return {
    inbox,
    library,
    companies: one('SELECT count(*) FROM company WHERE trashed_at IS NULL'),
    briefs: one('SELECT count(*) FROM brief WHERE trashed_at IS NULL'),
    annotations: marks.present,
    // CROSS JOIN keeps SQLite from going through every source: what was read and marked is little beside what was saved
    unread:
      library -
      one(
        'SELECT count(*) FROM progress p CROSS JOIN source s ON s.id = p.source_id WHERE p.progress > 0 AND s.trashed_at IS NULL',
      ),
    annotated: one(
      `SELECT count(*) FROM (SELECT DISTINCT source_id FROM annotation WHERE trashed_at IS NULL) a
         CROSS JOIN source s ON s.id = a.source_id WHERE s.trashed_at IS NULL`,
    ),
    orphans: marks.orphans,
    trash: trashed.reduce((sum, n) => sum + n, marks.trashed),
    languages: [...languages]
      .map(([language, n]) => ({ language, count: n }))
      .toSorted((a, b) => b.count - a.count),
  };
}
