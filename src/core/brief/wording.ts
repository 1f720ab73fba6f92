import type { MetadataGap, QuoteDifference } from '../brief.ts';
import type { OutlineWords } from './outline.ts';

const isChinese = (language: string): boolean => language.toLowerCase().startsWith('zh');

const ENGLISH: OutlineWords = {
  notes: 'Notes',
  sources: 'Sources',
  passages: 'Saved passages',
  openPassage: 'Open the passage',
  backToText: 'Back to the text',
  note: (number) => `Note ${number}`,
  source: 'Source',
  published: 'Published',
  captured: 'Saved',
  version: (number) => `version ${number}`,
  citedWith: 'Citations formatted with citeproc-js by Frank Bennett (CPAL 1.0)',
  figure: 'Figure',
  value: 'Value',
  asOf: 'As of',
  company: 'Company',
  livePage: 'Live page',
  inference: 'The author’s view',
};

const CHINESE: OutlineWords = {
  notes: '注释',
  sources: '参考文献',
  passages: '存档原文',
  openPassage: '查看原文',
  backToText: '返回正文',
  note: (number) => `注 ${number}`,
  source: '来源',
  published: '发表于',
  captured: '保存于',
  version: (number) => `第 ${number} 版`,
  citedWith: '引文格式由 citeproc-js（Frank Bennett，CPAL 1.0）生成',
  figure: '指标',
  value: '数值',
  asOf: '时点',
  company: '公司',
  livePage: '在线网页',
  inference: '作者观点',
};

/** The fixed words of a printed brief, in Chinese for Chinese briefs, else in English. */
export const wordsFor = (language: string): OutlineWords => (isChinese(language) ? CHINESE : ENGLISH);

/** A difference between a quotation and its source, in one sentence of the given language. */
export function differenceSentence({ kind, brief, source }: QuoteDifference, language: string): string {
  const chinese: Readonly<Record<QuoteDifference['kind'], string>> = {
    changed: source
      ? `引文与来源不符：此处为“${brief}”，来源为“${source}”。`
      : `引文与来源不符：来源中没有“${brief}”。`,
    part: '引文与来源不符：首尾有省略而未用“…”标明。',
    order: '引文与来源不符：各部分的先后次序与来源不同。',
    missing: '引文与来源不符：来源中已找不到这段话。',
    'no-source': '无法核对引文：来源已不在资料库中。',
  };
  const english: typeof chinese = {
    changed: source
      ? `Quotation differs from its source: it says “${brief}” here and “${source}” there.`
      : `Quotation differs from its source: “${brief}” is not in it.`,
    part: 'Quotation differs from its source: words are left out at an end without “…”.',
    order: 'Quotation differs from its source: its parts stand in another order there.',
    missing: 'Quotation differs from its source: these words are not, or no longer, in it.',
    'no-source': 'Quotation cannot be checked: its source is not in the library.',
  };
  return (isChinese(language) ? chinese : english)[kind];
}

/** The notice at the head of a document that is exported with broken quotations. */
export const brokenNotice = (count: number, language: string): string =>
  isChinese(language)
    ? `本文有 ${count} 处引文与来源不符，已在文中标出。`
    : `${count === 1 ? '1 quotation in this document differs' : `${count} quotations in this document differ`} from the source; each is marked where it stands.`;

const GAPS_ENGLISH = { title: 'title', author: 'author', date: 'date', address: 'address' } as const;
const GAPS_CHINESE = { title: '标题', author: '作者', date: '日期', address: '网址' } as const;

/** A visible gap for fields of a source that are not known. */
export const gapWords = (fields: readonly MetadataGap['field'][], language: string): string =>
  isChinese(language)
    ? `［缺：${fields.map((field) => GAPS_CHINESE[field]).join('、')}］`
    : `[missing: ${fields.map((field) => GAPS_ENGLISH[field]).join(', ')}]`;

/** Quotation marks around words, by the language of the brief. Words that bring their own keep them. */
export const quoted = (words: string): string =>
  /^[“"「『«]/u.test(words) && /[”"」』»]$/u.test(words) ? words : `“${words}”`;

/** The place of words in their source, such as “para. 3” or “p. 7”. */
export const placeWords = (paragraph: number | null, page: number | null, language: string): string => {
  if (page !== null) return isChinese(language) ? `第 ${page} 页` : `p. ${page}`;
  if (paragraph !== null) return isChinese(language) ? `第 ${paragraph} 段` : `¶${paragraph}`;
  return '';
};

/** Words put beside figures and citations when something is missing, changed or wrong. */
export const tableWords = (
  language: string,
): {
  readonly gone: string;
  readonly noSource: string;
  readonly now: (value: string) => string;
  readonly differs: (note: number) => string;
  readonly lost: string;
  readonly left: (count: number) => string;
  readonly nothing: string;
  readonly noPicture: string;
} =>
  isChinese(language)
    ? {
        gone: '该事实已不在资料库中',
        noSource: '无来源',
        now: (value) => `资料库现为 ${value}`,
        differs: (note) => `引文与来源不符，见注 ${note}`,
        lost: '所引用的内容已不在本文中',
        left: (count) => `另有 ${count} 项数值因单位不同或缺少数值、时点而只列于表中`,
        nothing: '没有可绘制的数值',
        noPicture: '图片已不在资料库中',
      }
    : {
        gone: 'this fact is no longer in the library',
        noSource: 'no source',
        now: (value) => `now ${value} in the library`,
        differs: (note) => `quotation differs from its source, see note ${note}`,
        lost: 'what this referred to is no longer in the brief',
        left: (count) =>
          `${count === 1 ? '1 figure is' : `${count} figures are`} in the table only, being of another unit or without a number or date`,
        nothing: 'nothing here can be drawn',
        noPicture: 'the picture is no longer in the library',
      };
