import { describe, expect, test } from 'vitest';
import type {
  BriefCheck,
  BriefDocument,
  BriefEvidence,
  EvidenceReference,
} from '../../../../src/core/brief.ts';
import { sameWording } from '../../../../src/core/anchor/normalise.ts';
import { checkBrief } from '../../../../src/core/brief/check.ts';
import { claimReasons, nameTest, sentencesOf } from '../../../../src/core/brief/sentences.ts';
import { canonicalText } from '../../../../src/core/source.ts';
import {
  cite,
  doc,
  gather,
  generate,
  makeFact,
  makeSource,
  mark,
  paragraph,
  quotation,
  randomFrom,
  words,
} from './made.ts';

const brokenIn = (check: BriefCheck) => check.claims.filter((claim) => claim.status === 'broken');

/** The same text with one character replaced, put in or taken out; never a change that the normalisation calls none. */
function changeOne(text: string, random: () => number, from: number, to: number): string {
  const letters = 'qzxj7鑫';
  for (let i = 0; i < 50; i += 1) {
    const at = from + Math.floor(random() * (to - from));
    const letter = letters[Math.floor(random() * letters.length)]!;
    const how = random();
    const changed =
      how < 0.5
        ? text.slice(0, at) + letter + text.slice(at + 1)
        : how < 0.75
          ? text.slice(0, at) + letter + text.slice(at)
          : text.slice(0, at) + text.slice(at + 1);
    // A letter put in before the very first one leaves the quoted words as they were.
    // Taking a Han character away beside “…” only shortens the quotation further, which is allowed.
    const beside = how >= 0.75 && /…/u.test(text.slice(Math.max(0, at - 3), at + 4));
    if (beside) continue;
    // One of two like characters taken away or put in at an edge leaves the quoted words standing as they were.
    const [before, here, after] = [text[at - 1], text[at], text[at + 1]];
    if (before === here || here === after || letter === here || letter === before) continue;
    if (!sameWording(changed, text) && !(how >= 0.5 && how < 0.75 && at === from)) return changed;
  }
  throw new Error('no change found');
}

function changeSource(evidence: BriefEvidence, annotationId: string, random: () => number): BriefEvidence {
  const annotation = evidence.annotations.find(({ id }) => id === annotationId)!;
  return {
    ...evidence,
    sources: evidence.sources.map((source) => {
      if (source.id !== annotation.sourceId) return source;
      const text = canonicalText(source.blocks);
      const changed = changeOne(text, random, annotation.start!, annotation.end!);
      return {
        ...source,
        blocks: changed.split('\n\n').map((words) => ({ kind: 'paragraph' as const, text: words })),
      };
    }),
  };
}

/** The places in a document that hold quoted words: indexes of blocks, and of the chip inside them. */
function references(document: BriefDocument): { block: number; reference: EvidenceReference }[] {
  return document.content.flatMap((block, i) => {
    if (block.type === 'quotation') return [{ block: i, reference: block.attrs }];
    if (block.type !== 'paragraph') return [];
    return (block.content ?? []).flatMap((node) =>
      node.type === 'citation' ? [{ block: i, reference: node.attrs }] : [],
    );
  });
}

function changeQuote(document: BriefDocument, at: number, random: () => number): BriefDocument {
  const change = (reference: EvidenceReference): EvidenceReference => ({
    ...reference,
    quote: changeOne(reference.quote, random, 0, reference.quote.length),
  });
  return {
    ...document,
    content: document.content.map((block, i) => {
      if (i !== at) return block;
      if (block.type === 'quotation') return { ...block, attrs: change(block.attrs) };
      if (block.type !== 'paragraph') return block;
      return {
        ...block,
        content: block.content?.map((node) =>
          node.type === 'citation' ? { ...node, attrs: change(node.attrs) } : node,
        ),
      } as typeof block;
    }),
  };
}

describe('the quote lock over 200 generated briefs', () => {
  test('reports exactly the claim whose source or quotation lost one character, and nothing when untouched', () => {
    const counts = { untouched: 0, source: 0, quotation: 0 };
    for (let seed = 1; seed <= 200; seed += 1) {
      const { document, evidence } = generate(seed);
      const random = randomFrom(seed * 7919);
      const untouched = checkBrief(document, evidence);
      expect(brokenIn(untouched), `seed ${seed}, untouched`).toEqual([]);
      expect(untouched.broken).toBe(0);
      expect(untouched.claims.every((claim) => claim.status === 'supported')).toBe(true);
      counts.untouched += 1;

      const all = references(document);
      const chosen = all[Math.floor(random() * all.length)]!;
      // A shortened quotation is only touched by a change in the words it keeps; take a whole one for the source.
      const whole = all.filter(({ reference }) => !reference.quote.includes('…'));
      if (whole.length > 0) {
        const target = whole[Math.floor(random() * whole.length)]!;
        const check = checkBrief(document, changeSource(evidence, target.reference.annotationId!, random));
        const broken = brokenIn(check);
        expect(broken.length, `seed ${seed}, source`).toBe(1);
        expect(broken[0]!.quotes[0]!.annotationId).toBe(target.reference.annotationId);
        expect(broken[0]!.quotes[0]!.difference).not.toBeNull();
        counts.source += 1;
      }

      const check = checkBrief(changeQuote(document, chosen.block, random), evidence);
      const broken = brokenIn(check);
      expect(broken.length, `seed ${seed}, quotation`).toBe(1);
      expect(broken[0]!.quotes[0]!.annotationId).toBe(chosen.reference.annotationId);
      counts.quotation += 1;
    }
    console.info(`quote lock: ${JSON.stringify(counts)} briefs checked, 0 wrong`);
  });

  test('a change of spaces, quotation marks or dashes is no difference', () => {
    const source = makeSource('s1', ['It said: “we won’t stop” – not in 2024, and\u00a0not later.']);
    const annotation = mark('a1', source, '“we won’t stop” – not in 2024, and\u00a0not later');
    const plain = quotation(annotation, '"we won\'t stop" - not in  2024, and not later');
    expect(checkBrief(doc(plain), gather([source], [annotation])).claims[0]!.status).toBe('supported');
  });
});

describe('a quotation', () => {
  const source = makeSource('s1', [
    'Nordhavn signed a six-year agreement for 1,150 units, worth about €94 million, on Monday.',
    'The foundry itself says its rebuilt line reaches full output by the end of June.',
  ]);
  const annotation = mark('a1', source, 'a six-year agreement for 1,150 units, worth about €94 million');
  const evidence = gather([source], [annotation]);
  const first = (quote: string) => checkBrief(doc(quotation(annotation, quote)), evidence).claims[0]!;

  test('may leave words out where it says so', () => {
    expect(first('a six-year agreement … worth about €94 million').status).toBe('supported');
    expect(first('a six-year agreement [...] worth about €94 million').status).toBe('supported');
    expect(first('… 1,150 units …').quotes[0]!.state).toBe('shortened');
  });

  test('may not leave words out in silence, nor change their order', () => {
    expect(first('a six-year agreement').quotes[0]!.difference).toMatchObject({ kind: 'part' });
    expect(first('worth about €94 million … a six-year agreement').quotes[0]!.difference).toMatchObject({
      kind: 'order',
    });
  });

  test('that differs is explained by the words on both sides', () => {
    expect(
      first('a six-year agreement for 1,160 units, worth about €94 million').quotes[0]!.difference,
    ).toEqual({
      kind: 'changed',
      brief: '1,160',
      source: '1,150',
    });
  });

  test('keeps its claim when a paragraph was put before it', () => {
    const later = makeSource('s1', ['A new first paragraph.', ...source.blocks.map((block) => block.text)]);
    const check = checkBrief(doc(quotation(annotation)), gather([later], [annotation]));
    expect(check.claims[0]!.status).toBe('supported');
  });

  test('is broken when its source is gone, and named when its source is in the trash', () => {
    expect(
      checkBrief(doc(quotation(annotation)), gather([], [annotation])).claims[0]!.quotes[0]!.difference,
    ).toMatchObject({
      kind: 'no-source',
    });
    const check = checkBrief(
      doc(quotation(annotation)),
      gather([{ ...source, trashed: true }], [annotation]),
    );
    expect(check.claims[0]!.status).toBe('supported');
    expect(check.trashed).toEqual(['s1']);
  });
});

describe('the claim report', () => {
  const one = makeSource('s1', ['Sales were RMB 4.1 billion in 2024.']);
  const copy = makeSource('s2', ['Sales were RMB 4.1 billion in 2024, it is said.']);
  const third = makeSource('s3', ['Its sales: RMB 4.1 billion.']);
  const [a, b, c] = [
    mark('a', one, 'RMB 4.1 billion'),
    mark('b', copy, 'RMB 4.1 billion'),
    mark('c', third, 'RMB 4.1 billion'),
  ];
  const evidence = gather([one, copy, third], [a, b, c], [], {
    clusters: { s1: 'k', s2: 'k' },
    companies: [{ id: 'c1', names: ['Yunqiao', '云樵'] }],
  });

  test('counts sources once when they are near copies', () => {
    const check = checkBrief(
      doc(paragraph(words('Sales were RMB 4.1 billion.'), cite(a), cite(b), cite(c))),
      evidence,
    );
    expect(check.claims).toHaveLength(1);
    expect(check.claims[0]).toMatchObject({ status: 'supported', sources: 3, independent: 2 });
  });

  test('tells claims from other sentences, in English and Chinese', () => {
    const report = (text: string, language: string) =>
      checkBrief(doc(paragraph(words(text))), evidence, language).claims.map((claim) => claim.text);
    expect(
      report(
        'The terms matter more than the size. Yunqiao won. It is the largest port. Field engineers are the other cost to watch. Costs fell by a third.',
        'en',
      ),
    ).toEqual(['Yunqiao won.', 'It is the largest port.', 'Costs fell by a third.']);
    expect(
      report('条件比规模更重要。云樵赢得了订单。这是最大的港口。交付需要十一周。还要继续观察。', 'zh'),
    ).toEqual(['云樵赢得了订单。', '这是最大的港口。', '交付需要十一周。']);
  });

  test('keeps abbreviations, quotations and figures inside their sentence', () => {
    const split = (text: string, language: string) =>
      sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));
    expect(
      split(
        'Mr. Smith joined Acme Inc. in March. It cost $4.1 million (see p. 4). The U.S. The rest follow.',
        'en',
      ),
    ).toEqual([
      'Mr. Smith joined Acme Inc. in March.',
      'It cost $4.1 million (see p. 4).',
      'The U.S.',
      'The rest follow.',
    ]);
    expect(split('去年占比约为29%。“我们不会停。”他说。', 'zh')).toEqual([
      '去年占比约为29%。',
      '“我们不会停。”',
      '他说。',
    ]);
  });

  test('does not take “a”, “recently” or “very” for figures', () => {
    const names = nameTest(['Acme', '云樵']);
    for (const text of [
      '这是一个重要的问题。',
      '最近情况有所好转。',
      '十分重要！',
      '第一，看条件。',
      'First, we look at the terms.',
      'Most of the staff agree.',
      'Only a few noticed.',
      'Acmeology is a word.',
    ]) {
      expect(claimReasons(text, names), text).toEqual([]);
    }
    const claims = [
      ['收入达到四十一亿元。', 'number'],
      ['它是全球最大的厂商。', 'superlative'],
      ['云樵赢得了订单。', 'company'],
      ['He left in March.', 'date'],
      ['It rose by five percent.', 'percent'],
      ['It is the tallest crane.', 'superlative'],
      ['Acme’s offer stands.', 'company'],
    ] as const;
    for (const [text, reason] of claims) expect(claimReasons(text, names), text).toContain(reason);
  });

  test('takes a marked sentence for the author’s inference, and one without evidence for unsupported', () => {
    const check = checkBrief(
      doc(
        paragraph(
          { type: 'text', text: 'Output will double in June.', marks: [{ type: 'inference' }] },
          words(' Prices rose by 5%.'),
        ),
      ),
      evidence,
    );
    expect(check.claims.map(({ status }) => status)).toEqual(['inference', 'unsupported']);
    expect(check.traced).toBe(1);
  });

  test('gives a chip to the sentence before it, and ProseMirror positions to every claim', () => {
    const check = checkBrief(
      doc(paragraph(words('Sales rose in 2024. '), cite(a), words('Costs fell in 2024.'))),
      evidence,
    );
    expect(check.claims.map(({ status }) => status)).toEqual(['supported', 'unsupported']);
    expect(check.claims[0]).toMatchObject({ from: 1, to: 20 });
    expect(check.claims[1]!.from).toBe(22);
    expect(check.claims[0]!.quotes[0]).toMatchObject({ from: 21, to: 22 });
  });

  test('lists stale, conflicting and changed figures', () => {
    const facts = [
      makeFact('f1', a, { asOf: '2023' }),
      makeFact('f2', b, { asOf: '2024' }),
      makeFact('f3', c, { asOf: '2023', value: 4_300_000_000, valueText: 'RMB 4.3 billion' }),
    ];
    const table = { type: 'factTable' as const, attrs: { factIds: ['f1'], shown: ['RMB 4.0 billion'] } };
    const check = checkBrief(doc(table), { ...evidence, facts });
    expect(check.stale).toEqual([{ factId: 'f1', newerId: 'f2' }]);
    expect(check.conflicts).toEqual([{ factIds: ['f1', 'f3'] }]);
    expect(check.changed).toEqual([
      { factId: 'f1', shown: 'RMB 4.0 billion', now: 'RMB 4.1 billion', from: 0 },
    ]);
    expect(check.claims[0]).toMatchObject({
      status: 'supported',
      text: 'Yunqiao · revenue · 2023: RMB 4.1 billion',
    });
  });

  test('of an empty brief is empty', () => {
    expect(checkBrief(doc(), gather([], []))).toMatchObject({ claims: [], broken: 0, traced: 0 });
  });
});
