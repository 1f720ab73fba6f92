import type { Article } from './format.ts';
import type { Block } from '../source.ts';
import { webAddress } from './html/address.ts';
import { detectLanguage, languageTag } from './language.ts';

/** What an export says about a text in its own fields. Anything absent, empty or unreadable becomes null. */
export interface Description {
  readonly title?: string | null | undefined;
  readonly byline?: string | null | undefined;
  readonly siteName?: string | null | undefined;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly publishedOn?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly url?: string | null | undefined;
}

const tidy = (text: string | null | undefined, longest: number): string | null => {
  const clean = (text ?? '')
    .slice(0, longest * 2)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .slice(0, longest);
  return clean === '' ? null : clean;
};

/**
 * An article from described fields and finished blocks; every field found is said to come from `from`. The language is
 * told from the text when it is not declared.
 */
export function describedArticle(
  from: string,
  description: Description,
  blocks: readonly Block[],
  rest: Partial<Pick<Article, 'assets' | 'doubts'>> = {},
): Article {
  const fields = {
    title: tidy(description.title, 1000),
    byline: tidy(description.byline, 2000),
    siteName: tidy(description.siteName, 500),
    publishedOn: description.publishedOn ?? null,
    url: webAddress(description.url, null),
  };
  const provenance: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) if (value !== null) provenance[field] = from;
  let language = languageTag(description.language);
  if (language !== null) provenance['language'] = from;
  else {
    const told = detectLanguage(
      blocks
        .slice(0, 60)
        .map((block) => block.text)
        .join('\n'),
    );
    if (told?.sure) {
      language = told.tag;
      provenance['language'] = 'text';
    }
  }
  return { ...fields, language, blocks, assets: rest.assets ?? [], provenance, doubts: rest.doubts ?? [] };
}

/** A point in time as ISO 8601 in UTC from epoch seconds, milliseconds or microseconds, or from a written instant; else undefined. */
export function instantOf(value: unknown): string | undefined {
  let at = NaN;
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,17}$/.test(value.trim()))) {
    const n = Number(value);
    at = n > 1e14 ? n / 1000 : n > 1e11 ? n : n * 1000;
  } else if (typeof value === 'string') {
    const text = value.trim();
    const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
    // Offsets without a colon (+0200) and a space between date and time are common in exports.
    const iso = compact
      ? `${compact[1]}-${compact[2]}-${compact[3]}T${compact[4]}:${compact[5]}:${compact[6]}Z`
      : text
          .replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d+)?)?)( ?Z| UTC)?$/, '$1T$2Z')
          .replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ?([+-]\d\d:?\d\d)$/, '$1T$2$3')
          .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
    at = /^\d{4}-\d\d-\d\d(?:T|$)/.test(iso) || /\d{1,2}:\d{2}/.test(iso) ? Date.parse(iso) : NaN;
  }
  if (Number.isNaN(at) || at < 0 || at > 4102444800000) return undefined;
  return new Date(at).toISOString();
}
