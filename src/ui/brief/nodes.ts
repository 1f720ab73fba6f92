import { Extension, Mark, mergeAttributes, Node } from '@tiptap/core';
import { tableEditing } from '@tiptap/pm/tables';
import { t } from '../messages/index.ts';
import { attrsIn, reference } from './node-parts.ts';

/** A numbered chip behind the words it proves. */
export const Citation = Node.create({
  name: 'citation',
  group: 'inline',
  inline: true,
  atom: true,
  draggable: true,
  addAttributes: () => reference,
  parseHTML: () => [{ tag: 'span[data-citation]', getAttrs: attrsIn('data-citation') }],
  renderHTML: ({ node }) => [
    'span',
    { class: 'br-cite', role: 'button', 'data-citation': JSON.stringify(node.attrs) },
  ],
});

/** “Table 2” or “section 1.3”: the words come from the numbering and are never typed. */
export const CrossReference = Node.create({
  name: 'crossReference',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ target: { default: '' } }),
  parseHTML: () => [{ tag: 'span[data-reference]', getAttrs: attrsIn('data-reference') }],
  renderHTML: ({ node }) => [
    'span',
    { class: 'br-reference', role: 'link', 'data-reference': JSON.stringify(node.attrs) },
  ],
});

/** The author's own remark under the text. */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ text: { default: '' } }),
  parseHTML: () => [
    { tag: 'span[data-footnote]', getAttrs: (dom) => ({ text: dom.getAttribute('data-footnote') ?? '' }) },
  ],
  renderHTML: ({ node }) => [
    'span',
    {
      class: 'br-footnote',
      role: 'button',
      'data-footnote': String(node.attrs['text']),
      'aria-label': t('brief.footnote', { text: String(node.attrs['text']) }),
    },
    '※',
  ],
});

/** Words the author states as a view of their own. */
export const Inference = Mark.create({
  name: 'inference',
  inclusive: false,
  parseHTML: () => [{ tag: 'span[data-inference]' }],
  renderHTML: ({ HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, {
      'data-inference': '',
      class: 'br-inference',
      title: t('brief.tool.inference'),
    }),
    0,
  ],
});

/** Headings carry the name cross-references know them by. A copy or a second half is another heading and has none. */
export const Names = Extension.create({
  name: 'names',
  addGlobalAttributes: () => [
    { types: ['heading'], attributes: { id: { default: null, rendered: false, keepOnSplit: false } } },
  ],
});

const span = { colspan: { default: 1 }, rowspan: { default: 1 } };

const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
};

/** Tables of the author's own, edited with ProseMirror's commands for tables. */
export const Tables = [
  Extension.create({
    name: 'tableRoles',
    extendNodeSchema: ({ name }: { readonly name: string }) =>
      ROLES[name] === undefined ? {} : { tableRole: ROLES[name] },
    addProseMirrorPlugins: () => [tableEditing()],
  }),
  Node.create({
    name: 'table',
    group: 'block',
    content: 'tableRow+',
    isolating: true,
    addAttributes: () => ({
      id: { default: null, rendered: false },
      title: { default: null, rendered: false },
    }),
    parseHTML: () => [{ tag: 'table' }],
    renderHTML: ({ node }) => [
      'table',
      {
        class: 'table br-plain',
        ...(node.attrs['title'] ? { 'data-title': String(node.attrs['title']) } : {}),
      },
      ['tbody', 0],
    ],
  }),
  Node.create({
    name: 'tableRow',
    content: '(tableCell | tableHeader)*',
    parseHTML: () => [{ tag: 'tr' }],
    renderHTML: () => ['tr', 0],
  }),
  Node.create({
    name: 'tableCell',
    content: 'block+',
    isolating: true,
    addAttributes: () => span,
    parseHTML: () => [{ tag: 'td' }],
    renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
  }),
  Node.create({
    name: 'tableHeader',
    content: 'block+',
    isolating: true,
    addAttributes: () => span,
    parseHTML: () => [{ tag: 'th' }],
    renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
  }),
];
