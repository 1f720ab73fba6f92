/** A text as a CSS string: every sign that is not a plain letter or figure becomes a hexadecimal escape (CSS Syntax 3, 4.3.7). */
const cssString = (text: string): string =>
  `"${Array.from(text.toWellFormed())
    .map((sign) => (/^[\p{L}\p{N}]$/u.test(sign) ? sign : `\\${sign.codePointAt(0)!.toString(16)} `))
    .join('')}"`;

const LONGEST_HEAD = 90;

/**
 * The style of printed pages: paper, running head and page numbers in the margin boxes of CSS Paged Media 3, which
 * Chromium draws itself. `fontCss` brings the fonts along as `data:` addresses.
 */
export function printStyle(title: string, paper: 'A4' | 'Letter', fontCss: string): string {
  const line = title.replace(/\s+/gu, ' ').trim();
  const head = line.length > LONGEST_HEAD ? `${line.slice(0, LONGEST_HEAD - 1).toWellFormed()}…` : line;
  return `${fontCss.replaceAll('</', '<\\/')}
@page { size: ${paper}; margin: 24mm 22mm 22mm; }
@page { @top-left { content: ${cssString(head)}; font: 8pt "Inter Variable", "Noto Sans SC Variable", sans-serif; color: #555; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "Inter Variable", sans-serif; color: #555; } }
@page :first { @top-left { content: none; } }
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; }
body { margin: 0; color: #111; font: 10.5pt/1.5 "Source Serif 4 Variable", "Noto Serif SC Variable", "Noto Sans SC Variable", Georgia, "Noto Serif CJK SC", "Noto Sans CJK SC", SimSun, serif; font-variant-numeric: lining-nums; }
main { overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.4em 0 .4em; break-after: avoid; }
h1 { font-size: 20pt; margin-top: 0; text-wrap: balance; }
h2 { font-size: 14pt; }
h3 { font-size: 12pt; }
h4, h5, h6 { font-size: 10.5pt; }
p { margin: 0 0 .7em; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 .7em; padding-inline-start: 2em; }
li > p { margin-bottom: .25em; }
a { color: inherit; text-decoration: none; }
article a[href^="http"], .sources a { color: #1d4f9c; }
blockquote { margin: .9em 0; padding: .1em 0 .1em 1em; border-inline-start: 2pt solid #3b6e52; break-inside: avoid; }
blockquote p { margin: .2em 0; }
figure { margin: 1em 0 .4em; break-inside: avoid; }
figure svg, figure img { display: block; max-width: 100%; height: auto; }
.caption { margin: .4em 0; font-size: 9.5pt; }
article p.caption { break-after: avoid; }
sup, sub { font-size: .7em; line-height: 0; }
.ref a { color: #1d4f9c; }
code { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; }
table { border-collapse: collapse; width: 100%; margin: .8em 0; font-size: 9.5pt; }
th, td { text-align: start; vertical-align: top; padding: .35em .5em; border-bottom: .5pt solid #999; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
hr { border: 0; border-top: .5pt solid #999; margin: 1.5em 0; }
.small { font-size: 8.5pt; color: #555; }
.notice { color: #7a2a0e; }
.view { text-decoration: underline dotted; }
.notes, .sources { font-size: 9pt; }
.notes ol { padding-inline-start: 2.4em; }
.notes li { margin-bottom: .35em; }
.notes .back { display: none; }
.sources ul { list-style: none; padding: 0; margin: 0; }
.sources li { padding-inline-start: 2em; text-indent: -2em; margin-bottom: .35em; }
`;
}
