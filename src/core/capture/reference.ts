import { calendarValue, firstDate, machineDate } from './dates.ts';
import { describedArticle } from './described.ts';
import type { Captured } from './format.ts';
import { readFragment } from './fragment.ts';
import type { Block } from '../source.ts';

/** One entry of a reference manager. */
export interface Reference {
  readonly within: string;
  readonly externalId?: string | null;
  readonly title: string | null;
  /** People and bodies, each as displayed: given name first. */
  readonly authors: readonly string[];
  readonly publication?: string | null;
  readonly publisher?: string | null;
  readonly date?: string | null;
  readonly url?: string | null;
  readonly doi?: string | null;
  readonly language?: string | null;
  readonly abstract?: string | null;
  readonly tags?: readonly string[];
  readonly collections?: readonly string[];
  /** Plain text or HTML. */
  readonly notes?: readonly string[];
  readonly capturedAt?: string | undefined;
  /** The entry as it stood in the file. */
  readonly raw: string;
  readonly mediaType: string;
}

/** "Family, Given" as "Given Family"; a name without a comma, or of a body, as it is. */
export function displayName(name: string): string {
  const parts = name
    .replace(/\s+/g, ' ')
    .split(',')
    .map((part) => part.trim());
  if (parts.length === 2 && parts[0] !== '' && parts[1] !== '') return `${parts[1]} ${parts[0]}`;
  if (parts.length === 3 && parts[0] !== '' && parts[1] !== '') return `${parts[1]} ${parts[0]}, ${parts[2]}`;
  return name.trim();
}

/** A date of a reference with the precision it was given: `2014/06/01/`, `2009///Spring`, `mar 2013`, `2013`. Null when it names no year. */
export function referenceDate(text: string | null | undefined): string | null {
  const value = (text ?? '').trim();
  const slashed = /^(\d{4})\/(\d{0,2})\/(\d{0,2})(?:\/.*)?$/.exec(value);
  if (slashed) {
    const year = Number(slashed[1]);
    const month = slashed[2] ? Number(slashed[2]) : undefined;
    return (
      calendarValue(year, month, month !== undefined && slashed[3] ? Number(slashed[3]) : undefined) ??
      calendarValue(year)
    );
  }
  const partial = /^(\d{4})[/-](\d{1,2})$/.exec(value);
  if (partial)
    return calendarValue(Number(partial[1]), Number(partial[2])) ?? calendarValue(Number(partial[1]));
  return (
    machineDate(value) ??
    firstDate(value)?.value ??
    /(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)/.exec(value)?.[0] ??
    null
  );
}

/** A note as plain text, whether it came as HTML or not. */
export function noteText(note: string): string {
  if (!/<\/?[a-z][^>]*>/i.test(note)) return note.trim();
  return readFragment(note)
    .blocks.map((block) => block.text)
    .filter((text) => text !== '')
    .join('\n\n');
}

const unmarked = (text: string): string =>
  text.replace(/<\/?(?:i|b|em|strong|sub|sup|span)\b[^<>]{0,100}>/gi, '');

/** A reference as a source: its description, with the abstract as its only text. Null when it has no title, address or text. */
export function referenceSource(from: string, reference: Reference): Captured | null {
  const doi = /10\.\d{4,9}\/\S+/.exec(reference.doi ?? '')?.[0] ?? null;
  const url = reference.url ?? (doi === null ? null : `https://doi.org/${doi}`);
  const abstract = reference.abstract?.trim() ? noteText(reference.abstract) : '';
  const blocks: Block[] = abstract
    .split(/\n\s*\n/)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ kind: 'paragraph', text: text.replace(/\s+/g, ' ').trim() }));
  if (!reference.title && url === null && blocks.length === 0) return null;
  const notes = (reference.notes ?? []).map(noteText).filter((note) => note !== '');
  const tags = [...new Set((reference.tags ?? []).map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  const collections = reference.collections ?? [];
  return {
    kind: 'bookmark',
    article: describedArticle(
      from,
      {
        title: reference.title === null ? null : unmarked(reference.title),
        byline: reference.authors.join(', '),
        siteName: reference.publication ?? reference.publisher,
        publishedOn: referenceDate(reference.date),
        language: reference.language,
        url,
      },
      blocks,
      blocks.length > 0 ? { doubts: [{ code: 'abstract-only' }] } : {},
    ),
    original: { bytes: new TextEncoder().encode(reference.raw), mediaType: reference.mediaType },
    within: reference.within,
    ...(reference.externalId ? { externalId: reference.externalId } : {}),
    ...(reference.capturedAt === undefined ? {} : { capturedAt: reference.capturedAt }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(collections.length > 0 ? { collections } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}
