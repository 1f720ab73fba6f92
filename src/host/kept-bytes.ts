import { inertPage } from '../core/capture/html/inert.ts';
import { decodeBytes } from '../core/capture/html/encoding.ts';
import { readMultipart } from '../core/capture/html/multipart.ts';
import { fetchesOf } from '../library/fetches.ts';
import type { OpenLibrary } from '../library/library.ts';
import { readAsset, readOriginal } from '../library/originals.ts';
import { versionById } from '../library/source-rows.ts';
import type { BytesReply, BytesRequest } from './messages.ts';

/** Bytes the windows ask for by address: images, originals, and saved pages made inert. Null when there are none. */
export function keptBytes(open: OpenLibrary, request: BytesRequest): BytesReply | null {
  const { store } = open.context;
  if (request.kind === 'asset') {
    const asset = readAsset(store, request.hash) ?? fetchesOf(store).shown(request.hash);
    return asset && { bytes: asset.bytes, mediaType: asset.mediaType, name: request.hash };
  }
  const version = versionById(store, request.versionId);
  const original = readOriginal(store, version.originalHash);
  const title = store
    .sql<[string], string>('SELECT title FROM source WHERE id = ?')
    .pluck()
    .get(version.sourceId) as string;
  if (request.kind === 'original') return { ...original, name: title };
  if (!/html|mhtml|multipart\/related/.test(original.mediaType)) {
    if (original.mediaType.startsWith('text/'))
      return {
        bytes: new TextEncoder().encode(decodeBytes(original.bytes).text),
        mediaType: 'text/plain; charset=utf-8',
        name: title,
      };
    return { ...original, name: title };
  }
  // a page saved as one file by a browser (MHTML) is shown by its main part
  const part = /multipart|mhtml/.test(original.mediaType)
    ? readMultipart(original.bytes)?.parts.find(({ mediaType }) => /html/.test(mediaType))
    : undefined;
  const { text } = decodeBytes(part?.bytes ?? original.bytes, part?.charset ?? original.mediaType);
  return {
    bytes: new TextEncoder().encode(inertPage(text)),
    mediaType: 'text/html; charset=utf-8',
    name: title,
  };
}
