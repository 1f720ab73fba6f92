import { Refusal } from '../../refusal.ts';
import type { CaptureInput, Format } from '../format.ts';
import { sha256 } from '../hash.ts';
import { articleFromHtml } from '../html/article.ts';
import { decodeBytes } from '../html/encoding.ts';
import { readMultipart } from '../html/multipart.ts';

const LARGEST = 200_000_000;

const opening = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 4096));

/** Pages saved as one file by Chrome, Edge and others (RFC 2557), pictures and address included. */
export const mhtmlFormat: Format = {
  id: 'mhtml',
  detect(input: CaptureInput): number {
    const start = opening(input.bytes);
    const related = /^content-type:\s*multipart\/related/im.test(start) && /^mime-version:/im.test(start);
    if (related && /^(?:snapshot-content-location:|from: <saved by)/im.test(start)) return 0.98;
    const named = /\.mht(?:ml)?$/i.test(input.name);
    return related ? (named ? 0.97 : 0.5) : 0;
  },
  async *read(input: CaptureInput) {
    await Promise.resolve();
    if (input.bytes.length > LARGEST) throw new Refusal('too-large', `${input.name} is larger than 200 MB.`);
    const file = readMultipart(input.bytes);
    const main = file?.parts.find(
      (part) => part.mediaType === 'text/html' || part.mediaType === 'application/xhtml+xml',
    );
    if (!file || !main)
      throw new Refusal('unreadable', `${input.name} is no web archive, or its page is missing.`);
    const byName = new Map<string, Uint8Array>();
    for (const part of file.parts) {
      if (part.location !== null) byName.set(part.location, part.bytes);
      if (part.contentId !== null) byName.set(`cid:${part.contentId}`, part.bytes);
    }
    const decoded = decodeBytes(main.bytes, main.charset ?? undefined);
    const saved = file.date === null ? NaN : Date.parse(file.date);
    const capturedAt = Number.isNaN(saved) ? undefined : new Date(saved).toISOString();
    const article = articleFromHtml(decoded.text, {
      url: input.url ?? file.location ?? main.location ?? undefined,
      hash: sha256,
      now: capturedAt,
      resources: (address) => byName.get(address) ?? null,
    });
    if (article.blocks.every((block) => block.text === ''))
      throw new Refusal('empty', `${input.name} holds no text.`);
    const subject = article.title === null && file.subject ? { title: file.subject } : {};
    yield {
      kind: 'article' as const,
      article: {
        ...article,
        ...subject,
        provenance:
          'title' in subject ? { ...article.provenance, title: 'subject header' } : article.provenance,
        doubts: [...decoded.doubts, ...article.doubts],
      },
      original: { bytes: input.bytes, mediaType: 'multipart/related' },
      ...(capturedAt ? { capturedAt } : {}),
    };
  },
};
