import { webAddress } from './address.ts';

/**
 * What SingleFile writes in the first comment of a page it saved: the address and the instant of the capture
 * (` Page saved with SingleFile \n url: … \n saved date: … `), or null for other comments.
 */
export function readSingleFile(
  comment: string | null,
): { readonly url: string | null; readonly capturedAt: string | null } | null {
  if (comment === null || !/SingleFile/.test(comment)) return null;
  const url = /^\s*url:\s*(\S+)/im.exec(comment)?.[1] ?? null;
  const saved = /^\s*saved date:\s*([^\n(]{8,80})/im.exec(comment)?.[1]?.trim();
  const at = saved === undefined ? NaN : Date.parse(saved);
  return { url: webAddress(url, null), capturedAt: Number.isNaN(at) ? null : new Date(at).toISOString() };
}
