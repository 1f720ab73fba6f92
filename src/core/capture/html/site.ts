import { webAddress } from './address.ts';
import { decodeEntities } from './entities.ts';
import { namesIn } from './jsonld.ts';
import type { Candidate, Signals } from './signals.ts';
import { squeeze } from './tree.ts';
import { foldTitle, titleParts } from './title.ts';

const clean = (value: string): string => squeeze(decodeEntities(value)).slice(0, 120);

/** The name of the publication and where it came from, or null. A host name is not a name. */
export function chooseSite(signals: Signals): Candidate | null {
  const { meta, works, things } = signals;
  const offers: { value: string | undefined; from: string }[] = [
    { value: meta.get('og:site_name')?.[0], from: 'og:site_name' },
    ...works
      .slice(0, 4)
      .map((work) => ({ value: namesIn(work.get('publisher'), things)[0], from: 'json-ld' })),
    {
      value: namesIn(things.find((thing) => thing.types.includes('WebSite'))?.get('name'), things)[0],
      from: 'json-ld',
    },
    { value: meta.get('application-name')?.[0], from: 'meta application-name' },
    {
      value: meta.get('dc.publisher')?.[0] ?? meta.get('citation_journal_title')?.[0],
      from: 'meta publisher',
    },
  ];
  for (const { value, from } of offers) {
    const name = clean(value ?? '');
    if (name.length > 1 && name.length <= 80 && !/^https?:/.test(name)) return { value: name, from };
  }
  return siteInTitle(signals);
}

/** The last part of the document title, when it matches the host name of the page. */
function siteInTitle({ documentTitle, url }: Signals): Candidate | null {
  const host = url === null ? null : URL.parse(url)?.hostname;
  if (!host || documentTitle === null) return null;
  const squashed = host.replace(/^www\d?\./, '').replace(/[^a-z0-9]/g, '');
  const parts = titleParts(documentTitle);
  if (parts.length < 2) return null;
  for (const part of [parts.at(-1)!, parts[0]!]) {
    const folded = foldTitle(part).replace(/ /g, '');
    if (folded.length > 2 && part.length < 50 && squashed.includes(folded))
      return { value: part, from: 'document title' };
  }
  return null;
}

/** The canonical address of the page and where it came from. Canonical links to another host or to a front page are not believed. */
export function chooseAddress(signals: Signals, base: string | null): Candidate | null {
  const canonical = signals.page.head.find(
    (element) =>
      element.tag === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(element.attributes.get('rel') ?? ''),
  );
  const offers = [
    { value: canonical?.attributes.get('href'), from: 'canonical link' },
    { value: signals.meta.get('og:url')?.[0], from: 'og:url' },
  ];
  const own = signals.url === null ? null : URL.parse(signals.url);
  for (const { value, from } of offers) {
    const address = webAddress(value, base);
    const parsed = address === null ? null : URL.parse(address);
    if (!address || !parsed) continue;
    if (own && own.pathname.length > 1 && parsed.pathname === '/' && parsed.search === '') continue;
    const bare = (host: string): string => host.replace(/^(?:www|m|amp|mobile)\./, '');
    if (own && bare(parsed.hostname) !== bare(own.hostname)) continue;
    return { value: address, from };
  }
  return signals.url === null ? null : { value: signals.url, from: 'address' };
}
