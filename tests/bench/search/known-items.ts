import type { SearchIndex } from '../../../src/library/search/index.ts';
import { misspelled, random, type ArticleGenerator } from '../generator.ts';
import { figures, noTimes, time } from './times.ts';

const ITEMS = 120;
/** Queries of other words that come before: a search of the first minute is not what is measured. */
const WARMING = 20;
const TARGETS = ['', '(target >= .97; processor p95 <= 12)', '(target >= .95; processor p95 <= 12)'];

interface Item {
  readonly id: string;
  readonly words: readonly string[];
}

/** Three rarer words each of so many articles. */
function chosen(
  index: SearchIndex,
  generator: ArticleGenerator,
  count: number,
  next: () => number,
  most: number,
): Item[] {
  const items: Item[] = [];
  while (items.length < most) {
    const number = Math.floor(next() * count);
    const article = generator.article(number);
    if (article.language === 'zh') continue;
    const rare = [...new Set(article.text.toLowerCase().match(/[a-z]{7,}/g))].filter((word) => {
      const { total } = index.search(word, { bare: true, limit: 0 });
      return total >= 2 && total <= count / 50;
    });
    if (rare.length < 3) continue;
    items.push({
      id: String(number),
      words: [0, 1, 2].map(() => rare.splice(Math.floor(next() * rare.length), 1)[0]!),
    });
  }
  return items;
}

/** Asks for articles by three of their words, as they are and with one and two slips in every word. */
export function knownItems(
  index: SearchIndex,
  generator: ArticleGenerator,
  count: number,
  seed: number,
): void {
  const next = random(seed);
  const items = chosen(index, generator, count, next, ITEMS);
  const mistyped = (words: readonly string[], slips: number, chance: () => number): string => {
    let typed = words;
    for (let i = 0; i < slips; i++) typed = typed.map((word) => misspelled(word, chance));
    return typed.join(' ');
  };
  const before = random(seed + 1);
  const others = chosen(index, generator, count, before, WARMING);
  let clean = 0;
  for (const slips of [0, 1, 2]) {
    let found = 0;
    const times = noTimes();
    for (const { words } of others) index.search(mistyped(words, slips, before), { limit: 10 });
    for (const { id, words } of items) {
      const typed = mistyped(words, slips, next);
      time(times, () => {
        const { hits } = index.search(typed, { limit: 10 });
        if (hits.some((hit) => hit.id === id)) found++;
      });
    }
    const recall = found / items.length;
    if (slips === 0) clean = recall;
    console.log(
      `known item, ${slips} slips per word: recall@10 ${recall.toFixed(3)}, of clean ${(recall / clean).toFixed(3)}, ${figures(times)} ${TARGETS[slips]}`,
    );
  }
}
