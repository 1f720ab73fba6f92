import type { CaptureInput, Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { looksLikeText } from '../sniff.ts';
import { Refusal } from '../../refusal.ts';
import { articleFromText } from '../text/article.ts';
import { unwrapLines } from '../text/wrap.ts';

async function* read(input: CaptureInput): AsyncIterable<Captured> {
  const { text, doubts } = decodeBytes(input.bytes, input.mediaType);
  const article = articleFromText(unwrapLines(text), { url: input.url, now: input.now });
  if (article.blocks.length === 0) throw new Refusal('empty', `${input.name} holds no text.`);
  yield {
    kind: 'article',
    article: { ...article, doubts: [...doubts, ...article.doubts] },
    original: { bytes: input.bytes, mediaType: 'text/plain' },
  };
}

/** Plain text and pasted text: the article is told from what was scraped along with it. */
export const text: Format = {
  id: 'text',
  detect: (input) => (looksLikeText(input.bytes) ? (/\.(?:txt|text|log)$/i.test(input.name) ? 0.3 : 0.1) : 0),
  read,
};
