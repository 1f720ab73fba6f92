import type { Block } from '../../source.ts';
import type { PageLine } from './lines.ts';

/** The lines of one page and its height in points. */
export interface Page {
  readonly number: number;
  readonly height: number;
  readonly lines: readonly PageLine[];
}

const pattern = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ').trim();

const edge = (page: Page, line: PageLine): 'head' | 'foot' | null => {
  const share = line.y / Math.max(1, page.height);
  return share > 0.9 ? 'head' : share < 0.1 ? 'foot' : null;
};

/** Patterns (digits blanked) that stand at the top or bottom of at least three pages, or of half of them. */
function repeatedEdges(pages: readonly Page[]): ReadonlySet<string> {
  const seen = new Map<string, Set<number>>();
  for (const page of pages) {
    for (const line of page.lines) {
      const where = edge(page, line);
      if (where === null || line.text.length > 200) continue;
      const key = `${where}:${pattern(line.text)}`;
      const numbers = seen.get(key) ?? new Set();
      seen.set(key, numbers.add(page.number));
    }
  }
  const enough = Math.max(2, Math.min(3, Math.ceil(pages.length / 2)));
  return new Set([...seen].filter(([, numbers]) => numbers.size >= enough).map(([key]) => key));
}

/** Height of the letters most of the text is set in. */
function bodyHeight(pages: readonly Page[]): number {
  const weights = new Map<number, number>();
  for (const page of pages)
    for (const line of page.lines)
      weights.set(
        Math.round(line.height * 2) / 2,
        (weights.get(Math.round(line.height * 2) / 2) ?? 0) + line.text.length,
      );
  return [...weights].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

const WIDE = /[\u2e80-\u9fff\uff00-\uffef]/;
const ITEM = /^(?:[•·▪‣◦●○■–-]\s?|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)(?=\S)/;

/** Joins a line to the paragraph before it: a hyphen at the line's end is taken back when a small letter follows. */
function join(before: string, after: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  if (/\p{L}\u00ad$/u.test(before)) return before.slice(0, -1) + after;
  if (WIDE.test(before.at(-1) ?? '') && WIDE.test(after[0] ?? '')) return before + after;
  return `${before} ${after}`;
}

type Draft = {
  text: string;
  kind: Block['kind'];
  level?: number;
  page: number;
  last: PageLine;
  width: number;
  rule?: string;
};

/**
 * Turns pages of lines into blocks that know their page. Paragraphs are told by leading, indents, size and short last
 * lines; a paragraph that runs over a page keeps the page it began on. Headers and footers that repeat are removed
 * with a rule and stay restorable.
 */
export function blocksFromPages(pages: readonly Page[]): readonly Block[] {
  const repeated = repeatedEdges(pages);
  const body = bodyHeight(pages);
  const drafts: Draft[] = [];
  let open: Draft | null = null;
  for (const page of pages) {
    const left = Math.min(...page.lines.map((line) => line.x));
    const right = Math.max(...page.lines.map((line) => line.right));
    for (const line of page.lines) {
      const where = edge(page, line);
      const bare =
        where !== null &&
        /^[\s\-–—|·.]*(?:page|seite|p\.|第)?\s*\d{1,4}\s*(?:页|頁|(?:of|von|\/)\s*\d{1,4})?[\s\-–—|·.]*$/i.test(
          line.text,
        );
      if (where !== null && (bare || repeated.has(`${where}:${pattern(line.text)}`))) {
        drafts.push({
          text: line.text,
          kind: 'paragraph',
          page: page.number,
          last: line,
          width: 0,
          rule: where === 'head' ? 'repeated-header' : 'repeated-footer',
        });
        continue;
      }
      const heading = line.height > body * 1.15 && line.text.length < 200;
      const item = ITEM.test(line.text);
      const sameKind: boolean = open !== null && Math.abs(open.last.height - line.height) < body * 0.12;
      let goesOn = false;
      if (open && sameKind && !item) {
        const turned = open.page !== page.number || line.y > open.last.y;
        const leading = open.last.y - line.y;
        const close = turned ? !/[.!?。！？:：”"]$/.test(open.text) : leading < line.height * 1.75;
        const indented = !turned && line.x > open.last.x + body * 0.8 && open.kind !== 'item';
        const short = open.last.right < open.last.x + open.width * 0.8 && /[.!?。！？:：”"]$/.test(open.text);
        goesOn = close && !indented && !short;
      }
      if (goesOn && open) {
        open.text = join(open.text, line.text);
        open.width = Math.max(open.width, line.right - line.x);
        open.last = line;
      } else {
        open = {
          text: line.text,
          kind: heading ? 'heading' : item ? 'item' : 'paragraph',
          ...(heading ? { level: line.height > body * 1.6 ? 1 : 2 } : item ? { level: 1 } : {}),
          page: page.number,
          last: line,
          width: Math.max(line.right - line.x, (right - left) * 0.3),
        };
        drafts.push(open);
      }
    }
  }
  return drafts.map(({ text, kind, level, page, rule }) => ({
    kind,
    text: kind === 'item' ? text.replace(/^[•·▪‣◦●○■]\s?/, '') : text,
    ...(level === undefined ? {} : { level }),
    page,
    ...(rule === undefined ? {} : { removed: { rule, by: 'rule' as const } }),
  }));
}
