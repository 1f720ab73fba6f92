import { storedCompany } from './company-rows.ts';
import { newId } from './ids.ts';
import type { Change, Store } from './store.ts';

interface Row {
  readonly id: string;
  readonly company_id: string;
}

const held = (store: Store, annotationId: string): Row[] =>
  store
    .sql<[string], Row>('SELECT id, company_id FROM annotation_company WHERE annotation_id = ?')
    .all(annotationId);

/** Puts companies on an annotation; those it has already are left alone. Refuses a company that is not there. */
export function addCompanies(
  store: Store,
  change: Change,
  annotationId: string,
  companyIds: readonly string[],
): void {
  const had = new Set(held(store, annotationId).map((row) => row.company_id));
  for (const companyId of new Set(companyIds)) {
    if (had.has(companyId)) continue;
    storedCompany(store, companyId);
    change.insert('annotation_company', {
      id: newId(),
      annotation_id: annotationId,
      company_id: companyId,
    });
  }
}

/** Takes a company off an annotation that a person put there. */
export function removeCompany(store: Store, change: Change, annotationId: string, companyId: string): void {
  for (const row of held(store, annotationId))
    if (row.company_id === companyId) change.remove('annotation_company', row.id);
}

/** Makes the companies of an annotation exactly these. */
export function setCompanies(
  store: Store,
  change: Change,
  annotationId: string,
  companyIds: readonly string[],
): void {
  for (const row of held(store, annotationId))
    if (!companyIds.includes(row.company_id)) change.remove('annotation_company', row.id);
  addCompanies(store, change, annotationId, companyIds);
}

/** The companies a person put on an annotation. */
export const companiesPutOn = (store: Store, annotationId: string): string[] =>
  held(store, annotationId).map((row) => row.company_id);
