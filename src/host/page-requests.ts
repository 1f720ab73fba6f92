import { readFileSync } from 'node:fs';
import { Refusal } from '../core/refusal.ts';
import type { LibraryClient } from './library-client.ts';

/** What a shell sends back for an address, whatever carries it. */
export interface PageReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** The policy of the application's own pages. The hash is the one static style of @base-ui/react's scroll lock. */
export const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Headers of every answer, in both window shells. A later header of the same name takes the place of one of these. */
export const ALWAYS: Readonly<Record<string, string>> = {
  'content-security-policy': APP_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  'cache-control': 'no-store',
};

/** The policy of a saved page shown as it was: no scripts, no network, framed only by us. */
const PAGE_POLICY =
  "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const LARGEST_UPLOAD = 512 * 1024 * 1024;

const text = (status: number, body: string): PageReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
const json = (status: number, value: unknown): PageReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

/** Pictures a page may show; anything else kept as an asset is given as bytes to save. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

/** A name for a download that no header can be broken with. */
const disposition = (name: string): string =>
  `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** A request for bytes by address; null when the address is not one of ours. */
export async function answerPageRequest(
  library: LibraryClient,
  request: {
    readonly method: string;
    readonly path: string;
    readonly header: (name: string) => string | null;
    readonly body: () => Promise<Uint8Array>;
  },
): Promise<PageReply | null> {
  const [, room = '', key = ''] = request.path.split('/');
  if (request.method === 'POST' && request.path === '/upload') {
    const length = Number(request.header('content-length') ?? '0');
    if (length > LARGEST_UPLOAD)
      return json(413, { code: 'too-large', message: 'The file is larger than 512 MB.' });
    try {
      const name = decodeURIComponent(request.header('x-name') ?? 'file').slice(0, 500);
      const bytes = await request.body();
      const token = await library.upload(name, request.header('x-type') ?? '', bytes);
      return json(200, { token });
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'bug';
      return json(400, { code, message: error instanceof Error ? error.message : String(error) });
    }
  }
  if (request.method !== 'GET') return null;
  if (room === 'download') {
    const file = await library.download(key);
    if (!file) return text(404, 'This download is gone. Export again.');
    return {
      status: 200,
      headers: { 'content-type': file.mediaType, 'content-disposition': disposition(file.name) },
      body: readFileSync(file.path),
    };
  }
  if (room === 'preview') {
    const file = await library.download(key);
    if (!file || !file.mediaType.startsWith('text/html')) return text(404, 'This preview is gone.');
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY },
      body: readFileSync(file.path),
    };
  }
  if (room === 'asset' && /^[0-9a-f]{64}$/.test(key)) {
    const asset = await library.bytes({ kind: 'asset', hash: key });
    if (!asset) return text(404, 'There is no such image.');
    if (!PICTURE.test(asset.mediaType))
      return {
        status: 200,
        headers: { 'content-type': 'application/octet-stream', 'content-disposition': disposition(key) },
        body: asset.bytes,
      };
    return {
      status: 200,
      headers: { 'content-type': asset.mediaType, 'cache-control': 'private, max-age=31536000, immutable' },
      body: asset.bytes,
    };
  }
  if (room === 'original' || room === 'page') {
    const kept = await library.bytes({ kind: room, versionId: key });
    if (!kept) return text(404, 'There are no such bytes.');
    if (room === 'original')
      return {
        status: 200,
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': disposition(kept.name),
        },
        body: kept.bytes,
      };
    const shown = /^(text\/html|text\/plain|application\/pdf|image\/(png|jpeg|gif|webp))/.test(
      kept.mediaType,
    );
    return {
      status: 200,
      headers: shown
        ? { 'content-type': kept.mediaType, 'content-security-policy': PAGE_POLICY }
        : { 'content-type': 'application/octet-stream', 'content-disposition': disposition(kept.name) },
      body: kept.bytes,
    };
  }
  return null;
}
