/** A text a note can begin with. `{company}`, `{source}` and `{date}` are filled in. */
export interface NoteTemplate {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly text: { readonly en: string; readonly zh: string };
  /** True for one the user kept. */
  readonly own: boolean;
}

/** The templates that come with the program. */
export const NOTE_TEMPLATES: readonly NoteTemplate[] = [
  {
    id: 'reading',
    name: { en: 'Reading note', zh: '阅读笔记' },
    text: {
      en: '# {source}\n\nWhat it says:\n\n\nWhat is new to me:\n\n\nWhat I doubt:\n\n\n- [ ] Check against another source\n',
      zh: '# {source}\n\n主要内容：\n\n\n新的信息：\n\n\n存疑之处：\n\n\n- [ ] 用另一来源核对\n',
    },
    own: false,
  },
  {
    id: 'company',
    name: { en: 'Company overview', zh: '公司概览' },
    text: {
      en: '# {company}\n\n## What it does\n\n\n## Who buys from it\n\n\n## Who competes with it\n\n\n## Figures to watch\n\n\n## Open questions\n\n- [ ] \n',
      zh: '# {company}\n\n## 业务\n\n\n## 客户\n\n\n## 竞争对手\n\n\n## 关注的数字\n\n\n## 待查问题\n\n- [ ] \n',
    },
    own: false,
  },
  {
    id: 'interview',
    name: { en: 'Conversation', zh: '访谈记录' },
    text: {
      en: '# Conversation, {date}\n\nWith:\nAbout: {company}\n\n## Said\n\n\n## Not for quoting\n\n\n## To follow up\n\n- [ ] \n',
      zh: '# 访谈，{date}\n\n对象：\n关于：{company}\n\n## 内容\n\n\n## 不可引用\n\n\n## 后续\n\n- [ ] \n',
    },
    own: false,
  },
  {
    id: 'questions',
    name: { en: 'Open questions', zh: '待查问题' },
    text: {
      en: '# Open questions: {company}\n\n- [ ] \n- [ ] \n- [ ] \n',
      zh: '# 待查问题：{company}\n\n- [ ] \n- [ ] \n- [ ] \n',
    },
    own: false,
  },
];

/** A template's text with its placeholders filled in; a value that is not known leaves nothing behind. */
export const filled = (
  text: string,
  values: { readonly company: string | null; readonly source: string | null; readonly date: string },
): string =>
  text.replace(/\{(company|source|date)\}/g, (_, name: 'company' | 'source' | 'date') => values[name] ?? '');
