import type { Node } from '@tiptap/pm/model';

/** What one block, or one stretch of them, holds. */
interface Held {
  readonly words: number;
  readonly citations: number;
  readonly sources: readonly string[];
}

/** Blocks of a document never change, they are replaced; so what was counted once stays true. */
const counted = new WeakMap<Node, Held>();

function heldIn(block: Node): Held {
  const known = counted.get(block);
  if (known) return known;
  let citations = 0;
  const sources: string[] = [];
  const look = (node: Node): void => {
    const { name } = node.type;
    if (name === 'citation' || name === 'quotation' || name === 'figure') {
      citations += 1;
      const source = node.attrs['sourceId'] as string | null;
      if (source !== null) sources.push(source);
    } else if (name === 'factTable' || name === 'chart')
      citations += (node.attrs['factIds'] as readonly string[]).length;
  };
  look(block);
  block.descendants(look);
  const text = block.textBetween(0, block.content.size, ' ');
  const words = text.match(/\p{Script=Han}|[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  const held = { words, citations, sources };
  counted.set(block, held);
  return held;
}

/** The numbers under the title: words, citations as the list of briefs counts them, and the sources they come from. */
export interface Counts {
  readonly words: number;
  readonly citations: number;
  readonly sources: number;
}

/** The sum of what the blocks of one stretch hold. */
function heldInStretch(stretch: Node): Held {
  const known = counted.get(stretch);
  if (known) return known;
  const all = stretch.children.map(heldIn);
  const held = {
    words: all.reduce((sum, one) => sum + one.words, 0),
    citations: all.reduce((sum, one) => sum + one.citations, 0),
    sources: [...new Set(all.flatMap((one) => one.sources))],
  };
  counted.set(stretch, held);
  return held;
}

/** Counts the text in the editor; only blocks that are new since the last time are read. */
export function countsOf(doc: Node): Counts {
  let words = 0;
  let citations = 0;
  const sources = new Set<string>();
  doc.forEach((stretch) => {
    const held = heldInStretch(stretch);
    words += held.words;
    citations += held.citations;
    for (const source of held.sources) sources.add(source);
  });
  return { words, citations, sources: sources.size };
}
