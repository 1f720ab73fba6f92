import { isDateline } from './lines.ts';
import { namesIn } from './jsonld.ts';
import { cleanNames, looksLikeNames, looksLikePeople, namesInLine, splitNames } from './names.ts';
import { couldDescribe, isHidden, type Candidate, type Signals } from './signals.ts';
import { foldTitle } from './title.ts';
import { descendants, squeeze, textOf, type Element } from './tree.ts';
import { reportersIn } from '../text/reporters.ts';
import { wordsOf } from './containers.ts';
import type { Line } from './visible.ts';

const AUTHOR_NAME =
  /-(?:bylines?|by-line|authors?|autor(?:in|en)?|auteurs?|writer|creator|contributors?|author-?name|byline-?(?:name|author)|wr(?:o|it)te(?:n|r)?-by|author-?name-(?:te?xt|link)|entry-?author|post-?author|article-?author|vcard|author-?link|redakteur\w*|verfasser)-(?:\d+-)?(?: |$)/;
const NOT_AUTHOR =
  /-(?:comments?|avatar|images?|img|photos?|bio|about|related|social|share|desc\w*|job|role|position|teaser|image-author|caption|credit)-/;

const META = [
  'author', 'article:author', 'byl', 'dc.creator', 'dcterms.creator', 'citation_author', 'sailthru.author', 'parsely-author',
  'article.author', 'og:article:author', 'og:author', 'cxenseparse:author', 'shareaholic:article_author_name', 'authors', 'twitter:data1',
]; // prettier-ignore

/** Names written in an element, by its own parts: name fields and links first, else its words. */
function namesOfElement(element: Element): string {
  const inner = descendants(element);
  const fields = inner.filter(
    (part) =>
      part.attributes.get('itemprop') === 'name' ||
      /(?:^|\s)(?:fn|name)(?:\s|$)/.test(part.attributes.get('class') ?? ''),
  );
  const named = (
    fields.length > 0
      ? fields
      : inner.filter((part) => part.tag === 'a' || part.attributes.get('rel') === 'author')
  )
    .map((part) => cleanNames(part.attributes.get('content') ?? textOf(part, 200)))
    .filter((name) => looksLikeNames(name) && name.split(/\s+/).length <= 4);
  const unique = [...new Set(named)];
  if (unique.length > 0 && unique.length <= 6) return unique.join(', ');
  let text = '';
  const stack: (Element | string)[] = [element];
  while (stack.length > 0 && text.length < 300) {
    const node = stack.pop()!;
    if (typeof node === 'string') text += node;
    else {
      if (node.tag !== 'b' && node.tag !== 'strong' && node.tag !== 'em' && node !== element) text += ' ';
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
    }
  }
  return cleanNames(squeeze(text));
}

/** All bylines a page offers, the declared ones first. */
export function bylineCandidates(signals: Signals, lines: readonly Line[]): readonly Candidate[] {
  const { meta, works, things, properties, page } = signals;
  const found: Candidate[] = [];
  const addAll = (names: readonly string[], from: string): void => {
    const cleaned = [...new Set(names.map(cleanNames).filter(looksLikeNames))];
    if (cleaned.length > 0) found.push({ value: cleaned.join(', '), from });
  };
  for (const work of works) addAll(namesIn(work.get('author') ?? work.get('creator'), things), 'json-ld');
  for (const name of META) {
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
  const micro = (properties.get('author') ?? []).filter(
    (element) => !isHidden(element) && couldDescribe(element),
  );
  addAll(
    micro.map((element) => element.attributes.get('content') ?? namesOfElement(element)),
    'microdata',
  );
  for (const element of page.elements) {
    if (found.length > 60) break;
    const words = wordsOf(element);
    const linked =
      /(?:^|\s)author(?:\s|$)/.test(element.attributes.get('rel') ?? '') ||
      /\/(?:authors?|autor(?:en)?|auteurs?|reporters?|writers?|contributors?|journalists?|redakteure?)\/[^/]/.test(
        element.attributes.get('href') ?? '',
      );
    if (!linked && (!AUTHOR_NAME.test(words) || NOT_AUTHOR.test(words))) continue;
    if (!couldDescribe(element) || isHidden(element)) continue;
    addAll([namesOfElement(element)], linked ? 'author link' : 'byline element');
  }
  for (const line of lines) {
    const names = reportersIn(line.text) || namesInLine(line.text);
    if (names !== '' && looksLikeNames(names)) found.push({ value: names, from: 'visible line' });
  }
  return found;
}

/** The byline of the page and where it came from, or null. People are preferred to the publication that employs them. */
export function chooseByline(
  signals: Signals,
  lines: readonly Line[],
  siteName: string | null,
): Candidate | null {
  const candidates = bylineCandidates(signals, lines);
  const host =
    (signals.url === null ? null : URL.parse(signals.url)?.hostname)?.replace(/^www\d?\./, '') ?? '';
  const site = siteName === null ? '' : foldTitle(siteName);
  const isSite = (value: string): boolean => {
    const folded = foldTitle(value);
    if (folded === '') return true;
    const squashed = folded.replace(/ /g, '');
    return (
      (site !== '' &&
        (folded === site ||
          (site.length > 4 && (folded.includes(site) || (site.includes(folded) && folded.length > 5))))) ||
      (squashed.length > 3 && host.replace(/[^a-z0-9]/g, '').includes(squashed) && !looksLikePeople(value))
    );
  };
  const seen = (value: string): boolean =>
    lines.some((line) =>
      splitNames(value).every((name) => line.text.toLowerCase().includes(name.toLowerCase())),
    );
  // Markup around a name in the article itself is about its author, though a blog be named after him.
  const written = (c: Candidate): boolean =>
    c.from === 'byline element' ||
    c.from === 'author link' ||
    c.from === 'visible line' ||
    c.from === 'microdata';
  const usable = candidates.filter(
    (c) => !isSite(c.value) || (written(c) && (c.from !== 'microdata' || looksLikePeople(c.value))),
  );
  const people = usable.filter((c) => looksLikePeople(c.value));
  const declared = usable.filter((c) => !written(c) || c.from === 'microdata');
  const shown = usable.filter(written);
  // A login or first name gives way to the name as readers see it.
  const fuller = (short: Candidate): Candidate => {
    const folded = foldTitle(short.value);
    const full = people.find(
      (c) => written(c) && c.value.length > short.value.length && foldTitle(c.value).startsWith(`${folded} `),
    );
    if (full) return full;
    for (const line of lines) {
      const name = line.text.length > 90 ? null : squeeze(line.text.split(/[|•·,/]/u)[0]!);
      if (!name || !looksLikePeople(name)) continue;
      const shown = foldTitle(name);
      if (shown === folded || (shown.startsWith(`${folded} `) && name.split(/\s+/).length <= 3))
        return { value: name, from: 'visible line' };
    }
    return short;
  };
  const best =
    people.find((c) => !written(c) && seen(c.value)) ??
    people.find((c) => c.from === 'json-ld') ??
    people.find(written) ??
    people[0];
  if (best) return { value: splitNames(best.value).join(', '), from: best.from };
  const first =
    declared.find((c) => c.from === 'json-ld' || c.from === 'microdata') ??
    shown[0] ??
    declared.find((c) => seen(c.value));
  return first ? fuller(first) : besideDate(lines);
}

/** A line that is nothing but people's names, next to one that is nothing but a date. */
function besideDate(lines: readonly Line[]): Candidate | null {
  const dated = lines.filter((line) => line.place === 'head' && isDateline(line.text));
  for (const line of lines) {
    const names = cleanNames(line.text.split('/')[0]!);
    if (
      line.place !== 'head' ||
      line.text.length > 60 ||
      !looksLikePeople(names) ||
      names.length < line.text.length * 0.5
    )
      continue;
    if (dated.some((other) => other !== line && Math.abs(other.distance - line.distance) <= 2))
      return { value: names, from: 'visible line' };
  }
  return null;
}
