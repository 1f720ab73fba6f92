import { decodeEntities } from './entities.ts';
import { namesIn } from './jsonld.ts';
import { isHidden, type Candidate, type Signals } from './signals.ts';
import { descendants, namesOf, squeeze, textOf, type Element } from './tree.ts';

const BY =
  /^\s*(?:(?:written|posted|published|created|submitted|geschrieben|verfasst|publi[ée]|publicado|escrito|story|text|artikel|beitrag|ein beitrag|eine rezension)\s+)?(?:by|von|par|por|di|door|af|av|autor(?:in|en)?|authors?|auteurs?|autora?|text|redaktion|作者|记者|文)\s*[:：|]?\s+/iu;
const LABEL =
  /^\s*(?:autor(?:in|en)?|authors?|auteurs?|autora?|text|by|von|作者|记者|记者|编辑|文|撰文)\s*[:：]\s*/iu;

/** Names cleaned of labels, dates and addresses; empty when nothing name-like is left. */
export function cleanNames(raw: string): string {
  let text = squeeze(decodeEntities(raw)).replace(LABEL, '').replace(BY, '').replace(LABEL, '');
  text = text
    .replace(/\S+@\S+\.\S+/g, '')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/(?:^|\s)@[\w.]+/g, ' ')
    .replace(/\s*[([][^)\]]{0,80}[)\]]\s*$/u, '')
    .replace(/\s*[|•·–]\s.*$/u, '')
    .replace(/\s+(?:on|am|le|el|at|vom|um)\s+(?:\p{L}+,?\s+)?\d.*$/iu, '')
    .replace(/[,\s]*\d{1,2}[./]\d{1,2}[./]\d{2,4}.*$/u, '')
    .replace(/^[\s,;:|–—-]+|[\s,;:|–—-]+$/gu, '');
  return squeeze(text);
}

const NOT_NAMES =
  /^(?:admin|administrator|editor|author|autor|webmaster|unknown|none|null|undefined|guest|anonymous|user|root|redaktion|n\/a)$/iu;

/** True for a text that could be one or more names: short, few words, no sentence. */
export function looksLikeNames(text: string): boolean {
  if (text.length < 2 || text.length > 150 || /[?!{}<>=]|https?:|www\./.test(text)) return false;
  if (!/\p{L}/u.test(text) || NOT_NAMES.test(text)) return false;
  const people = text.split(/\s*(?:[;,|&/]|\band\b|\bund\b|\bet\b|\by\b)\s*/u).filter((part) => part !== '');
  return people.length <= 12 && people.every((name) => name.split(/\s+/).length <= 6 && name.length <= 60);
}

const AUTHOR_NAME =
  /(?:^|[\s_-])(?:byline|by-line|author|autor|auteur|autorin|writer|creator|contributor)s?(?:$|[\s_-])|author|byline/;
const NOT_AUTHOR =
  /comment|avatar|image|img|photo|bio|about|related|social|share|follow|desc|box|date|time|title|position|role|job|widget|sidebar|teaser|footer/;

/** All bylines a page offers, the more trustworthy first. */
export function bylineCandidates(
  signals: Signals,
  inArticle: (element: Element) => boolean,
): readonly Candidate[] {
  const { meta, works, things, properties, page } = signals;
  const found: Candidate[] = [];
  const add = (raw: string | null | undefined, from: string): void => {
    const value = cleanNames(raw ?? '');
    if (looksLikeNames(value)) found.push({ value, from });
  };
  const addAll = (names: readonly string[], from: string): void => {
    const cleaned = [...new Set(names.map(cleanNames).filter(looksLikeNames))];
    if (cleaned.length > 0) found.push({ value: cleaned.join(', '), from });
  };
  for (const work of works) addAll(namesIn(work.get('author') ?? work.get('creator'), things), 'json-ld');
  for (const name of [
    'author',
    'article:author',
    'byl',
    'dc.creator',
    'dcterms.creator',
    'dc.creator.personalname',
    'citation_author',
    'sailthru.author',
    'parsely-author',
    'article.author',
    'twitter:data1',
    'og:article:author',
    'og:author',
  ]) {
    if (
      name === 'twitter:data1' &&
      !/written|author|by|verfasst|geschrieben|auteur|escrito/i.test(meta.get('twitter:label1')?.[0] ?? '')
    )
      continue;
    addAll(
      (meta.get(name) ?? []).filter((value) => !/^https?:/.test(value)),
      `meta ${name}`,
    );
  }
  const micro = (properties.get('author') ?? []).filter((element) => !isHidden(element));
  addAll(
    micro.map((element) => {
      const name = descendants(element).find((inner) => inner.attributes.get('itemprop') === 'name');
      return name
        ? (name.attributes.get('content') ?? textOf(name, 300))
        : (element.attributes.get('content') ?? textOf(element, 300));
    }),
    'microdata',
  );
  for (const element of page.elements) {
    if (found.length > 40) break;
    if (element.attributes.get('rel') === 'author' && inArticle(element))
      add(textOf(element, 300), 'rel=author');
    const names = namesOf(element);
    if (AUTHOR_NAME.test(names) && !NOT_AUTHOR.test(names) && inArticle(element) && !isHidden(element)) {
      add(textOf(element, 300), 'byline element');
    }
  }
  return found;
}

/** The byline of the page and where it came from, or null. */
export function chooseByline(signals: Signals, inArticle: (element: Element) => boolean): Candidate | null {
  return bylineCandidates(signals, inArticle)[0] ?? null;
}
