import type { Block } from '../../source.ts';

const FENCE = /^\s*(?:```|~~~)/;
/** The name of a block that links point to, at the end of its last line: "… in spring. ^order". */
const BLOCK_NAME = /(?<=\S)[ \t]+\^[A-Za-z0-9-]{3,}[ \t]*$/;
/** The head of a callout, a quotation with a kind and perhaps a title: "> [!quote]- The harbour master". */
const CALLOUT = /^((?:\s*>)+)\s*\[![\w-]+\][+-]?[ \t]*(.*)$/;

/** Markdown without the signs of Obsidian that are no words: names of blocks and kinds of callouts, outside code. */
export function withoutObsidianSigns(text: string): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line) => {
      if (FENCE.test(line)) fenced = !fenced;
      if (fenced) return line;
      const callout = CALLOUT.exec(line);
      if (callout) return callout[2] === '' ? callout[1]! : `${callout[1]!} ${callout[2]!}\n${callout[1]!}`;
      return line.replace(BLOCK_NAME, '');
    })
    .join('\n');
}

/** Comments of Obsidian ("%% … %%"), which its readers do not see, taken out under the rule for what is hidden. */
export const withoutObsidianComments = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) =>
    block.removed === undefined && block.kind !== 'code' && /^%%[\s\S]+%%$/.test(block.text.trim())
      ? { ...block, removed: { rule: 'hidden', by: 'rule' } }
      : block,
  );
