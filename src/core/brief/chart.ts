import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import { periodEnd } from './figures.ts';
import { WIDEST } from './picture.ts';

/** A fact as a chart needs it. */
export interface Charted {
  readonly companyName: string;
  readonly metric: string;
  readonly value: number | null;
  readonly valueText: string;
  readonly unit: string | null;
  readonly currency: string | null;
  /** A stated period; see `Fact`. */
  readonly asOf: string | null;
}

/** Colours as CSS. A drawing that leaves the program brings its own; the editor gives its tokens. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly paper: string;
  readonly series: readonly string[];
}

/** For paper and white screens: Okabe and Ito's colours, which most colour-blind readers can tell apart. */
export const PAPER: Palette = {
  ink: '#222222',
  soft: '#555555',
  grid: '#dddddd',
  paper: '#ffffff',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00', '#56b4e9'],
};

/** An element of a drawing, as data: the window makes elements of it, a document writes it as SVG. */
export interface Shape {
  readonly name: 'svg' | 'rect' | 'line' | 'path' | 'circle' | 'text';
  readonly attrs: Readonly<Record<string, string | number>>;
  /** Children, or the words of a text. */
  readonly inside?: readonly Shape[] | string;
}

export interface Drawing {
  readonly root: Shape;
  readonly width: number;
  readonly height: number;
  /** Indexes of the facts that are not drawn: without a number, without a date, or in another unit than the first. */
  readonly left: readonly number[];
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}|[\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"']/gu, (sign) => SIGNS[sign]!);

const FONT =
  'Inter Variable, Inter, Helvetica, Arial, Noto Sans SC Variable, Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif';

/** Width of a text in units of its font size, roughly: a Han character is one, a letter a little over half. */
const wide = (text: string): number =>
  Array.from(text).reduce((sum, sign) => sum + (/[\u1100-\uffef]/u.test(sign) ? 1 : 0.55), 0);

const fitted = (text: string, most: number): string => {
  let length = 0;
  let kept = '';
  for (const sign of text) {
    length += wide(sign);
    if (length > most) return `${kept.trimEnd()}…`;
    kept += sign;
  }
  return kept;
};

const measure = (fact: Charted): string => `${fact.unit ?? ''}\u0000${fact.currency ?? ''}`;
type Attrs = Shape['attrs'];
const shape = (name: Shape['name'], attrs: Attrs): Shape => ({ name, attrs });
const text = (x: number, y: number, words: string, more: Attrs = {}): Shape => ({
  name: 'text',
  attrs: { x: round(x), y: round(y), ...more },
  inside: words,
});
const round = (value: number): number => Math.round(value * 10) / 10;

/** Facts told apart by what differs among them: company, measure, period. */
function labelsOf(facts: readonly Charted[], withPeriod: boolean): readonly string[] {
  const parts = facts.map((fact) => [fact.companyName, fact.metric, withPeriod ? (fact.asOf ?? '') : '']);
  const varies = [0, 1, 2].map((i) => new Set(parts.map((part) => part[i])).size > 1);
  return parts.map((part) => {
    const told = part.filter((words, i) => varies[i] && words !== '');
    return (told.length > 0 ? told : part.slice(0, 1)).join(' · ');
  });
}

const figures = (language: string): Intl.NumberFormat =>
  new Intl.NumberFormat(language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en', {
    notation: 'compact',
    maximumFractionDigits: 2,
  });

const suffix = ({ unit, currency }: Charted): string => currency ?? unit ?? '';

const svg = (
  width: number,
  height: number,
  palette: Palette,
  title: string,
  inside: readonly Shape[],
): Shape => ({
  name: 'svg',
  attrs: {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': title,
    'font-family': FONT,
    'font-size': 12,
    fill: palette.ink,
  },
  inside: [shape('rect', { width, height, fill: palette.paper }), ...inside],
});

/** A drawing as the text of an SVG file (SVG 1.1). */
export function svgText({ name, attrs, inside }: Shape): string {
  const written = Object.entries(attrs)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  const space = name === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : '';
  if (inside === undefined) return `<${name}${space}${written}/>`;
  const content = typeof inside === 'string' ? escaped(inside) : inside.map(svgText).join('');
  return `<${name}${space}${written}>${content}</${name}>`;
}

interface Wanted {
  readonly form: 'line' | 'bars';
  readonly title: string;
  readonly language: string;
  readonly palette: Palette;
}

function bars(facts: readonly Charted[], { title, language, palette }: Wanted) {
  const labels = labelsOf(facts, true);
  const band = 28;
  const top = 8;
  const height = top + band * facts.length + 26;
  const left = Math.min(230, 16 + 12 * Math.max(...labels.map(wide)));
  const right = Math.min(150, 16 + 12 * Math.max(...facts.map((fact) => wide(fact.valueText))));
  const values = facts.map((fact) => fact.value!);
  const x = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [left, WIDEST - right]).nice(5);
  const y = scaleBand(
    facts.map((_, i) => i),
    [top, top + band * facts.length],
  ).padding(0.25);
  const companies = [...new Set(facts.map((fact) => fact.companyName))];
  const format = figures(language);
  const small = { fill: palette.soft, 'font-size': 11 };
  const inside: Shape[] = x.ticks(5).flatMap((tick) => {
    const at = round(x(tick));
    return [
      shape('line', { x1: at, x2: at, y1: top, y2: height - 22, stroke: palette.grid }),
      text(at, height - 7, format.format(tick), { 'text-anchor': 'middle', ...small }),
    ];
  });
  for (const [i, fact] of facts.entries()) {
    const [from, to] = [x(Math.min(0, fact.value!)), x(Math.max(0, fact.value!))];
    const middle = y(i)! + y.bandwidth() / 2 + 4;
    inside.push(
      text(left - 8, middle, fitted(labels[i]!, (left - 14) / 12), { 'text-anchor': 'end' }),
      shape('rect', {
        x: round(from),
        y: round(y(i)!),
        width: round(Math.max(1, to - from)),
        height: round(y.bandwidth()),
        fill: palette.series[companies.indexOf(fact.companyName) % palette.series.length]!,
      }),
      text(to + 6, middle, fitted(fact.valueText, (right - 12) / 12), { 'font-weight': 600 }),
    );
  }
  return { root: svg(WIDEST, height, palette, title, inside), width: WIDEST, height };
}

function lines(facts: readonly Charted[], { title, language, palette }: Wanted) {
  const height = 320;
  const labels = labelsOf(facts, false);
  const names = [...new Set(labels)];
  const legend = names.length > 1 ? 20 * Math.ceil(names.length / 2) : 0;
  const box = { left: 64, right: WIDEST - 20, top: 16 + legend, bottom: height - 30 };
  const days = facts.map((fact) => Date.parse(`${periodEnd(fact.asOf)!.replace(/-31$/u, '-28')}T00:00:00Z`));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const x = scaleUtc([first, last === first ? first + 86_400_000 : last], [box.left + 12, box.right - 12]);
  const values = facts.map((fact) => fact.value!);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // An axis that does not begin at nothing exaggerates; it may where the values lie far from it and close together.
  const y = scaleLinear(
    [low > 0 && low < high * 0.7 ? 0 : low, high === low ? high + 1 : high],
    [box.bottom, box.top],
  ).nice(5);
  const format = figures(language);
  const small = { fill: palette.soft, 'font-size': 11 };
  const inside: Shape[] = y.ticks(5).flatMap((tick) => {
    const at = round(y(tick));
    return [
      shape('line', { x1: box.left, x2: box.right, y1: at, y2: at, stroke: palette.grid }),
      text(box.left - 8, at + 4, format.format(tick), { 'text-anchor': 'end', ...small }),
    ];
  });
  const periods = new Map(facts.map((fact, i) => [days[i]!, fact.asOf!]));
  const every = Math.ceil(periods.size / 8);
  for (const [i, [day, period]] of [...periods].toSorted((a, b) => a[0] - b[0]).entries()) {
    if (i % every === 0)
      inside.push(text(x(day), height - 10, period, { 'text-anchor': 'middle', ...small }));
  }
  for (const [n, name] of names.entries()) {
    const colour = palette.series[n % palette.series.length]!;
    const dash = ['', '6 4', '2 3', '8 3 2 3'][n % 4]!;
    const stroke = {
      stroke: colour,
      'stroke-width': 2,
      ...(dash !== '' && { 'stroke-dasharray': dash }),
    };
    const points = facts
      .map((fact, i) => ({ x: x(days[i]!), y: y(fact.value!), name: labels[i]!, day: days[i]! }))
      .filter((point) => point.name === name)
      .toSorted((a, b) => a.day - b.day);
    const path = line<(typeof points)[number]>()
      .x((point) => round(point.x))
      .y((point) => round(point.y))(points);
    inside.push(
      shape('path', { d: path ?? '', fill: 'none', ...stroke }),
      ...points.map((point) =>
        shape('circle', { cx: round(point.x), cy: round(point.y), r: 3.5, fill: colour }),
      ),
    );
    if (names.length > 1) {
      const at = { x: box.left + (n % 2) * 280, y: 14 + 20 * Math.floor(n / 2) };
      inside.push(
        shape('line', { x1: at.x, x2: at.x + 22, y1: at.y, y2: at.y, ...stroke }),
        shape('circle', { cx: at.x + 11, cy: at.y, r: 3.5, fill: colour }),
        text(at.x + 28, at.y + 4, fitted(name, 20)),
      );
    }
  }
  return { root: svg(WIDEST, height, palette, title, inside), width: WIDEST, height };
}

/** Most facts in one drawing; a table holds the rest. */
const MOST = 60;

/**
 * Draws facts as an SVG: bars, or lines over the ends of their periods. Only facts in the unit and currency of the first
 * are drawn, because two units on one axis would lie; the others are named in `left`. Null when nothing can be drawn.
 */
export function drawChart(facts: readonly (Charted | null)[], wanted: Wanted): Drawing | null {
  const fits = (fact: Charted | null): fact is Charted =>
    fact !== null &&
    fact.value !== null &&
    Number.isFinite(fact.value) &&
    (wanted.form === 'bars' || periodEnd(fact.asOf) !== null);
  const first = facts.find(fits);
  if (!first) return null;
  const drawn: Charted[] = [];
  const left: number[] = [];
  for (const [i, fact] of facts.entries()) {
    if (fits(fact) && measure(fact) === measure(first) && drawn.length < MOST) drawn.push(fact);
    else left.push(i);
  }
  const unit = suffix(first);
  const title = unit === '' ? wanted.title : `${wanted.title} (${unit})`;
  const made =
    wanted.form === 'bars' ? bars(drawn, { ...wanted, title }) : lines(drawn, { ...wanted, title });
  return { ...made, left };
}
