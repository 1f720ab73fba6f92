import type { Block } from '../../source.ts';
import type { Unit } from './units.ts';

/** Decides block by block what belongs to the article. */
export function clean(units: readonly Unit[], readable: ReadonlySet<string> | null): readonly Block[] {
  return units.map((unit) => {
    let all = 0;
    let kept = 0;
    for (const [key, length] of unit.carriers) {
      all += length;
      if (readable?.has(key)) kept += length;
    }
    if (unit.hidden) return { ...unit.block, removed: { rule: 'hidden', by: 'rule' } };
    return kept * 2 >= all && all > 0
      ? unit.block
      : { ...unit.block, removed: { rule: 'page-chrome', by: 'rule' } };
  });
}
