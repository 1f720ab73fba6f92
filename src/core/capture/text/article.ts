import { detectLanguage } from '../language.ts';
import type { Article } from '../format.ts';
import type { RuleId } from '../rules.ts';
import type { Block, BlockKind, Doubt } from '../../source.ts';
import { readByline, readSiteName } from './byline.ts';
import { datelines, isDateline, publicationDate, textDateOrder } from './dateline.ts';
import type { Dateline } from './dateline.ts';
import { splitLines } from './line.ts';
import type { Line } from './line.ts';
import { isCredit } from './phrases.ts';
import { findBody } from './body.ts';
import { lookAt } from './stretch.ts';
import type { Look, Stretch } from './stretch.ts';
import { findTitle } from './title.ts';

/** What is decided about one line. */
interface Verdict {
  kind: BlockKind;
  rule: RuleId | null;
}

const ITEM = /^(?:[•·▪‣◦*-]|\d{1,3}[.)])\s+/u;

const headingLike = (line: Line): boolean =>
  !line.ends && line.words <= 14 && line.text.length <= 110 && !/[,;:，；：]$/u.test(line.text);

/** Verdicts for the lines inside the body: what kind of block each is, and which are not part of it. */
function judgeBody(
  lines: readonly Line[],
  looks: readonly Look[],
  { first, last }: Stretch,
  verdicts: Verdict[],
): void {
  for (let at = first; at <= last; at += 1) {
    const line = lines[at]!;
    const look = looks[at]!;
    const verdict = verdicts[at]!;
    if (verdict.rule !== null) continue;
    if (look.phrase) {
      verdict.rule = look.phrase.rule;
      // A pointer's own headlines follow it: short lines without a sentence end, up to the next paragraph.
      if (look.phrase.rule === 'related') {
        for (let next = at + 1; next <= last && next <= at + 8; next += 1) {
          const after = lines[next]!;
          if (looks[next]!.weight > 0 || after.size > 200) break;
          verdicts[next]!.rule ??= looks[next]!.phrase?.rule ?? 'related';
        }
      }
    } else if (look.caption) {
      verdict.kind = 'caption';
      verdict.rule = isCredit(line.key) ? 'photo-credit' : 'photo-caption';
    } else if (isCredit(line.key)) {
      verdict.rule = 'photo-credit';
    } else if (line.shouting && line.text.length >= 40 && !line.ends) {
      verdict.rule = 'related';
    } else if (ITEM.test(line.text)) {
      verdict.kind = 'item';
    } else if (headingLike(line)) {
      const next = lines[at + 1];
      if (next && at < last && looks[at + 1]!.weight > 0) verdict.kind = 'heading';
    }
  }
}

/** Verdicts for what stands outside the body. */
function judgeOutside(
  lines: readonly Line[],
  looks: readonly Look[],
  stretch: Stretch,
  title: number | null,
  verdicts: Verdict[],
): void {
  // Scrapes often begin with the caption of the lead photo: words, not a menu, right above the headline.
  const aboveTitle = (at: number): boolean =>
    title !== null && at < title && at >= title - 3 && lines[at]!.size >= 40 && lines[at]!.words >= 5;
  let section: RuleId | null = null;
  lines.forEach((line, at) => {
    if (at >= stretch.first && at <= stretch.last) {
      section = null;
      return;
    }
    const verdict = verdicts[at]!;
    if (verdict.rule !== null) return;
    const look = looks[at]!;
    if (look.phrase?.reach === 'section') section = look.phrase.rule;
    if (look.phrase) verdict.rule = look.phrase.rule;
    else if (look.caption || aboveTitle(at))
      Object.assign(verdict, {
        kind: 'caption',
        rule: isCredit(line.key) ? 'photo-credit' : 'photo-caption',
      });
    else if (isCredit(line.key)) verdict.rule = 'photo-credit';
    else if (section) verdict.rule = section;
    else verdict.rule = line.ends || line.size > 120 ? 'page-chrome' : 'navigation';
  });
}

/** A text is taken whole when hardly anything in it looks like page furniture. */
function isClean(lines: readonly Line[], looks: readonly Look[], stretch: Stretch): boolean {
  const outside = lines.filter((_, at) => at < stretch.first || at > stretch.last).length;
  const marked = looks.filter((look) => look.phrase !== null).length;
  return marked === 0 && outside <= 4;
}

const blockOf = (line: Line, { kind, rule }: Verdict): Block => {
  const item = kind === 'item' ? ITEM.exec(line.text) : null;
  const text = item ? line.text.slice(item[0].length) : line.text;
  const ordinal = item && /^\d/.test(item[0]) ? Number.parseInt(item[0], 10) : null;
  return {
    kind,
    text,
    ...(kind === 'heading' ? { level: 2 } : kind === 'item' ? { level: 1 } : {}),
    ...(ordinal === null ? {} : { ordinal }),
    ...(rule === null ? {} : { removed: { rule, by: 'rule' as const } }),
  };
};

/** Marks the dates that stand in one line with the headline. */
function titled(
  lines: readonly Line[],
  dates: readonly Dateline[],
  headline: number | null,
): readonly Dateline[] {
  const key = headline === null ? '' : lines[headline]!.key;
  if (key.length < 15) return dates;
  return dates.map((date) =>
    date.at !== headline && lines[date.at]!.key.includes(key) ? { ...date, titled: true } : date,
  );
}

/** What is known beside the text. `now` is the capture instant (ISO 8601). */
export interface TextHints {
  readonly url?: string | null | undefined;
  readonly now?: string | undefined;
}

/**
 * Reads plain or pasted text as an article. Every line becomes a block in its order; lines that are not the article
 * are marked with the rule that removed them, so nothing is lost. Title, author, site and date are null unless a line
 * of the text shows them.
 */
export function articleFromText(text: string, hints: TextHints = {}): Article {
  const lines = splitLines(text);
  const looks = lookAt(lines);
  const bylines = lines.map((line) => (line.size < 200 ? readByline(line.text) : null));
  const found = findBody(lines, looks, (at) => bylines[at] !== null);
  const language = detectLanguage(
    (found ? lines.slice(found.first, found.last + 1) : lines)
      .map((line) => line.text)
      .join('\n')
      .slice(0, 8000),
  );
  const url = hints.url ?? null;
  const doubts: Doubt[] = [];
  const provenance: Record<string, string> = {};
  const verdicts: Verdict[] = lines.map(() => ({ kind: 'paragraph', rule: null }));
  const none = { byline: null, siteName: null, publishedOn: null };
  let fields: {
    title: string | null;
    byline: string | null;
    siteName: string | null;
    publishedOn: string | null;
  } = { title: null, ...none };
  if (found) {
    const options = { order: textDateOrder(lines, language?.tag ?? null, url), now: hints.now };
    const dates = lines.map((line, at) => datelines(line, at, options));
    const title = findTitle({
      lines,
      looks,
      stretch: found,
      dated: (at) => isDateline(dates[at]!),
      named: (at) => bylines[at] !== null,
    });
    const stretch = title && title.at >= found.first ? { first: title.at + 1, last: found.last } : found;
    // The headline may stand twice, as a breadcrumb say, with the dateline between.
    const headline = title
      ? lines.findIndex((line, at) => at >= title.at - 25 && line.key === lines[title.at]!.key)
      : null;
    const place = { title: headline, first: stretch.first, last: stretch.last };
    if (title) verdicts[title.at] = { kind: 'heading', rule: 'title-line' };
    const head = title?.at ?? Math.max(0, stretch.first - 8);
    const date = publicationDate(titled(lines, dates.flat(), headline), place);
    if (date?.ambiguous) doubts.push({ code: 'ambiguous-date', detail: lines[date.at]!.text });
    const near = (at: number): boolean => at >= head - 4 && at <= stretch.first + 3;
    const author = bylines.findIndex((byline, at) => byline !== null && near(at));
    lines.forEach((line, at) => {
      if (at === title?.at || !near(at)) return;
      if ((isDateline(dates[at]!) || bylines[at]) && !(line.ends && line.inner > 0))
        verdicts[at]!.rule = 'byline';
    });
    const site = lines.findIndex(
      (line, at) => at >= head - 4 && at <= stretch.last + 6 && readSiteName(line.text) !== null,
    );
    fields = {
      title: title ? lines[title.at]!.text : null,
      byline: bylines[author]?.names ?? null,
      siteName: bylines[author]?.site ?? (site >= 0 ? readSiteName(lines[site]!.text) : null),
      publishedOn: date && !date.ambiguous ? date.value : null,
    };
    if (isClean(lines, looks, stretch))
      lines.forEach((line, at) => {
        if (verdicts[at]!.rule === null && at < stretch.first && headingLike(line))
          verdicts[at]!.kind = 'heading';
      });
    else judgeOutside(lines, looks, stretch, title?.at ?? null, verdicts);
    judgeBody(lines, looks, stretch, verdicts);
    // rules that leave nothing were wrong about this text: all of it is kept, and the doubt says so
    if (verdicts.every(({ rule }) => rule !== null)) {
      for (const verdict of verdicts) if (verdict.rule !== 'title-line') verdict.rule = null;
      if (verdicts.every(({ rule }) => rule !== null)) verdicts[0]!.rule = null;
      doubts.push({ code: 'no-running-text' });
    }
    for (const [field, value] of Object.entries(fields)) if (value !== null) provenance[field] = 'text';
  } else if (lines.length > 0) doubts.push({ code: 'no-running-text' });
  if (language?.sure) provenance['language'] = 'text';
  return {
    ...fields,
    language: language?.sure ? language.tag : null,
    url,
    blocks: lines.map((line, at) => blockOf(line, verdicts[at]!)),
    assets: [],
    provenance,
    doubts,
  };
}
