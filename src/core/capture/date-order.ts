/** Regions that write the month first. */
const MONTH_FIRST = new Set(['US', 'PH', 'FM', 'PW', 'GU', 'PR']);

/**
 * The order of all-number dates a text is likely to use: from the region of its language tag, its host's country
 * ending and its language. Null when English without a region could be either.
 */
export function dateOrder(language: string | null, address?: string | null): 'dmy' | 'mdy' | null {
  const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(address ?? '')?.[1]?.toLowerCase() ?? '';
  const ending = /\.([a-z]{2})$/.exec(host)?.[1]?.toUpperCase();
  if (ending && !['IO', 'TV', 'ME', 'CO', 'AI', 'FM', 'LY', 'TO', 'IS', 'EU'].includes(ending)) {
    return MONTH_FIRST.has(ending) ? 'mdy' : 'dmy';
  }
  if (language === null) return null;
  const [primary, ...rest] = language.split('-');
  const region = rest.find((part) => /^[A-Za-z]{2}$/.test(part))?.toUpperCase();
  if (region && primary === 'en') return MONTH_FIRST.has(region) ? 'mdy' : 'dmy';
  return primary?.toLowerCase() === 'en' ? null : 'dmy';
}

/** Day and month order that the unambiguous all-number dates of a text show, or null when they show none or both. */
export function shownOrder(lines: readonly { readonly text: string }[]): 'dmy' | 'mdy' | null {
  let [dmy, mdy] = [0, 0];
  for (const line of lines) {
    if (line.text.length > 300) continue;
    for (const m of line.text.matchAll(/(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)/g)) {
      if (Number(m[1]) > 12 && Number(m[2]) <= 12) dmy += 1;
      else if (Number(m[2]) > 12 && Number(m[1]) <= 12) mdy += 1;
    }
  }
  return dmy > 0 && mdy === 0 ? 'dmy' : mdy > 0 && dmy === 0 ? 'mdy' : null;
}
