import { z } from 'zod';
import { filled, NOTE_TEMPLATES, type NoteTemplate } from '../core/note/templates.ts';
import { Refusal } from '../core/refusal.ts';
import { newId } from './ids.ts';
import type { Store } from './store.ts';

/** Where the user's own templates stand among the settings. */
const OWN = 'note.template.';

const stored = z.object({ name: z.string().max(200), text: z.string().max(100_000) });

/** The shipped templates, then the user's own by name. */
export const noteTemplates = (store: Store): readonly NoteTemplate[] => [
  ...NOTE_TEMPLATES,
  ...store
    .sql<[string], { key: string; value: string }>("SELECT key, value FROM setting WHERE key GLOB ? || '*'")
    .all(OWN)
    .flatMap(({ key, value }): NoteTemplate[] => {
      const read = stored.safeParse(JSON.parse(value));
      if (!read.success) return [];
      const { name, text } = read.data;
      return [
        { id: key.slice(OWN.length), name: { en: name, zh: name }, text: { en: text, zh: text }, own: true },
      ];
    })
    .sort((a, b) => a.name.en.localeCompare(b.name.en)),
];

/** Keeps a text as a template; one of the same name is replaced. Templates are settings: outside undo. */
export function keepTemplate(store: Store, name: string, text: string): NoteTemplate {
  const there = noteTemplates(store).find((one) => one.own && one.name.en === name);
  const id = there?.id ?? newId().replaceAll('-', '');
  store.writeUnlogged(['setting'], (db) => {
    db.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(OWN + id, JSON.stringify({ name, text }));
  });
  return { id, name: { en: name, zh: name }, text: { en: text, zh: text }, own: true };
}

/** Removes a template of the user's own. */
export function removeTemplate(store: Store, id: string): void {
  store.writeUnlogged(['setting'], (db) => {
    const gone = db.prepare('DELETE FROM setting WHERE key = ?').run(OWN + id);
    if (gone.changes === 0) throw new Refusal('not-found', 'There is no such template of your own.');
  });
}

/** The day of an instant as a reader of the language writes it. */
const day = (instant: string, language: 'en' | 'zh'): string => {
  const date = new Date(`${instant.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(date);
};

/** The text a note begins with. Throws a Refusal `not-found` for an unknown template. */
export function templateText(
  store: Store,
  id: string,
  about: { readonly companyId?: string | null | undefined; readonly sourceId?: string | null | undefined },
  language: 'en' | 'zh',
): string {
  const found = noteTemplates(store).find((one) => one.id === id);
  if (!found) throw new Refusal('not-found', `There is no template "${id}".`);
  const title = (sql: string, of: string | null | undefined): string | null =>
    of ? (store.sql<[string], string>(sql).pluck().get(of) ?? null) : null;
  return filled(found.text[language], {
    company: title('SELECT name FROM company WHERE id = ?', about.companyId),
    source: title('SELECT title FROM source WHERE id = ?', about.sourceId),
    date: day(store.now(), language),
  });
}
