import { dateOrder, shownOrder } from '../date-order.ts';
import { findDates } from '../dates.ts';
import type { DateOptions, FoundDate } from '../dates.ts';
import type { Line } from './line.ts';

const PUBLISHED =
  /publi|posted|erstellt|veröffentlicht|erschienen|created|发布|發佈|公開|掲載|first published|pubblicato|opublikowano|julkaistu/iu;
const UPDATED =
  /updat|modif|aktualisiert|actualiz|atualiz|mis à jour|aggiornat|最終更新|更新|zaktualizowano|päivitetty/iu;
/** Words that stand beside a date in a dateline and say nothing else: clock times, zones, weekdays, labels. */
const BESIDE =
  /\d{1,2}[:.h]\d{2}(?::\d{2})?|\b(?:[ap]\.?m\.?|[ecmp][sd]?t|gmt|utc|bst|ist|cet|cest|uhr|at|on|um|am|pm|of|the|à|le|às|em|il|el|h|min|read|minutes?|mins?|ago|hours?|published|publication|posted|updated|last|first|modified|date|time|created|and|vom|stand|von|by)\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\w*\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta)(?:-feira)?\b|[星期周][一二三四五六日天]|发布|时间|日期|来源|更新|発|公開/giu;

/** A date that stands as a date of publication: how much of its line it is, and what the line calls it. */
export interface Dateline {
  readonly at: number;
  readonly value: string;
  readonly ambiguous: boolean;
  readonly updated: boolean;
  readonly named: boolean;
  /** Share of the line's letters that belong to the date or to words that go with dates, 0 to 1. */
  readonly share: number;
  /** The line also holds the headline, as lists of a page's newest articles do. */
  readonly titled?: boolean;
}

const letters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/**
 * Sets apart what a page's text runs together: "NOV 19 20197:05 AM ESTUPDATED" and "on28. Juli 201928. Juli 2019" stood
 * in elements of their own.
 */
const unglue = (text: string): string =>
  text
    .replace(/((?:19|20)\d\d)(?=\d{1,2}[:.\s]|[A-Z\p{Lu}][\p{L}]{2})/gu, '$1 ')
    .replace(/(\p{Ll}{2})(?=\d{1,2}(?:\.\s|\s\p{L}{3}))/gu, '$1 ')
    .replace(/(?<=\p{Lu}{3})(?=(?:UPDATED|PUBLISHED))/gu, ' ')
    .replace(/(?<=\d\s?[ap]m|\d)(?=(?:Updated|Published|Posted))/gu, ' ');

/** Reads the dates of one line. Lines of running text (over 300 characters) hold none for this purpose. */
export function datelines(line: Line, at: number, options: DateOptions): readonly Dateline[] {
  if (line.text.length > 300 || !/\d/.test(line.text)) return [];
  const text = unglue(line.text);
  const found = findDates(text, options).filter((date) => date.value.length === 10);
  if (found.length === 0) return [];
  const outside = found.reduceRight(
    (text, date) => text.slice(0, date.start) + ' ' + text.slice(date.end),
    text,
  );
  const rest = letters(outside.replace(BESIDE, ' '));
  const share = 1 - rest / Math.max(1, letters(text));
  // "3 hours ago" is a dateline where it stands nearly alone; within other words it is part of a sentence.
  const dates = share < 0.45 ? found.filter((date) => !date.relative) : found;
  return dates.map((date, i) => {
    const before = text.slice(i === 0 ? 0 : dates[i - 1]!.end, date.start);
    const label = before.slice(-60);
    return {
      at,
      value: date.value,
      ambiguous: date.ambiguous,
      updated: UPDATED.test(label) && !PUBLISHED.test(label),
      named: PUBLISHED.test(label),
      share,
    };
  });
}

/** The order of all-number dates for a text: what it shows itself, else what its language and address suggest. */
export const textDateOrder = (
  lines: readonly Line[],
  language: string | null,
  url: string | null,
): DateOptions['order'] => shownOrder(lines) ?? dateOrder(language, url) ?? undefined;

/** Where the article stands among the lines. */
export interface Place {
  readonly title: number | null;
  readonly first: number;
  readonly last: number;
}

/**
 * The date of publication among the datelines of a scrape, or null. Lines between headline and body count most, then
 * those just above the headline, then those just below the body; a line that says "published" beats one that says
 * "updated". A date that could be read two ways is returned as ambiguous, for the caller to decline.
 */
export function publicationDate(dates: readonly Dateline[], place: Place): Dateline | null {
  const head = place.title ?? place.first;
  let best: { date: Dateline; score: number } | null = null;
  for (const date of dates) {
    let score = date.share * 2 + (date.named ? 1.2 : 0) - (date.updated ? 1 : 0);
    const alone = date.share >= 0.45 || date.named || date.updated;
    if (date.at >= head && date.at <= place.first + (alone ? 5 : 2)) score += 3 - (date.at - head) * 0.05;
    else if (date.at < head) score += 1.6 - (head - date.at) * 0.15;
    else if (date.at > place.last) score += 1.1 - (date.at - place.last) * 0.15;
    else score += date.share > 0.8 || date.named ? 0.6 : -2;
    if (date.titled) score = Math.max(score, 2.2);
    else if (date.share < 0.25 && !date.named) score -= date.at >= head && date.at < place.first ? 1 : 1.5;
    if (score >= 1.8 && (best === null || score > best.score)) best = { date, score };
  }
  if (best !== null) return best.date;
  // Far from the text only a date that says what it is counts, and only when all such dates agree.
  const labelled = dates.filter(
    (date) => (date.named || date.updated) && (date.at < head || date.at > place.last),
  );
  return labelled.length > 0 && labelled.every((date) => date.value === labelled[0]!.value)
    ? labelled[0]!
    : null;
}

/** True when a line is mostly a date. */
export const isDateline = (found: readonly (Dateline | FoundDate)[]): boolean =>
  found.some((date) => 'share' in date && (date.share >= 0.45 || date.named || date.updated));
