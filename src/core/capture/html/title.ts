import { decodeEntities } from './entities.ts';
import { headingLevel } from './elements.ts';
import { textIn } from './jsonld.ts';
import { wordsOf } from './containers.ts';
import { isHidden, type Candidate, type Signals } from './signals.ts';
import { closest, descendants, namesOf, squeeze, textOf, type Element } from './tree.ts';

/** Words for comparing titles: case, punctuation and spaces aside. */
export const foldTitle = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const SEPARATOR =
  /\s+[|–—\-·•»«:/\\>~]+\s+|\s*[|｜│»]\s*|\s*_\s*(?=[^_]{2,20}$)|-(?=\p{Script=Han}{1,8}(?:网|網|报|報|社|频道|頻道|新闻|新聞|在线|在線)$)/u;

/** Parts of a document title around its separators. */
export const titleParts = (text: string): readonly string[] =>
  text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** All titles a page offers. */
export function titleCandidates(signals: Signals): readonly Candidate[] {
  const { meta, works, page } = signals;
  const found: Candidate[] = [];
  const add = (value: string | null | undefined, from: string): void => {
    const text = squeeze(decodeEntities(value ?? ''));
    if (text.length >= 2 && text.length < 400) found.push({ value: text, from });
  };
  for (const element of page.elements) {
    if (headingLevel(element.tag) !== 1 || isHidden(element)) continue;
    add(textOf(element, 600), 'h1');
  }
  for (const element of signals.properties.get('headline') ?? [])
    if (element.tag !== 'meta') add(textOf(element, 600), 'microdata');
  for (const work of works) add(textIn(work.get('headline')), 'json-ld');
  for (const value of meta.get('og:title') ?? []) add(value, 'og:title');
  for (const value of meta.get('twitter:title') ?? []) add(value, 'twitter:title');
  for (const name of [
    'dc.title',
    'dcterms.title',
    'citation_title',
    'headline',
    'sailthru.title',
    'parsely-title',
    'title',
  ]) {
    for (const value of meta.get(name) ?? []) add(value, `meta ${name}`);
  }
  for (const element of page.elements) {
    if (headingLevel(element.tag) === 1 || found.length > 60) continue;
    if (
      !/(?:^|[\s_-])(?:entry|post|article|story|page|news|content)[_-]?(?:title|headline)|headline|(?:^|\s)title(?:$|\s)/.test(
        namesOf(element),
      )
    )
      continue;
    if (
      isHidden(element) ||
      closest(element, (at) => at.tag === 'aside' || at.tag === 'footer' || at.tag === 'nav')
    )
      continue;
    const text = squeeze(textOf(element, 400));
    if (text.length < 200) add(text, 'title element');
  }
  if (signals.documentTitle !== null) add(signals.documentTitle, 'document title');
  return found;
}

const KICKER =
  /-(?:kicker|overline|topline|dachzeile|roofline|eyebrow|label|category|super-?title|pre-?title|over-?title|sur-?titre|antetitulo|headline-?(?:kicker|topline|prefix|intro)|supratitle|spitzmarke|date)-/;

/** Marks a site sets before its headlines; opening quotes and brackets of the headline itself stay. */
const ORNAMENT = /^(?:\[?[>›»]\]?|[:|•·–—])\s+(?=[\p{L}\p{N}"'„“])/u;

/** The words of a headline without the kicker some sites put inside it. */
function headlineText(element: Element): string {
  let text = '';
  const stack: (Element | string)[] = [element];
  while (stack.length > 0 && text.length < 600) {
    const node = stack.pop()!;
    if (typeof node === 'string') text += node;
    else if (node === element || !(node.tag === 'small' || KICKER.test(wordsOf(node)))) {
      if (node.tag === 'br' || node.tag === 'div' || node.tag === 'p') text += ' ';
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
    }
  }
  return (squeeze(text) || squeeze(textOf(element, 600))).replace(ORNAMENT, '');
}

const LOGO = /-(?:site-?(?:title|name|logo|branding)|logo|brand(?:ing)?|blog-?title|masthead)-/;

/** True for a heading that names the site: it links to the front page or says so. */
function namesSite(element: Element): boolean {
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parent, up++) {
    if (LOGO.test(wordsOf(at))) return true;
  }
  const link =
    descendants(element).find((inner) => inner.tag === 'a') ??
    closest(element.parent, (at) => at.tag === 'a');
  const href = link?.attributes.get('href');
  return (
    href !== undefined && (/^(?:\/|\.\/|\/?index\.\w+)$/.test(href) || /^https?:\/\/[^/]+\/?$/.test(href))
  );
}

/** Headings of every level that readers see, the names of the site left out. */
function visibleHeadings(
  signals: Signals,
  declared: ReadonlySet<string>,
): readonly { readonly element: Element; readonly text: string; readonly folded: string }[] {
  const found: { element: Element; text: string; folded: string }[] = [];
  for (const element of signals.page.elements) {
    if (found.length > 80) break;
    const level = headingLevel(element.tag);
    if (
      level === 0 &&
      !/-(?:headline|title|article-?title|entry-?title|post-?title)-(?: |$)/.test(wordsOf(element))
    )
      continue;
    if (isHidden(element)) continue;
    const text = headlineText(element);
    const folded = foldTitle(text);
    if (folded.length < 2 || text.length >= 300) continue;
    // What the page declares as the headline of its article is that wherever it stands, in the breadcrumbs say.
    const aside = (): boolean =>
      closest(element, (at) => at.tag === 'nav' || at.tag === 'footer') !== null || namesSite(element);
    if (declared.has(folded) || !aside()) found.push({ element, text, folded });
  }
  return found;
}

/** The title of the page and where it came from, or null. `siteName` is cut from titles that carry it. */
export function chooseTitle(signals: Signals, siteName: string | null): Candidate | null {
  const foldedSite = siteName === null ? '' : foldTitle(siteName);
  const isSite = (folded: string): boolean => foldedSite !== '' && folded === foldedSite;
  const declared = titleCandidates(signals).filter(
    (c) => c.from !== 'h1' && c.from !== 'title element' && c.from !== 'microdata',
  );
  const wholes = new Map(declared.map((c) => [foldTitle(c.value), c]));
  const works = new Set(declared.filter((c) => c.from === 'json-ld').map((c) => foldTitle(c.value)));
  const headings = visibleHeadings(signals, works).filter((heading) => !isSite(heading.folded));
  const firsts = headings.filter((heading) => headingLevel(heading.element.tag) === 1);
  const from = (heading: { readonly element: Element }): string =>
    headingLevel(heading.element.tag) > 0 ? heading.element.tag : 'title element';
  // A visible headline that the page also declares is the title; the highest level wins.
  const ranked = [...headings].sort(
    (a, b) => (headingLevel(a.element.tag) || 7) - (headingLevel(b.element.tag) || 7),
  );
  const agreed = ranked.find((heading) => wholes.has(heading.folded));
  if (agreed) return { value: agreed.text, from: from(agreed) };
  // A headline with a kicker in it: what is declared is its end.
  for (const heading of firsts) {
    for (const [folded, c] of wholes) {
      if (
        folded.length > 12 &&
        folded.length > heading.folded.length * 0.4 &&
        heading.folded.endsWith(` ${folded}`)
      )
        return c;
    }
  }
  const parts = new Set(
    declared
      .flatMap((c) => (c.from === 'document title' || c.from === 'og:title' ? titleParts(c.value) : []))
      .map(foldTitle),
  );
  const parted = ranked.find((heading) => parts.has(heading.folded) && heading.folded.length > 3);
  if (
    parted &&
    !(
      firsts.length === 1 &&
      headingLevel(parted.element.tag) > 1 &&
      !parts.has(firsts[0]!.folded) &&
      parted.folded.length < 12
    )
  ) {
    return { value: parted.text, from: from(parted) };
  }
  const inside = firsts.find(
    (heading) =>
      heading.folded.length > 8 &&
      declared.some((c) => ` ${foldTitle(c.value)} `.includes(` ${heading.folded} `)),
  );
  if (inside) return { value: inside.text, from: 'h1' };
  // A headline that says more than the title of the window: "Boats: Training" under "Fire Brigade - Training".
  const fuller = ranked[0];
  if (
    fuller &&
    headingLevel(fuller.element.tag) < 3 &&
    headingLevel(fuller.element.tag) > 0 &&
    declared.every((c) => c.from === 'document title') &&
    [...parts].some((part) => part.length > 5 && ` ${fuller.folded} `.includes(` ${part} `))
  )
    return { value: fuller.text, from: from(fuller) };
  const strong = declared.find((c) => c.from === 'json-ld' || c.from === 'og:title') ?? declared[0];
  if (firsts.length === 1) return { value: firsts[0]!.text, from: 'h1' };
  const first = ranked[0];
  if (strong && !(first && namesHost(strong.value, signals.url))) {
    return { value: withoutSite(strong.value, foldedSite, signals.url), from: strong.from };
  }
  return first ? { value: first.text, from: from(first) } : null;
}

/** True for a title that is but the name of its site: the host says the same. */
function namesHost(title: string, url: string | null): boolean {
  const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const host = squash((url === null ? '' : (URL.parse(url)?.hostname ?? '')).replace(/^www\d?\./, ''));
  const name = squash(title.replace(/\b(?:gmbh|ag|inc|ltd|e\.\s?v)\b\.?/gi, ''));
  return name.length > 3 && host.includes(name);
}

/** A declared title without the name of the site before or after it. */
function withoutSite(title: string, foldedSite: string, url: string | null): string {
  const all = titleParts(title);
  if (all.length < 2) return title;
  const cut = (kept: readonly string[]): string => {
    const at = title.indexOf(kept[0]!);
    return title.slice(at, title.indexOf(kept.at(-1)!, at) + kept.at(-1)!.length);
  };
  // A domain is no title, whatever the page calls its site.
  const parts = all.filter((part) => !(/^[\w-]+(?:\.[\w-]+)+$/.test(part) && namesHost(part, url)));
  if (parts.length === 1 && all.length === 2) return parts[0]!;
  const kept = all.filter((part) => foldTitle(part) !== foldedSite);
  if (kept.length === all.length - 1) return cut(kept);
  const longest = all.reduce((a, b) => (b.length > a.length ? b : a));
  if (longest.length >= title.length * 0.5) return longest;
  // After the last bar stands the site.
  const bar = /\s[|│｜]\s[^|│｜]+$/u.exec(title)?.index ?? 0;
  return bar > title.length * 0.5 ? title.slice(0, bar) : title;
}
