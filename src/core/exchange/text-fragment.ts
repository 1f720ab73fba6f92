/** Longer quotes are given by their first and last words, as a link of several kilobytes breaks on the way. */
const LONGEST_WHOLE = 120;
const EDGE_WORDS = 5;
const EDGE_CHARACTERS = 16;

/** Percent-encoding, with the dash too, which separates the parts of a text directive. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D');

/** The first (or last) few words; of scripts without spaces, a few characters. */
function edge(text: string, last: boolean): string {
  const words = text.trim().split(/\s+/u);
  const few = (last ? words.slice(-EDGE_WORDS) : words.slice(0, EDGE_WORDS)).join(' ');
  const characters = Array.from(few);
  if (characters.length <= LONGEST_WHOLE / 2) return few;
  return (last ? characters.slice(-EDGE_CHARACTERS) : characters.slice(0, EDGE_CHARACTERS)).join('');
}

/**
 * The address of a page with a text directive (WICG Scroll To Text Fragment), which makes a browser scroll to the quote
 * on the live page. Returns the address unchanged when there is no quote.
 */
export function textFragment(url: string, quote: string): string {
  const words = quote.trim();
  if (words === '') return url;
  const whole = words.length <= LONGEST_WHOLE && !words.includes('\n');
  const directive = whole ? encoded(words) : `${encoded(edge(words, false))},${encoded(edge(words, true))}`;
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${directive}`;
}
