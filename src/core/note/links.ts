/** The things a note can link to. */
export const LINK_KINDS = ['company', 'source', 'annotation', 'fact', 'note', 'brief'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** A link written in a note: `[[company:ID|Name]]`. Offsets are UTF-16 units into the note. */
export interface NoteLink {
  readonly kind: LinkKind;
  readonly id: string;
  /** The words it is shown by; the kind when none are written. */
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** Words of a link longer than this are cut when it is written. */
const LONGEST_WORDS = 200;

/** One link; every part has a bound, so that reading stays linear in the text. */
const LINK =
  /\[\[(company|source|annotation|fact|note|brief):([0-9A-Za-z_-]{1,64})(?:\|([^[\]\n]{0,300}))?\]\]/g;

/** The pattern of one link, for those who look for it with flags of their own. */
export const LINK_PATTERN: string = LINK.source;

/** Every link in a note, in order. */
export const linksIn = (text: string): readonly NoteLink[] =>
  [...text.matchAll(LINK)].map((found) => ({
    kind: found[1] as LinkKind,
    id: found[2]!,
    words: found[3]?.trim() || found[1]!,
    start: found.index,
    end: found.index + found[0].length,
  }));

/** A link as it is written into a note; characters that would end it are left out of the words. */
export function writeLink(kind: LinkKind, id: string, words: string): string {
  const shown = words
    .replace(/[[\]|\s]+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORDS)
    .trim();
  return `[[${kind}:${id}${shown === '' ? '' : `|${shown}`}]]`;
}

/** A note with each link replaced by what `write` makes of it. */
export const replaceLinks = (text: string, write: (link: NoteLink) => string): string => {
  let out = '';
  let at = 0;
  for (const link of linksIn(text)) {
    out += text.slice(at, link.start) + write(link);
    at = link.end;
  }
  return out + text.slice(at);
};

/** The words of a note without the signs of its links, for titles, search and lists. */
export const plainWords = (text: string): string => replaceLinks(text, (link) => link.words);

/** A note whose links to one thing lead to another, as after a merge; the words stay as they were written. */
export const retargeted = (text: string, kind: LinkKind, from: string, into: string): string =>
  replaceLinks(text, (link) =>
    link.kind === kind && link.id === from
      ? writeLink(kind, into, link.words)
      : text.slice(link.start, link.end),
  );

/**
 * A note as Markdown that any program reads: a link with an address becomes `[words](address)`, any other its words.
 * Signs that mean something inside a Markdown link are escaped (CommonMark 0.31, section 6.3).
 */
export const plainLinks = (text: string, addressOf: (link: NoteLink) => string | null): string =>
  replaceLinks(text, (link) => {
    const address = addressOf(link);
    if (address === null) return link.words;
    const words = link.words.replace(/[\\[\]]/g, '\\$&');
    return `[${words}](<${address.replace(/[<>\n\\]/g, (sign) => encodeURIComponent(sign))}>)`;
  });

/** A title for a note that was given none: its first line with words, without the signs of Markdown. */
export const titleOf = (text: string): string =>
  plainWords(text.slice(0, 4000))
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}\s|>|[-*+]\s+(?:\[[ xX]\]\s)?|\d{1,9}[.)]\s)+/, '')
        .replace(/[*_`]/g, '')
        .trim(),
    )
    .find((line) => line !== '')
    ?.slice(0, 120) ?? '';
