import { createHash } from 'node:crypto';

/**
 * SHA-256 of some bytes, as 64 lower-case hexadecimal digits (FIPS 180-4). The one place of the core that uses
 * node:crypto: capture always runs in a worker of the host, never in the interface.
 */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** MD5 of some bytes, hexadecimal (RFC 1321). Evernote names pictures by it; it secures nothing. */
export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
