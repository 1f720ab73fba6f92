import { z } from 'zod';
import type { BlockNode, BriefDocument, InlineNode } from '../brief.ts';
import { Refusal } from '../refusal.ts';
import { parseBriefDocument } from './document.ts';

/** Words in both languages. */
interface Bilingual<T> {
  readonly en: T;
  readonly zh: T;
}

/** A beginning for a brief. `{company}` and `{date}` in its words are filled in when it is used. */
export interface BriefTemplate {
  readonly id: string;
  readonly title: Bilingual<string>;
  readonly description: Bilingual<string>;
  /** What the new brief is called. */
  readonly name: Bilingual<string>;
  readonly body: Bilingual<BriefDocument>;
}

/** The shipped templates: file names in `resources/templates` without `.json`, in the order of menus. */
export const BRIEF_TEMPLATES: readonly string[] = [
  'company-profile',
  'comparison',
  'weekly-digest',
  'question-and-answer',
];

const both = z.object({ en: z.string().max(500), zh: z.string().max(500) });
const shape = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,80}$/u),
  title: both,
  description: both,
  name: both,
  body: z.object({ en: z.unknown(), zh: z.unknown() }),
});

/**
 * Reads the parsed JSON of a template file, shipped or made by a user.
 * @throws Refusal `unreadable` when it is not a template
 */
export function parseTemplate(json: unknown): BriefTemplate {
  const read = shape.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Refusal(
      'unreadable',
      `This is not a brief template: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    );
  }
  const { body, ...rest } = read.data;
  return { ...rest, body: { en: parseBriefDocument(body.en), zh: parseBriefDocument(body.zh) } };
}

/** What is filled into a template. `company` may be several names joined by the caller. */
export interface TemplateValues {
  readonly company: string | null;
  /** The day as the reader writes it. */
  readonly date: string;
}

const side = (language: string): 'en' | 'zh' => (language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

function fill(text: string, values: TemplateValues, language: string): string {
  const company = values.company ?? (side(language) === 'zh' ? '该公司' : 'the company');
  return text.replace(/\{(company|date)\}/gu, (_, name: string) =>
    name === 'company' ? company : values.date,
  );
}

/** The title of a brief made from a template, in a language. */
export const templateName = (template: BriefTemplate, values: TemplateValues, language: string): string =>
  fill(template.name[side(language)], values, language);

/** The document of a brief made from a template, in a language. */
export const templateBody = (
  template: BriefTemplate,
  values: TemplateValues,
  language: string,
): BriefDocument => ({
  type: 'doc',
  content: mapLines(template.body[side(language)].content, (line) =>
    line.map((node) => (node.type === 'text' ? { ...node, text: fill(node.text, values, language) } : node)),
  ),
});

/** A user's template from a brief: its headings and words without quotations, citations and figures. */
export function templateOf(id: string, title: string, body: BriefDocument): BriefTemplate {
  const bare: BriefDocument = {
    type: 'doc',
    content: mapLines(body.content, (line) =>
      line.filter((node) => node.type !== 'citation' && node.type !== 'crossReference'),
    ),
  };
  const same = { en: title, zh: title };
  return { id, title: same, description: { en: '', zh: '' }, name: same, body: { en: bare, zh: bare } };
}

/** Rebuilds blocks with every line changed; quotations and tables of facts are left out, because templates hold no evidence. */
function mapLines(
  blocks: readonly BlockNode[],
  change: (line: readonly InlineNode[]) => readonly InlineNode[],
): readonly BlockNode[] {
  return blocks.flatMap((block): readonly BlockNode[] => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return [{ ...block, content: change(block.content ?? []) }];
      case 'bulletList':
      case 'orderedList':
        return [
          {
            ...block,
            content: (block.content ?? []).map((item) => ({
              ...item,
              content: mapLines(item.content ?? [], change),
            })),
          },
        ];
      case 'table':
        return [
          {
            ...block,
            content: (block.content ?? []).map((row) => ({
              ...row,
              content: (row.content ?? []).map((cell) => ({
                ...cell,
                content: mapLines(cell.content ?? [], change),
              })),
            })),
          },
        ];
      case 'quotation':
      case 'factTable':
      case 'chart':
      case 'figure':
        return [];
      default:
        return [block];
    }
  });
}
