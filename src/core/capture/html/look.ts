import type { RuleId } from '../rules.ts';
import type { Unit } from './units.ts';

/** Kept (null), removed by a rule, or not chosen by Readability and named by no rule (`unsure`). */
export type Verdict = RuleId | 'unsure' | null;

/** The measures of one block that rules decide by. */
export interface Look {
  readonly length: number;
  /** Share of the text that Readability chose, 0 to 1. */
  readonly chosen: number;
  /** Share of the text inside links, 0 to 1. */
  readonly linked: number;
  /** Ends like a sentence. */
  readonly ends: boolean;
  /** Reads like running text. */
  readonly prose: boolean;
}

const ENDS = /[.!?…。！？؟।][)"'\]»”’」』]*\s*$/;
const WIDE = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/;

/** Measures a block. `readable` holds the carrier keys of the texts Readability chose; null counts all as chosen. */
export function lookAt(unit: Unit, readable: ReadonlySet<string> | null): Look {
  let all = 0;
  let chosen = 0;
  for (const [key, length] of unit.carriers) {
    all += length;
    if (readable === null || readable.has(key)) chosen += length;
  }
  const { text } = unit.block;
  const linked = all === 0 ? 0 : Math.min(1, unit.linked / all);
  const ends = ENDS.test(text.slice(-12));
  const wide = WIDE.test(text);
  return {
    length: text.length,
    chosen: all === 0 ? 0 : chosen / all,
    linked,
    ends,
    prose: linked < 0.4 && (text.length >= (wide ? 30 : 80) || (ends && text.length >= (wide ? 12 : 35))),
  };
}
