const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** Longest name in UTF-8 bytes, which leaves room for an extension and a temporary suffix below the 255 of file systems. */
const LONGEST = 180;

/**
 * A name for a file that every common system accepts: no path, no reserved sign or device name, no control or direction
 * characters, no dots or spaces at the ends, bounded length. Never empty.
 */
export function safeFileName(title: string, otherwise = 'brief'): string {
  let name = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd]/gu, ' ')
    .replace(/\s*[:：]\s*/gu, ' - ')
    .replace(/[\\/<>"|?*]+/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.~-]+|[\s.-]+$/gu, '');
  const bytes = new TextEncoder();
  if (bytes.encode(name).length > LONGEST) {
    let kept = '';
    let length = 0;
    for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(
      name.slice(0, LONGEST),
    )) {
      length += bytes.encode(segment).length;
      if (length > LONGEST) break;
      kept += segment;
    }
    name = kept.replace(/[\s.-]+$/gu, '');
  }
  if (DEVICE.test(name)) name = `_${name}`;
  return name === '' ? otherwise : name;
}
