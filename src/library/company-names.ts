import type { Alias } from '../core/company.ts';
import { AliasTable, type NamedCompany, type Resolution } from '../core/company/resolve.ts';
import { finderOf, type Finder } from './ignored-names.ts';
import type { Store } from './store.ts';

/** All companies that are not in the trash, with their names. */
export function namedCompanies(store: Store, companyId?: string): NamedCompany[] {
  const only = companyId === undefined ? '' : 'AND c.id = ?';
  const values = companyId === undefined ? [] : [companyId];
  const aliases = new Map<string, Alias[]>();
  for (const row of store
    .sql<
      string[],
      { company_id: string; text: string; language: string | null; kind: NonNullable<Alias['kind']> }
    >(
      `SELECT a.company_id, a.text, a.language, a.kind FROM alias a JOIN company c ON c.id = a.company_id
        WHERE c.trashed_at IS NULL ${only} ORDER BY a.id`,
    )
    .all(...values)) {
    const list = aliases.get(row.company_id) ?? [];
    list.push({ text: row.text, language: row.language, kind: row.kind });
    aliases.set(row.company_id, list);
  }
  return store
    .sql<string[], { id: string; name: string; ticker: string | null }>(
      `SELECT c.id, c.name, c.ticker FROM company c WHERE c.trashed_at IS NULL ${only} ORDER BY c.id`,
    )
    .all(...values)
    .map((row) => ({ ...row, aliases: aliases.get(row.id) ?? [] }));
}

/**
 * The names of all companies, held ready for resolving a name and for finding mentions. Built when first needed
 * and again after a change of companies, by this program or another one.
 */
export class Companies {
  readonly #store: Store;
  #table: AliasTable | null = null;
  #finder: Finder | null = null;
  #seen = -1;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Forgets the names; the next question reads them again. */
  forget(): void {
    this.#table = null;
    this.#finder = null;
  }

  resolve(name: string): Resolution {
    return this.table().resolve(name);
  }

  table(): AliasTable {
    this.#watch();
    return (this.#table ??= new AliasTable(namedCompanies(this.#store)));
  }

  finder(): Finder {
    this.#watch();
    return (this.#finder ??= finderOf(this.#store, namedCompanies(this.#store)));
  }

  /** Another program's commit changes `data_version`; ours does not. */
  #watch(): void {
    const version = this.#store.db.pragma('data_version', { simple: true }) as number;
    if (version !== this.#seen) this.forget();
    this.#seen = version;
  }
}
