import { strFromU8, unzipSync } from 'fflate';
import MarkdownIt from 'markdown-it';
import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { SaxesParser } from 'saxes';
import type { Outline, OutlineBlock, Run } from '../../../../src/core/brief/outline.ts';

/** What a reader sees: lines of text with notes as ⟦n⟧, the footnotes, the list of sources. */
export interface Seen {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  readonly sources: readonly string[];
}

const tidy = (text: string): string => text.replace(/[\s\u00a0]+/gu, ' ').trim();
const tidied = (lines: readonly string[]): string[] => lines.map(tidy).filter((line) => line !== '');

/** The same from the model itself. */
export function seenInOutline(outline: Outline): Seen {
  const line = (runs: readonly Run[]): string =>
    runs
      .map((run) => {
        if (run.kind === 'words' || run.kind === 'reference') return run.text;
        return run.kind === 'break' ? '\n' : `⟦${run.number}⟧`;
      })
      .join('');
  const lines = (block: OutlineBlock): string[] => {
    switch (block.kind) {
      case 'list':
        return block.items.flatMap((item) => item.flatMap(lines));
      case 'table':
        return [
          ...(block.caption ? [line(block.caption.runs)] : []),
          ...block.rows.flatMap((row) => row.map(line)),
        ];
      case 'figure':
        return [line(block.caption.runs)];
      case 'rule':
        return [];
      default:
        return [line(block.runs)];
    }
  };
  return {
    lines: tidied([outline.title, ...outline.notices, ...outline.blocks.flatMap(lines)]),
    notes: tidied(outline.notes.map((note) => line(note.runs))),
    sources: tidied(outline.bibliography.map(line)),
  };
}

type HtmlNode = DefaultTreeAdapterTypes.Node;
const attribute = (node: HtmlNode, name: string): string =>
  'attrs' in node ? (node.attrs.find((attr) => attr.name === name)?.value ?? '') : '';
const childrenOf = (node: HtmlNode): HtmlNode[] => ('childNodes' in node ? node.childNodes : []);

/** All elements of a page, in document order. */
export function elements(html: string): DefaultTreeAdapterTypes.Element[] {
  const found: DefaultTreeAdapterTypes.Element[] = [];
  const walk = (node: HtmlNode): void => {
    if ('tagName' in node) found.push(node);
    childrenOf(node).forEach(walk);
  };
  walk(parse(html));
  return found;
}

export function htmlText(node: HtmlNode): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  if (node.nodeName === 'br') return '\n';
  if (attribute(node, 'class') === 'ref') return `⟦${childrenOf(node).map(htmlText).join('')}⟧`;
  return childrenOf(node).map(htmlText).join('');
}

export function seenInHtml(html: string): Seen {
  const all = elements(html);
  const inside = (
    node: DefaultTreeAdapterTypes.Element,
    test: (parent: DefaultTreeAdapterTypes.Element) => boolean,
  ): boolean => {
    for (let up: HtmlNode | null = node.parentNode; up; up = 'parentNode' in up ? up.parentNode : null) {
      if ('tagName' in up && test(up)) return true;
    }
    return false;
  };
  const lines: string[] = [];
  const notes: string[] = [];
  const sources: string[] = [];
  for (const node of all) {
    if (node.tagName === 'h1' && inside(node, (up) => up.tagName === 'header')) lines.push(htmlText(node));
    else if (node.tagName === 'p' && attribute(node, 'role') === 'note') lines.push(htmlText(node));
    else if (/^(?:h[1-6]|p|th|td)$/u.test(node.tagName) && inside(node, (up) => up.tagName === 'article')) {
      lines.push(htmlText(node));
    } else if (attribute(node, 'class') === 'note') notes.push(htmlText(node));
    else if (node.tagName === 'li' && inside(node, (up) => attribute(up, 'class') === 'sources'))
      sources.push(htmlText(node));
  }
  return { lines: tidied(lines), notes: tidied(notes), sources: tidied(sources) };
}

/** Reads Markdown as CommonMark with tables; footnotes are the `[^n]` of Pandoc, Obsidian and GitHub. */
export function seenInMarkdown(text: string, sourcesTitle: string): Seen {
  const body = text.replace(/^---\n.*?\n---\n/su, '');
  const notes: string[] = [];
  const markdown = new MarkdownIt({ html: true });
  const render = (source: string): string[] => {
    const found: string[] = [];
    for (const token of markdown.parse(source, {})) {
      if (token.type !== 'inline') continue;
      found.push(
        (token.children ?? [])
          .map((child) => {
            if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
            if (child.type === 'html_inline') return '\n';
            // What a picture shows is said to those who cannot see it; it is no line of the text.
            if (child.type === 'image') return '';
            return child.content;
          })
          .join(''),
      );
    }
    return found;
  };
  // A marker that Markdown leaves alone, put in before reading so that escaped brackets are not taken for notes.
  const marked = body.replace(
    /(?<!\\)\[\^(\d+)\](:?)/gu,
    (_, number: string, colon: string) => `⟦${number}⟧${colon === '' ? '' : '⁚'}`,
  );
  const main: string[] = [];
  for (const line of marked.split('\n')) {
    const note = line.match(/^⟦(\d+)⟧⁚ (.*)$/u);
    if (note) notes[Number(note[1]) - 1] = render(note[2]!).join(' ');
    else main.push(line);
  }
  const rendered = render(main.join('\n'));
  const at = rendered.lastIndexOf(sourcesTitle);
  return {
    lines: tidied(at < 0 ? rendered : rendered.slice(0, at)),
    notes: tidied(notes),
    sources: at < 0 ? [] : tidied(rendered.slice(at + 1, -1)),
  };
}

interface DocxParagraph {
  readonly style: string;
  readonly text: string;
}

/** Paragraphs of a part of a Word file, with the style and text of each; notes are ⟦n⟧. */
export function docxParagraphs(xml: string): DocxParagraph[] {
  const paragraphs: DocxParagraph[] = [];
  const open: { style: string; text: string }[] = [];
  let inText = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const now = open.at(-1);
    if (name === 'w:p') open.push({ style: '', text: '' });
    else if (name === 'w:pStyle' && now) now.style = String(attributes['w:val']);
    else if (name === 'w:t') inText = true;
    else if ((name === 'w:br' || name === 'w:tab') && now) now.text += '\n';
    else if (name === 'w:footnoteReference' && now) now.text += `⟦${String(attributes['w:id'])}⟧`;
  });
  parser.on('text', (text) => {
    if (inText && open.length > 0) open.at(-1)!.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') inText = false;
    else if (name === 'w:p') paragraphs.push(open.pop()!);
  });
  parser.write(xml).close();
  return paragraphs;
}

export function seenInDocx(bytes: Uint8Array): Seen {
  const files = unzipSync(bytes);
  const body = docxParagraphs(strFromU8(files['word/document.xml']!));
  const footnotes = docxParagraphs(strFromU8(files['word/footnotes.xml']!));
  const sources = body.filter(({ style }) => style === 'Bibliography');
  const end = sources.length > 0 ? body.findIndex(({ style }) => style === 'Bibliography') - 1 : body.length;
  return {
    lines: tidied(
      body
        .slice(0, end)
        .filter(({ style }) => style !== 'Small')
        .map(({ text }) => text),
    ),
    notes: tidied(footnotes.filter(({ style }) => style === 'FootnoteText').map(({ text }) => text)),
    sources: tidied(sources.map(({ text }) => text)),
  };
}
