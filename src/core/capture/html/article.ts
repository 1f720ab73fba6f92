import type { Article } from '../format.ts';
import { decideLanguage, languageTag } from '../language.ts';
import type { Block, Doubt } from '../../source.ts';
import { archivedAddress, webAddress } from './address.ts';
import { chooseByline } from './byline.ts';
import { clean } from './clean.ts';
import { flatBlocks } from './flat.ts';
import { pictureCollector, type Resources } from './images.ts';
import { textIn } from './jsonld.ts';
import { choosePublished } from './published.ts';
import { readableCarriers } from './readable.ts';
import { signalsOf, type Signals } from './signals.ts';
import { readSingleFile } from './singlefile.ts';
import { chooseAddress, chooseSite } from './site.ts';
import { chooseTitle } from './title.ts';
import { OverBudget, parsePage, type Page } from './tree.ts';
import { mixedElements, unitsOf } from './units.ts';
import { visibleLines } from './visible.ts';

export interface HtmlOptions {
  /** Address of the page, when known; a SingleFile comment or a canonical link stand in for it. */
  readonly url?: string | undefined;
  /** SHA-256 of bytes, hexadecimal. */
  readonly hash: (bytes: Uint8Array) => string;
  /** ISO 8601 instant of the capture; relative dates are counted from it, unless the page says when it was saved. */
  readonly now?: string | undefined;
  /** Pictures that came along with the page. */
  readonly resources?: Resources | undefined;
}

/** An article read from HTML; `capturedAt` is set when the page says when it was saved. */
export type HtmlArticle = Article & { readonly capturedAt?: string };

const baseOf = (page: Page, url: string | null): string | null => {
  const href = page.head.find((element) => element.tag === 'base')?.attributes.get('href');
  return webAddress(href, url) ?? url;
};

const declaredLanguage = (signals: Signals): string | null =>
  languageTag(signals.page.htmlLanguage) ??
  languageTag(signals.works.map((work) => textIn(work.get('inLanguage'))).find((tag) => tag !== null)) ??
  languageTag(signals.meta.get('og:locale')?.[0]) ??
  languageTag(
    signals.meta.get('content-language')?.[0] ??
      signals.meta.get('dc.language')?.[0] ??
      signals.meta.get('language')?.[0],
  );

/**
 * Reads a page as an article: every block of its text in document order, those outside the article carrying the rule
 * that removed them; title, byline, site, date, language and address with where each was found. A page beyond the
 * limits of depth or size becomes plain paragraphs with a doubt. No markup of the page survives.
 */
export function articleFromHtml(markup: string, options: HtmlOptions): HtmlArticle {
  let page: Page;
  try {
    page = parsePage(markup);
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    return flatArticle(markup, options);
  }
  const saved = readSingleFile(page.comment);
  const url = webAddress(options.url, null) ?? saved?.url ?? null;
  const signals = signalsOf(page, url === null ? null : archivedAddress(url));
  const base = baseOf(page, url ?? webAddress(signals.meta.get('og:url')?.[0], null));
  const address = chooseAddress(signals, base);
  const pictures = pictureCollector(base, options.hash, options.resources ?? null);
  const units = unitsOf(page, base, pictures.image);
  const site = chooseSite(signals);
  const title = chooseTitle(signals, site?.value ?? null);
  const readable = readableCarriers(page, mixedElements(page), title?.value ?? signals.documentTitle ?? '');
  const blocks = clean({ page, units, readable, title: title?.value ?? null });
  const text = blocks
    .filter((block) => !block.removed)
    .map((block) => block.text)
    .join('\n');
  const language = decideLanguage(declaredLanguage(signals), text);
  const lines = visibleLines(units, blocks, title?.value ?? null);
  const byline = chooseByline(signals, lines, site?.value ?? null);
  const now = saved?.capturedAt ?? options.now;
  const published = choosePublished(signals, lines, language.tag, now);
  const provenance: Record<string, string> = {};
  const note = (field: string, from: string | undefined): void => {
    if (from !== undefined) provenance[field] = from;
  };
  note('title', title?.from);
  note('byline', byline?.from);
  note('siteName', site?.from);
  note('publishedOn', published.chosen?.from);
  note('language', language.from ?? undefined);
  note(
    'url',
    options.url === undefined && address?.from === 'address' ? 'SingleFile comment' : address?.from,
  );
  return {
    title: title?.value ?? null,
    byline: byline?.value ?? null,
    siteName: site?.value ?? null,
    publishedOn: published.chosen?.value ?? null,
    language: language.tag,
    url: address?.value ?? null,
    blocks,
    assets: pictures.assets,
    provenance,
    doubts: [
      ...(readable === null ? [{ code: 'article-not-told-apart' }] : []),
      ...doubtsOf(blocks),
      ...published.doubts,
    ],
    ...(saved?.capturedAt ? { capturedAt: saved.capturedAt } : {}),
  };
}

function doubtsOf(blocks: readonly Block[]): readonly Doubt[] {
  const weigh = (text: string): number =>
    text.length + 2 * (text.match(/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/g)?.length ?? 0);
  const words = blocks.reduce((sum, block) => sum + (block.removed ? 0 : weigh(block.text)), 0);
  return words < 250 ? [{ code: 'short-text' }] : [];
}

function flatArticle(markup: string, options: HtmlOptions): HtmlArticle {
  const blocks = flatBlocks(markup);
  const text = blocks
    .slice(0, 50)
    .map((block) => block.text)
    .join('\n');
  const language = decideLanguage(null, text);
  const url = webAddress(options.url, null);
  return {
    title: null,
    byline: null,
    siteName: null,
    publishedOn: null,
    language: language.tag,
    url,
    blocks,
    assets: [],
    provenance: { ...(language.from ? { language: language.from } : {}), ...(url ? { url: 'address' } : {}) },
    doubts: [{ code: 'page-too-complex', detail: 'nested too deeply or too large; kept as plain text' }],
  };
}
