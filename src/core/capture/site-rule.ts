import type { Block } from '../source.ts';
import type { Captured } from './format.ts';

/**
 * What a person wants kept or left out on every page of a site. `pattern` is `words:` with the folded words of a block
 * that repeats there, or `rule:` with the id of a cleaning rule that is not to act there.
 */
export interface SiteRule {
  readonly host: string;
  readonly pattern: string;
  readonly action: 'keep' | 'remove';
}

/** Words of a pattern: a longer block is known by its beginning and its length. */
const LONGEST = 240;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** The pattern of a block that says the same on every page. */
export function wordsPattern(text: string): string {
  const words = folded(text);
  return words.length <= LONGEST ? `words:${words}` : `words:${words.slice(0, LONGEST)}…${words.length}`;
}

/** The host of an address that site rules hang on, without a leading `www.`; null when it is no web address. */
export function hostOf(address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && hostname !== '' ? hostname.replace(/^www\./, '') : null;
}

/**
 * The rules that a person's choices in one capture amount to: blocks left out by hand, by their words; blocks put back,
 * by the cleaning rule that had left them out (every one of its blocks that was removed must have been put back), else by
 * their words.
 */
export function rulesFrom(
  blocks: readonly Block[],
  removed: ReadonlySet<number>,
): readonly Omit<SiteRule, 'host'>[] {
  const rules = new Map<string, 'keep' | 'remove'>();
  blocks.forEach((block, i) => {
    if (!block.removed && removed.has(i) && block.text.trim() !== '')
      rules.set(wordsPattern(block.text), 'remove');
    if (!block.removed || removed.has(i)) return;
    const { rule } = block.removed;
    const whole = blocks.every((other, k) => other.removed?.rule !== rule || !removed.has(k));
    if (whole && rule !== 'site') rules.set(`rule:${rule}`, 'keep');
    else if (block.text.trim() !== '') rules.set(wordsPattern(block.text), 'keep');
  });
  return [...rules].map(([pattern, action]) => ({ pattern, action }));
}

/** A capture with the rules of its site applied to its blocks; the same one when none applies. */
export function withSiteRules(captured: Captured, rules: readonly SiteRule[]): Captured {
  const host = hostOf(captured.article.url);
  const own = new Map(rules.filter((rule) => rule.host === host).map((rule) => [rule.pattern, rule.action]));
  if (host === null || own.size === 0) return captured;
  let changed = false;
  const blocks = captured.article.blocks.map((block): Block => {
    const words = block.text.trim() === '' ? undefined : own.get(wordsPattern(block.text));
    if (!block.removed) {
      if (words !== 'remove') return block;
      changed = true;
      return { ...block, removed: { rule: 'site', by: 'user' } };
    }
    if (words !== 'keep' && own.get(`rule:${block.removed.rule}`) !== 'keep') return block;
    changed = true;
    const { removed: _, ...kept } = block;
    return { ...kept, restored: true };
  });
  return changed ? { ...captured, article: { ...captured.article, blocks } } : captured;
}
