import { decodeEntities } from './entities.ts';
import { headingLevel } from './elements.ts';
import { textIn } from './jsonld.ts';
import { isHidden, type Candidate, type Signals } from './signals.ts';
import { closest, namesOf, squeeze, textOf } from './tree.ts';

/** Words for comparing titles: case, punctuation and spaces aside. */
export const foldTitle = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const SEPARATOR = /\s+[|–—\-·•»«:/\\>~]+\s+|\s*[|｜»]\s*|\s*_\s*(?=[^_]{2,20}$)/u;

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

/** The title of the page and where it came from, or null. `siteName` is cut from titles that carry it. */
export function chooseTitle(signals: Signals, siteName: string | null): Candidate | null {
  const candidates = titleCandidates(signals);
  const declared = candidates.filter((c) => c.from !== 'h1' && c.from !== 'title element');
  const foldedSite = siteName === null ? '' : foldTitle(siteName);
  const isSite = (text: string): boolean => foldedSite !== '' && foldTitle(text) === foldedSite;
  const headings = candidates.filter(
    (c) => c.from === 'h1' || c.from === 'microdata' || c.from === 'title element',
  );
  // A visible headline that the page also declares, whole or as a part, is the title.
  for (const heading of headings) {
    const folded = foldTitle(heading.value);
    if (folded.length < 2 || isSite(heading.value)) continue;
    if (
      declared.some(
        (c) =>
          foldTitle(c.value) === folded ||
          (folded.length > 8 && ` ${foldTitle(c.value)} `.includes(` ${folded} `)),
      )
    )
      return heading;
  }
  const strong = declared.find((c) => c.from === 'json-ld' || c.from === 'og:title') ?? declared[0];
  const firsts = headings.filter((c) => c.from === 'h1' && !isSite(c.value));
  if (firsts.length === 1) return firsts[0]!;
  if (!strong) return headings.find((c) => !isSite(c.value)) ?? null;
  return { value: withoutSite(strong.value, foldedSite), from: strong.from };
}

/** A declared title without the name of the site before or after it. */
function withoutSite(title: string, foldedSite: string): string {
  const parts = titleParts(title);
  if (parts.length < 2) return title;
  const kept = parts.filter((part) => foldTitle(part) !== foldedSite);
  if (kept.length === parts.length - 1) {
    const at = title.indexOf(kept[0]!);
    const end = title.indexOf(kept.at(-1)!, at) + kept.at(-1)!.length;
    return title.slice(at, end);
  }
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest.length > title.length * 0.6 ? longest : title;
}
