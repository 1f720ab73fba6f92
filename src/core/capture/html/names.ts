import { findDates } from '../dates.ts';
import { decodeEntities } from './entities.ts';
import { squeeze } from './tree.ts';

const LABEL =
  /^(?:(?:written|posted|published|created|submitted|uploaded|reported|geschrieben|verfasst|ver[öo]ffentlicht|publiziert|erstellt|eingestellt|publi[ée]|publicado|escrito|scritto|story|text|artikel|article|beitrag|ein (?:gast)?beitrag|eine? (?:rezension|kommentar|analyse|reportage|kolumne|interview)|interview|kommentar|foto und text|text und fotos?)\s*[:：]?\s+)?(?:by|von|vom|par|por|di|door|af|av|autor(?:in|en)?|verfasser(?:in)?|authors?|auteurs?|autora?|autori?|redakteur(?:in)?|redacci[óo]n|reporter|journalist(?:in)?|text|texte|作者|记者|記者|文|撰文|编辑|責任編輯|责任编辑)(?:\s*[:：|]\s*|\s+)(?=\S)/iu;

const NOISE = [
  /\S+@\S+\.\S+/gu,
  /https?:\/\/\S+/gu,
  /(?:^|\s)@[\w.]+/gu,
  /\b\d{1,2}[:.]\d{2}(?:\s?(?:uhr|h|[ap]\.?m\.?))?\b/giu,
];

/** Names cleaned of labels, dates, times, addresses and offices; empty when nothing is left. */
export function cleanNames(raw: string): string {
  let text = squeeze(decodeEntities(raw)).slice(0, 400);
  for (const date of [...findDates(text)].reverse())
    text = `${text.slice(0, date.start)} | ${text.slice(date.end)}`;
  for (const pattern of NOISE) text = text.replace(pattern, ' | ');
  text = squeeze(text).replace(/^[|,;:\s–—-]+/u, '');
  for (let i = 0; i < 2; i++) text = text.replace(LABEL, '');
  text =
    text.split(/\s*[|•·／]\s*|\s+[–—-]\s+|\s+\/\/\s+|\s*[([]/u).find((part) => /\p{L}{2}/u.test(part)) ?? '';
  text = text
    .replace(
      /\s+(?:on|am|le|el|at|vom|um|in|der|published|posted|updated|ver[öo]ffentlicht|stand)[\s:]*$/iu,
      '',
    )
    .replace(
      /,\s*(?:ph\.?d\.?|m\.?d\.?|mba|rd|esq|jr|dpa|afp|reuters|ap|cnn|staff writer|special to .*|(?:editor|reporter|correspondent|contributor|redakteur\w*|redaktion|journalist\w*|korrespondent\w*).*)\.?$/iu,
      '',
    )
    .replace(/^[\s,;:|–—-]+|[\s,;:|–—-]+$/gu, '');
  return squeeze(text);
}

const NOT_NAMES =
  /^(?:admin|administrator|editor|author|autor|autorin|webmaster|unknown|none|null|undefined|guest|anonymous|user|root|n\/a|by|von|vom|par|por|posted|published|written|share|teilen|kommentare?|comments?|home|news|mehr|more|about|profil|profile|follow|folgen|kontakt|contact|facebook|twitter|datum|date|quelle|source|foto|photo|bild|image|text|artikel|article|drucken|print|veröffentlicht|publiziert|geschrieben|erstellt|updated|aktualisiert|stand|lesezeit|from|the|der|die|das|staff|team|agencies|agenturen)(?:\s+(?:am|on|by|von|in|at))?$/iu;

/** True for a text that could be one or more names: few short words, no sentence. */
export function looksLikeNames(text: string): boolean {
  if (text.length < 2 || text.length > 160 || /[?!{}<>=#%]|https?:|www\.|\d{3}/.test(text)) return false;
  if (!/\p{L}/u.test(text) || NOT_NAMES.test(text)) return false;
  const people = splitNames(text);
  return (
    people.length > 0 &&
    people.length <= 10 &&
    people.every((name) => name.split(/\s+/).length <= 5 && name.length <= 50 && !NOT_NAMES.test(name))
  );
}

/** The single names in a byline. */
export const splitNames = (text: string): readonly string[] =>
  text
    .split(/\s*(?:[;,|&/、，]|(?<!\p{L})(?:and|und|et|with|mit)(?!\p{L}))\s*|\s+(?:y|e)\s+(?=\p{Lu})/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const PARTICLE =
  /^(?:de|da|do|dos|das|del|della|di|du|van|von|der|den|des|la|le|bin|al|el|zu|zur|ten|ter|st\.?|y|e|i|dr\.?|prof\.?|mrs?\.?|ms\.?)$/iu;
const BODY_WORD =
  /(?:\b(?:redaktion|verlag|gmbh|ag|e\.\s?v\.?|inc\.?|ltd\.?|llc|news|zeitung|magazin|magazine|press|presse|agentur|agency|team|staff|desk|media|medien|tv|radio|online|blog|verein|verband|stiftung|foundation|bund|institut\w*|university|universität|editors?|contributors?|portal|today|times|post|journal|network|group|company|corporation|foundation)\b|\.(?:de|com|org|net|at|ch|cl|es|fr|eu|info)\b)/iu;

/** True when every name is written like a person's: two to four words, each with a capital, none of an organisation. */
export function looksLikePeople(text: string): boolean {
  const people = splitNames(text);
  return (
    people.length > 0 &&
    people.every((name) => {
      if (BODY_WORD.test(name)) return false;
      if (/^[\p{Script=Han}·]{2,4}$/u.test(name)) return true;
      const words = name.split(/\s+/);
      const capital = words.filter((word) => /^[\p{Lu}]/u.test(word)).length;
      return (
        words.length >= 2 &&
        words.length <= 5 &&
        capital >= 2 &&
        words.every((word) => /^\p{Lu}/u.test(word) || PARTICLE.test(word))
      );
    })
  );
}

const VISIBLE =
  /(?:^|[\s|•·,–-])(?:(?:written|posted|published|reported|geschrieben|verfasst|ver[öo]ffentlicht|publiziert|text|artikel|ein (?:gast)?beitrag|interview)\s*:?\s+)?(?:by|von|vom|par|por|autor(?:in)?|author|text|auteur|作者|记者|記者)(?:\s*[:：]\s*|\s+)((?:\p{Lu}[\p{L}\p{M}.'’-]*|(?:de|da|del|van|von|der|den|la|le|und|and|et|y|&)(?=\s)|,(?=\s))(?:\s*,?\s+(?:\p{Lu}[\p{L}\p{M}.'’-]*|(?:de|da|dos|do|del|della|di|van|von|der|den|la|le|bin|al|el|zu|und|and|et|y|&)(?=\s))){0,9}|[\p{Script=Han}·]{2,4}(?:[\s、，]+[\p{Script=Han}·]{2,4}){0,4})/iu;
const STRICT_CASE = /(?:^|\s)\p{Lu}/u;

/** Names after "by" in a line readers see, or empty. Only words with a capital (or Han names) count. */
export function namesInLine(line: string): string {
  const found = VISIBLE.exec(line);
  if (!found) return '';
  // The pattern ignores case for its labels; names must have their capitals.
  const words = found[1]!.split(/\s+/);
  let end = words.findIndex(
    (word) =>
      !/^[\p{Lu}\p{Script=Han}&]/u.test(word) &&
      !PARTICLE.test(word.replace(/,$/, '')) &&
      !/^(?:und|and|et|y|,)$/iu.test(word),
  );
  if (end < 0) end = words.length;
  const names = cleanNames(words.slice(0, end).join(' ')).replace(/\s+(?:und|and|et|y|von|de|am|on)$/iu, '');
  return STRICT_CASE.test(names) || /\p{Script=Han}/u.test(names) ? names : '';
}
