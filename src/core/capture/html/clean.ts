import type { RuleId } from '../rules.ts';
import type { Block } from '../../source.ts';
import { foldLine } from '../text/line.ts';
import { isCaption, isCredit, phraseOf } from '../text/phrases.ts';
import { ruleOfElement } from './containers.ts';
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

interface Look {
  readonly length: number;
  /** Share of the text that Readability chose. */
  readonly chosen: number;
  /** Share of the text inside links. */
  readonly linked: number;
  readonly ends: boolean;
  readonly key: string;
  readonly prose: boolean;
}

const ENDS = /[.!?…。！？][)"'\]»”’」』]*\s*$/;

function look(unit: Unit): Look {
  let all = 0;
  let chosen = 0;
  for (const length of unit.carriers.values()) all += length;
  const { text } = unit.block;
  const linked = all === 0 ? 0 : Math.min(1, unit.linked / all);
  const ends = ENDS.test(text.slice(-12));
  const wide = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/.test(text);
  const long = text.length >= (wide ? 30 : 80);
  return {
    length: text.length,
    chosen,
    linked,
    ends,
    key: text.length > 1000 ? '' : foldLine(text),
    prose: linked < 0.4 && (long || (ends && text.length >= (wide ? 12 : 35))),
  };
}

/** Decides block by block what belongs to the article, and names the rule for all that does not. */
export function clean({ page, units, readable, title }: CleanInput): readonly Block[] {
  const looks = units.map((unit) => {
    const base = look(unit);
    let all = 0;
    let kept = 0;
    for (const [key, length] of unit.carriers) {
      all += length;
      if (readable?.has(key)) kept += length;
    }
    return { ...base, chosen: all === 0 ? 0 : kept / all };
  });
  const core = coreWeights(page, units, looks);
  const total = core.get(page.body.id) ?? 0;
  const containers = containerRules(page, core, total);
  const foldedTitle = title === null ? '' : foldTitle(title);
  const rules = units.map((unit, i): RuleId | null => {
    const at = looks[i]!;
    if (unit.hidden) return 'hidden';
    const container = containers.get(unit.element.id) ?? null;
    if (unit.block.kind === 'heading' && foldedTitle !== '' && foldTitle(unit.block.text) === foldedTitle)
      return 'title-line';
    if (container) return container;
    if (unit.block.kind === 'caption') return 'photo-caption';
    if (unit.block.kind === 'figure' || unit.block.kind === 'rule') return null;
    const said = textRule(unit, at);
    if (said) return said;
    return at.chosen >= 0.5 ? null : at.linked > 0.5 ? 'navigation' : 'page-chrome';
  });
  return placeFigures(units, rules);
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

/** The rule that holds inside each element, inherited; elements around much of the article are never ruled out. */
function containerRules(
  page: Page,
  core: ReadonlyMap<number, number>,
  total: number,
): ReadonlyMap<number, RuleId> {
  const rules = new Map<number, RuleId>();
  for (const element of page.elements) {
    const inherited = element.parent ? rules.get(element.parent.id) : undefined;
    if (inherited) {
      rules.set(
        element.id,
        inherited === 'photo-caption' && ruleOfElement(element) === 'photo-credit'
          ? 'photo-credit'
          : inherited,
      );
      continue;
    }
    if ((core.get(element.id) ?? 0) > total * 0.3) continue;
    const rule = ruleOfElement(element);
    if (rule) rules.set(element.id, rule);
  }
  return rules;
}

/** What the words of a block say about it, for blocks short enough to be no paragraph of the article. */
function textRule(unit: Unit, at: Look): RuleId | null {
  const { kind, text } = unit.block;
  if (kind === 'code' || kind === 'table' || kind === 'footnote') return null;
  if (kind !== 'heading' && at.linked > 0.85 && !(at.ends && at.length > 60) && kind !== 'item')
    return at.length > 15 ? 'related' : 'navigation';
  if (at.key === '' || text.length > 300) return null;
  if (kind !== 'heading') {
    if (isCredit(at.key)) return 'photo-credit';
    if (isCaption(at.key) && at.length < 260) return 'photo-caption';
  }
  const phrase = phraseOf(at.key);
  return phrase && (at.length < 200 || phrase.reach === 'line') ? phrase.rule : null;
}

/** Figures and rules are kept where the words around them are. */
function placeFigures(units: readonly Unit[], rules: readonly (RuleId | null)[]): readonly Block[] {
  let first = -1;
  let last = -1;
  units.forEach((unit, i) => {
    if (rules[i] !== null || unit.block.text === '') return;
    if (first < 0) first = i;
    last = i;
  });
  return units.map((unit, i): Block => {
    let rule = rules[i]!;
    if (rule === null && unit.block.text === '' && (i < first - 3 || i > last)) rule = 'page-chrome';
    return rule === null ? unit.block : { ...unit.block, removed: { rule, by: 'rule' } };
  });
}
