import type { Token } from 'markdown-it';
import { Fragment, useMemo, type ReactNode } from 'react';
import { languageOfName } from '../companies/words.ts';
import { Check } from '../parts/check.tsx';
import { linkOf, safeAddress, tokensOf } from './markdown.ts';
import { kindName, openThing } from './open-thing.ts';
import './notes.css';

const TASK = /^\[([ xX])\]\s+/;

interface Drawing {
  readonly onTick: ((line: number, done: boolean) => void) | undefined;
}

/** What lies between an opening token and its closing one, as one level of the tree. */
function level(
  tokens: readonly Token[],
  from: number,
): { readonly inside: readonly Token[]; readonly next: number } {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    depth += tokens[i]!.nesting;
    if (depth === 0) return { inside: tokens.slice(from + 1, i), next: i + 1 };
  }
  return { inside: tokens.slice(from + 1), next: tokens.length };
}

function Link({ token }: { readonly token: Token }) {
  const link = linkOf(token);
  // no button: a long name has to break with the line it stands in
  return (
    <span
      role="link"
      tabIndex={0}
      className={`nt-link nt-${link.kind}`}
      title={kindName(link.kind)}
      lang={languageOfName(link.words)}
      onClick={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void openThing(link.kind, link.id);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.stopPropagation();
        void openThing(link.kind, link.id);
      }}
    >
      {link.words}
    </span>
  );
}

const INLINE = { strong_open: 'strong', em_open: 'em', s_open: 's' } as const;

function inline(tokens: readonly Token[]): ReactNode[] {
  const out: ReactNode[] = [];
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i]!;
    if (token.nesting === 1) {
      const { inside, next } = level(tokens, i);
      const Tag = INLINE[token.type as keyof typeof INLINE];
      const address = token.type === 'link_open' ? safeAddress(token.attrGet('href')) : null;
      if (Tag !== undefined) out.push(<Tag key={i}>{inline(inside)}</Tag>);
      else if (address !== null)
        out.push(
          <a key={i} href={address} target="_blank" rel="noreferrer noopener">
            {inline(inside)}
          </a>,
        );
      else out.push(<Fragment key={i}>{inline(inside)}</Fragment>);
      i = next;
      continue;
    }
    if (token.type === 'note_link') out.push(<Link key={i} token={token} />);
    else if (token.type === 'code_inline') out.push(<code key={i}>{token.content}</code>);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') out.push(<br key={i} />);
    else out.push(token.content);
    i++;
  }
  return out;
}

/** A line of a list that is a question: ticked or not, and its words without the box. */
function task(tokens: readonly Token[]): {
  readonly done: boolean;
  readonly rest: readonly Token[];
  /** Lists and paragraphs below the line. */
  readonly below: readonly Token[];
} | null {
  const at = tokens[0]?.type === 'paragraph_open' ? 1 : 0;
  const first = tokens[at]?.type === 'inline' ? tokens[at] : undefined;
  const words = first?.children?.[0];
  const found = words?.type === 'text' ? TASK.exec(words.content) : null;
  if (!first || !words || !found) return null;
  const shorter = Object.assign(Object.create(Object.getPrototypeOf(words) as object) as Token, words, {
    content: words.content.slice(found[0].length),
  });
  return {
    done: found[1] !== ' ',
    rest: [shorter, ...first.children!.slice(1)],
    below: tokens.slice(at + 2),
  };
}

function block(tokens: readonly Token[], drawing: Drawing): ReactNode[] {
  const out: ReactNode[] = [];
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i]!;
    if (token.nesting !== 1) {
      if (token.type === 'inline') out.push(<Fragment key={i}>{inline(token.children ?? [])}</Fragment>);
      else if (token.type === 'fence' || token.type === 'code_block')
        out.push(<pre key={i}>{token.content}</pre>);
      else if (token.type === 'hr') out.push(<hr key={i} />);
      else if (token.content) out.push(<p key={i}>{token.content}</p>);
      i++;
      continue;
    }
    const { inside, next } = level(tokens, i);
    const inner = () => block(inside, drawing);
    if (token.type === 'paragraph_open') out.push(token.hidden ? inner() : <p key={i}>{inner()}</p>);
    else if (token.type === 'heading_open')
      out.push(
        <p key={i} className={`nt-${token.tag}`}>
          {inner()}
        </p>,
      );
    else if (token.type === 'bullet_list_open') out.push(<ul key={i}>{inner()}</ul>);
    else if (token.type === 'ordered_list_open')
      out.push(
        <ol key={i} start={Number(token.attrGet('start') ?? 1)}>
          {inner()}
        </ol>,
      );
    else if (token.type === 'blockquote_open') out.push(<blockquote key={i}>{inner()}</blockquote>);
    else if (token.type === 'table_open') out.push(<table key={i}>{inner()}</table>);
    else if (token.type === 'thead_open') out.push(<thead key={i}>{inner()}</thead>);
    else if (token.type === 'tbody_open') out.push(<tbody key={i}>{inner()}</tbody>);
    else if (token.type === 'tr_open') out.push(<tr key={i}>{inner()}</tr>);
    else if (token.type === 'th_open') out.push(<th key={i}>{inner()}</th>);
    else if (token.type === 'td_open') out.push(<td key={i}>{inner()}</td>);
    else if (token.type === 'list_item_open') {
      const question = task(inside);
      const line = token.map?.[0];
      out.push(
        question && line !== undefined ? (
          <li key={i} className="nt-task">
            <Check
              on={question.done}
              disabled={drawing.onTick === undefined}
              onChange={(on) => drawing.onTick?.(line, on)}
            >
              <span className={question.done ? 'nt-done' : undefined}>{inline(question.rest)}</span>
            </Check>
            {block(question.below, drawing)}
          </li>
        ) : (
          <li key={i}>{inner()}</li>
        ),
      );
    } else out.push(<Fragment key={i}>{inner()}</Fragment>);
    i = next;
  }
  return out;
}

/** A text with the box of one of its lines ticked or not; other lines are left alone. */
export const ticked = (text: string, line: number, done: boolean): string =>
  text
    .split('\n')
    .map((words, i) =>
      i === line
        ? words.replace(/^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[)[ xX](\]\s)/, `$1${done ? 'x' : ' '}$2`)
        : words,
    )
    .join('\n');

/**
 * A note as it reads: Markdown as elements, links that open what they lead to, and lines written `- [ ] …` as questions
 * that can be ticked. Nothing in it is fetched: pictures are their words.
 */
export function NoteText({
  text,
  onTick,
}: {
  readonly text: string;
  /** Ticks the question on a line, counted from 0. */
  readonly onTick?: (line: number, done: boolean) => void;
}) {
  const tokens = useMemo(() => tokensOf(text), [text]);
  return (
    <div className="nt-text selectable" lang={languageOfName(text)}>
      {block(tokens, { onTick })}
    </div>
  );
}
