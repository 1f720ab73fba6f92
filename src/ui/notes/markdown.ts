import MarkdownIt, { type Token } from 'markdown-it';
import { LINK_PATTERN, linksIn, type NoteLink } from '../../core/note/links.ts';

/** HTML stays words, addresses are not guessed, and nesting has an end. */
const parser = new MarkdownIt({ html: false, linkify: false, maxNesting: 40 });

const sticky = new RegExp(LINK_PATTERN, 'y');

parser.inline.ruler.before('link', 'note_link', (state, silent) => {
  sticky.lastIndex = state.pos;
  const found = sticky.exec(state.src);
  if (!found) return false;
  if (!silent) state.push('note_link', '', 0).content = found[0];
  state.pos += found[0].length;
  return true;
});

/** The tokens of a note, with its `[[…]]` as tokens of their own (`note_link`, as written). */
export const tokensOf = (text: string): readonly Token[] => parser.parse(text, {});

/** The link a token stands for. */
export const linkOf = (token: Token): NoteLink => linksIn(token.content)[0]!;

/** An address a reader may follow from a note; null for any other. */
export const safeAddress = (href: unknown): string | null =>
  typeof href === 'string' && /^(?:https?:\/\/|mailto:)/i.test(href) && URL.canParse(href) ? href : null;
