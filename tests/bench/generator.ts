/**
 * A library that never was: articles with the word frequencies of real ones (Zipf-Mandelbrot), topics, company names in
 * two scripts, figures and years, one in twenty in Chinese, and a few misspellings. Article `n` of a seed is always the
 * same, so nothing has to be kept.
 */
export interface GeneratedArticle {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly byline: string;
  readonly siteName: string;
  readonly publishedOn: string;
  readonly language: 'en' | 'zh';
  readonly topic: number;
}

/** A repeatable source of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const COMMON =
  'the of and to in a is that for it as was with on by he at from his be this an are which had not but or have were one all they their has been when who will more no if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man even most after also many must before through years where much your way well down should because each just those people how too state good very make world still own see work men long get here between both life under never same another know while last might great since go come right used take three states himself few house use during without again place around however home small found thought went say part once general high upon school every does got united left number course war until always away something fact water though less public put think almost hand enough far took head yet government system better set told nothing night end called didn eyes find going look asked later company market business report year million percent'.split(
    ' ',
  );
const ONSETS =
  'b c d f g h j k l m n p r s t v w br cr dr fr gr pr tr st sp sl pl cl bl fl sh ch th qu'.split(' ');
const VOWELS = 'a e i o u a e i o a e ea ai ou io ee'.split(' ');
const CODAS = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'nt', 'st', 'ck', 'rd', 'ng'];
const ENDINGS = ['', '', '', '', 's', 'ed', 'ing', 'er', 'tion', 'ment', 'ly', 'al', 'ity', 'ness', 'ive'];

const TOPICS = 400;
const TOPIC_WORDS = 220;
const COMPANIES = 20_000;
const WORDS = 200_000;
const HAN_WORDS = 20_000;

const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)]!;

/** Draws ranks so that rank r comes up in proportion to 1 / (r + 2.7). */
function zipf(size: number): (next: () => number) => number {
  // The inverse of the integral of 1/(x + q): exact enough, and one logarithm instead of a table of a million sums.
  const q = 2.7;
  const span = Math.log((size + q) / q);
  return (next) => Math.min(size - 1, Math.floor(q * (Math.exp(next() * span) - 1)));
}

function latinWords(): string[] {
  const next = random(1);
  const seen = new Set(COMMON);
  const words = [...COMMON];
  while (words.length < WORDS) {
    // Rare words are longer than common ones, as in any language.
    const syllables = 2 + Math.floor(next() * 2 + (words.length > 5000 ? 0.6 : 0));
    let word = '';
    for (let i = 0; i < syllables; i++) word += pick(ONSETS, next) + pick(VOWELS, next) + pick(CODAS, next);
    word += pick(ENDINGS, next);
    if (seen.has(word) || word.length > 16) continue;
    seen.add(word);
    words.push(word);
  }
  return words;
}

function hanWords(): string[] {
  const next = random(2);
  const draw = zipf(3000);
  return Array.from({ length: HAN_WORDS }, (_, rank) => {
    const length = rank < 60 ? 1 : next() < 0.75 ? 2 : 3;
    let word = '';
    for (let i = 0; i < length; i++) word += String.fromCharCode(0x4e00 + ((draw(next) * 7) % 20_900));
    return word;
  });
}

/** One damaged copy of a word: a letter put in, left out, changed, or two swapped. */
export function misspelled(word: string, next: () => number): string {
  const at = Math.floor(next() * word.length);
  const letter = String.fromCharCode(97 + Math.floor(next() * 26));
  const kind = Math.floor(next() * 4);
  if (kind === 0) return word.slice(0, at) + letter + word.slice(at);
  if (kind === 1) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 2 || at + 1 >= word.length) return word.slice(0, at) + letter + word.slice(at + 1);
  return word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2);
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

/** Makes articles. Building the word lists takes about a second; an article takes a fraction of a millisecond. */
export class ArticleGenerator {
  readonly words: readonly string[] = latinWords();
  readonly #han = hanWords();
  readonly #seed: number;
  readonly #draw = zipf(WORDS);
  readonly #drawHan = zipf(HAN_WORDS);
  readonly #drawTopic = zipf(TOPIC_WORDS);

  constructor(seed = 7) {
    this.#seed = seed;
  }

  #company(number: number): { readonly name: string; readonly han: string | null } {
    const next = random(number * 31 + 5);
    const name = `${capital(this.words[2000 + Math.floor(next() * 60_000)]!)} ${pick(['Group', 'Holdings', 'Systems', 'Energy', 'Capital', 'Motors', 'Labs'], next)}`;
    return { name, han: next() < 0.2 ? pick(this.#han, next) + pick(this.#han, next) : null };
  }

  /** The names of a company that articles name: the lower its number the more often. */
  company(number: number): { readonly name: string; readonly han: string | null } {
    return this.#company(number);
  }

  /** The article of this number. */
  article(number: number): GeneratedArticle {
    const next = random(Math.imul(number + 1, 2654435761) ^ this.#seed);
    const topic = Math.floor(next() * TOPICS);
    const chinese = next() < 0.05;
    const length = 250 + Math.floor(next() * 575);
    const company = this.#company(Math.floor(next() ** 2 * COMPANIES));
    const parts: string[] = [];
    let sentence = 8 + Math.floor(next() * 18);
    for (let i = 0; i < length; i++) {
      const chance = next();
      let word: string;
      if (chance < 0.008) word = chinese && company.han ? company.han : company.name;
      else if (chance < 0.02)
        word = String(next() < 0.5 ? 1990 + Math.floor(next() * 36) : Math.floor(next() * 10_000));
      else if (chinese) word = this.#han[this.#drawHan(next)]!;
      else if (chance < 0.25) word = this.words[300 + ((topic * 487 + this.#drawTopic(next) * 83) % 40_000)]!;
      else word = this.words[this.#draw(next)]!;
      if (!chinese && chance > 0.9985 && word.length > 4) word = misspelled(word, next);
      if (--sentence === 0) {
        word += chinese ? '。' : i % 90 < 18 ? '.\n\n' : '. ';
        sentence = 8 + Math.floor(next() * 18);
      } else if (!chinese) word += next() < 0.06 ? ', ' : ' ';
      parts.push(word);
    }
    const titleWords = Array.from({ length: 3 + Math.floor(next() * 5) }, () =>
      chinese
        ? (this.#han[100 + this.#drawHan(next)] ?? '')
        : this.words[300 + ((topic * 487 + this.#drawTopic(next) * 83) % 40_000)]!,
    );
    const month = 1 + Math.floor(next() * 12);
    return {
      number,
      topic,
      language: chinese ? 'zh' : 'en',
      title: chinese ? titleWords.join('') : `${company.name}: ${titleWords.join(' ')}`,
      byline: `${capital(this.words[900 + Math.floor(next() * 3000)]!)} ${capital(this.words[900 + Math.floor(next() * 9000)]!)}`,
      siteName: `${capital(this.words[400 + Math.floor(next() ** 2 * 300)]!)} Times`,
      publishedOn: `${2000 + Math.floor(next() * 26)}-${String(month).padStart(2, '0')}-${String(1 + Math.floor(next() * 28)).padStart(2, '0')}`,
      text: parts.join(''),
    };
  }
}
