import { describedArticle } from '../described.ts';
import type { CaptureInput, Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { besideText, illustratedMarkdown } from '../markdown/pictures.ts';
import { withoutObsidianComments, withoutObsidianSigns } from '../markdown/obsidian.ts';
import { readFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts';
import type { Block, Doubt } from '../../source.ts';
import { Refusal } from '../../refusal.ts';
import { headText, looksLikeText } from '../sniff.ts';

const MARKS = /^#{1,6} \S|\]\((?:https?:|\/|#)|^ {0,3}[-*+] \S|^> |^```|\*\*\S|^\|.+\|$/gm;

function detect(input: CaptureInput): number {
  if (!looksLikeText(input.bytes)) return 0;
  const named = /\.(?:md|markdown|mdown|mkd)$/i.test(input.name);
  const head = headText(input.bytes, 8192);
  if (splitFrontMatter(head)) return 0.85;
  if (named) return 0.75;
  const headings = head.match(/^#{1,6} \S/gm)?.length ?? 0;
  return headings > 0 && (head.match(MARKS)?.length ?? 0) >= 3 && !/^\s*</.test(head) ? 0.4 : 0;
}

/** The title: what the front matter says, else a first heading of level 1; that heading is not repeated in the text. */
function withTitle(
  blocks: readonly Block[],
  title: string | null,
): { title: string | null; blocks: readonly Block[] } {
  const at = blocks.findIndex((block) => block.kind !== 'rule' && block.kind !== 'figure');
  const first = blocks[at];
  if (first?.kind !== 'heading' || first.level !== 1 || (title !== null && title !== first.text))
    return { title, blocks };
  return {
    title: first.text,
    blocks: blocks.with(at, { ...first, removed: { rule: 'title-line', by: 'rule' } }),
  };
}

async function* read(input: CaptureInput): AsyncIterable<Captured> {
  const { text, doubts } = decodeBytes(input.bytes, input.mediaType);
  const found: Doubt[] = [...doubts];
  const front = splitFrontMatter(text);
  const matter = front === null ? null : readFrontMatter(front.yaml);
  if (front !== null && matter === null) found.push({ code: 'broken-front-matter' });
  const { blocks, marks, assets } = await illustratedMarkdown(
    withoutObsidianSigns(front !== null && matter !== null ? text.slice(front.length) : text),
    besideText(input.sibling),
  );
  const titled = withTitle(withoutObsidianComments(blocks), matter?.title ?? null);
  if (blocks.length === 0 && titled.title === null)
    throw new Refusal('empty', `${input.name} holds no text.`);
  const article = describedArticle(
    'front matter',
    { ...matter, title: titled.title, url: matter?.url ?? input.url },
    titled.blocks,
    { assets, doubts: found },
  );
  yield {
    kind: article.url === null ? 'note' : 'article',
    article:
      matter?.title == null && titled.title !== null
        ? { ...article, provenance: { ...article.provenance, title: 'first heading' } }
        : article,
    original: { bytes: input.bytes, mediaType: 'text/markdown' },
    ...(matter?.externalId ? { externalId: matter.externalId } : {}),
    ...(matter?.capturedAt ? { capturedAt: matter.capturedAt } : {}),
    ...(matter && matter.tags.length > 0 ? { tags: matter.tags } : {}),
    ...(marks.length > 0 ? { annotations: marks } : {}),
  };
}

/** Markdown with front matter: notes of Obsidian and Joplin, clippings, exports. */
export const markdown: Format = { id: 'markdown', detect, read };
