import Papa from 'papaparse';
import type { Annotation } from '../annotation.ts';
import type { Source } from '../source.ts';
import { textFragment } from './text-fragment.ts';

const linkOf = (source: Source | undefined, annotation: Annotation): string =>
  source?.url == null ? '' : textFragment(source.url, annotation.quote);

/** What a spreadsheet may take for a formula (OWASP, CSV injection), the full-width signs included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * Annotations as CSV (RFC 4180), one row each, with where each quote comes from. Values that a spreadsheet could run as
 * a formula get an apostrophe in front. `bom` puts a byte order mark first, which old spreadsheets need for UTF-8.
 */
export function annotationsCsv(
  annotations: readonly Annotation[],
  sources: readonly Source[],
  { bom = false }: { readonly bom?: boolean } = {},
): string {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const rows = annotations.map((one) => {
    const source = byId.get(one.sourceId);
    return {
      id: one.id,
      quote: one.quote,
      note: one.note,
      colour: one.colour,
      tags: one.tags.join('; '),
      companies: one.companies.join('; '),
      anchor: one.anchor,
      start: one.start ?? '',
      end: one.end ?? '',
      title: source?.title ?? '',
      author: source?.byline ?? '',
      outlet: source?.siteName ?? '',
      published: source?.publishedOn ?? '',
      url: source?.url ?? '',
      link: linkOf(source, one),
      captured: source?.capturedAt ?? '',
      source: one.sourceId,
      hash: source?.contentHash ?? '',
      created: one.createdAt,
      updated: one.updatedAt,
    };
  });
  const columns =
    'id quote note colour tags companies anchor start end title author outlet published url link captured source hash created updated';
  const csv = Papa.unparse(
    { fields: columns.split(' '), data: rows },
    { newline: '\r\n', escapeFormulae: FORMULA },
  );
  return (bom ? '\ufeff' : '') + csv + '\r\n';
}

/** Plain words in Markdown: nothing in them is taken for markup or HTML (CommonMark 0.31, backslash escapes). */
const plain = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>&#|~]/gu, String.raw`\$&`)
    .replaceAll(/^(\s*)([-+=])/gmu, String.raw`$1\$2`)
    .replaceAll(/^(\s*\d{1,9})([.)])/gmu, String.raw`$1\$2`);

const oneLine = (text: string): string => plain(text.replaceAll(/\s+/gu, ' ').trim());

const quoted = (text: string): string =>
  plain(text.trim())
    .split(/\r\n|\r|\n/u)
    .map((line) => `> ${line.trim()}`.trimEnd())
    .join('\n');

const linked = (text: string, address: string): string =>
  `[${text}](<${address.replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll(/\s/gu, '%20')}>)`;

const LOST: Readonly<Record<string, string>> = {
  changed: 'The wording in the source has changed since.',
  orphan: 'These words are no longer in the source.',
};

/**
 * Annotations as Markdown, grouped by source in the order given, each quote with its note, tags, colour and a link to
 * the words on the live page. Quotes and titles are escaped; notes are Markdown already and stay as they are.
 */
export function annotationsMarkdown(annotations: readonly Annotation[], sources: readonly Source[]): string {
  const bySource = new Map<string, Annotation[]>();
  for (const one of annotations) {
    const list = bySource.get(one.sourceId);
    if (list) list.push(one);
    else bySource.set(one.sourceId, [one]);
  }
  const byId = new Map(sources.map((source) => [source.id, source]));
  const parts: string[] = [];
  for (const [id, list] of bySource) {
    const source = byId.get(id);
    parts.push(`## ${oneLine(source?.title ?? id)}`);
    const details = [source?.byline, source?.siteName, source?.publishedOn].filter((one) => one != null);
    const described = details.map(oneLine);
    if (source?.url != null) described.push(linked(oneLine(source.url), source.url));
    if (source) described.push(`captured ${source.capturedAt.slice(0, 10)}`);
    if (described.length > 0) parts.push(described.join(' · '));
    for (const one of list) {
      if (one.quote !== '') parts.push(quoted(one.quote));
      if (one.note !== '') parts.push(one.note.trim());
      const marks = [one.colour, ...one.tags.map((tag) => `#${tag.replaceAll(/\s+/gu, '-')}`)].map(oneLine);
      if (LOST[one.anchor] !== undefined) marks.push(LOST[one.anchor]!);
      const link = linkOf(source, one);
      if (link !== '' && one.quote !== '') marks.push(linked('in the source', link));
      parts.push(`*${marks.join(' · ')}*`);
    }
  }
  return parts.join('\n\n') + '\n';
}
