import { expect, test } from 'vitest';
import {
  bandsOf,
  estimatedResemblance,
  NEAR,
  overlap,
  shinglesOf,
  signatureOf,
} from '../../../../src/core/capture/similar.ts';
import { random } from '../../../bench/generator.ts';

/** What happened, each told in three ways; two writers who report it share names, figures and a quotation. */
const ENGLISH = [
  [
    '{A} said on {D} that it will close its {P} plant in {C} by the end of the year.',
    'The {P} works at {C} is to shut within months, {A} announced on {D}.',
    'By year-end {A} will have given up making anything in {C}, the company told staff at the {P} line on {D}.',
  ],
  [
    'About {N} people work there, and most of them will be offered jobs at other sites.',
    'Some {N} jobs are affected, though the firm promises places elsewhere for the majority.',
    'For the {N} employees the plan holds transfers rather than dismissals in most cases.',
  ],
  [
    'Analysts had expected the step since orders fell by {M} per cent in the spring.',
    'Orders were down {M} per cent in spring, so the news surprised nobody who follows the sector.',
    'It follows a spring in which {M} per cent of the usual orders never came.',
  ],
  [
    '“We would rather decide now than be forced to decide later,” said its chief executive.',
    '“We would rather decide now than be forced to decide later,” the head of the company said in a call.',
    'Its chief put it plainly: “We would rather decide now than be forced to decide later.”',
  ],
  [
    'The state government of the region called the closure a mistake and asked for talks.',
    'Regional ministers want to negotiate and said shutting the site was wrong.',
    'A mistake, the regional government answered, and invited the owners to the table.',
  ],
  [
    'Unions have called a meeting for next week at which a strike may be voted on.',
    'A vote on a strike could come as early as next week, according to union officials.',
    'Union leaders meet in a few days; walking out is one of the choices before them.',
  ],
  [
    'The company will take a charge of {M} million against earnings in the third quarter.',
    'Third-quarter results will carry a one-off cost of {M} million, it added.',
    'Shutting down is not free: {M} million will be booked in the quarter that ends in September.',
  ],
  [
    'Production of the older model moves to a partner abroad, which has spare capacity.',
    'A foreign partner with room on its lines takes over the older model.',
    'The older model lives on abroad, where a partner has machines standing idle.',
  ],
  [
    'Shares of {A} rose {M} per cent in early trading before giving back half of the gain.',
    'Investors liked it at first: the stock was up {M} per cent, then half of that went again.',
    'On the exchange {A} gained {M} per cent and kept about half of it.',
  ],
  [
    'Suppliers around {C} fear for their own future, as many sell to nobody else.',
    'Many small suppliers near {C} have this one customer and worry about what comes next.',
    'What becomes of the workshops of {C} that lived from these orders is an open question.',
  ],
] as const;
const CHINESE = [
  [
    '{A}{D}宣布，将在年底前关闭位于{C}的{P}工厂。',
    '{A}位于{C}的{P}工厂将于年内停产，公司{D}对外证实。',
    '年底之前，{A}就会撤出{C}，公司{D}在{P}生产线上告诉员工。',
  ],
  [
    '该厂约有{N}名员工，其中大部分可转岗到其他基地。',
    '约{N}个岗位受到影响，但公司承诺多数人可以调往别处。',
    '对{N}名职工来说，多数情况下是调动而不是裁员。',
  ],
  [
    '今年春季订单下降百分之{M}以后，分析师早有预料。',
    '春季订单少了百分之{M}，熟悉行业的人对此并不意外。',
    '此前的春天，有百分之{M}的常规订单没有到来。',
  ],
  [
    '“与其以后被迫决定，不如现在就作出决定。”公司首席执行官说。',
    '公司负责人在电话会上表示：“与其以后被迫决定，不如现在就作出决定。”',
    '他说得很直白：“与其以后被迫决定，不如现在就作出决定。”',
  ],
  [
    '当地政府认为关厂是一个错误，并要求举行会谈。',
    '地方官员希望谈判，认为关停这处厂区并不妥当。',
    '地方政府的回应是：这一步走错了，请业主坐下来谈。',
  ],
  [
    '工会定于下周开会，会上可能就罢工进行表决。',
    '据工会人士透露，最快下周就会对罢工进行投票。',
    '工会领导人几天后碰头，停工是摆在面前的选择之一。',
  ],
  [
    '公司将在第三季度计提{M}亿元的费用。',
    '第三季度业绩将包含一次性支出{M}亿元，公司补充道。',
    '关厂并非没有代价：截至九月的季度要入账{M}亿元。',
  ],
  [
    '旧型号的生产将转移给国外一家有富余产能的合作伙伴。',
    '一家产线空闲的外国伙伴会接手旧型号。',
    '旧型号会在国外继续生产，那里有闲置的设备。',
  ],
  [
    '{A}股价早盘上涨百分之{M}，随后回吐一半涨幅。',
    '投资者起初表示欢迎：股价涨了百分之{M}，之后又跌去一半。',
    '在交易所，{A}一度走高百分之{M}，最终保住约一半。',
  ],
  [
    '{C}周边的供应商为自己的前途担忧，许多企业只有这一个客户。',
    '{C}附近的小供应商大多依赖这一家，不知道以后怎么办。',
    '靠这些订单生存的{C}作坊将来会怎样，还没有答案。',
  ],
] as const;
const LATIN =
  'arbor cinder dalton ember falcon garnet harbour indigo juniper kestrel lumen marble nickel orchid pewter quartz'.split(
    ' ',
  );
const HAN = Array.from('海山云河江湖林松石金银铜铁星光明远平安华东西南北春秋冬夏');
const PLAIN =
  'market steel paper winter contract output review machine region labour credit export report ship forest engine price supply board tender'.split(
    ' ',
  );

interface Article {
  readonly event: number;
  readonly paragraphs: readonly string[];
  readonly chinese: boolean;
}

/** An article about event `event` by writer `writer`: facts in an order and in words of the writer's, and background. */
function article(event: number, writer: number): Article {
  const facts = random(event * 7919 + 1);
  const style = random(event * 104_729 + writer * 31 + 5);
  const chinese = event % 4 === 0;
  const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)]!;
  const name = (): string => (chinese ? pick(HAN, facts) + pick(HAN, facts) : pick(LATIN, facts));
  const slots: Record<string, string> = {
    A: chinese ? `${name()}集团` : `${name()} ${name()} Group`,
    C: name(),
    P: name(),
    D: chinese ? `${1 + Math.floor(facts() * 28)}日` : `${1 + Math.floor(facts() * 28)} May`,
    N: String(Math.floor(facts() * 4000) + 200),
    M: String(Math.floor(facts() * 40) + 3),
  };
  const told = (chinese ? CHINESE : ENGLISH).map((ways) =>
    pick<string>(ways, style).replace(/\{(\w)\}/g, (_, key: string) => slots[key]!),
  );
  // a writer's own background, half as long as the news
  const own = Array.from({ length: 5 }, () =>
    chinese
      ? `${Array.from({ length: 24 }, () => pick(HAN, style)).join('')}。`
      : `${Array.from({ length: 15 }, () => pick([...PLAIN, ...LATIN], style)).join(' ')}.`,
  );
  const rest = [...told.slice(1), ...own].sort(() => style() - 0.5);
  return { event, chinese, paragraphs: [told[0]!, ...rest] };
}

const BOILERPLATE = [
  'This article was first published by another newspaper and appears here with its permission. All rights reserved. Reporting by our wire desk; editing by the morning team.',
  'Sign up for our briefing to get the most important stories of the day in your inbox. You can unsubscribe at any time using the link in every message.',
];

/** What a second publication does: another headline and first paragraph, boilerplate, words changed, the end cut. */
function copy(of: Article, seed: number): string {
  const next = random(seed);
  const kept = of.paragraphs.slice(1, of.paragraphs.length - Math.floor(next() * 3));
  const edited = kept.map((line) =>
    of.chinese
      ? Array.from(line, (sign) => (next() < 0.025 ? HAN[Math.floor(next() * HAN.length)]! : sign)).join('')
      : line
          .split(' ')
          .map((word) => (next() < 0.04 ? PLAIN[Math.floor(next() * PLAIN.length)]! : word))
          .join(' '),
  );
  const headline = of.chinese
    ? '独家：工厂关停背后的故事与影响'
    : 'Exclusive: what is behind the closing of a plant';
  const first = of.chinese
    ? '本报记者综合多方消息获悉，又一家企业正在收缩。'
    : 'Another week, another company that has decided to do less in more places.';
  return [headline, first, ...edited, ...(next() < 0.5 ? BOILERPLATE.slice(0, of.chinese ? 1 : 2) : [])].join(
    '\n\n',
  );
}

test('syndicated and lightly edited copies are told from other reports of the same event', () => {
  const EVENTS = 150;
  let found = 0;
  let candidates = 0;
  let wrong = 0;
  let lowest = 1;
  let highest = 0;
  const copies: number[] = [];
  // the threshold was chosen on the events before these
  for (let event = 1000; event < 1000 + EVENTS; event++) {
    const original = article(event, 0);
    const text = original.paragraphs.join('\n\n');
    const shingles = shinglesOf(text);
    const keys = new Set(bandsOf(signatureOf(shingles)!));
    const syndicated = shinglesOf(copy(original, event + 1));
    const alike = overlap(shingles, syndicated);
    copies.push(alike);
    lowest = Math.min(lowest, alike);
    const met = bandsOf(signatureOf(syndicated)!).some((key) => keys.has(key));
    if (met) candidates++;
    if (met && alike >= NEAR) found++;
    for (const writer of [1, 2]) {
      const other = overlap(shingles, shinglesOf(article(event, writer).paragraphs.join('\n\n')));
      highest = Math.max(highest, other);
      if (other >= NEAR) wrong++;
    }
  }
  const recall = found / EVENTS;
  const precision = found / (found + wrong);
  console.info(
    `near copies: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} at ${NEAR} (${EVENTS} copies, ${2 * EVENTS} other reports of the same events); ` +
      `candidates met ${(candidates / EVENTS).toFixed(3)}; least alike copy ${lowest.toFixed(2)}, most alike other report ${highest.toFixed(2)}`,
  );
  expect(precision).toBeGreaterThanOrEqual(0.98);
  expect(recall).toBeGreaterThanOrEqual(0.97);
});

const jaccard = (a: ReadonlySet<number>, b: ReadonlySet<number>): number => {
  const shared = [...a].filter((shingle) => b.has(shingle)).length;
  return shared / (a.size + b.size - shared);
};

test('the signature tells the resemblance to within a few hundredths', () => {
  let worst = 0;
  for (let event = 0; event < 60; event++) {
    const one = shinglesOf(article(event, 0).paragraphs.join('\n\n'));
    const two = shinglesOf(copy(article(event, 0), event));
    worst = Math.max(
      worst,
      Math.abs(estimatedResemblance(signatureOf(one)!, signatureOf(two)!) - jaccard(one, two)),
    );
  }
  // four standard errors of 128 bins
  expect(worst).toBeLessThan(0.18);
});

test('a text that is too short has no signature', () => {
  expect(signatureOf(shinglesOf(''))).toBeNull();
  expect(signatureOf(shinglesOf('Cookies help us deliver our services.'))).toBeNull();
  expect(signatureOf(shinglesOf('点击查看更多内容'))).toBeNull();
});

test('spacing, width, case and punctuation do not matter', () => {
  const text = article(1, 0).paragraphs.join('\n\n');
  expect(overlap(shinglesOf(text), shinglesOf(`${text.toUpperCase().replace(/[.,]/g, ' ;')}   `))).toBe(1);
  const chinese = article(4, 0).paragraphs.join('\n');
  expect(
    overlap(
      shinglesOf(chinese),
      shinglesOf(chinese.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))),
    ),
  ).toBe(1);
});

test('hostile texts take bounded time', () => {
  const started = performance.now();
  shinglesOf('a'.repeat(5_000_000));
  const small = performance.now() - started;
  for (const text of [
    '\u0301'.repeat(5_000_000),
    'a '.repeat(2_500_000),
    '汉'.repeat(5_000_000),
    '\ud800'.repeat(5_000_000),
  ])
    expect(signatureOf(shinglesOf(text))).toBeNull();
  expect(small).toBeLessThan(60_000);
});
