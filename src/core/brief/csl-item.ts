import type { EvidenceSource } from '../brief.ts';

export interface CslName {
  readonly family?: string;
  readonly given?: string;
  /** A name that is not split: organisations, and names in Han script. */
  readonly literal?: string;
}

export interface CslDate {
  readonly 'date-parts': readonly (readonly number[])[];
}

/** An item of CSL-JSON (Citation Style Language 1.0.2, appendix: item types and variables). */
export interface CslItem {
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly author?: readonly CslName[];
  readonly 'container-title'?: string;
  readonly publisher?: string;
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly URL?: string;
  readonly language?: string;
}

/** Script that is written without spaces between names, or with one. */
export const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** “Hao, Chunwen 郝春文”: a name in Latin letters, family name first, with its own script behind it. */
const WITH_SCRIPT = /^\p{Lu}[\p{L}'’-]+,\s+\p{Lu}[\p{L}'’-]+\s+\p{Script=Han}{2,6}$/u;
const ORGANISATION =
  /\b(?:staff|agency|press|news|newsroom|desk|bureau|team|editors?|editorial|board|office|department|ministry|commission|committee|council|group|inc|ltd|llc|plc|corp|company|co|gmbh|ag|university|institute|association|bank|reuters|bloomberg|contributors?|correspondents?|reporters?|center|centre|foundation|society|authority|times|journal|review|post|daily|weekly|magazine|media|network|service|services|research|limited|partners|organi[sz]ations?|association|alliance|federation|union|administration|government|parliament|agency|academy|consortium|forum|fund|college|school|museum|library|party|treasury|exchange|chamber|secretariat|initiative|programme|laborator(?:y|ies)|holdings?|world|international|national|united|the|of|for|and)\b/iu;
const PARTICLE = /^(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ten|ter|zu|zum|zur|al|bin|ibn|el)$/u;
const SUFFIX = /^(?:Jr|Sr|II|III|IV|PhD|MD)\.?$/u;

/** Text without control and direction characters, which citation styles must not see. */
export const plainField = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();

function nameOf(text: string): CslName {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  if (HAN.test(text) || words.length < 2 || words.length > 5 || ORGANISATION.test(text) || /\d/u.test(text)) {
    return { literal: text };
  }
  let last = words.length - 1;
  if (last > 1 && SUFFIX.test(words[last]!)) last -= 1;
  let family = last;
  while (family > 1 && PARTICLE.test(words[family - 1]!)) family -= 1;
  return {
    family: words.slice(family, last + 1).join(' '),
    given: [...words.slice(0, family), ...words.slice(last + 1)].join(' '),
  };
}

/**
 * Splits a byline into names. Only clear personal names are cut into given and family name; anything else, and every name
 * in Han script, stays whole, because a wrong cut would print a name nobody bears.
 */
export function namesOf(byline: string | null): readonly CslName[] {
  const text = plainField(byline ?? '')
    .slice(0, 1000)
    .replace(/^(?:by|from|von|par|por|文|作者|记者|撰文)(?:[:：]\s*|\s+|(?<=[\p{Script=Han}][:：]?))/iu, '');
  if (text === '') return [];
  const inverted = text.match(
    /^([\p{Lu}][\p{L}'’-]+),\s+([\p{Lu}][\p{L}.'’-]*(?:\s+[\p{Lu}][\p{L}.'’-]*){0,2})$/u,
  );
  if (inverted) return [{ family: inverted[1]!, given: inverted[2]! }];
  if (WITH_SCRIPT.test(text)) return [{ literal: text }];
  return text
    .split(
      HAN.test(text)
        ? // a space parts names only within one script: “Hao Chunwen 郝春文” is one name
          /\s*[,，、;；&/]\s*|\s+(?:and|和|与)\s+|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])\s+(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/u
        : /\s*[;、&]\s*(?:and\s+)?|\s*,(?!\s*(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|GmbH|AG|SA|Jr|Sr|II|III|IV|PhD|MD)\b)\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+/u,
    )
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, 50)
    .map(nameOf);
}

/** A date of a source (YYYY, YYYY-MM or YYYY-MM-DD) in CSL form; null when it is not one. */
export function cslDate(date: string | null): CslDate | null {
  const match = date?.match(/^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/u);
  if (!match) return null;
  return {
    'date-parts': [
      match
        .slice(1)
        .filter((part) => part !== undefined)
        .map(Number),
    ],
  };
}

const TYPES: Readonly<Record<EvidenceSource['kind'], string>> = {
  article: 'webpage',
  bookmark: 'webpage',
  pdf: 'report',
  document: 'report',
  file: 'document',
  book: 'book',
  email: 'personal_communication',
  note: 'manuscript',
};

/** A source as a CSL item. What the library does not know is left out, never made up. */
export function cslItem(source: EvidenceSource): CslItem {
  const title = plainField(source.title);
  // Decides the layout of the citation only; it is never printed.
  const language =
    source.language?.toLowerCase().startsWith('zh') || (!source.language && HAN.test(title))
      ? 'zh-CN'
      : source.language;
  const author = namesOf(source.byline);
  const outlet = plainField(source.siteName ?? '');
  const issued = cslDate(source.publishedOn);
  const accessed = source.url ? cslDate(source.capturedAt.slice(0, 10)) : null;
  const paged =
    source.kind === 'pdf' || source.kind === 'document' || source.kind === 'book' || source.kind === 'file';
  const online = source.kind === 'article' && !source.url;
  return {
    id: source.id,
    type: online ? 'article-newspaper' : TYPES[source.kind],
    ...(title !== '' && { title }),
    ...(author.length > 0 && { author }),
    ...(outlet !== '' && (paged ? { publisher: outlet } : { 'container-title': outlet })),
    ...(issued && { issued }),
    ...(accessed && { accessed }),
    ...(source.url && { URL: source.url }),
    ...(language !== null && { language }),
  };
}
