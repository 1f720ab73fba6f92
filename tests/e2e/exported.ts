import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockNode, InlineNode } from '../../src/core/brief.ts';
import { TestLibrary } from '../setup/library.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
const words = (text: string): InlineNode => ({ type: 'text', text });
const line = (...content: InlineNode[]): BlockNode => ({ type: 'paragraph', content });
const head = (level: number, text: string): BlockNode => ({
  type: 'heading',
  attrs: { level },
  content: [words(text)],
});

/** What stands in the brief: how many footnotes, and the quotation of each that has one. */
export interface Made {
  readonly library: TestLibrary;
  readonly id: string;
  readonly title: string;
  readonly quotes: readonly string[];
}

/** A library with English and Chinese sources and a brief of several pages with every kind of block. */
export async function makeLibrary(): Promise<Made> {
  const t = new TestLibrary();
  const { library } = t;
  const save = async (file: string): Promise<string> =>
    (
      await library.capture.save({
        // as a reader pastes it: the headline, then the article
        text: readFileSync(join(sample, file), 'utf8').replace(/^---\ntitle: (.*)\n[^]*?\n---\n/u, '$1\n\n'),
        name: file,
        url: `https://news.example/${file}`,
      })
    ).imported[0]!.id;
  const quotes: string[] = [];
  const mark = (sourceId: string, quote: string) => {
    const annotation = library.annotations.addByQuote({ sourceId, quote });
    return { annotationId: annotation.id, factId: null, quote: annotation.quote, sourceId, versionNumber: 1 };
  };
  const cite = (sourceId: string, quote: string): InlineNode => {
    quotes.push(quote);
    return { type: 'citation', attrs: mark(sourceId, quote) };
  };
  const quote = (sourceId: string, text: string): BlockNode => {
    quotes.push(text);
    return { type: 'quotation', attrs: mark(sourceId, text) };
  };
  const sentences = (id: string): string[] =>
    library.sources
      .open({ id })
      .version.text.split(/(?<=[.。”"])\s*\n*|\n+/u)
      .map((text) => text.trim())
      .filter((text) => text.length > 15);
  const english = await save('aarhus-mixed-fleets.md');
  const dealers = await save('tidewell-dealers.md');
  const chinese = await save('yunqiao-overseas-share.txt');
  const furnace = await save('qinghe-furnace.txt');
  const company = library.companies.add({
    name: 'Yunqiao Robotics',
    aliases: [{ text: '云樵', language: 'zh-Hans' }],
  });
  const fact = (sourceId: string, metric: string, valueText: string) => {
    const words = sentences(sourceId)[2]!;
    return library.facts.add({
      companyId: company.id,
      metric,
      value: 31,
      valueText,
      asOf: '2024',
      annotationId: mark(sourceId, words).annotationId,
    });
  };
  const facts = [fact(chinese, 'Overseas share', '31%'), fact(english, 'Fleet', '980 carts')];
  const pieces = [english, chinese, dealers, furnace].flatMap((id) =>
    sentences(id)
      .slice(1, 7)
      .map((text) => ({ id, text })),
  );
  const body: BlockNode[] = [
    line(
      words('The order covers 1,150 units, '),
      { type: 'text', text: 'the largest so far', marks: [{ type: 'bold' }] },
      words(', and every aisle had to be converted'),
      cite(english, pieces[0]!.text),
      words('. '),
      { type: 'text', text: 'It will be the last of its kind.', marks: [{ type: 'inference' }] },
    ),
  ];
  for (const [i, piece] of [...pieces, ...pieces].entries()) {
    if (i % 5 === 0) body.push(head(1 + (i % 2), `${i / 5 + 1}. What the ports proved 港口证明了什么`));
    if (i % 3 === 0) body.push(quote(piece.id, piece.text));
    else
      body.push(
        line(
          words(
            `In the ${i + 1}th week the roll-out was held up, as it had been before, and the terminal went on working with mixed crews for longer than planned. 第${i + 1}周，机器人平均交付周期被拉长，港口方面表示可以接受`,
          ),
          cite(piece.id, piece.text),
          words('.'),
        ),
      );
    if (i === 7)
      body.push({
        type: 'orderedList',
        attrs: { start: 1 },
        content: ['Deliveries begin in September.', '交付从九月开始。'].map((text) => ({
          type: 'listItem',
          content: [line(words(text))],
        })),
      });
    if (i === 12) {
      body.push({ type: 'factTable', attrs: { factIds: facts.map(({ id }) => id), shown: null } });
      quotes.push(...facts.map(({ quote: words }) => words!));
    }
    if (i === 14)
      body.push({
        type: 'table',
        content: [
          ['Port 港口', 'Units'],
          ['Aarhus 奥胡斯', '980'],
        ].map((row, r) => ({
          type: 'tableRow',
          content: row.map((text) => ({
            type: r === 0 ? ('tableHeader' as const) : ('tableCell' as const),
            content: [line(words(text))],
          })),
        })),
      });
  }
  const title = 'Yunqiao in Europe: what the port deal proves 云樵在欧洲';
  const { id } = library.briefs.add({ title });
  library.briefs.save({ id, body: { type: 'doc', content: body } });
  return { library: t, id, title, quotes };
}
