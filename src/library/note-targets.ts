import { LINK_KINDS, plainWords, type LinkKind } from '../core/note/links.ts';
import type { Context } from './context.ts';
import type { GoTo } from './go-to.ts';

/** Something a note can link to, offered while its name is typed. */
export interface LinkTarget {
  readonly kind: LinkKind;
  readonly id: string;
  readonly title: string;
  /** Where it stands: a publication, a company, other names. */
  readonly detail: string;
}

/** Offered of each kind at most. */
const EACH = 6;

/** Titles and details by kind and id; only things that are not in the trash. */
const READ: Readonly<Record<LinkKind, string>> = {
  company: `SELECT name AS title, coalesce((SELECT group_concat(text, ' · ') FROM (SELECT text FROM alias WHERE company_id = company.id ORDER BY id LIMIT 3)), '') AS detail
              FROM company WHERE id = ? AND trashed_at IS NULL`,
  source: `SELECT title, coalesce(site_name, '') || coalesce(' ' || published_on, '') AS detail FROM source WHERE id = ? AND trashed_at IS NULL`,
  annotation: `SELECT CASE a.quote WHEN '' THEN a.note ELSE a.quote END AS title, s.title AS detail
                 FROM annotation a JOIN source s ON s.id = a.source_id WHERE a.id = ? AND a.trashed_at IS NULL`,
  fact: `SELECT f.metric || ': ' || f.value_text || coalesce(' (' || f.as_of || ')', '') AS title, c.name AS detail
           FROM fact f JOIN company c ON c.id = f.company_id WHERE f.id = ? AND f.trashed_at IS NULL`,
  note: `SELECT n.title, coalesce(c.name, s.title, '') AS detail FROM note n LEFT JOIN company c ON c.id = n.company_id
           LEFT JOIN source s ON s.id = n.source_id WHERE n.id = ? AND n.trashed_at IS NULL`,
  brief: `SELECT title, '' AS detail FROM brief WHERE id = ? AND trashed_at IS NULL`,
};

/** What is offered before anything is typed: what was worked on last. */
const RECENT: Readonly<Record<LinkKind, string>> = {
  company: 'SELECT id FROM company WHERE trashed_at IS NULL ORDER BY updated_at DESC LIMIT 6',
  source: `SELECT s.id FROM source s JOIN progress p ON p.source_id = s.id WHERE s.trashed_at IS NULL
            ORDER BY p.opened_at DESC LIMIT 4`,
  annotation: 'SELECT id FROM annotation WHERE trashed_at IS NULL ORDER BY created_at DESC LIMIT 3',
  fact: 'SELECT id FROM fact WHERE trashed_at IS NULL ORDER BY created_at DESC LIMIT 3',
  note: 'SELECT id FROM note WHERE trashed_at IS NULL ORDER BY updated_at DESC LIMIT 3',
  brief: 'SELECT id FROM brief WHERE trashed_at IS NULL ORDER BY updated_at DESC LIMIT 2',
};

/**
 * What a note may link to, for the words typed so far: companies by any of their names, everything else by the search
 * index, a few of each kind. Without words, what was worked on last. `except` is left out, as a note in itself.
 */
export function linkTargets(
  context: Context,
  names: GoTo,
  words: string,
  except: string | undefined,
  kinds: readonly LinkKind[] = LINK_KINDS,
): LinkTarget[] {
  const { store, search } = context;
  const wanted = words.trim();
  const found = new Map<LinkKind, string[]>(kinds.map((kind) => [kind, []]));
  if (wanted === '')
    for (const kind of kinds) found.set(kind, store.sql<[], string>(RECENT[kind]).pluck().all());
  else {
    if (found.has('company')) found.set('company', names.named(wanted, EACH, 'company').map((item) => item.id)); // prettier-ignore
    const others = kinds.filter((kind) => kind !== 'company');
    for (const hit of search.search(wanted, { kinds: others, limit: 60, live: true, bare: true }).hits)
      if (hit.kind !== 'company') found.get(hit.kind)?.push(hit.id);
  }
  return kinds.flatMap((kind) =>
    found
      .get(kind)!
      .filter((id) => id !== except)
      .slice(0, EACH)
      .flatMap((id): LinkTarget[] => {
        const row = store.sql<[string], { title: string; detail: string }>(READ[kind]).get(id);
        if (!row) return [];
        return [
          { kind, id, title: plainWords(row.title).slice(0, 200), detail: row.detail.slice(0, 200).trim() },
        ];
      }),
  );
}
