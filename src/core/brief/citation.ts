import CSL from 'citeproc';
import { Refusal } from '../refusal.ts';
import { HAN, type CslItem } from './csl-item.ts';
import { isLinkAddress } from './document.ts';
import type { Run, WordRun } from './outline.ts';

/** The style and languages of citations, read from files by the caller. */
export interface CitationData {
  /** A style file of the Citation Style Language 1.0.2. */
  readonly style: string;
  /** CSL locale files by tag; `en-US` must be there. */
  readonly locales: Readonly<Record<string, string>>;
}

/** One reference to a source, with the place of the words in it. */
export interface Cite {
  readonly sourceId: string;
  readonly locator: { readonly label: 'paragraph' | 'page'; readonly value: string } | null;
}

export interface FormattedCitations {
  /** `note`: each group is a footnote of its own. `in-text`: each group stands in the line. */
  readonly kind: 'note' | 'in-text';
  /** One per group, in order. */
  readonly groups: readonly (readonly Run[])[];
  readonly bibliography: readonly { readonly sourceId: string; readonly runs: readonly Run[] }[];
}

/** Largest style or locale file that is read, in UTF-16 units. */
const LONGEST_STYLE = 2_000_000;

/** The title of a style file, for lists of styles. */
export function styleTitle(style: string): string {
  const head = style.slice(0, 20_000).match(/<title>([^<]*)<\/title>/u)?.[1] ?? '';
  return decode(head).trim();
}

/** True for a style whose citations are footnotes. */
export const isNoteStyle = (style: string): boolean =>
  /<style\b[^>]*\bclass="note"/u.test(style.slice(0, 5000));

/** CSL locale for a BCP 47 tag: Chinese in mainland form, British English where asked for, else American English.
 * A style made for British English decides where the brief says only `en`; one
 * with layouts for several languages follows the language of each source instead. */
export function localeFor(language: string, { style, locales }: CitationData): string {
  // Such a style has a layout for each language of a source; the processor only tells them apart from English.
  if (/<layout\s+locale=/u.test(style)) return 'en-US';
  const tag = language.toLowerCase();
  const british = tag === 'en-gb' || (tag === 'en' && /\bdefault-locale="en-GB"/u.test(style.slice(0, 5000)));
  const wanted = tag.startsWith('zh') ? 'zh-CN' : british ? 'en-GB' : 'en-US';
  return Object.hasOwn(locales, wanted) ? wanted : 'en-US';
}

// The processor reads markup in fields (`<i>`); these stand in for the signs so that words stay words.
const SIGNS: readonly (readonly [string, string])[] = [
  ['<', '\ue03c'],
  ['>', '\ue03e'],
  ['&', '\ue026'],
];

const hide = (text: string): string =>
  SIGNS.reduce((words, [sign, stand]) => words.replaceAll(sign, stand), text);
const show = (text: string): string =>
  SIGNS.reduce((words, [sign, stand]) => words.replaceAll(stand, sign), text);

function decode(text: string): string {
  return text
    .replace(/&#(\d{1,7});/gu, (all, code: string) =>
      Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : all,
    )
    .replace(
      /&(amp|lt|gt|quot|apos);/gu,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]!,
    );
}

/** A style that shortens given names in its list of sources; those that do so only to tell two people apart do not count. */
const INITIALS = /<name\b(?![^>]*\bform="short")[^>]*\binitialize-with=/u;

/**
 * A Chinese source that is described in Latin letters. The processor sets such names as Chinese ones, family name first
 * and without a comma, as Chicago and MLA want it; styles with initials want them as all others, “Hao, C.”.
 */
function romanised(item: CslItem, style: string): CslItem {
  if (!item.language?.startsWith('zh') || !INITIALS.test(style)) return item;
  const names = (item.author ?? []).map(({ family, given, literal }) => `${family}${given}${literal}`);
  return HAN.test(`${item.title} ${names.join(' ')}`) ? item : { ...item, language: 'und' };
}

const DIV_GAP = /^<div class="csl-(?:right-inline|block|indent)"/u;

/** Reads the small HTML of the processor into runs: italics, bold, raised, lowered and links; anything else is dropped. */
export function runsOfMarkup(html: string): readonly Run[] {
  const runs: Run[] = [];
  const open: string[] = [];
  let href: string | null = null;
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+/gu)) {
    if (!token.startsWith('<')) {
      const text = show(decode(token)).replace(/[\r\n\t]+/gu, ' ');
      if (text === '' || (text.trim() === '' && runs.length === 0)) continue;
      const style = open.join(' ');
      const run: WordRun = {
        kind: 'words',
        text,
        ...(/\bi\b|italic/u.test(style) && !/normal/u.test(open.at(-1) ?? '') && { italic: true as const }),
        ...(/\bb\b|bold/u.test(style) && { bold: true as const }),
        ...(/\bsup\b/u.test(style) && { superscript: true as const }),
        ...(/\bsub\b/u.test(style) && { subscript: true as const }),
        ...(href !== null && { href }),
      };
      runs.push(run);
    } else if (token.startsWith('</')) {
      if (token.startsWith('</a')) href = null;
      else open.pop();
    } else if (token.startsWith('<a')) {
      const address = show(decode(token.match(/href="([^"]*)"/u)?.[1] ?? ''));
      href = isLinkAddress(address) ? address : null;
    } else {
      if (DIV_GAP.test(token) && runs.length > 0) runs.push({ kind: 'words', text: ' ' });
      open.push(`${token.match(/^<([a-z]+)/u)?.[1] ?? ''} ${token.match(/style="([^"]*)"/u)?.[1] ?? ''}`);
    }
  }
  return trimmed(runs);
}

function trimmed(runs: readonly Run[]): readonly Run[] {
  const out = [...runs];
  for (let last = out.at(-1); last?.kind === 'words'; last = out.at(-1)) {
    const text = last.text.trimEnd();
    if (text !== '') {
      out[out.length - 1] = { ...last, text };
      break;
    }
    out.pop();
  }
  return out;
}

const hidden = (item: CslItem): CslItem => ({
  ...item,
  ...(item.title !== undefined && { title: hide(item.title) }),
  ...(item.publisher !== undefined && { publisher: hide(item.publisher) }),
  ...(item['container-title'] !== undefined && { 'container-title': hide(item['container-title']) }),
  ...(item.author && {
    author: item.author.map((name) =>
      Object.fromEntries(Object.entries(name).map(([part, text]) => [part, hide(text as string)])),
    ),
  }),
});

/** Positions of a citation, as the processor numbers them. */
const FIRST = 0;
const SUBSEQUENT = 1;
const IBID = 2;
const IBID_WITH_LOCATOR = 3;
/** Notes within which a citation is near the last of its source (CSL 1.0.2, near-note-distance). */
const NEAR = 5;

/** A cite as the processor takes it, with its position. */
export interface PlacedCite {
  readonly id: string;
  readonly locator?: string;
  readonly label?: string;
  readonly position: number;
  readonly 'first-reference-note-number'?: number;
  readonly 'near-note'?: boolean;
}

const sameLocator = (a: Cite, b: Cite): boolean =>
  a.locator?.value === b.locator?.value && a.locator?.label === b.locator?.label;

/**
 * The position of each cite by the rules of the Citation Style Language 1.0.2 (Choose, position): first, subsequent, ibid and
 * ibid with locator. In one pass, so that a long document is formatted in time that grows with its length.
 * @param notes true where each group is a footnote of its own
 */
export function positioned(
  groups: readonly (readonly Cite[])[],
  notes: boolean,
): readonly (readonly PlacedCite[])[] {
  const firstNote = new Map<string, number>();
  const lastNote = new Map<string, number>();
  return groups.map((cites, i) =>
    cites.map((cite, k): PlacedCite => {
      const { sourceId: id, locator } = cite;
      const note = notes ? i + 1 : 0;
      const first = firstNote.get(id);
      const last = lastNote.get(id);
      const earlier = groups[i - 1];
      const before =
        k > 0 ? cites[k - 1] : notes ? (earlier?.length === 1 ? earlier[0] : undefined) : earlier?.at(-1);
      let position = FIRST;
      if (first !== undefined) {
        position = SUBSEQUENT;
        // In the line the processor compares with the first cite of the bracket before.
        const compared = k > 0 || notes ? before : earlier?.[0];
        if (before?.sourceId === id && compared && (locator || !compared.locator))
          position = sameLocator(cite, compared) ? IBID : IBID_WITH_LOCATOR;
      } else firstNote.set(id, note);
      lastNote.set(id, note);
      return {
        id,
        ...(locator && { locator: locator.value, label: locator.label }),
        position,
        ...(notes &&
          position !== FIRST && {
            'first-reference-note-number': first!,
            'near-note': note - last! <= NEAR,
          }),
      };
    }),
  );
}

/**
 * Formats citations and bibliography with citeproc-js by a style of the Citation Style Language 1.0.2.
 * @param groups citations in the order of the document; each group is one bracket or one note
 * @param language BCP 47 tag of the brief, which decides terms, dates and quotation marks
 * @throws Refusal `unreadable` when the style file cannot be used
 */
export function formatCitations(
  groups: readonly (readonly Cite[])[],
  items: readonly CslItem[],
  data: CitationData,
  language: string,
): FormattedCitations {
  if (data.style.length > LONGEST_STYLE)
    throw new Refusal('too-large', 'The citation style file is too large.');
  if (!/<style\b/u.test(data.style.slice(0, 5000)) || !data.style.includes('<citation')) {
    throw new Refusal('unreadable', 'This file is not a complete style of the Citation Style Language.');
  }
  const known = new Map(items.map((item) => [item.id, hidden(romanised(item, data.style))]));
  const locale = localeFor(language, data);
  try {
    const engine = new CSL.Engine(
      {
        retrieveLocale: (tag) => (Object.hasOwn(data.locales, tag) ? data.locales[tag]! : false),
        // The processor may change what it is given; every answer is a copy.
        retrieveItem: (id) => structuredClone(known.get(id)),
      },
      data.style,
      locale,
      true,
    );
    const kind = engine.opt.xclass === 'note' ? 'note' : 'in-text';
    engine.updateItems([...new Set(groups.flat().map((cite) => cite.sourceId))]);
    // The processor can keep the state of a whole document itself, but goes through all of it again for each citation.
    const formatted = new Map<string, readonly Run[]>();
    const texts = positioned(groups, kind === 'note').map((cites) => {
      const key = JSON.stringify(cites);
      const known = formatted.get(key) ?? runsOfMarkup(engine.makeCitationCluster(cites));
      formatted.set(key, known);
      return known;
    });
    const made = engine.makeBibliography();
    return {
      kind,
      groups: texts,
      bibliography: made
        ? made[1].map((html, i) => ({ sourceId: made[0].entry_ids[i]![0]!, runs: runsOfMarkup(html) }))
        : [],
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      'unreadable',
      `The citation style cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const EXAMPLE: CslItem = {
  id: 'example',
  type: 'webpage',
  title: 'An example',
  author: [{ family: 'Falkenrath', given: 'Ingrid' }],
  issued: { 'date-parts': [[2025, 3, 11]] },
  URL: 'https://example.org/',
};

/**
 * Formats an example with a style file, so that a bad one is refused when it is added and not when a brief is written.
 * @throws Refusal `unreadable` with the reason
 */
export function checkStyle(data: CitationData): void {
  const parent = /<link\b[^>]*rel="independent-parent"[^>]*>/u.exec(data.style.slice(0, 20_000))?.[0];
  const named = parent && /href="([^"]*)"/u.exec(parent)?.[1];
  if (named && !data.style.includes('<citation'))
    throw new Refusal(
      'unreadable',
      `This style only points at another, ${named.slice(0, 200)}. Add the file of that one instead.`,
    );
  const { groups } = formatCitations([[{ sourceId: EXAMPLE.id, locator: null }]], [EXAMPLE], data, 'en');
  if (groups[0]!.length === 0)
    throw new Refusal('unreadable', 'This style formats a plain web page as nothing at all.');
}
