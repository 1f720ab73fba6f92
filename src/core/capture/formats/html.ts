import { sha256 } from '../hash.ts';
import { articleFromHtml } from '../html/article.ts';
import { decodeBytes } from '../html/encoding.ts';
import { Refusal } from '../../refusal.ts';
import type { CaptureInput, Format } from '../format.ts';

const LARGEST = 100_000_000;
const MARKUP =
  /<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|article|section|span|h[1-6]|a\s|br|ul|ol|script|style|link|font|center)[\s>/]/i;

/** The first characters of a file as Latin letters, whatever its encoding; zero bytes of UTF-16 dropped. */
const opening = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes.subarray(0, 8192)) if (byte !== 0) text += String.fromCharCode(byte);
  return text;
};

/** True for bytes that are no text in any encoding: many control characters or characters that could not be read. */
const isNoise = (text: string): boolean => {
  const sample = text.slice(0, 20_000);
  return (sample.match(/[\u0001-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0) > sample.length * 0.05; // oxlint-disable-line no-control-regex
};

/** Saved web pages, those of SingleFile included (address and capture date from its comment, embedded images kept). */
export const htmlFormat: Format = {
  id: 'html',
  detect(input: CaptureInput): number {
    const start = opening(input.bytes);
    if (
      /^(?:[\u00ef\u00bb\u00bf\u00fe\u00ff\s]*)(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[\s\S]{0,4000}?-->\s*)?<(?:!doctype\s+html|html[\s>])/i.test(
        start,
      )
    )
      return 0.9;
    const named = /\.(?:x?html?|shtml|php|aspx?)$/i.test(input.name) || /html/i.test(input.mediaType ?? '');
    const tags = start.match(new RegExp(MARKUP, 'gi'))?.length ?? 0;
    if (tags === 0 || start.includes('%PDF-') || /^\s*[{[]/.test(start)) return 0;
    return named ? 0.8 : /^\s*</.test(start) && tags > 2 ? 0.6 : tags > 8 ? 0.3 : 0;
  },
  async *read(input: CaptureInput) {
    await Promise.resolve();
    if (input.bytes.length === 0) throw new Refusal('empty', `${input.name} is empty.`);
    if (input.bytes.length > LARGEST) throw new Refusal('too-large', `${input.name} is larger than 100 MB.`);
    const decoded = decodeBytes(input.bytes, input.mediaType);
    if (isNoise(decoded.text))
      throw new Refusal('unreadable', `${input.name} is no text; it cannot be read as a web page.`);
    const article = articleFromHtml(decoded.text, { url: input.url, hash: sha256, now: input.now });
    if (article.blocks.every((block) => block.text === '')) {
      throw new Refusal('empty', `${input.name} holds no text.`);
    }
    yield {
      kind: 'article' as const,
      article: { ...article, doubts: [...decoded.doubts, ...article.doubts] },
      original: { bytes: input.bytes, mediaType: 'text/html' },
      ...(article.capturedAt ? { capturedAt: article.capturedAt } : {}),
    };
  },
};
