import type { RuleId } from '../rules.ts';
import type { Block } from '../../source.ts';
import { ruleOfElement, wordsOf } from './containers.ts';
import { textRule } from './lines.ts';
import { lookAt, type Look, type Verdict } from './look.ts';
import { boxedCaptions, captionsUnder, linkLists, listOf, recoverStyle } from './structure.ts';
import { foldTitle } from './title.ts';
import type { Element, Page } from './tree.ts';
import type { Unit } from './units.ts';

export interface CleanInput {
  readonly page: Page;
  readonly units: readonly Unit[];
  /** Carrier keys of the texts Readability chose, or null when it found no article. */
  readonly readable: ReadonlySet<string> | null;
  readonly title: string | null;
}

/** Decides block by block what belongs to the article, and names the rule for all that does not. */
export function clean({ page, units, readable, title }: CleanInput): readonly Block[] {
  const looks = units.map((unit) => lookAt(unit, readable));
  const core = coreWeights(page, units, looks);
  const total = core.get(page.body.id) ?? 0;
  const foldedTitle = title === null ? '' : foldTitle(title);
  const headed = headedArticle(units, core, foldedTitle);
  const containers = containerRules(page, core, total, headed);
  const captions = boxedCaptions(page, units);
  const under = captionsUnder(units, looks);
  const lists = linkLists(units, looks);
  const rules = units.map((unit, i): Verdict => {
    const at = looks[i]!;
    if (unit.hidden) return 'hidden';
    const container = containers.get(unit.element.id) ?? null;
    if (isTitle(unit, foldedTitle)) return 'title-line';
    if (container) return container;
    if (unit.block.kind === 'caption') return 'photo-caption';
    if (unit.block.kind === 'figure' || unit.block.kind === 'rule') return null;
    const said = textRule(unit, at);
    if (said) return said;
    if (captions.has(i) || under.has(i)) return 'photo-caption';
    const list = listOf(unit.element);
    if (list && lists.has(list.id) && at.linked > 0.5) return 'related';
    return at.chosen >= 0.5 ? null : at.linked > 0.5 ? 'navigation' : 'unsure';
  });
  recoverStyle(units, looks, rules);
  const scope = widen(scopeOf(page, core, total), units, looks, rules);
  recoverInside(units, looks, rules, scope);
  recoverLead(units, looks, rules, foldedTitle);
  return placeFigures(units, rules);
}

const isTitle = (unit: Unit, folded: string): boolean =>
  folded !== '' &&
  unit.block.text.length < 400 &&
  unit.block.kind !== 'item' &&
  foldTitle(unit.block.text) === folded;

const isInside = (element: Element, scope: Element): boolean => {
  for (let at: Element | null = element; at && at.depth >= scope.depth; at = at.parent)
    if (at === scope) return true;
  return false;
};

/** The smallest element around most of the chosen prose. */
function scopeOf(page: Page, core: ReadonlyMap<number, number>, total: number): Element {
  let scope = page.body;
  if (total === 0) return scope;
  for (const element of page.elements) {
    if (element.depth > scope.depth && (core.get(element.id) ?? 0) >= total * 0.75) scope = element;
  }
  return scope;
}

/**
 * A wider scope where the one found holds less than half of the prose around it that no rule names: Readability took
 * one section of several. Climbs at most four levels.
 */
function widen(
  scope: Element,
  units: readonly Unit[],
  looks: readonly Look[],
  rules: readonly Verdict[],
): Element {
  const prose = new Map<number, number>();
  units.forEach((unit, i) => {
    if ((rules[i] !== null && rules[i] !== 'unsure') || !looks[i]!.prose || looks[i]!.linked > 0.25) return;
    for (let at: Element | null = unit.element; at; at = at.parent) {
      prose.set(at.id, (prose.get(at.id) ?? 0) + looks[i]!.length);
    }
  });
  let widest = scope;
  for (let at = scope.parent, up = 0; at && at.tag !== 'body' && up < 4; at = at.parent, up++) {
    if ((prose.get(at.id) ?? 0) >= 2 * (prose.get(widest.id) ?? 0)) widest = at;
  }
  return widest;
}

/** Puts back prose, lists, tables and code that stand between kept blocks inside the scope and that no rule names. */
function recoverInside(
  units: readonly Unit[],
  looks: readonly Look[],
  rules: Verdict[],
  scope: Element,
): void {
  const inside = units.map((unit) => isInside(unit.element, scope));
  const kept = (i: number): boolean => rules[i] === null && units[i]!.block.text !== '';
  units.forEach((unit, i) => {
    if (rules[i] !== 'unsure' || !inside[i]) return;
    const at = looks[i]!;
    const { kind } = unit.block;
    if (at.linked > 0.3) return;
    if (at.prose || kind === 'code' || kind === 'table' || (kind === 'item' && at.length >= 20))
      rules[i] = null;
  });
  // A heading follows the words under it.
  for (let i = units.length - 1; i >= 0; i--) {
    if (units[i]!.block.kind !== 'heading' || rules[i] !== 'unsure' || !inside[i]) continue;
    let next = i + 1;
    while (next < units.length && units[next]!.block.text === '') next++;
    if (next < units.length && kept(next)) rules[i] = null;
  }
}

const LEAD_NAME =
  /-(?:lead|lede|intro|introduction|standfirst|dek|deck|subtitle|sub-?title|subline|sub-?head(?:line|ing)?|summary|abstract|excerpt|teaser|teaser-?text|vorspann|einleitung|anreisser|chapo|chapeau|entradilla|bajada|sumario|subtitulo|linha-fina|occhiello|sommario|ingress|description|kurztext|zajawka|perex|preamble)-/;

const saysLead = (element: Element): boolean => {
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parent, up++) {
    if (LEAD_NAME.test(wordsOf(at))) return true;
  }
  return false;
};

/** Puts back the opening that stands between the headline and the first kept block. */
function recoverLead(
  units: readonly Unit[],
  looks: readonly Look[],
  rules: Verdict[],
  foldedTitle: string,
): void {
  const first = units.findIndex((unit, i) => rules[i] === null && unit.block.text !== '' && looks[i]!.prose);
  if (first < 0) return;
  let from = -1;
  for (let i = 0; i < first; i++) if (isTitle(units[i]!, foldedTitle) && !units[i]!.hidden) from = i;
  if (from < 0) return;
  for (let i = from + 1; i < first; i++) {
    const unit = units[i]!;
    const at = looks[i]!;
    const rule = rules[i]!;
    if (rule === null || unit.block.text === '' || unit.hidden || at.linked > 0.3 || at.length > 1500)
      continue;
    const lead = saysLead(unit.element);
    if (
      rule === 'unsure'
        ? at.prose || (lead && at.length > 30)
        : lead && at.prose && (rule === 'related' || rule === 'byline')
    ) {
      if (textRule(unit, at) === null) rules[i] = null;
    }
  }
}

/** Weight of the chosen prose inside every element. */
function coreWeights(
  page: Page,
  units: readonly Unit[],
  looks: readonly Look[],
): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  units.forEach((unit, i) => {
    const at = looks[i]!;
    if (at.chosen < 0.5 || !at.prose || unit.hidden) return;
    for (let element: Element | null = unit.element; element; element = element.parent) {
      weights.set(element.id, (weights.get(element.id) ?? 0) + at.length);
    }
  });
  if (!weights.has(page.body.id)) weights.set(page.body.id, 0);
  return weights;
}

/** The `article` element that holds both the headline and prose of its own; other articles beside it are others. */
function headedArticle(
  units: readonly Unit[],
  core: ReadonlyMap<number, number>,
  foldedTitle: string,
): Element | null {
  for (const unit of units) {
    if (unit.hidden || unit.block.kind !== 'heading' || !isTitle(unit, foldedTitle)) continue;
    let found: Element | null = null;
    for (let at: Element | null = unit.element; at; at = at.parent) if (at.tag === 'article') found = at;
    if (found && (core.get(found.id) ?? 0) >= 200) return found;
  }
  return null;
}

/** Rules whose names are often given to parts of an article too; much chosen prose inside speaks against them. */
const WEAK: ReadonlySet<RuleId> = new Set([
  'media-player',
  'page-chrome',
  'navigation',
  'tags',
  'form',
  'hidden',
  'share-bar',
  'byline',
  'photo-caption',
  'photo-credit',
  'market-data',
  'legal',
]);

/** The rule that holds inside each element, inherited; elements around much of the article are never ruled out. */
function containerRules(
  page: Page,
  core: ReadonlyMap<number, number>,
  total: number,
  headed: Element | null,
): ReadonlyMap<number, RuleId> {
  const rules = new Map<number, RuleId>();
  for (const element of page.elements) {
    const inherited = element.parent ? rules.get(element.parent.id) : undefined;
    if (inherited) {
      // What stands inside has the more telling name: a menu in a header, a credit in a caption.
      const vague = inherited === 'page-chrome' || inherited === 'photo-caption';
      const own = vague ? ruleOfElement(element) : null;
      const better = inherited === 'page-chrome' ? own : own === 'photo-credit' ? own : null;
      rules.set(element.id, better ?? inherited);
      continue;
    }
    if (
      headed &&
      element.tag === 'article' &&
      element !== headed &&
      !isInside(element, headed) &&
      !isInside(headed, element)
    ) {
      rules.set(element.id, 'related');
      continue;
    }
    const weight = core.get(element.id) ?? 0;
    if (weight > total * 0.3) continue;
    const rule = ruleOfElement(element);
    if (rule && !(WEAK.has(rule) && weight > Math.max(400, total * 0.1))) rules.set(element.id, rule);
  }
  return rules;
}

/** Figures and rules are kept where the words around them are. */
function placeFigures(units: readonly Unit[], rules: readonly Verdict[]): readonly Block[] {
  let first = -1;
  let last = -1;
  units.forEach((unit, i) => {
    if (rules[i] !== null || unit.block.text === '') return;
    if (first < 0) first = i;
    last = i;
  });
  return units.map((unit, i): Block => {
    let rule = rules[i] === 'unsure' ? 'page-chrome' : rules[i]!;
    if (rule === null && unit.block.text === '' && (i < first - 3 || i > last)) rule = 'page-chrome';
    return rule === null ? unit.block : { ...unit.block, removed: { rule, by: 'rule' } };
  });
}
