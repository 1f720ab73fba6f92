import { findDates } from '../dates.ts';
import { decodeEntities } from './entities.ts';
import { squeeze } from './tree.ts';

const LABEL =
  /^(?:(?:written|posted|published|created|submitted|uploaded|reported|geschrieben|verfasst|ver[öo]ffentlicht|publiziert|erstellt|eingestellt|gespeichert|hinzugef[üu]gt|publi[ée]|publicado|escrito|scritto|story|text|artikel|article|(?:(?:blog|gast)[ -]?)?beitrag|gastartikel|eine? \p{L}+|pressemitteilung|interview|kommentar|foto und text|text und fotos?)\s*[:：]?\s+)?(?:by|von|vom|par|por|di|door|af|av|autor(?:in|en)?|verfasser(?:in)?|authors?|auteurs?|autora?|autori?|redakteur(?:in)?|redaktion(?=\s*[:：])|redacci[óo]n|reporter|journalist(?:in)?|text|texte|作者|记者|記者|文|撰文|编辑|責任編輯|责任编辑)(?:\s*[:：|]\s*|\s+)(?=\S)/iu;

const NOISE = [
  /\S+@\S+\.\S+/gu,
  /https?:\/\/\S+/gu,
  /(?:^|\s)@[\w.]+/gu,
  /\b\d{1,2}[:.]\d{2}(?:\s?(?:uhr|h|[ap]\.?m\.?))?\b/giu,
];

/** Words that begin what comes after a name: a date, a button, a picture's credit. */
const TRAILING =
  /\s+(?:on|am|le|el|at|vom|um|in|der|published|posted|updated|ver[öo]ffentlicht|publiziert|follow|folgen|stand|symbolbild.*|foto.*|photo.*)[\s:]*$/iu;

/** Names cleaned of labels, dates, times, addresses and offices; empty when nothing is left. */
export function cleanNames(raw: string): string {
  let text = squeeze(decodeEntities(raw)).slice(0, 400);
  for (const date of [...findDates(text)].reverse())
    text = `${text.slice(0, date.start)} | ${text.slice(date.end)}`;
  for (const pattern of NOISE) text = text.replace(pattern, ' | ');
  text = squeeze(text).replace(/^[|,;:\s–—-]+/u, '');
  if (/^(?:foto|photo|bild|image|picture|grafik|illustration|video)s?\b/iu.test(text)) return '';
  text = text.replace(/(?<=\p{L})\s+\p{L}{4,}\s?:\s.*$/u, '');
  for (let i = 0; i < 2; i++) text = text.replace(LABEL, '');
  text =
    text.split(/\s*[|•·／]\s*|\s+[–—-]\s+|\s+\/\/\s+|\s*[([]/u).find((part) => /\p{L}{2}/u.test(part)) ?? '';
  // a button written without a space after the name: "Ann LeeFollow"
  text = text.replace(/(?<=\p{Ll})(?:Follow(?:ing)?|Folgen|Subscribe|Abonnieren)$/u, '');
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(TRAILING, '');
  }
  text = text
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
  if (text.length < 2 || text.length > 160 || /[?!{}<>=#%]|https?:|www\.|\d{3}|^\d/.test(text)) return false;
  // A login ("ann.lee") is no name to print.
  if (/^[a-z\d]+(?:[._][a-z\d]+)+$/.test(text)) return false;
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
    .split(
      /\s*(?:[;,|&/、，]|(?<!\p{L})(?:and|und|et|with|mit|im gespräch mit)(?!\p{L}))\s*|\s+(?:y|e)\s+(?=\p{Lu})/u,
    )
    .map((name) => name.trim())
    .filter((name) => name !== '');

const PARTICLE =
  /^(?:de|da|do|dos|das|del|della|di|du|van|von|der|den|des|la|le|bin|al|el|zu|zur|ten|ter|st\.?|y|e|i|dr\.?|prof\.?|mrs?\.?|ms\.?)$/iu;
const BODY_WORD =
  /(?:\b(?:redaktion|verlag|archiv|gmbh|ag|e\.\s?v\.?|inc\.?|ltd\.?|llc|news|zeitung|magazin|magazine|press|presse|agentur|agency|team|staff|desk|media|medien|tv|radio|online|blog|verein|verband|stiftung|foundation|bund|institut\w*|university|universität|editors?|contributors?|portal|today|times|post|journal|network|group|company|corporation|foundation)\b|\.(?:de|com|org|net|at|ch|cl|es|fr|eu|info)\b)/iu;

/** True when every name is written like a person's: two to four words, each with a capital, none of an organisation. */
export function looksLikePeople(text: string): boolean {
  const people = splitNames(text);
  return (
    people.length > 0 &&
    people.every((name) => {
      if (
        BODY_WORD.test(name) ||
        /^(?:the|el|la|los|las|le|les|der|die|das|il|lo|my|mein|our|unser)\s/iu.test(name)
      )
        return false;
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

const OPENING =
  /^(?:[^\p{L}\p{N}]*)(?:(?:written|posted|published|reported|geschrieben|verfasst|ver[öo]ffentlicht|publiziert|erstellt|eingestellt|gespeichert|hinzugef[üu]gt|submitted|eine? \p{L}+|(?:(?:blog|gast)[ -]?)?beitrag|gastartikel|pressemitteilung|interview|kommentar|publi[ée]|publicado|escrito)\s*:?\s+)?(?:by|von|vom|par|por|autor(?:in|en)?|authors?|auteurs?|autora?|verfasser(?:in)?|text|texte|redakteur(?:in)?|redaktion(?=\s*[:：])|作者|记者|記者)(?:\s*[:：]\s*|\s+)(?=\S)/iu;

const LEFTOVER =
  /\b(?:uhr|am|on|at|um|posted|published|ver[öo]ffentlicht|publiziert|geschrieben|updated|aktualisiert|stand|in|min|read|comments?|kommentare?|lesezeit|minuten?)\b/giu;

/**
 * The names in a line that exists to name them, or empty: "By Ann Lee", "Von Jan Ruf, 3. Mai 2020", "3.5.2020 | 10 Uhr |
 * Jan Ruf". `line` is one short block of the page; sentences that mention people give nothing.
 */
export function namesInLine(line: string): string {
  if (line.length > 140) return '';
  let text = line;
  const dates = findDates(text);
  for (const date of [...dates].reverse()) text = `${text.slice(0, date.start)} | ${text.slice(date.end)}`;
  for (const pattern of NOISE) text = text.replace(pattern, ' | ');
  const parts = text
    .split(/\s*[|•·／\n]\s*|\s+[–—-]\s+/u)
    .map((part) => part.replace(/^[\s,;:.]+|[\s,;:]+$/gu, ''))
    .filter((part) => /\p{L}/u.test(part));
  for (const [i, part] of parts.entries()) {
    const opening = OPENING.exec(part);
    // The label may stand alone before the date: "Posted on 3 May 2020 by | Ann Lee" was cut at the date.
    if (!opening) continue;
    const names = cleanNames(part.slice(opening[0].length));
    const capital = splitNames(names).every((name) => /^[\p{Lu}\p{Script=Han}]/u.test(name));
    if (names === '' || !looksLikeNames(names) || names.length > 90) continue;
    if (
      capital ||
      (splitNames(names).length === 1 && !/\s/.test(names) && (dates.length > 0 || /[:：]/.test(opening[0])))
    ) {
      if (i > 2 || (/[.!?]$/.test(part) && part.length > 60)) continue;
      return names;
    }
  }
  if (dates.length === 0 || parts.length > 4) return '';
  return (
    parts
      .map((part) => squeeze(part.replace(LEFTOVER, ' ')))
      .find((part) => looksLikePeople(part) && looksLikeNames(part)) ?? ''
  );
}
