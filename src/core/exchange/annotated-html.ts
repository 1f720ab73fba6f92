import { type Annotation, COLOURS } from '../annotation.ts';
import type { Source, Version } from '../source.ts';
import { htmlOf, type ImageOf } from './article-html.ts';
import { escapeHtml, safeAddress } from './escape.ts';

const TINTS: Readonly<Record<string, readonly [string, string]>> = {
  amber: ['#fde9a9', '#5c4a0d'],
  green: ['#cdebc5', '#24491b'],
  blue: ['#cfe3fb', '#1d3d63'],
  rose: ['#fbd3d8', '#5f2029'],
  violet: ['#e2d6f8', '#40286b'],
};

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.65 Georgia, 'Noto Serif SC', serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
.meta, .caption, figcaption, .footnote, aside { font-size: .875rem; opacity: .8; }
blockquote { margin-inline: 1rem; padding-inline-start: 1rem; border-inline-start: 3px solid currentColor; }
pre { overflow-x: auto; white-space: pre-wrap; }
table { border-collapse: collapse; } th, td { border: 1px solid; padding: .25rem .5rem; text-align: start; }
img { max-width: 100%; }
li.level-2 { margin-inline-start: 1.5rem; } li.level-3 { margin-inline-start: 3rem; }
li.level-4, li.level-5, li.level-6 { margin-inline-start: 4.5rem; }
sup.note { line-height: 0; } sup.note a { text-decoration: none; }
.words { white-space: pre-wrap; }
mark { color: inherit; }
${COLOURS.map((colour) => `mark.${colour} { background: ${TINTS[colour]![0]}; }`).join('\n')}
@media (prefers-color-scheme: dark) {
${COLOURS.map((colour) => `  mark.${colour} { background: ${TINTS[colour]![1]}; }`).join('\n')}
}`;

const STATES: Readonly<Record<string, string>> = {
  changed: 'The wording in the source has changed since.',
  orphan: 'These words are no longer in the source.',
};

function noteOf(annotation: Annotation, number: number, marked: boolean): string {
  const details = [annotation.colour, ...annotation.tags, annotation.createdAt.slice(0, 10)].join(' · ');
  const state = STATES[annotation.anchor];
  const quote =
    annotation.quote === '' ? '' : `<blockquote class="words">${escapeHtml(annotation.quote)}</blockquote>`;
  return [
    `<li id="note-${number}" value="${number}">`,
    quote,
    annotation.note === '' ? '' : `<p class="words">${escapeHtml(annotation.note)}</p>`,
    `<aside>${escapeHtml(details)}${state === undefined ? '' : ` · ${state}`}${marked ? ` · <a href="#mark-${number}">in the text</a>` : ''}</aside>`,
    '</li>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/**
 * The article with its annotations as one HTML file that needs nothing else: no script, no outside file, everything
 * escaped, and a policy that forbids loading anything but embedded images. Highlights are numbered and lead to the notes
 * below; annotations without a place in this version (notes on the whole source, orphans) stand below only. `imageOf`
 * gives images as data: addresses. Offsets of the annotations are into the canonical text of `version`.
 */
export function annotatedHtml(
  source: Source,
  version: Version,
  annotations: readonly Annotation[],
  imageOf: ImageOf = () => null,
): string {
  const length = version.text.length;
  const ordered = annotations.toSorted(
    (a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || (a.end ?? 0) - (b.end ?? 0),
  );
  const marks = ordered.flatMap(({ start, end, colour }, k) =>
    start === null || end === null || start < 0 || end <= start || start >= length
      ? []
      : [{ start, end: Math.min(end, length), colour, number: k + 1 }],
  );
  const marked = new Set(marks.map(({ number }) => number));
  const address = safeAddress(source.url);
  const details = [source.byline, source.siteName, source.publishedOn]
    .filter((one) => one !== null)
    .map(escapeHtml)
    .concat(
      address === null
        ? []
        : [`<a href="${escapeHtml(address)}" rel="noreferrer noopener">${escapeHtml(address)}</a>`],
    )
    .concat(`captured ${escapeHtml(version.capturedAt.slice(0, 10))}`);
  const notes = ordered.map((one, k) => noteOf(one, k + 1, marked.has(k + 1)));
  const language = source.language === null ? '' : ` lang="${escapeHtml(source.language)}"`;
  return `<!doctype html>
<html${language}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(source.title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<article>
<header>
<h1>${escapeHtml(source.title)}</h1>
<p class="meta">${details.join(' · ')}</p>
</header>
${htmlOf(version.blocks, marks, imageOf)}
</article>
${notes.length === 0 ? '' : `<section>\n<h2>Annotations</h2>\n<ol>\n${notes.join('\n')}\n</ol>\n</section>\n`}</body>
</html>
`;
}
