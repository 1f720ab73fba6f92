import type { Colour } from '../../src/core/annotation.ts';
import type { Block } from '../../src/core/source.ts';

/** A source of the library in memory, before ids and offsets are worked out. All names and figures are invented. */
export interface Draft {
  readonly title: string;
  readonly site: string;
  readonly byline?: string;
  readonly date: string;
  readonly language: string;
  readonly minutes: number;
  readonly companies: readonly string[];
  readonly tags?: readonly string[];
  readonly state?: 'inbox' | 'reading' | 'done';
  readonly blocks: readonly Block[];
  readonly marks: readonly {
    readonly quote: string;
    readonly colour: Colour;
    readonly note?: string;
    readonly tags?: readonly string[];
  }[];
}

const p = (text: string, more: Partial<Block> = {}): Block => ({ kind: 'paragraph', text, ...more });
const h = (text: string): Block => ({ kind: 'heading', level: 2, text });

const robots: Draft = {
  title: 'The Warehouse Robots That Learned to Share a Floor',
  site: 'Harbour Business Review',
  byline: 'Ines Falkenrath',
  date: '2026-03-11',
  language: 'en',
  minutes: 9,
  companies: ['Yunqiao Robotics', 'Nordhavn', 'Qinghe Semiconductor', 'Castellan Micro'],
  tags: ['automation'],
  state: 'reading',
  blocks: [
    { kind: 'paragraph', text: 'Share this story', removed: { rule: 'share-bar', by: 'rule' } },
    { kind: 'caption', text: 'The sorting test line at Yunqiao’s Suzhou plant. Photograph: M. Okafor' },
    p(
      'For most of its first decade Yunqiao Robotics (云樵机器人) sold one thing: a squat orange cart that carried shelves to people. Last year it shipped 86,000 of them, and for the first time nearly a third of its revenue came from outside China.',
    ),
    p(
      'The company, based in Suzhou, booked RMB 4.1 billion in 2024 sales, of which 31% was earned abroad. Three years earlier the overseas share was 12%. Executives credit less the price than a piece of software called Commons, which lets carts from rival makers work the same floor without colliding.',
    ),
    p('Sign up for the morning newsletter', { removed: { rule: 'newsletter', by: 'rule' } }),
    h('A port that could not stop'),
    p(
      'Its largest foreign customer is Nordhavn Rail Ports, which handles containers at Aarhus and Gdańsk. In October the operator signed a six-year agreement for 1,150 units, worth about €94 million, on condition that the robots could be introduced one aisle at a time while cranes kept moving overhead.',
    ),
    p(
      '“We did not want a showroom,” says Maren Thorsgaard, who runs automation at the ports. “We wanted Tuesday to look like Monday, with fewer forklifts.” Idle time in the first two aisles, she adds, has fallen by roughly a fifth.',
    ),
    {
      kind: 'table',
      text: 'Year\tUnits\tAbroad\n2022\t41,000\t12%\n2024\t86,000\t31%',
      cells: [
        { row: 0, column: 0, start: 0, end: 4, header: true },
        { row: 0, column: 1, start: 5, end: 10, header: true },
        { row: 0, column: 2, start: 11, end: 17, header: true },
        { row: 1, column: 0, start: 18, end: 22 },
        { row: 1, column: 1, start: 23, end: 29 },
        { row: 1, column: 2, start: 30, end: 33 },
        { row: 2, column: 0, start: 34, end: 38 },
        { row: 2, column: 1, start: 39, end: 45 },
        { row: 2, column: 2, start: 46, end: 49 },
      ],
    },
    h('The chip question'),
    p(
      'Yunqiao buys most of its motion controllers from Qinghe Semiconductor (清河半导体), a Wuxi foundry that also supplies two of its competitors. When Qinghe lost a furnace line to flooding in 2023, Yunqiao’s deliveries slipped by eleven weeks. It has since qualified a second source, Castellan Micro, but that supplier covers only about a quarter of its needs.',
    ),
    p(
      'Lin Shuyan, who founded the company in 2012 after leaving a parcel firm, says a third supplier will be approved before the end of the year. Analysts are less sure. Two of the four brokers that follow the stock assume no change until 2027.',
      { spans: [{ start: 0, end: 10, type: 'strong' }] },
    ),
    { kind: 'item', level: 1, text: 'Gross margin abroad is 38%, against 27% at home' },
    { kind: 'item', level: 1, text: 'Field engineers live near the customer for the first ninety days' },
    { kind: 'quotation', text: 'Whether that is a cost or a moat depends on whom you ask.' },
    p(
      'A buyer at Tidewell, a parcel carrier that trialled three vendors last summer, says the engineers were the reason it signed.',
    ),
  ],
  marks: [
    { quote: 'Last year it shipped 86,000 of them', colour: 'green' },
    {
      quote: 'booked RMB 4.1 billion in 2024 sales, of which 31% was earned abroad',
      colour: 'green',
      note: 'Filing says 31%; Jiangnan Finance says 29%. Check which revenue line each one uses.',
    },
    {
      quote:
        'less the price than a piece of software called Commons, which lets carts from rival makers work the same floor',
      colour: 'amber',
      tags: ['moat', 'automation'],
    },
    { quote: 'a six-year agreement for 1,150 units, worth about €94 million', colour: 'green' },
    {
      quote: '“We wanted Tuesday to look like Monday, with fewer forklifts.”',
      colour: 'violet',
      note: 'Opening line for the brief?',
    },
    { quote: 'that supplier covers only about a quarter of its needs', colour: 'rose' },
    { quote: 'covers only about a quarter of its needs', colour: 'blue' },
    { quote: 'Two of the four brokers that follow the stock assume no change until 2027', colour: 'amber' },
  ],
};

const furnace: Draft = {
  title: '清河半导体重启二号炉线，交付周期仍偏长',
  site: '江南财经',
  byline: '沈若溪',
  date: '2026-03-09',
  language: 'zh-Hans',
  minutes: 6,
  companies: ['Qinghe Semiconductor', 'Yunqiao Robotics'],
  blocks: [
    p(
      '时隔十九个月，清河半导体位于无锡的二号炉线本周重新点火。公司表示，这条产线将优先供应运动控制芯片，首批客户包括云樵机器人和两家未具名的叉车厂商。',
    ),
    p(
      '二号炉线在 2023 年夏天的洪水中停产，当时清河约四成的产能受到影响。云樵随后披露，机器人平均交付周期被拉长了十一周，并在同年引入卡斯特兰微电子 (Castellan Micro) 作为第二供应商。',
    ),
    h('产能恢复，价格未必回落'),
    p(
      '清河首席运营官贺知秋在接受采访时说，新炉线的月产能为一万八千片，六月底前可达到满产。“我们先把欠的货补上，再谈涨价还是降价。”她说。',
    ),
    p(
      '不过，多位采购负责人认为，短期内报价很难松动。原因之一是设备折旧：重建花费约 7.6 亿元，其中只有六成由保险覆盖。',
    ),
    p(
      '对云樵而言，供货恢复意味着海外订单可以按期交付。公司去年海外收入占比约为 29%，主要来自北欧的港口项目；按照合同，奥胡斯与格但斯克两地今年还需交付逾六百台设备。',
    ),
    p(
      '分析人士提醒，两家公司的绑定程度依然偏高。“第二供应商只能覆盖四分之一的需求，”一位券商研究员说，“如果再来一次停产，故事会重演。”',
    ),
  ],
  marks: [
    { quote: '这条产线将优先供应运动控制芯片', colour: 'green' },
    {
      quote: '机器人平均交付周期被拉长了十一周',
      colour: 'rose',
      note: '与 Harbour Business Review 的“eleven weeks”一致。',
    },
    { quote: '月产能为一万八千片，六月底前可达到满产', colour: 'green' },
    { quote: '去年海外收入占比约为 29%', colour: 'amber', note: '英文报道写的是 31%，需要核对口径。' },
  ],
};

const short = (
  title: string,
  site: string,
  date: string,
  minutes: number,
  companies: readonly string[],
  colours: readonly Colour[],
  more: Partial<Draft> = {},
): Draft => ({
  title,
  site,
  date,
  minutes,
  companies,
  language: 'en',
  state: 'done',
  blocks: [
    p(
      `${title}. A report that stands in for a longer one, with enough words in it to be read, marked and searched.`,
    ),
    ...colours.map((colour, i) => p(`Passage ${i + 1} is worth keeping for ${colour} reasons.`)),
  ],
  marks: colours.map((colour, i) => ({ quote: `Passage ${i + 1} is worth keeping`, colour })),
  ...more,
});

/** What the library in memory holds at first. */
export const drafts: readonly Draft[] = [
  robots,
  furnace,
  short(
    'Nordhavn Orders a Second Wave of Yard Robots',
    'Port & Rail Weekly',
    '2026-03-06',
    4,
    ['Nordhavn'],
    [],
    { state: 'inbox' },
  ),
  short(
    'Yunqiao Robotics: 2024 Annual Results',
    'Company filing',
    '2026-02-27',
    38,
    ['Yunqiao Robotics'],
    ['green', 'green', 'green', 'amber'],
    { tags: ['margins'] },
  ),
  short(
    'Castellan Micro Ramps Its Motion-Control Line in Brno',
    'The Delta Ledger',
    '2026-02-21',
    5,
    ['Castellan Micro', 'Qinghe Semiconductor'],
    ['blue', 'green'],
    { state: 'inbox' },
  ),
  short(
    'Who Pays for the Field Engineers?',
    'Quayside Research',
    '2026-02-18',
    7,
    ['Yunqiao Robotics', 'Tidewell'],
    ['rose', 'amber', 'rose'],
  ),
  short('云樵机器人：海外收入占比升至近三成', '江南财经', '2026-02-14', 3, ['Yunqiao Robotics'], ['green'], {
    language: 'zh-Hans',
    tags: ['supply-chain'],
    blocks: [p('云樵机器人周五公布，去年海外收入占比升至近三成。'), p('Passage 1 is worth keeping')],
  }),
  short(
    'Aarhus Tests Mixed Robot Fleets Under Moving Cranes',
    'Port & Rail Weekly',
    '2026-01-30',
    6,
    ['Nordhavn', 'Yunqiao Robotics'],
    ['amber', 'blue'],
    { tags: ['automation'] },
  ),
  short(
    'Commons: Writing Traffic Rules for Robots That Never Met',
    'Lattice',
    '2026-01-22',
    11,
    ['Yunqiao Robotics'],
    ['blue', 'blue', 'violet'],
  ),
  short(
    'Call notes: Maren Thorsgaard, Nordhavn automation',
    'Your note',
    '2026-01-16',
    3,
    ['Nordhavn'],
    ['amber', 'violet'],
  ),
  short(
    'Flooded Furnace Line Sets Qinghe Back a Quarter',
    'The Delta Ledger',
    '2023-08-04',
    5,
    ['Qinghe Semiconductor'],
    ['rose', 'green'],
  ),
  ...Array.from({ length: 200 }, (_, i) =>
    short(
      `Port calls in week ${i + 1}`,
      'Port & Rail Weekly',
      `2025-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 27) + 1).padStart(2, '0')}`,
      2,
      [],
      [],
    ),
  ),
];
