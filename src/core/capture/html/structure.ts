import { wordsOf } from './containers.ts';
import type { Look, Verdict } from './look.ts';
import type { Element, Page } from './tree.ts';
import type { Unit } from './units.ts';

/** The element of a list that holds a block, or null. */
export function listOf(element: Element): Element | null {
  for (let at: Element | null = element, up = 0; at && up < 8; at = at.parent, up++) {
    if (at.tag === 'ul' || at.tag === 'ol' || at.tag === 'dl') return at;
  }
  return null;
}

/** Lists most of whose items are nothing but links, by element id; with the letters they hold. */
export function linkLists(units: readonly Unit[], looks: readonly Look[]): ReadonlySet<number> {
  const seen = new Map<number, { items: number; links: number }>();
  units.forEach((unit, i) => {
    const list = listOf(unit.element);
    if (!list || unit.block.text === '') return;
    const entry = seen.get(list.id) ?? { items: 0, links: 0 };
    entry.items++;
    if (looks[i]!.linked > 0.8) entry.links++;
    seen.set(list.id, entry);
  });
  return new Set(
    [...seen].filter(([, { items, links }]) => links >= 1 && links * 3 >= items * 2).map(([id]) => id),
  );
}

/** How much text and how many pictures stand inside each element. */
function contents(units: readonly Unit[]): {
  readonly text: ReadonlyMap<number, number>;
  readonly pictures: ReadonlyMap<number, number>;
} {
  const text = new Map<number, number>();
  const pictures = new Map<number, number>();
  for (const unit of units) {
    if (unit.hidden) continue;
    for (let at: Element | null = unit.element; at; at = at.parent) {
      if (unit.block.kind === 'figure') pictures.set(at.id, (pictures.get(at.id) ?? 0) + 1);
      else text.set(at.id, (text.get(at.id) ?? 0) + unit.block.text.length);
    }
  }
  return { text, pictures };
}

const LONGEST_CAPTION = 300;

/**
 * Blocks that stand alone with a picture in a box of their own: captions, whatever their names. Words that share a
 * paragraph with the picture are no caption, and neither are boxes in a row that make up the article itself.
 */
export function boxedCaptions(page: Page, units: readonly Unit[]): ReadonlySet<number> {
  const { text, pictures } = contents(units);
  const found: number[] = [];
  let weight = 0;
  units.forEach((unit, i) => {
    const { kind, text: words } = unit.block;
    if (
      words === '' ||
      words.length > LONGEST_CAPTION ||
      unit.hidden ||
      kind === 'heading' ||
      kind === 'quotation' ||
      kind === 'code'
    )
      return;
    if ((pictures.get(unit.element.id) ?? 0) > 0 && unit.element.tag === 'p') return;
    for (let at: Element | null = unit.element, up = 0; at && at.parent && up < 5; at = at.parent, up++) {
      const held = text.get(at.id) ?? 0;
      if (held > LONGEST_CAPTION || held > words.length + 60) return;
      if ((pictures.get(at.id) ?? 0) > 0) {
        found.push(i);
        weight += words.length;
        return;
      }
    }
  });
  const all = text.get(page.body.id) ?? 0;
  return new Set(weight > all * 0.35 ? [] : found);
}

/** Short lines without a full stop right under a picture, with running text after them: captions without a box. */
export function captionsUnder(units: readonly Unit[], looks: readonly Look[]): ReadonlySet<number> {
  const found = new Set<number>();
  units.forEach((unit, i) => {
    const { kind, text, spans } = unit.block;
    const before = units[i - 1];
    const after = looks[i + 1];
    if (
      before?.block.kind !== 'figure' ||
      before.hidden ||
      kind !== 'paragraph' ||
      text.length > 160 ||
      looks[i]!.ends
    )
      return;
    if (!after?.prose && units[i + 1]?.block.kind !== 'figure') return;
    // A line set in bold or capitals is rather a heading, one that ends in a colon opens what follows.
    if (/[:：]$/.test(text) || text === text.toUpperCase()) return;
    if (spans?.some((span) => span.type === 'strong' && span.end - span.start > text.length * 0.8)) return;
    if (
      before.element.parent !== unit.element.parent &&
      before.element.parent !== unit.element &&
      before.element.parent?.parent !== unit.element.parent
    )
      return;
    found.add(i);
  });
  return found;
}

/** The names a block is set with: its classes, or its parent's where it has none. */
function stylesOf(element: Element): readonly string[] {
  const own = wordsOf(element);
  const named = own === '' && element.parent ? wordsOf(element.parent) : own;
  const prefix = own === '' ? `${element.tag}<` : '';
  return named === ''
    ? []
    : named
        .replace(/\d+/g, '')
        .split(' ')
        .map((name) => prefix + name);
}

/**
 * Puts back prose set exactly like the chosen prose though it stands elsewhere (articles cut into sections, of which
 * Readability takes one). Only styles with a name count, and only those most chosen prose is set in.
 */
export function recoverStyle(units: readonly Unit[], looks: readonly Look[], rules: Verdict[]): void {
  const weights = new Map<string, number>();
  let total = 0;
  const styles = units.map((unit) => stylesOf(unit.element));
  units.forEach((_, i) => {
    if (rules[i] !== null || !looks[i]!.prose) return;
    total += looks[i]!.length;
    for (const style of styles[i]!) weights.set(style, (weights.get(style) ?? 0) + looks[i]!.length);
  });
  units.forEach((_, i) => {
    const at = looks[i]!;
    if (rules[i] !== 'unsure' || !at.prose || at.linked > 0.3) return;
    if (styles[i]!.some((style) => (weights.get(style) ?? 0) > total * 0.5)) rules[i] = null;
  });
}
