import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, deflateSync, inflateSync } from 'fflate';
import { z } from 'zod';
import { projectFolder } from '../../db/folder.ts';
import { fromBase64, toBase64 } from '../core/brief/base64.ts';
import { checkStyle, isNoteStyle, styleTitle, type CitationData } from '../core/brief/citation.ts';
import { BRIEF_STYLES, type BriefStyle } from '../core/brief/styles.ts';
import { Refusal } from '../core/refusal.ts';
import { newId } from './ids.ts';
import { settingIn } from './settings.ts';
import type { Store } from './store.ts';

/** Where the user's own citation styles stand among the settings. */
const OWN_STYLE = 'brief.style.';

const folder = (): string => join(projectFolder(), 'resources', 'styles');

let locales: Readonly<Record<string, string>> | null = null;

const readLocales = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(folder(), 'locales'))
      .filter((name) => name.endsWith('.xml'))
      .map((name) => [
        name.replace(/^locales-|\.xml$/g, ''),
        readFileSync(join(folder(), 'locales', name), 'utf8'),
      ]),
  );

/** A style file the user added. */
interface OwnStyle {
  readonly title: string;
  readonly kind: BriefStyle['kind'];
  /** The file, deflated (RFC 1951), as base64. */
  readonly packed: string;
}

const ownShape = z.object({
  title: z.string(),
  kind: z.enum(['note', 'author-date', 'number']),
  packed: z.string(),
});

const readOwn = (json: string): OwnStyle => ownShape.parse(JSON.parse(json));

/** The shipped styles, then those the user added. */
export function briefStyles(store: Store): readonly (Omit<BriefStyle, 'file'> & { readonly own: boolean })[] {
  const own = store
    .sql<[string], { key: string; value: string }>(
      "SELECT key, value FROM setting WHERE key GLOB ? || '*' ORDER BY key",
    )
    .all(OWN_STYLE)
    .map(({ key, value }) => {
      const { title, kind } = readOwn(value);
      return { id: key.slice(OWN_STYLE.length), label: title, labelChinese: title, kind, own: true };
    });
  return [
    ...BRIEF_STYLES.map(({ id, label, labelChinese, kind }) => ({
      id,
      label,
      labelChinese,
      kind,
      own: false,
    })),
    ...own,
  ];
}

/** The citation style of a new brief: the one in the settings while there is such a style, else the first one. */
export function firstStyle(store: Store): string {
  const wanted = settingIn(store, 'briefs.style');
  const styles = briefStyles(store);
  return (styles.find(({ id }) => id === wanted) ?? styles[0]!).id;
}

/** The files of a citation style: a shipped one by its id, one the user added, or a style file by its path. */
export function citationData(store: Store, style: string): CitationData {
  locales ??= readLocales();
  const own = store
    .sql<[string], string>('SELECT value FROM setting WHERE key = ?')
    .pluck()
    .get(OWN_STYLE + style);
  if (own !== undefined) return { style: strFromU8(inflateSync(fromBase64(readOwn(own).packed))), locales };
  const shipped = BRIEF_STYLES.find(({ id }) => id === style);
  const path = shipped ? join(folder(), shipped.file) : style;
  if (!shipped && (!style.endsWith('.csl') || !existsSync(path)))
    throw new Refusal(
      'unsupported',
      `There is no citation style “${style}”. Styles: ${briefStyles(store)
        .map(({ id }) => id)
        .join(', ')}, or a .csl file.`,
    );
  return { style: readFileSync(path, 'utf8'), locales };
}

/**
 * Adds a style file of the user's, once it has formatted an example. One with the title of an earlier one takes its place.
 * @throws Refusal `unreadable` with the reason when the file is no complete style
 */
export function addStyle(store: Store, text: string): { readonly id: string; readonly title: string } {
  checkStyle({ style: text, locales: (locales ??= readLocales()) });
  const title = styleTitle(text) || 'Untitled style';
  const same = briefStyles(store).find((style) => style.own && style.label === title);
  const id = same?.id ?? `own_${newId().replaceAll('-', '')}`;
  const numeric = /<category\b[^>]*citation-format="numeric"/u.test(text.slice(0, 20_000));
  const style: OwnStyle = {
    title,
    kind: isNoteStyle(text) ? 'note' : numeric ? 'number' : 'author-date',
    packed: toBase64(deflateSync(strToU8(text))),
  };
  store.writeUnlogged(['setting'], (db) => {
    db.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(OWN_STYLE + id, JSON.stringify(style));
  });
  return { id, title };
}

/**
 * Removes a style of the user's; shipped ones stay.
 * @throws Refusal `conflict` naming the briefs that use it, `not-found` when there is none of that id
 */
export function removeStyle(store: Store, id: string): void {
  const using = store
    .sql<[string], string>('SELECT title FROM brief WHERE style = ? LIMIT 3')
    .pluck()
    .all(id);
  if (using.length > 0)
    throw new Refusal('conflict', `This style is used by ${using.map((title) => `“${title}”`).join(', ')}.`);
  const gone = store.writeUnlogged(
    ['setting'],
    (db) => db.prepare('DELETE FROM setting WHERE key = ?').run(OWN_STYLE + id).changes,
  );
  if (gone === 0) throw new Refusal('not-found', `There is no citation style “${id}” of your own.`);
}
