import metrics from '../../../resources/lexicons/metrics.json' with { type: 'json' };
import { foldUnits, hasHan } from '../company/fold.ts';

/** What a metric is measured in; decides which numbers it can go with. */
export type MetricKind = 'money' | 'percent' | 'count';

/** A metric named in a text. `name` is the wording kept for the fact. */
export interface MetricMark {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly kind: MetricKind;
  /** Read from a verb ("raised", 交付), so `name` is the lexicon's word and not the text's. */
  readonly verb: boolean;
}

interface Term {
  readonly word: string;
  readonly key: string;
  readonly kind: MetricKind;
  readonly verb: boolean;
}

interface Row {
  readonly kind: string;
  readonly en: readonly string[];
  readonly zh: readonly string[];
  readonly verbsEn?: readonly string[];
  readonly verbsZh?: readonly string[];
}

const ROWS = Object.entries(metrics as Readonly<Record<string, Row>>);
const TERMS = new Map<string, Term[]>();
const KEYS = new Map<string, string>();

for (const [key, row] of ROWS) {
  const add = (words: readonly string[] | undefined, verb: boolean): void => {
    for (const word of words ?? []) {
      const term: Term = { word, key, kind: row.kind as MetricKind, verb };
      const list = TERMS.get(word[0]!);
      if (list) list.push(term);
      else TERMS.set(word[0]!, [term]);
      if (!verb && !KEYS.has(word)) KEYS.set(word, key);
    }
  };
  add(row.en, false);
  add(row.zh, false);
  add(row.verbsEn, true);
  add(row.verbsZh, true);
  if (!KEYS.has(key.toLowerCase())) KEYS.set(key.toLowerCase(), key);
}
for (const list of TERMS.values()) list.sort((a, b) => b.word.length - a.word.length);

/** Qualifiers that make a series of their own: overseas revenue is not revenue. */
const QUALIFIERS =
  /(?:(?:overseas|domestic|international|foreign|online|offline|cloud|advertising|services?|subscription|export|retail|automotive|data cent(?:er|re)|recurring|same-store|comparable|first-day|core|group)\s|(?:海外|国内|境外|境内|线上|线下|云业务|广告|服务|出口|零售|电商|汽车业务|手机业务|游戏|会员)(?:业务)?)$/;

const QUALIFIER_KEYS: Readonly<Record<string, string>> = {
  overseas: 'overseas',
  international: 'overseas',
  foreign: 'overseas',
  export: 'overseas',
  海外: 'overseas',
  境外: 'overseas',
  出口: 'overseas',
  domestic: 'domestic',
  国内: 'domestic',
  境内: 'domestic',
  online: 'online',
  线上: 'online',
  电商: 'online',
  offline: 'offline',
  线下: 'offline',
  advertising: 'advertising',
  广告: 'advertising',
  service: 'services',
  services: 'services',
  服务: 'services',
  retail: 'retail',
  零售: 'retail',
  cloud: 'cloud',
  云业务: 'cloud',
};

/** The noun of a Chinese verb: 交付 gives 交付量 and not the first noun of its metric, 出货量. */
const zhVerbName = (key: string, verb: string): string => {
  const row = (metrics as Readonly<Record<string, Row>>)[key]!;
  return row.zh.find((noun) => noun.startsWith(verb)) ?? row.zh[0] ?? key;
};

/** The words of a metric as written, capitals kept only in abbreviations (EBITDA, R&D). */
const asNamed = (words: string): string =>
  words.replace(/[\p{L}&]+/gu, (word) =>
    word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase(),
  );

/** Every metric named in a folded text (`written` is the text before folding; the dates at `busy` are stepped over), longest words first at each place, in order. Linear in the text. */
export function findMetrics(
  folded: string,
  written: string = folded,
  busy: readonly { readonly start: number; readonly end: number }[] = [],
): readonly MetricMark[] {
  let date = 0;
  const found: MetricMark[] = [];
  let at = 0;
  while (at < folded.length) {
    while (date < busy.length && busy[date]!.end <= at) date += 1;
    const inside = busy[date];
    if (inside && at >= inside.start) {
      at = inside.end;
      continue;
    }
    const terms = TERMS.get(folded[at]!);
    const before = folded[at - 1];
    const latin = /[a-z]/.test(folded[at]!);
    const term =
      !terms || (latin && before !== undefined && /[a-z0-9&-]/.test(before))
        ? undefined
        : terms.find((one) => fits(folded, at, one.word, latin));
    if (!term) {
      at += 1;
      continue;
    }
    const qualifier = term.verb ? null : QUALIFIERS.exec(folded.slice(Math.max(0, at - 14), at));
    const start = qualifier ? at - qualifier[0].length : at;
    const end = at + term.word.length;
    const name = term.verb
      ? latin
        ? term.key
        : zhVerbName(term.key, term.word)
      : asNamed(written.slice(start, end));
    const last = found.at(-1);
    if (folded.startsWith('占比', start) && last && last.end === start && !last.verb) {
      found[found.length - 1] = { ...last, end, name: last.name + name, kind: 'percent' };
    } else found.push({ start, end, name, kind: term.kind, verb: term.verb });
    at = end;
  }
  return found;
}

function fits(folded: string, at: number, word: string, latin: boolean): boolean {
  if (!folded.startsWith(word, at)) return false;
  return !latin || !/[a-z0-9]/.test(folded[at + word.length] ?? '');
}

const KEY_NAMES = new Set(Object.keys(metrics));

/** Whether a key ends in one of the lexicon's (a qualifier may stand before it). */
const isKey = (key: string): boolean => KEY_NAMES.has(key) || KEY_NAMES.has(key.slice(key.indexOf(' ') + 1));

/**
 * The key under which names of one metric meet: revenue, sales, turnover, 营收 and 收入 are `revenue`; a qualifier
 * stays ("overseas sales", 海外营收: `overseas revenue`), and so do "growth" and "share of". An unknown metric is
 * its own folded words.
 */
export function metricKey(text: string): string {
  const folded = foldUnits(text.normalize('NFKC')).replace(/\s+/g, ' ').trim();
  const growth = /^(.+?)(?: growth(?: rate)?|增长率?|增速|增幅|同比增长)$/.exec(folded);
  const grown = growth ? metricKey(growth[1]!) : null;
  if (grown !== null && isKey(grown)) return grown + ' growth';
  const whole = KEYS.get(folded);
  if (whole) return whole;
  const share =
    /^share of (?:its |the |their |total |group |all )*(.+)$/.exec(folded) ??
    /^(.+?)(?:的)?占比$/.exec(folded);
  if (share) return 'share of ' + metricKey(share[1]!);
  const change = /^(.+?)(?: change|变动)$/.exec(folded);
  if (change) return metricKey(change[1]!) + ' change';
  const marks = findMetrics(folded);
  const last = marks.at(-1);
  if (!last || last.end !== folded.length) return folded;
  const key =
    KEYS.get(folded.slice(last.start, last.end)) ?? KEYS.get(bare(folded.slice(last.start, last.end)));
  if (!key) return folded;
  const before = folded.slice(0, last.end).replace(bare(last.name), '').trim();
  const qualifier =
    before === ''
      ? ''
      : (QUALIFIER_KEYS[before.replace(/业务$/, '')] ??
        before.replace(/^(?:total|annual|full-year|yearly|its|the|group|年度?|全年|公司|整体)\s?/, ''));
  return qualifier === '' ? key : `${qualifier} ${key}`;
}

/** The metric words of a name without their qualifier. */
function bare(name: string): string {
  const cut = findUnqualified(name);
  return cut ?? name;
}

function findUnqualified(name: string): string | null {
  for (let at = 0; at < name.length; at++) {
    const rest = name.slice(at);
    if (KEYS.has(rest) && (at === 0 || name[at - 1] === ' ' || hasHan(rest))) return rest;
  }
  return null;
}
