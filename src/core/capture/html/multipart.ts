/** One part of an MHTML file: decoded bytes and the headers that name it (RFC 2557). */
export interface Part {
  readonly mediaType: string;
  readonly charset: string | null;
  readonly location: string | null;
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
}

/** An MHTML file read: its own headers and its parts. */
export interface Multipart {
  readonly location: string | null;
  readonly subject: string | null;
  readonly date: string | null;
  readonly parts: readonly Part[];
}

const MOST_PARTS = 5000;

type Headers = ReadonlyMap<string, string>;

/** Bytes as text one to one, so that offsets stay; chunked because argument lists are limited. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);

/** Header fields by lower-case name; folded lines are joined (RFC 5322). */
export function readHeaders(block: string): Headers {
  const headers = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

const parameter = (value: string | undefined, name: string): string | null =>
  new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i')
    .exec(value ?? '')
    ?.slice(1)
    .find((v) => v !== undefined) ?? null;

/** RFC 2047 words in a header ("=?utf-8?Q?…?=") as text. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([\w-]+)\?([BQ])\?([^?]*)\?=/gi, (whole, charset: string, way: string, text: string) => {
      const bytes = way.toUpperCase() === 'B' ? decodeBase64(text) : decodeQuoted(text.replace(/_/g, ' '));
      try {
        return new TextDecoder(charset).decode(bytes);
      } catch (error) {
        if (error instanceof RangeError) return whole;
        throw error;
      }
    });
}

/** Quoted-printable (RFC 2045, 6.7); broken escapes stay as they are. */
function decodeQuoted(text: string): Uint8Array {
  return toBytes(
    text
      .replace(/[ \t]+(?=\r?\n)/g, '')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

/** Base64 with line breaks; nothing where it is broken. */
function decodeBase64(text: string): Uint8Array {
  try {
    return toBytes(atob(text.replace(/[^A-Za-z0-9+/=]/g, '')));
  } catch (error) {
    if (error instanceof DOMException) return new Uint8Array();
    throw error;
  }
}

const split = (text: string): readonly [string, string] => {
  const gap = /\r?\n\r?\n/.exec(text);
  return gap ? [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)] : [text, ''];
};

/** Reads an MHTML file as browsers write it (one level of multipart/related), or null when it is none. */
export function readMultipart(bytes: Uint8Array): Multipart | null {
  const text = latin(bytes);
  const [head, body] = split(text);
  const headers = readHeaders(head);
  const type = headers.get('content-type');
  const boundary = parameter(type, 'boundary');
  if (!/^multipart\//i.test(type ?? '') || !boundary || boundary.length > 200) return null;
  const parts: Part[] = [];
  const marker = `--${boundary}`;
  let at = body.startsWith(marker) ? 0 : body.indexOf(`\n${marker}`) + 1;
  while (at >= 0 && parts.length < MOST_PARTS) {
    const start = at + marker.length;
    if (body.startsWith('--', start)) break;
    const next = body.indexOf(`\n${marker}`, start);
    const [partHead, content] = split(
      body.slice(start, next < 0 ? body.length : next).replace(/^[ \t]*\r?\n/, ''),
    );
    const fields = readHeaders(partHead);
    const encoding = (fields.get('content-transfer-encoding') ?? '').toLowerCase();
    const partType = fields.get('content-type');
    parts.push({
      mediaType: (partType ?? 'text/plain').split(';')[0]!.trim().toLowerCase(),
      charset: parameter(partType, 'charset'),
      location: fields.get('content-location') ?? null,
      contentId: fields.get('content-id')?.replace(/^<|>$/g, '') ?? null,
      bytes:
        encoding === 'base64'
          ? decodeBase64(content)
          : encoding === 'quoted-printable'
            ? decodeQuoted(content)
            : toBytes(content),
    });
    at = next < 0 ? -1 : next + 1;
  }
  return {
    location: headers.get('snapshot-content-location') ?? headers.get('content-location') ?? null,
    subject: headers.has('subject') ? decodeWords(headers.get('subject')!) : null,
    date: headers.get('date') ?? null,
    parts,
  };
}
