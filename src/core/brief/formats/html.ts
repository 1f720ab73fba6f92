import type { BriefFormat } from '../format.ts';
import type { Outline, OutlineBlock, OutlineNote, Passage, Run, WordRun } from '../outline.ts';
import type { Picture } from '../picture.ts';
import { isShownImage } from '../picture.ts';
import { HTML_STYLE } from './html-style.ts';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, for element content and quoted attributes alike. Control characters that HTML forbids are dropped. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/gu, (sign) => SIGNS[sign]!);

/** A language as an attribute, or nothing when it is not a plain tag. */
const langAttribute = (language: string | null): string =>
  language !== null && /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/iu.test(language) ? ` lang="${language}"` : '';

const link = (href: string, inside: string): string =>
  /^(?:https?:|mailto:)/iu.test(href)
    ? `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${inside}</a>`
    : inside;

function word(run: WordRun): string {
  let html = escapeHtml(run.text);
  if (run.code) html = `<code>${html}</code>`;
  if (run.bold) html = `<strong>${html}</strong>`;
  if (run.italic) html = `<em>${html}</em>`;
  if (run.superscript) html = `<sup>${html}</sup>`;
  if (run.subscript) html = `<sub>${html}</sub>`;
  if (run.inference) html = `<span class="view">${html}</span>`;
  if (run.notice) html = `<strong class="notice">${html}</strong>`;
  return run.href ? link(run.href, html) : html;
}

/** Runs as HTML. A footnote's number leads to the note, and the note back to where it stands. */
export const htmlRuns = (runs: readonly Run[]): string =>
  runs
    .map((run) => {
      if (run.kind === 'words') return word(run);
      if (run.kind === 'break') return '<br>';
      if (run.kind === 'reference') return `<a href="#${run.anchor}">${escapeHtml(run.text)}</a>`;
      return `<sup class="ref"><a id="ref-${run.number}" href="#note-${run.number}" role="doc-noteref">${run.number}</a></sup>`;
    })
    .join('');

/** A drawing stands in the page itself; a picture comes with it, as `data:`. Neither is asked for anywhere. */
function pictureHtml({ content, width, height, alt }: Picture): string {
  if (content.kind === 'drawing') return content.svg;
  const known = isShownImage(content.mediaType) ? content.mediaType : 'application/octet-stream';
  return `<img src="data:${known};base64,${content.base64.replace(/[^A-Za-z0-9+/=]/gu, '')}" width="${width}" height="${height}" alt="${escapeHtml(alt)}">`;
}

interface Ids {
  heading: number;
}

function blockHtml(block: OutlineBlock, ids: Ids): string {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, block.level + 1);
      ids.heading += 1;
      return `<h${level} id="${block.anchor ?? `heading-${ids.heading}`}">${htmlRuns(block.runs)}</h${level}>`;
    }
    case 'paragraph':
      return `<p>${htmlRuns(block.runs)}</p>`;
    case 'list': {
      const items = block.items
        .map((item) => `<li>${item.map((child) => blockHtml(child, ids)).join('')}</li>`)
        .join('\n');
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : '';
      return block.ordered ? `<ol${start}>\n${items}\n</ol>` : `<ul>\n${items}\n</ul>`;
    }
    case 'quotation':
      return `<blockquote><p${langAttribute(block.language)}>${htmlRuns(block.runs)}</p></blockquote>`;
    case 'table': {
      const row = (cells: readonly (readonly Run[])[], tag: 'th' | 'td'): string =>
        `<tr>${cells.map((runs) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${htmlRuns(runs)}</${tag}>`).join('')}</tr>`;
      const head = block.rows.slice(0, block.headings).map((cells) => row(cells, 'th'));
      const body = block.rows.slice(block.headings).map((cells) => row(cells, 'td'));
      const caption = block.caption
        ? `<p class="caption" id="${block.caption.anchor}">${htmlRuns(block.caption.runs)}</p>`
        : '';
      return `${caption}<div class="table"><table>${head.length > 0 ? `<thead>${head.join('')}</thead>` : ''}<tbody>${body.join('\n')}</tbody></table></div>`;
    }
    case 'figure':
      return `<figure id="${block.caption.anchor}">${block.picture ? pictureHtml(block.picture) : ''}<figcaption><p class="caption">${htmlRuns(block.caption.runs)}</p></figcaption></figure>`;
    default:
      return '<hr>';
  }
}

/** An instant as a day and time in UTC, the same on every machine. */
const instant = (iso: string): string => iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/u, '$1 $2 UTC');

function described(passage: Passage, { words }: Outline): string {
  const parts = [passage.byline, passage.siteName, passage.publishedOn]
    .filter((part) => part !== null && part !== '')
    .map((part) => `<bdi>${escapeHtml(part!)}</bdi>`);
  const title = `<cite><bdi${langAttribute(passage.language)}>${escapeHtml(passage.sourceTitle)}</bdi></cite>`;
  const address = passage.url
    ? `<br>${link(passage.url, `<span class="address">${escapeHtml(passage.url)}</span>`)}`
    : '';
  const saved = `${escapeHtml(words.captured)} ${escapeHtml(instant(passage.capturedAt))}, ${escapeHtml(words.version(passage.versionNumber))}`;
  return `<p class="source">${[title, ...parts].join(' · ')}${address}<br><span class="saved">${saved}${
    passage.contentHash === '' ? '' : ` · SHA-256 <code>${escapeHtml(passage.contentHash)}</code>`
  }</span></p>`;
}

function context(passage: Passage): string {
  if (passage.blocks.length === 0) return '';
  const blocks = passage.blocks.map(
    (pieces) =>
      `<p>${pieces.map(({ text, marked }) => (marked ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text))).join('')}</p>`,
  );
  return `<blockquote class="passage"${langAttribute(passage.language)}>${blocks.join('\n')}</blockquote>`;
}

function passageHtml(note: OutlineNote, outline: Outline): string {
  if (!note.passage) return '';
  const { words } = outline;
  const live = note.live ? ` · ${link(note.live, escapeHtml(words.livePage))}` : '';
  return `<section class="evidence" id="passage-${note.number}" aria-labelledby="passage-title-${note.number}">
<h3 id="passage-title-${note.number}">${escapeHtml(words.note(note.number))}</h3>
${described(note.passage, outline)}
${context(note.passage)}
${note.problem === null ? '' : `<p><strong class="notice">${escapeHtml(note.problem)}</strong></p>`}
<p class="back"><a href="#ref-${note.number}" role="doc-backlink">↩ ${escapeHtml(words.backToText)}</a>${live}</p>
</section>`;
}

function noteHtml(note: OutlineNote, outline: Outline, passages: boolean): string {
  const open =
    passages && note.passage
      ? ` <a class="open" href="#passage-${note.number}">${escapeHtml(outline.words.openPassage)} →</a>`
      : '';
  return `<li id="note-${note.number}" value="${note.number}"><span class="note">${htmlRuns(note.runs)}</span>${open} <a class="back" href="#ref-${note.number}" role="doc-backlink" aria-label="${escapeHtml(outline.words.backToText)}">↩</a></li>`;
}

/** The brief as the inside of `<body>`: text, notes, sources and, where wanted, the saved passages. */
export function bodyHtml(outline: Outline, passages: boolean): string {
  const ids: Ids = { heading: 0 };
  const { words } = outline;
  const dates = [outline.updatedOn, ...(outline.frozenOn ? [`❄ ${outline.frozenOn}`] : [])].join(' · ');
  const notes =
    outline.notes.length === 0
      ? ''
      : `<section class="notes" role="doc-endnotes"><h2 id="notes">${escapeHtml(words.notes)}</h2>
<ol>
${outline.notes.map((note) => noteHtml(note, outline, passages)).join('\n')}
</ol></section>`;
  const bibliography =
    outline.bibliography.length === 0
      ? ''
      : `<section class="sources" role="doc-bibliography"><h2 id="sources">${escapeHtml(words.sources)}</h2>
<ul>
${outline.bibliography.map((entry) => `<li>${htmlRuns(entry)}</li>`).join('\n')}
</ul>
<p class="small">${escapeHtml(words.citedWith)}</p></section>`;
  const evidence = passages
    ? outline.notes.map((note) => passageHtml(note, outline)).filter((html) => html !== '')
    : [];
  return `<main>
<header><h1><bdi>${escapeHtml(outline.title)}</bdi></h1><p class="small">${escapeHtml(dates)}</p></header>
${outline.notices.map((notice) => `<p role="note"><strong class="notice">${escapeHtml(notice)}</strong></p>`).join('\n')}
<article>
${outline.blocks.map((block) => blockHtml(block, ids)).join('\n')}
</article>
${notes}
${bibliography}
${evidence.length === 0 ? '' : `<section class="passages"><h2 id="passages">${escapeHtml(words.passages)}</h2>\n${evidence.join('\n')}\n</section>`}
</main>`;
}

/** The SHA-256 of a style sheet as a source of a content security policy (CSP level 3, hash-source). */
async function styleHash(style: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

/** A whole page that loads nothing and runs nothing: only its one style sheet, named by its hash, is allowed. */
export async function pageHtml(
  outline: Outline,
  style: string,
  body: string,
  fonts: boolean,
): Promise<string> {
  const policy = `default-src 'none'; style-src ${await styleHash(style)};${body.includes('<img ') ? ' img-src data:;' : ''}${fonts ? ' font-src data:;' : ''} base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html${langAttribute(outline.language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Dossier">
<title>${escapeHtml(outline.title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

export const html: BriefFormat = {
  id: 'html',
  label: 'HTML, one file with the saved passages',
  extension: 'html',
  mediaType: 'text/html;charset=utf-8',
  write: async ({ outline }) =>
    new TextEncoder().encode(await pageHtml(outline, HTML_STYLE, bodyHtml(outline, true), false)),
};
