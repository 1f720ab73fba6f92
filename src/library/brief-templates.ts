import { EMPTY_DOCUMENT, type BriefDocument } from '../core/brief.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';

/** The document a new brief begins with. */
export function templateDocument(
  _store: Store,
  template: string | undefined,
  _companyId: string | undefined,
  _language: string,
): BriefDocument {
  if (template === undefined) return EMPTY_DOCUMENT;
  throw new Refusal('not-found', `There is no template "${template}".`);
}
