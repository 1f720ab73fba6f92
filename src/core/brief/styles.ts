/** A citation style that is shipped. `file` is its name in `resources/styles`. */
export interface BriefStyle {
  readonly id: string;
  readonly file: string;
  readonly label: string;
  readonly labelChinese: string;
  /** `note`: footnotes; `author-date` and `number`: in the line, with a list of sources. */
  readonly kind: 'note' | 'author-date' | 'number';
}

/** The shipped styles in the order of menus; the first is the one of new briefs. */
export const BRIEF_STYLES: readonly BriefStyle[] = [
  {
    id: 'business',
    file: 'business.csl',
    label: 'Numbered notes (business)',
    labelChinese: '编号注释（商务）',
    kind: 'note',
  },
  { id: 'apa', file: 'apa.csl', label: 'APA, 7th edition', labelChinese: 'APA 第 7 版', kind: 'author-date' },
  {
    id: 'chicago-notes',
    file: 'chicago-fullnote-bibliography.csl',
    label: 'Chicago, notes',
    labelChinese: '芝加哥（注释）',
    kind: 'note',
  },
  {
    id: 'chicago-author-date',
    file: 'chicago-author-date.csl',
    label: 'Chicago, author–date',
    labelChinese: '芝加哥（著者—年份）',
    kind: 'author-date',
  },
  {
    id: 'mla',
    file: 'modern-language-association.csl',
    label: 'MLA, 9th edition',
    labelChinese: 'MLA 第 9 版',
    kind: 'author-date',
  },
  {
    id: 'harvard',
    file: 'harvard-cite-them-right.csl',
    label: 'Harvard (Cite Them Right)',
    labelChinese: '哈佛',
    kind: 'author-date',
  },
  { id: 'ieee', file: 'ieee.csl', label: 'IEEE', labelChinese: 'IEEE', kind: 'number' },
  {
    id: 'gb-t-7714',
    file: 'china-national-standard-gb-t-7714-2015-numeric.csl',
    label: 'GB/T 7714–2015, numeric',
    labelChinese: 'GB/T 7714–2015（顺序编码制）',
    kind: 'number',
  },
];

/** The CSL locale files in `resources/styles/locales` that the processor may ask for: `locales-<tag>.xml`. */
export const STYLE_LOCALES: readonly string[] = ['en-US', 'en-GB', 'zh-CN'];
