import { findDates } from '../dates.ts';
import { foldLine } from './line.ts';
import { reportersIn } from './reporters.ts';

const BY =
  /^(?:(?:written|posted|published|reported|words|story|text|article|geschrieben|publi[ée]|publicado|escrito)\s)?(?:by|von|par|por|di|door|av|af|autor(?:in)?|author|auteur|autora?|text)\s*[:：]?\s+(?=\S)/iu;
const NAME =
  /^(?:(?:dr|prof|mr|mrs|ms|sir)\.?\s)?[\p{Lu}][\p{L}\p{M}'’.-]*(?:\s(?:(?:de|da|do|dos|del|della|di|van|von|der|den|la|le|bin|al|el|zu|y|e|i|st\.)\s){0,2}[\p{Lu}][\p{L}\p{M}'’.-]*){0,4}$/u;
const PLURAL =
  /^(?:staff|editorial (?:team|staff)|admin|editor|redaktion|redacci[oó]n|la r[eé]daction|reuters|associated press|ap|afp|dpa|bloomberg|xinhua)\b/iu;
const AGENCY =
  /^(?:the )?(?:associated press|reuters|afp|agence france-presse|bloomberg(?: news)?|press association|xinhua|dpa|efe|ansa|新华社|中新社|共同通信)$/iu;
const PHOTO = /\b(?:photo|photograph|image|picture|illustration|foto|getty|video)\w*\b|摄|图/iu;

/** A byline read from a line: the people, and the publication named after them. */
export interface Byline {
  readonly names: string;
  readonly site: string | null;
}

/** What stands before the first date of a line, without the words that lead over to it. */
function beforeDate(text: string): string {
  const at = findDates(text)[0]?.start ?? text.length;
  return text
    .slice(0, at)
    .replace(/\s*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b[\s,]*$/iu, '')
    .replace(
      /[\s|•·,–-]*\b(?:(?:last |first )?(?:updated|published|posted)|on|am|at|le|el|em)?[\s:|•·,–-]*$/iu,
      '',
    )
    .trim();
}

/** Reads a byline ("By Ann Lee and Bo Wu | Daily News", "作者：王小明"), or null. Photo credits are not bylines. */
export function readByline(text: string): Byline | null {
  if (text.length > 200 || PHOTO.test(text)) return null;
  const reporters = reportersIn(text);
  if (reporters !== '') return { names: reporters, site: null };
  if (AGENCY.test(text)) return { names: text.trim(), site: null };
  const by = BY.exec(text);
  if (!by) return null;
  const rest = beforeDate(text.slice(by[0].length));
  const [people = '', ...after] = rest.split(
    /\s*[|•·]\s*|\s+[–—-]\s+|,\s(?=[A-Z][\w]+\s(?:editor|writer|reporter|correspondent|columnist|news|times|post|press))|\s*,\s*(?=(?:staff|senior|contributing|political|business|the|special|associate|cnn|usa|reuters|bloomberg)\b)/iu,
  );
  const names = people
    .split(/\s*,\s*|\s+(?:and|und|et|y|e|&|i)\s+/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0 || names.length > 6) return null;
  const real = names.filter(
    (name) =>
      NAME.test(name) ||
      PLURAL.test(name) ||
      (name.length > 4 && name === name.toUpperCase() && /^[\p{L} .'-]+$/u.test(name)),
  );
  if (real.length === 0 || real.length < names.length / 2) return null;
  const site = after.find(
    (part) =>
      /^[\p{Lu}\d][^.!?]{1,40}$/u.test(part) &&
      !/\d{1,2}:\d{2}|\d{4}/.test(part) &&
      !/\b(?:editor|writer|reporter|correspondent|columnist|staff)\b/iu.test(part),
  );
  return { names: real.join(', '), site: site?.trim() ?? null };
}

const SOURCE =
  /(?:^|[\s|])(?:来源|來源|出处|source|quelle|fuente|fonte)\s?[:：]\s?([^\s|，,。()（）][^|，,。()（）]{1,40}?)(?:\s+(?:记者|記者|作者|编辑|編輯|责编|責編).{0,30})?$/iu;

/** The publication a line names as its source ("来源：新华社", "SOURCE: Al Jazeera News"), or null. */
export function readSiteName(text: string): string | null {
  const found = text.length > 120 ? null : SOURCE.exec(text.trim());
  const name = found?.[1]?.trim() ?? null;
  return name === null || /^https?:/i.test(name) || foldLine(name).length < 2 ? null : name;
}
