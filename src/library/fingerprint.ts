import { sha256 } from '../core/capture/hash.ts';

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;

/** Words of scripts with spaces plus characters of Han, Kana and Hangul. */
export function countWords(text: string): number {
  const characters = text.match(CJK)?.length ?? 0;
  return characters + (text.replace(CJK, ' ').match(WORD)?.length ?? 0);
}

/** SHA-256 of a text after folding (NFKC, case, anything but letters and digits dropped), so that spacing does not hide a copy. */
export const foldedHash = (text: string): string =>
  sha256(
    Buffer.from(
      text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
      'utf8',
    ),
  );

/** Parameters that say how a page was reached, not which page it is. */
const TRACKING =
  /^(utm_|mc_|fb|gclid|gclsrc|dclid|msclkid|yclid|igshid|ref$|ref_|spm$|_hs|mkt_tok|cmpid|ocid|smid|share)/i;

/** An address reduced to what names the page: no scheme, `www.`, tracking, fragment or closing slash; null when it is none. */
export function addressKey(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!/^https?:$/.test(url.protocol)) return null;
  // a list of its own: deleting while walking the live one would skip names
  for (const name of Array.from(url.searchParams.keys()))
    if (TRACKING.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  const host = url.hostname.toLowerCase().replace(/^(www|m|amp)\./, '');
  const path = url.pathname.replace(/\/(index\.html?|amp)?$/, '');
  return `${host}${url.port ? `:${url.port}` : ''}${path}${url.search}`;
}
