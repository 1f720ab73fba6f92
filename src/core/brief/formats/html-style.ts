/**
 * The style of an exported page. It must not hold `</`, and every change alters the hash in the page's policy, which is
 * computed when the page is written. No address of any kind stands in it.
 */
export const HTML_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1a; --soft: #5f5c57; --line: #d8d5cf; --mark: #ffe9a8; --accent: #1d55b5; --warn: #9a3412; }
@media (prefers-color-scheme: dark) { :root { --paper: #161615; --ink: #eceae6; --soft: #aaa69f; --line: #3a3835; --mark: #6b5500; --accent: #8db8ff; --warn: #ffb38a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 "Source Serif 4 Variable", "Source Serif 4", Georgia, "Noto Serif SC Variable", "Noto Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.8em 0 .5em; text-wrap: balance; }
h1 { font-size: 1.9rem; margin-top: 0; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.1rem; }
p { margin: 0 0 .9em; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
blockquote { margin: 1.2em 0; padding: .2em 0 .2em 1em; border-inline-start: 3px solid var(--accent); }
blockquote p { margin: .3em 0; }
figure { margin: 1.4em 0 .6em; }
figure svg, figure img { display: block; max-width: 100%; height: auto; }
.caption { margin: .5em 0 .4em; font-size: .9em; color: var(--soft); }
.ref a { text-decoration: none; padding: 0 .1em; }
sup, sub { font-size: .72em; line-height: 0; }
code { font-family: ui-monospace, Consolas, Menlo, monospace; font-size: .88em; }
.table { overflow-x: auto; margin: 1.2em 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .4em .6em; border-bottom: 1px solid var(--line); }
cite:lang(zh), cite :lang(zh) { font-style: normal; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
.small, .saved, .back { font-size: .85rem; color: var(--soft); }
.notice { color: var(--warn); }
.view { text-decoration: underline dotted; text-underline-offset: .2em; }
.notes, .sources { font-size: .92rem; }
.notes li, .sources li { margin-bottom: .5em; }
.notes li:target, .evidence:target { background: color-mix(in srgb, var(--mark) 30%, transparent); }
.sources ul { list-style: none; padding: 0; }
.sources li { padding-inline-start: 2em; text-indent: -2em; }
.evidence { border-top: 1px solid var(--line); padding: .2em 0 .6em; }
.passage { border-color: var(--line); }
.saved code { font-size: .75em; color: var(--soft); }
mark { background: var(--mark); color: inherit; padding: .05em 0; }
@media print { :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #000; --mark: #ffeeb0; --warn: #7a2a0e; } body { font-size: 10.5pt; } main { max-width: none; padding: 0; } .open, .notes .back { display: none; } h1, h2, h3 { break-after: avoid; } blockquote, tr, .evidence { break-inside: avoid; } }
`;
