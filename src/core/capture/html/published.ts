import type { Doubt } from '../../source.ts';
import { dateOrder, shownOrder } from '../date-order.ts';
import {
  dateFromAddress,
  findDates,
  firstDate,
  machineDate,
  type DateOptions,
  type FoundDate,
} from '../dates.ts';
import { textIn } from './jsonld.ts';
import { couldDescribe, isHidden, type Candidate, type Signals } from './signals.ts';
import { namesOf, squeeze, textOf, type Element } from './tree.ts';
import type { Line } from './visible.ts';

const PUBLISHED = [
  'article:published_time', 'og:article:published_time', 'datepublished', 'og:published_time', 'published_time', 'article.published',
  'rnews:datepublished', 'parsely-pub-date', 'sailthru.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.created', 'dc.date.created',
  'citation_publication_date', 'citation_date', 'article_date_original', 'publication_date', 'pubdate', 'publishdate', 'publish-date',
  'publish_date', 'bt:pubdate', 'cxenseparse:recs:publishtime', 'dateissued', 'originalpublicationdate', 'release_date',
  'date.issued', 'article:published', 'creation_date', 'article:post_date', 'dc.date', 'dcterms.date', 'date',
]; // prettier-ignore

const DATE_NAME =
  /(?:^|[\s_-])(?:date|datum|author|published|publish|pubdate|posted|time|timestamp|datetime|dateline|fecha|data|meta|byline|info|created)(?:$|[\s_-])|publi|date|posted|time-?stamp/;
const NOT_DATE = /update|modif|comment|event|related|sidebar|footer|copyright|countdown|expire/;
const UPDATE =
  /updat|modif|aktualisier|ge[äa]ndert|actualizad|atualizad|mis à jour|aggiornat|letzte [äa]nderung/i;
const PUBLISH =
  /publi|posted|ver[öo]ffentlicht|erstellt|erschienen|stand|datum|date|dodano|opublikowano|vom |am |发布|时间/i;

/** The time of day that belongs to a written day: ", 13:30 Uhr", " at 7.05 pm". */
const TIME_AFTER =
  /^[\s,|–-]{0,3}(?:(?:at|um|à|às|a las|alle|klo|kl\.|om|o)\s)?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\s?(?:uhr|h\b|[ap]\.?m\b\.?))?/iu;

/** A day at the start of a short line beside the headline, or before a mark: "05.02.2020 - Redaktion: Eva Muster". */
const opensLine = (line: Line, date: FoundDate): boolean =>
  line.place === 'head' &&
  Math.abs(line.distance) <= 3 &&
  date.start === 0 &&
  (line.text.length <= 60 || /^\s?[–—|·•:,-]\s/u.test(line.text.slice(date.end, date.end + 3)));

/** The names an element goes by, those for the site's own tests included. */
const labelsOf = (element: Element): string =>
  `${namesOf(element)} ${element.attributes.get('data-testid') ?? ''} ${element.attributes.get('data-qa') ?? ''}`.toLowerCase();

/** All publication dates a page offers, the more trustworthy first. */
export function dateCandidates(
  signals: Signals,
  lines: readonly Line[],
  options: DateOptions,
): readonly Candidate[] {
  const { meta, works, properties, page, url } = signals;
  const found: Candidate[] = [];
  const add = (value: string | null | undefined, from: string): void => {
    if (value) found.push({ value, from });
  };
  for (const work of works) {
    add(machineDate(textIn(work.get('datePublished') ?? work.get('uploadDate')) ?? '', options), 'json-ld');
  }
  for (const name of PUBLISHED) {
    for (const value of meta.get(name) ?? []) add(machineDate(value, options), `meta ${name}`);
  }
  for (const element of properties.get('datepublished') ?? []) {
    if (!couldDescribe(element)) continue;
    const value =
      element.attributes.get('datetime') ??
      element.attributes.get('content') ??
      squeeze(textOf(element, 200));
    add(machineDate(value, options), 'microdata');
  }
  add(
    machineDate(
      (meta.get('itemprop:datepublished') ?? []).length === 1 ? meta.get('itemprop:datepublished')![0]! : '',
      options,
    ),
    'microdata',
  );
  for (const element of page.elements) {
    if (found.length > 60) break;
    if (element.tag !== 'time' && !(element.tag === 'abbr' && /date|publish/.test(namesOf(element))))
      continue;
    if (!couldDescribe(element) || isHidden(element)) continue;
    const words = squeeze(textOf(element, 200));
    const value =
      machineDate(element.attributes.get('datetime') ?? element.attributes.get('title') ?? '', options) ??
      firstDate(words, options)?.value;
    add(value, UPDATE.test(`${namesOf(element)} ${words}`) ? 'time element, updated' : 'time element');
  }
  for (const line of lines) {
    const dates = findDates(line.text, options).filter((date) => !date.ambiguous && date.value.length === 10);
    const date =
      dates.find((d) => PUBLISH.test(line.text.slice(Math.max(0, d.start - 24), d.start))) ??
      dates.find((d) => !UPDATE.test(line.text.slice(Math.max(0, d.start - 24), d.start))) ??
      dates[0];
    if (!date) continue;
    const before = line.text.slice(0, date.start);
    const time = TIME_AFTER.exec(line.text.slice(date.end, date.end + 24))?.[0].length ?? 0;
    const share = (date.end + time - date.start) / line.text.length;
    const updated = UPDATE.test(before.slice(-40)) && !PUBLISH.test(before.slice(0, -40));
    if (line.place === 'text') {
      // A dateline opens the text: "Berlin, 12. März 2020 –".
      if (date.start < 40 && /^.{0,60}[–—:|)(-]/u.test(line.text.slice(date.end - 1, date.end + 12)))
        add(date.value, 'dateline');
    } else if (share > 0.25 || PUBLISH.test(before.slice(-30)) || opensLine(line, date)) {
      add(
        date.value,
        updated ? 'visible line, updated' : line.place === 'head' ? 'visible line' : 'visible line, end',
      );
    }
  }
  add(url === null ? null : dateFromAddress(url), 'address');
  for (const element of page.elements) {
    if (found.length > 60) break;
    const names = labelsOf(element);
    if (!DATE_NAME.test(names) || NOT_DATE.test(names) || !couldDescribe(element) || isHidden(element))
      continue;
    const text = squeeze(textOf(element, 400));
    if (text.length <= 160) add(firstDate(text, options)?.value, 'date element');
  }
  // Dates after the text are mostly those of other articles: they count after all the rest.
  const late = (candidate: Candidate): boolean => candidate.from === 'visible line, end';
  return [...found.filter((c) => !late(c)), ...found.filter(late)];
}

/** Names of meta elements that sites also use for the time a page was made or last changed. */
const VAGUE = /^meta (?:date|dc\.date|dcterms\.date|creation_date)$/;

/** Witnesses made for machines. */
const DECLARED = /^(?:json-ld|microdata|meta )/;

const FIRST_PUBLISHED =
  /(?:originally|initially|first) (?:published|posted|appeared)|(?:initialement|d['’]abord) publié|(?:ursprünglich|zuerst|erstmals) (?:[\p{L}]+ ){0,4}(?:veröffentlicht|erschienen|publiziert)|publicad[oa] originalmente|originalmente publicad[oa]|最初(?:发表|发布|發表)/iu;

const DAY = 86_400_000;
const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / DAY;

/** True when one day is the other with day and month taken for each other. */
const swapped = (a: string, b: string): boolean =>
  a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7);

/** A publication date with where it came from, or null; what is unsure about it. */
export interface Published {
  readonly chosen: Candidate | null;
  readonly doubts: readonly Doubt[];
}

const disputed = (a: string, b: string): Published => ({
  chosen: null,
  doubts: [{ code: 'date-disputed', detail: [a, b].sort().join(', ') }],
});

/**
 * The publication date of the page. `now` resolves relative dates. A wrong date costs more than a missing one: where
 * two witnesses are far apart and no third bears one out, or the only witness is a vague one, there is none.
 */
export function choosePublished(
  signals: Signals,
  lines: readonly Line[],
  language: string | null,
  now: string | undefined,
): Published {
  const order = shownOrder(lines) ?? dateOrder(language, signals.url) ?? undefined;
  const candidates = dateCandidates(signals, lines, { order, now, language });
  // A day more than the capture: it is tomorrow already where the page was written.
  const instant = now === undefined ? NaN : Date.parse(now);
  const latest = Number.isNaN(instant) ? '9999' : new Date(instant + DAY).toISOString().slice(0, 10);
  const past = candidates.filter((c) => c.value <= latest);
  const full = past.filter((c) => c.value.length === 10);
  const first = full.find((c) => !c.from.endsWith('updated')) ?? full[0] ?? past[0];
  if (!first) return { chosen: null, doubts: [] };
  const chosen = (candidate: Candidate): Published => ({
    chosen: candidate,
    doubts: candidate.from.endsWith('updated') ? [{ code: 'date-of-update', detail: candidate.value }] : [],
  });
  const shown = full.find((c) => c.from === 'visible line');
  const address = full.find((c) => c.from === 'address');
  if (!shown || shown.value === first.value) {
    // An address keeps the day it was given; a declared day long after it is that of an edit.
    if (!shown && address && daysBetween(address.value, first.value) > 31) return chosen(address);
    const borneOut = past.some((c) => c.from !== first.from && first.value.startsWith(c.value));
    if (VAGUE.test(first.from) && !borneOut) {
      const other = full.find((c) => c.value !== first.value);
      // Readers are shown a day and month that the declaration swaps; dots and names of months cannot be swapped.
      if (other && swapped(other.value, first.value)) return chosen(other);
      return other
        ? disputed(first.value, other.value)
        : { chosen: null, doubts: [{ code: 'date-of-what', detail: first.value }] };
    }
    // Declared instants are in UTC or another zone than the page's: the day shown beside it is the page's own.
    const beside = DECLARED.test(first.from)
      ? full.find((c) => c.from === 'date element' && Math.abs(daysBetween(c.value, first.value)) === 1)
      : undefined;
    const told = full.some((c) => c.value === first.value && !DECLARED.test(c.from));
    return chosen(beside && !told ? beside : first);
  }
  // A line that shows both days does not tell which is meant: "published ..., changed ...".
  const shows = (line: Line, value: string): boolean =>
    findDates(line.text, { order, language }).some((date) => date.value === value);
  if (lines.some((line) => line.place === 'head' && shows(line, shown.value) && shows(line, first.value)))
    return chosen(first);
  // The day readers see beside the headline is the day of publication: declared instants are in UTC, or are those of
  // an edit. The address may bear the declared one out; day and month may be swapped by one of the two.
  if (address?.value === first.value || swapped(shown.value, first.value)) return chosen(first);
  const note = lines.find((line) => FIRST_PUBLISHED.test(line.text));
  const noted = note
    ? findDates(note.text, { order, language }).find((d) => first.value.startsWith(d.value))
    : undefined;
  if (noted) return chosen(first);
  const apart = Math.abs(daysBetween(first.value, shown.value));
  // A `time` element is the visible line over again; only an address or a second declaration is another witness.
  const third = full.some((c) => c.value === shown.value && (c.from === 'address' || DECLARED.test(c.from)));
  return apart > 180 && !third ? disputed(first.value, shown.value) : chosen(shown);
}
