import { stringify } from 'yaml';
import type { BriefFormat } from '../format.ts';
import type { Caption, Outline, OutlineBlock, OutlineNote, Run, WordRun } from '../outline.ts';
import type { Picture } from '../picture.ts';

const SIGN = /[\\`*_[\]<>!|~$=^&%]/gu;

/** Signs that begin something only in some places are left alone elsewhere, so that the text stays readable. */
function escapeWords(text: string): string {
  return text.replace(SIGN, (sign, at: number) => {
    const before = text[at - 1] ?? '';
    const after = text[at + 1] ?? '';
    if (/[\\`*[\]<>|~$^]/u.test(sign)) return `\\${sign}`;
    if (sign === '_') return /\w/u.test(before) && /\w/u.test(after) ? sign : `\\${sign}`;
    if (sign === '&') return /[\w#]/u.test(after) ? `\\${sign}` : sign;
    if (sign === '=' || sign === '%') return after === sign || before === sign ? `\\${sign}` : sign;
    if (sign === '!') return after === '[' || after === '' ? `\\${sign}` : sign;
    return sign;
  });
}

/** At the start of a line these would begin a heading, list, quotation or rule. */
const lineStart = (line: string): string =>
  line.replace(
    /^(\s*)(?:([#+\-=:])|(\d{1,9})([.)]))/u,
    (_, space: string, sign?: string, figures?: string, stop?: string) =>
      sign !== undefined ? `${space}\\${sign}` : `${space}${figures}\\${stop}`,
  );

const address = (href: string): string =>
  `<${encodeURI(decodeSafely(href)).replaceAll('<', '%3C').replaceAll('>', '%3E')}>`;

function decodeSafely(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href; // not well-formed percent codes: encoded again as it is
  }
}

function wrap(text: string, sign: string): string {
  const [, before, words, after] = text.match(/^(\s*)(.*?)(\s*)$/su)!;
  return words === '' ? text : `${before}${sign}${words}${sign}${after}`;
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || /^\s|\s$/u.test(text) ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

function word(run: WordRun): string {
  if (run.code) return codeSpan(run.text);
  let text = escapeWords(run.text);
  if (run.bold || run.notice) text = wrap(text, '**');
  if (run.italic) text = wrap(text, '*');
  if (run.href) text = `[${text}](${address(run.href)})`;
  return text;
}

/** Runs as Markdown on one line; `breakAs` is what a line break becomes. */
export function markdownLine(runs: readonly Run[], breakAs: string): string {
  const made = runs
    .map((run) => {
      if (run.kind === 'words') return word(run);
      if (run.kind === 'note') return `[^${run.number}]`;
      return run.kind === 'reference' ? `[${escapeWords(run.text)}](#${run.anchor})` : '\n';
    })
    .join('');
  return made.split('\n').map(lineStart).join(breakAs);
}

const indented = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line, i) => (i === 0 || line === '' ? line : by + line))
    .join('\n');

function table(rows: readonly (readonly (readonly Run[])[])[], headings: number): string {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  const cells = rows.map((row) => line(row.map((runs) => markdownLine(runs, '<br>'))));
  const rule = line(Array.from({ length: width }, () => '---'));
  // A table in Markdown has exactly one line of headings.
  return headings > 0
    ? [cells[0]!, rule, ...cells.slice(1)].join('\n')
    : [line([]), rule, ...cells].join('\n');
}

/** A name for links, on a line of its own: Markdown has no other that all its readers know. */
const place = (anchor: string): string => `<a id="${anchor}"></a>\n\n`;

const captionLine = ({ anchor, runs }: Caption): string => `${place(anchor)}${markdownLine(runs, ' ')}`;

/** A picture of a source comes along in the address. A drawing is left to the table that follows it. */
function pictureLine(picture: Picture | null): string {
  if (picture?.content.kind !== 'image') return '';
  const { mediaType, base64 } = picture.content;
  return `![${escapeWords(picture.alt).replace(/[\r\n]+/gu, ' ')}](data:${mediaType};base64,${base64})\n\n`;
}

/** A block as Markdown. Heading levels go one down, because the title takes the first. */
export function markdownBlock(block: OutlineBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${block.anchor === undefined ? '' : place(block.anchor)}${'#'.repeat(Math.min(6, block.level + 1))} ${markdownLine(block.runs, ' ')}`;
    case 'paragraph':
      return markdownLine(block.runs, '\\\n');
    case 'list':
      return block.items
        .map((item, i) => {
          const sign = block.ordered ? `${block.start + i}. ` : '- ';
          return sign + indented(item.map(markdownBlock).join('\n\n'), ' '.repeat(sign.length));
        })
        .join('\n');
    case 'quotation':
      return `> ${markdownLine(block.runs, '\n> ')}`;
    case 'table':
      return `${block.caption ? `${captionLine(block.caption)}\n\n` : ''}${table(block.rows, block.headings)}`;
    case 'figure':
      return `${pictureLine(block.picture)}${captionLine(block.caption)}`;
    default:
      return '---';
  }
}

/** The body of a brief as Markdown, without front matter. `afterNote` is put behind the words of a footnote. */
export function markdownBody(outline: Outline, afterNote: (note: OutlineNote) => string = () => ''): string {
  const parts = [`# ${markdownLine([{ kind: 'words', text: outline.title }], ' ')}`];
  for (const notice of outline.notices) parts.push(`**${escapeWords(notice)}**`);
  let list = false;
  for (const block of outline.blocks) {
    // Two lists in a row would become one.
    if (list && block.kind === 'list') parts.push('<!-- -->');
    parts.push(markdownBlock(block));
    list = block.kind === 'list';
  }
  if (outline.bibliography.length > 0) {
    parts.push(`## ${escapeWords(outline.words.sources)}`);
    parts.push(outline.bibliography.map((entry) => `- ${markdownLine(entry, ' ')}`).join('\n'));
    parts.push(`*${escapeWords(outline.words.citedWith)}*`);
  }
  for (const note of outline.notes) {
    parts.push(`[^${note.number}]: ${markdownLine(note.runs, ' ')}${afterNote(note)}`);
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Facts about a brief as YAML between dashes. Every value is quoted by the YAML library where it must be. */
export const frontMatter = (facts: Readonly<Record<string, unknown>>): string =>
  `---\n${stringify(facts, { lineWidth: 0 })}---\n\n`;

export const markdown: BriefFormat = {
  id: 'markdown',
  label: 'Markdown',
  extension: 'md',
  mediaType: 'text/markdown;charset=utf-8',
  write: async ({ brief, outline }) => {
    const facts = {
      title: outline.title,
      lang: outline.language,
      created: outline.createdOn,
      updated: outline.updatedOn,
      ...(outline.frozenOn !== null && { frozen: outline.frozenOn }),
      style: outline.styleTitle,
      brief: brief.id,
    };
    return new TextEncoder().encode(frontMatter(facts) + markdownBody(outline));
  },
};
