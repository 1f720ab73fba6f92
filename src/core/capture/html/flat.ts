import type { Block } from '../../source.ts';
import { decodeEntities } from './entities.ts';

const SILENT = /^(?:script|style|template|svg|math|iframe|object|noscript|head|title)$/;
const INLINE =
  /^(?:a|abbr|b|bdi|bdo|big|cite|code|em|font|i|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)$/;

/**
 * The words of a page that is too deep or too large to be read as a tree: tags cut out in one pass, a paragraph at
 * every block tag. Nothing is judged; everything is kept.
 */
export function flatBlocks(html: string): readonly Block[] {
  const blocks: Block[] = [];
  let text = '';
  const flush = (): void => {
    const folded = decodeEntities(text).replace(/\s+/g, ' ').trim();
    if (folded !== '') blocks.push({ kind: 'paragraph', text: folded });
    text = '';
  };
  const lower = html.toLowerCase();
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      text += html.slice(at);
      break;
    }
    text += html.slice(at, open);
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const tag = /^<\/?([a-z][a-z0-9-]{0,30})/.exec(lower.slice(open, open + 34));
    if (!tag) {
      text += '<';
      at = open + 1;
      continue;
    }
    const close = html.indexOf('>', open);
    if (close < 0) break;
    at = close + 1;
    if (SILENT.test(tag[1]!) && html[open + 1] !== '/') {
      const end = lower.indexOf(`</${tag[1]!}`, at);
      const past = end < 0 ? -1 : html.indexOf('>', end);
      at = past < 0 ? html.length : past + 1;
    } else if (!INLINE.test(tag[1]!)) flush();
  }
  flush();
  return blocks;
}
