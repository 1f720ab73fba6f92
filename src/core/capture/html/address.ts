const SCHEMES = new Set(['http:', 'https:', 'mailto:']);
const LONGEST = 4096;

/**
 * An address as an absolute http, https or mailto address, or null. Everything else (javascript:, data:, file:,
 * relative without a base) is no link. White space and control characters inside are treated as browsers do (URL
 * standard), so that `java\nscript:` is seen for what it is. Credentials in the address are refused.
 */
export function safeAddress(given: string, base: string | null): string | null {
  if (given.length > LONGEST) return null;
  const url = URL.parse(given.trim(), base ?? undefined);
  if (!url || !SCHEMES.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href.length > LONGEST ? null : url.href;
}

/** Like {@link safeAddress} for pages and images: http and https only. */
export function webAddress(given: string | null | undefined, base: string | null): string | null {
  const address = given ? safeAddress(given, base) : null;
  return address?.startsWith('http') ? address : null;
}

/** The address of the page itself where the given one is that of a copy in the Wayback Machine. */
export function archivedAddress(address: string): string {
  const inner = /^https?:\/\/web\.archive\.org\/web\/\d{4,14}(?:[a-z]{2}_)?\/(.+)$/i.exec(address)?.[1];
  if (inner === undefined) return address;
  return webAddress(inner, null) ?? webAddress(`http://${inner}`, null) ?? address;
}
