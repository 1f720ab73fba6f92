import type { Alias } from '../core/company.ts';
import { aliasKey } from '../core/company/names.ts';
import { newId } from './ids.ts';
import { isHanText } from './script.ts';
import type { Change, Store } from './store.ts';

/** Adds a name to a company inside a write; false when it has that name already or the name is empty. */
export function insertAlias(store: Store, change: Change, companyId: string, alias: Alias): boolean {
  const text = alias.text.trim();
  if (text === '' || store.sql('SELECT 1 FROM alias WHERE company_id = ? AND text = ?').get(companyId, text))
    return false;
  change.insert('alias', {
    id: newId(),
    company_id: companyId,
    text,
    key: aliasKey(text),
    language: alias.language ?? (isHanText(text) ? 'zh' : null),
    kind: alias.kind ?? 'name',
  });
  return true;
}

/** A company to be made. */
export interface NewCompany {
  readonly name: string;
  readonly aliases: readonly Alias[];
  readonly ticker?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly website?: string | null | undefined;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Makes a company with its names inside a write; returns its id. */
export function insertCompany(store: Store, change: Change, made: NewCompany): string {
  const companyId = newId();
  change.insert('company', {
    id: companyId,
    name: made.name,
    ticker: made.ticker || null,
    country: made.country || null,
    website: made.website || null,
    fields: JSON.stringify(made.fields ?? {}),
    created_at: store.now(),
    updated_at: store.now(),
    trashed_at: null,
  });
  for (const alias of made.aliases)
    if (alias.text.trim() !== made.name) insertAlias(store, change, companyId, alias);
  return companyId;
}
