import { findDates } from '../dates.ts';
import type { RuleId } from '../rules.ts';
import { foldLine } from '../text/line.ts';
import { isCaption, isCredit, phraseOf } from '../text/phrases.ts';
import type { Look } from './look.ts';
import type { Unit } from './units.ts';

const DATE_LABELS =
  /(?:first )?(?:published|posted|updated|last updated|modified|created|written|aktualisiert|ver[öo]ffentlicht|erstellt|stand|publi[ée]|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|opublikowano|aktualizacja|dodano)|\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\b(?:uhr|[ap]\.?m\.?|[ecmp][sd]t|gmt|utc|am|on|at|um|le|el|vom|by|von|um|min(?:uten)?|read|lesezeit)\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b/giu;

/** True for a line that says little more than when something was published, or when and by whom. */
export function isDateline(text: string): boolean {
  if (text.length > 140 || !/\d/.test(text)) return false;
  const dates = findDates(text).filter((date) => date.value.length === 10);
  if (dates.length === 0) return false;
  let rest = text;
  for (const date of [...dates].reverse()) rest = rest.slice(0, date.start) + rest.slice(date.end);
  const left = rest
    .replace(DATE_LABELS, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return (
    left.length <= 12 ||
    (left.length <= 32 && /^(?:\s*(?:posted |published )?(?:by|von|par|por)\s)/iu.test(text)) ||
    (left.length <= 24 && /^(?:posted|published|updated|erstellt|ver[öo]ffentlicht|publi|stand)/iu.test(text))
  );
}

/** What the words of a block say about it, for blocks that could be a line of the publisher's rather than the author's. */
export function textRule(unit: Unit, at: Look): RuleId | null {
  const { kind, text } = unit.block;
  if (kind === 'code' || kind === 'table' || kind === 'footnote') return null;
  if (kind !== 'heading' && kind !== 'item' && at.linked > 0.85 && !(at.ends && at.length > 60)) {
    return at.length > 15 ? 'related' : 'navigation';
  }
  if (text.length > 300) return null;
  const key = foldLine(text);
  if (kind !== 'heading') {
    if (isDateline(text)) return 'byline';
    if (isCredit(key)) return 'photo-credit';
    if (isCaption(key) && at.length < 260) return 'photo-caption';
  }
  const phrase = phraseOf(key);
  if (!phrase) return null;
  // A sentence of the author's may say "subscribe" or "cookies" for good reasons; a publisher's line is short or linked.
  if (at.chosen >= 0.5 && at.ends && at.length > 150 && at.linked < 0.15) return null;
  return at.length < 200 || phrase.reach === 'line' ? phrase.rule : null;
}
