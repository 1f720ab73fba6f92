import type { Quantity } from './quantity.ts';

/** A change of something by a quantity: "rose 5%", "down by 30 basis points", 同比增长 12%, "a 5% increase". */
export interface Change {
  readonly down: boolean;
}

const UP_BEFORE =
  /(?:(?<![a-z])(?:rose|risen|rise|rises|rising|grew|grow|grown|grows|growing|increased|increase|increases|increasing|climbed|climbing|jumped|jumping|surged|surging|gained|gaining|up|higher|expanded|expanding|soared|soaring|advanced|improved|growth|added|widened|rallied|leapt|spiked)(?: (?:by|of|was|to be|at|another|a further|year on year|year-on-year|yoy|sharply|slightly|strongly))*|(?:增长|上涨|上升|增加|提升|提高|增|涨|扩大|飙升|大增|攀升|猛增|增幅为?|增速为?|增长率为?)(?:了|幅度?为?|达到?|至多)?)\s*$/;
const DOWN_BEFORE =
  /(?:(?<![a-z])(?:fell|fallen|fall|falls|falling|declined|decline|declines|declining|dropped|drop|drops|dropping|decreased|decrease|decreases|down|slid|shrank|shrunk|tumbled|tumbling|plunged|plunging|lower|slipped|contracted|narrowed|slumped|sank|dipped|reduced|sliding|lost)(?: (?:by|of|another|a further|year on year|year-on-year|yoy|sharply|slightly))*|(?:下降|下滑|减少|下跌|降低|缩减|回落|萎缩|收窄|大跌|暴跌|下调|下挫|减|跌|降)(?:了|幅度?为?|达到?)?)\s*$/;
const UP_AFTER =
  /^\s?(?:year[- ]on[- ]year |annual |yoy |quarterly )?(?:increase|rise|growth|jump|gain|surge|improvement|uptick|higher|的增长|的增幅|的涨幅|增长|涨幅)(?![a-z])/;
const DOWN_AFTER =
  /^\s?(?:year[- ]on[- ]year |annual |yoy |quarterly )?(?:decrease|decline|drop|fall|slump|reduction|dip|contraction|lower|的降幅|的下降|的跌幅|下滑|下降|降幅|跌幅)(?![a-z])/;

/** Whether the words around a quantity make it a change and not a level ("rose to 5%" is a level). */
export function changeAround(folded: string, quantity: Quantity): Change | null {
  if (quantity.unit !== '%' && quantity.unit !== 'bps' && quantity.unit !== 'pp' && quantity.unit !== 'x')
    return null;
  const before = folded.slice(Math.max(0, quantity.from - 36), quantity.from);
  const after = folded.slice(quantity.to, quantity.to + 32);
  if (DOWN_BEFORE.test(before)) return { down: true };
  if (UP_BEFORE.test(before)) return { down: false };
  if (DOWN_AFTER.test(after)) return { down: true };
  if (UP_AFTER.test(after)) return { down: false };
  return null;
}
