import { parseDocument } from 'yaml';
import { machineDate } from '../dates.ts';
import { languageTag } from '../language.ts';
import { webAddress } from '../html/address.ts';

/** What the front matter of a Markdown file says, in the words of this program. Absent keys are null or empty. */
export interface FrontMatter {
  readonly title: string | null;
  readonly byline: string | null;
  readonly siteName: string | null;
  readonly publishedOn: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly tags: readonly string[];
  readonly capturedAt: string | null;
  readonly externalId: string | null;
}

const FENCE = /^\ufeff?---[ \t]*\r?\n([\s\S]{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** The front matter block at the start of a Markdown text (at most 64 KiB), or null; `length` includes the fences. */
export function splitFrontMatter(text: string): { readonly yaml: string; readonly length: number } | null {
  const found = FENCE.exec(text);
  return found && /^[\w"' -]+\s*:/m.test(found[1]!) ? { yaml: found[1]!, length: found[0].length } : null;
}

const words = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value !== null && typeof value === 'object' && 'name' in value) return words(value.name);
  return null;
};

const list = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(words).filter((item) => item !== null);
  const text = words(value);
  return text === null ? [] : text.split(/\s*,\s*/).filter((item) => item !== '');
};

const instant = (text: string | null): string | null => {
  const at =
    text === null ? NaN : Date.parse(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)Z?$/, '$1T$2Z'));
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

/**
 * Reads front matter (YAML 1.2, no aliases, no custom tags). The keys are those of Joplin, Obsidian Web Clipper,
 * Defuddle, Hugo and Jekyll. Returns null when the YAML is broken, so the caller can say so and keep the text.
 */
export function readFrontMatter(yaml: string): FrontMatter | null {
  const document = parseDocument(yaml, {
    customTags: [],
    logLevel: 'silent',
    uniqueKeys: false,
    stringKeys: true,
  });
  if (document.errors.length > 0) return null;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const keys = new Map(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key.toLowerCase(), item]),
  );
  const first = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const text = words(keys.get(name));
      if (text !== null) return text;
    }
    return null;
  };
  const source = first('url', 'source', 'source_url', 'link', 'canonical', 'canonical_url', 'permalink');
  const date = first('published', 'date', 'publishedon', 'published_on', 'datepublished', 'pubdate');
  const authors = list(
    keys.get('author') ?? keys.get('authors') ?? keys.get('byline') ?? keys.get('creator'),
  );
  return {
    title: first('title'),
    byline: authors.length === 0 ? null : authors.map((name) => name.replace(/^\[\[|\]\]$/g, '')).join(', '),
    siteName: first('site', 'sitename', 'site_name', 'publication', 'publisher'),
    publishedOn: date === null ? null : machineDate(date),
    language: languageTag(first('language', 'lang', 'locale')),
    url: source === null ? null : webAddress(source, null),
    tags: [
      ...new Set([...list(keys.get('tags')), ...list(keys.get('tag')), ...list(keys.get('keywords'))]),
    ].map((tag) => tag.replace(/^#/, '')),
    capturedAt: instant(first('created', 'saved', 'captured', 'date_saved', 'savedat')),
    externalId: first('id', 'uid', 'guid'),
  };
}
