import type { BlockNode, BriefDocument, InlineNode } from '../brief.ts';

/** Something of a document that has, or may have, a number. */
export interface Numberable {
  readonly kind: 'heading' | 'table' | 'figure';
  /** What cross-references point at; null when nothing does. */
  readonly id: string | null;
  /** 1 to 6, for headings. */
  readonly level: number;
  /** True for what has a caption of its own. */
  readonly captioned: boolean;
}

/** How a thing with a number is called. */
export interface Target {
  readonly kind: Numberable['kind'];
  /** Such as `2.1` or `3`. */
  readonly number: string;
  /** As it stands over or under the thing: “Table 3”; for a heading only its number. */
  readonly label: string;
  /** As a reference in the text: “Table 3”, “section 2.1”. */
  readonly mention: string;
  /** A name for links within an exported document, made of lower-case letters, figures and hyphens. */
  readonly anchor: string;
}

const NAMES = {
  en: { table: 'Table ', figure: 'Figure ', before: 'section ', after: '' },
  zh: { table: '表 ', figure: '图 ', before: '第 ', after: ' 节' },
} as const;

/**
 * Numbers what is to be numbered, in reading order; null for the rest. Charts and pictures are figures and always have a
 * number; a table has one when it has a title or is referred to; headings have them as soon as one of them is referred to.
 */
export function numberTargets(
  things: readonly Numberable[],
  referred: ReadonlySet<string>,
  language: string,
): readonly (Target | null)[] {
  const names = language.toLowerCase().startsWith('zh') ? NAMES.zh : NAMES.en;
  const seen = new Set<string>();
  /** Copies of a thing share its id; a reference means the first of them. */
  const isReferred = ({ id }: Numberable): boolean => {
    if (id === null || !referred.has(id) || seen.has(id)) return false;
    seen.add(id);
    return true;
  };
  const wanted = things.map(isReferred);
  const numbered = things.some((thing, i) => thing.kind === 'heading' && wanted[i]);
  const top = Math.min(6, ...things.flatMap((thing) => (thing.kind === 'heading' ? [thing.level] : [])));
  const levels = [0, 0, 0, 0, 0, 0];
  const counts = { table: 0, figure: 0 };
  return things.map((thing, i) => {
    if (thing.kind === 'heading') {
      if (!numbered) return null;
      const depth = thing.level - top;
      levels[depth]! += 1;
      levels.fill(0, depth + 1);
      // A heading that skips a level stands in the first section of the one left out.
      for (let up = 0; up < depth; up += 1) if (levels[up] === 0) levels[up] = 1;
      const number = levels.slice(0, depth + 1).join('.');
      return {
        kind: 'heading',
        number,
        label: number,
        mention: `${names.before}${number}${names.after}`,
        anchor: `section-${number.replaceAll('.', '-')}`,
      };
    }
    if (thing.kind === 'table' && !thing.captioned && !wanted[i]) return null;
    counts[thing.kind] += 1;
    const number = String(counts[thing.kind]);
    const label = `${names[thing.kind]}${number}`;
    return { kind: thing.kind, number, label, mention: label, anchor: `${thing.kind}-${number}` };
  });
}

/** The numbered things of a document: by node, and by the id that references name. */
export interface Targets {
  readonly of: ReadonlyMap<BlockNode, Target>;
  readonly byId: ReadonlyMap<string, Target>;
}

/** Finds and numbers what a document refers to. */
export function targetsOf(document: BriefDocument, language: string): Targets {
  const things: (Numberable & { readonly node: BlockNode })[] = [];
  const referred = new Set<string>();
  const line = (content: readonly InlineNode[] = []): void => {
    for (const node of content) if (node.type === 'crossReference') referred.add(node.attrs.target);
  };
  const add = (node: BlockNode, kind: Numberable['kind'], captioned: boolean, level = 1): void => {
    const id = ('attrs' in node && node.attrs && 'id' in node.attrs && node.attrs.id) || null;
    things.push({ node, kind, captioned, level, id });
  };
  const inside = (blocks: readonly BlockNode[] = []): void => {
    for (const block of blocks) {
      switch (block.type) {
        case 'paragraph':
          line(block.content);
          break;
        case 'heading':
          add(block, 'heading', false, block.attrs.level);
          line(block.content);
          break;
        case 'bulletList':
        case 'orderedList':
          for (const item of block.content ?? []) inside(item.content);
          break;
        case 'table':
          add(block, 'table', (block.attrs?.title ?? '') !== '');
          for (const row of block.content ?? []) for (const cell of row.content ?? []) inside(cell.content);
          break;
        case 'factTable':
          add(block, 'table', (block.attrs.title ?? '') !== '');
          break;
        case 'chart':
        case 'figure':
          add(block, 'figure', true);
          break;
        default:
          break;
      }
    }
  };
  inside(document.content);
  const targets = numberTargets(things, referred, language);
  const of = new Map<BlockNode, Target>();
  const byId = new Map<string, Target>();
  for (const [i, { node, id }] of things.entries()) {
    const target = targets[i];
    if (!target) continue;
    of.set(node, target);
    if (id !== null && !byId.has(id)) byId.set(id, target);
  }
  return { of, byId };
}
