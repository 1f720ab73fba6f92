import { describedArticle, instantOf } from '../described.ts';
import { machineDate } from '../dates.ts';
import type { Article, CaptureInput, Captured, Format, Unread } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { articleFromHtml } from '../html/article.ts';
import { sha256 } from '../hash.ts';
import { Refusal } from '../../refusal.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { articleFromText } from '../text/article.ts';

type Row = Readonly<Record<string, unknown>>;

/** Longest line that is read; a single text of this size is no article. */
const LONGEST = 20_000_000;

const isRow = (value: unknown): value is Row =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const hasText = (row: Row): boolean => typeof row['text'] === 'string' || typeof row['html'] === 'string';

function detect(input: CaptureInput): number {
  const named = /\.(?:jsonl|ndjson)$/i.test(input.name);
  if (!looksLikeText(input.bytes)) return 0;
  const head = headText(input.bytes, 65_536)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (!head.startsWith('{')) return named ? 0.5 : 0;
  const line = head.split('\n', 1)[0]!.trim();
  try {
    const row: unknown = JSON.parse(line);
    if (isRow(row) && hasText(row)) return 0.9;
    return named ? 0.6 : 0;
  } catch {
    // The first line may be longer than what was looked at.
    return named || /^\{"(?:id|title|text|html|url|byline)":/.test(line) ? 0.6 : 0;
  }
}

const words = (row: Row, key: string): string | null => {
  const value = row[key];
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : typeof value === 'number'
      ? String(value)
      : null;
};

/** One row: what it says about the text beats what the text shows; its text is cleaned like pasted text. */
function rowArticle(row: Row): Article {
  const url = words(row, 'url');
  const html = words(row, 'html');
  const read =
    html === null
      ? articleFromText(words(row, 'text') ?? '', { url })
      : articleFromHtml(html, { ...(url === null ? {} : { url }), hash: sha256 });
  const date = words(row, 'publishedOn') ?? words(row, 'date');
  const said = describedArticle(
    'jsonl',
    {
      title: words(row, 'title'),
      byline: words(row, 'byline') ?? words(row, 'author'),
      siteName: words(row, 'siteName'),
      publishedOn: date === null ? null : machineDate(date),
      language: words(row, 'language'),
      url,
    },
    [],
  );
  return {
    title: said.title ?? read.title,
    byline: said.byline ?? read.byline,
    siteName: said.siteName ?? read.siteName,
    publishedOn: said.publishedOn ?? read.publishedOn,
    language: said.language ?? read.language,
    url: said.url ?? read.url,
    blocks: read.blocks,
    assets: read.assets,
    provenance: { ...read.provenance, ...said.provenance },
    doubts: read.doubts,
  };
}

function readLine(line: string, within: string): Captured | Unread {
  if (line.length > LONGEST)
    return { within, code: 'too-large', message: `${within} is longer than 20 million characters.` };
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return { within, code: 'unreadable', message: `${within} is not valid JSON.` };
  }
  if (!isRow(row)) return { within, code: 'unreadable', message: `${within} is not a JSON object.` };
  if (!hasText(row)) return { within, code: 'empty', message: `${within} has neither "text" nor "html".` };
  const article = rowArticle(row);
  const capturedAt = instantOf(row['capturedAt']);
  const id = words(row, 'id');
  const tags = Array.isArray(row['tags']) ? row['tags'].filter((tag) => typeof tag === 'string') : [];
  return {
    kind: 'article',
    article,
    original: { bytes: new TextEncoder().encode(line), mediaType: 'application/json' },
    within,
    ...(id === null ? {} : { externalId: id }),
    ...(capturedAt === undefined ? {} : { capturedAt }),
    ...(tags.length > 0 ? { tags } : {}),
  };
}

/** Lines of a long text one at a time, so that a large file is never held twice. */
function* linesOf(text: string): Iterable<string> {
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    yield text.slice(at, end < 0 ? undefined : end);
    if (end < 0) return;
    at = end + 1;
  }
}

async function* read(input: CaptureInput): AsyncIterable<Captured | Unread> {
  const { text } = decodeBytes(input.bytes, input.mediaType);
  let number = 0;
  let read = 0;
  for (const raw of linesOf(text.replace(/^\ufeff/, ''))) {
    number += 1;
    const line = raw.trim();
    if (line === '') continue;
    read += 1;
    yield readLine(line, `line ${number}`);
  }
  if (read === 0) throw new Refusal('empty', `${input.name} holds no text.`);
}

/** JSON Lines: one object per line, `{id?, title?, byline?, siteName?, publishedOn?, url?, language?, text | html}` (spec/cli.md). */
export const jsonl: Format = { id: 'jsonl', detect, read };
