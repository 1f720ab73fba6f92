import { dateFromAddress, dateOrder, firstDate, machineDate } from '../dates.ts';
import { textIn } from './jsonld.ts';
import { isHidden, type Candidate, type Signals } from './signals.ts';
import { namesOf, squeeze, textOf, type Element } from './tree.ts';

const PUBLISHED = [
  'article:published_time', 'og:article:published_time', 'datepublished', 'og:published_time', 'published_time', 'article.published',
  'rnews:datepublished', 'parsely-pub-date', 'sailthru.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.created', 'dc.date.created',
  'citation_publication_date', 'citation_date', 'article_date_original', 'publication_date', 'pubdate', 'publishdate', 'publish-date',
  'publish_date', 'bt:pubdate', 'cxenseparse:recs:publishtime', 'dateissued', 'originalpublicationdate', 'pdate', 'release_date',
  'date.issued', 'article:published', 'creation_date', 'dc.date', 'dcterms.date', 'date', 'article:post_date',
]; // prettier-ignore

const DATE_NAME =
  /(?:^|[\s_-])(?:date|datum|published|publish|pubdate|posted|time|timestamp|datetime|entry-date|dateline|fecha|data|meta|byline|info|created)(?:$|[\s_-])|publi|date|posted|time-?stamp/;
const NOT_DATE = /update|modif|comment|event|related|sidebar|footer|copyright|countdown|expire/;

/** All publication dates a page offers, the more trustworthy first. */
export function dateCandidates(
  signals: Signals,
  language: string | null,
  now: string | undefined,
  inArticle: (element: Element) => boolean,
): readonly Candidate[] {
  const { meta, works, properties, page, url } = signals;
  const options = { order: dateOrder(language, url) ?? undefined, now };
  const found: Candidate[] = [];
  const add = (value: string | null | undefined, from: string): void => {
    if (value) found.push({ value, from });
  };
  for (const work of works)
    add(machineDate(textIn(work.get('datePublished') ?? work.get('uploadDate')) ?? '', options), 'json-ld');
  for (const name of PUBLISHED)
    for (const value of meta.get(name) ?? []) add(machineDate(value, options), `meta ${name}`);
  for (const element of properties.get('datepublished') ?? []) {
    add(
      machineDate(
        element.attributes.get('datetime') ??
          element.attributes.get('content') ??
          squeeze(textOf(element, 200)),
        options,
      ),
      'microdata',
    );
  }
  for (const element of page.elements) {
    if (found.length > 60) break;
    if (element.tag === 'time' || element.tag === 'abbr') {
      if (!inArticle(element) || isHidden(element)) continue;
      const names = namesOf(element);
      if (element.tag === 'abbr' && !/date|publish/.test(names)) continue;
      const value =
        machineDate(element.attributes.get('datetime') ?? element.attributes.get('title') ?? '', options) ??
        firstDate(squeeze(textOf(element, 200)), options)?.value;
      add(value, /updat|modif/.test(names) ? 'time element, updated' : 'time element');
    }
  }
  add(url === null ? null : dateFromAddress(url), 'address');
  for (const element of page.elements) {
    if (found.length > 60) break;
    const names = namesOf(element);
    if (!DATE_NAME.test(names) || NOT_DATE.test(names) || !inArticle(element) || isHidden(element)) continue;
    const text = squeeze(textOf(element, 400));
    if (text.length > 160) continue;
    add(firstDate(text, options)?.value, 'date element');
  }
  return found;
}

/** The publication date of the page and where it came from, or null. */
export function choosePublished(
  signals: Signals,
  language: string | null,
  now: string | undefined,
  inArticle: (element: Element) => boolean,
): Candidate | null {
  return dateCandidates(signals, language, now, inArticle)[0] ?? null;
}
