import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../db/folder.ts';
import { EMPTY_DOCUMENT, type BriefDocument } from '../core/brief.ts';
import { BRIEF_TEMPLATES, parseTemplate, templateBody, type BriefTemplate } from '../core/brief/template.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';

/** Where the user's own templates stand among the settings. */
export const OWN_TEMPLATE = 'brief.template.';

let shipped: readonly BriefTemplate[] | null = null;

const readShipped = (): readonly BriefTemplate[] =>
  BRIEF_TEMPLATES.map((id) => join(projectFolder(), 'resources', 'templates', `${id}.json`))
    .filter((path) => existsSync(path))
    .map((path) => parseTemplate(JSON.parse(readFileSync(path, 'utf8'))));

const own = (store: Store): BriefTemplate[] =>
  store
    .sql<[string], string>("SELECT value FROM setting WHERE key GLOB ? || '*' ORDER BY key")
    .pluck()
    .all(OWN_TEMPLATE)
    .map((json) => parseTemplate(JSON.parse(json)));

/** The shipped templates, then the user's own. */
export const briefTemplates = (store: Store): readonly BriefTemplate[] => [
  ...(shipped ??= readShipped()),
  ...own(store),
];

/** The day of an instant as a reader of the language writes it. */
const day = (instant: string, language: string): string => {
  const [year = 0, month = 1, date = 1] = instant.slice(0, 10).split('-').map(Number);
  if (language.toLowerCase().startsWith('zh')) return `${year}年${month}月${date}日`;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(year, month - 1, date)),
  );
};

/** The document a new brief begins with; empty without a template. Throws a Refusal `not-found` for an unknown one. */
export function templateDocument(
  store: Store,
  template: string | undefined,
  companyId: string | undefined,
  language: string,
): BriefDocument {
  if (template === undefined) return EMPTY_DOCUMENT;
  const found = briefTemplates(store).find(({ id }) => id === template);
  if (!found) throw new Refusal('not-found', `There is no template "${template}".`);
  const name =
    companyId === undefined
      ? null
      : store.sql<[string], string>('SELECT name FROM company WHERE id = ?').pluck().get(companyId);
  if (name === undefined) throw new Refusal('not-found', `There is no company ${companyId ?? ''}.`);
  const values = { company: name, date: day(store.now(), language) };
  return templateBody(found, values, language);
}
