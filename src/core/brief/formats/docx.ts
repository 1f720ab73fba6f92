import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  InternalHyperlink,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ImageRun, IRunOptions, ParagraphChild } from 'docx';
import type { BriefFormat } from '../format.ts';
import type { Caption, Outline, OutlineBlock, Run, WordRun } from '../outline.ts';
import { docxPictures } from './docx-picture.ts';
import { docxNumbering, DOCX_STYLES, numbersFrom } from './docx-style.ts';
import { rewriteZip } from './zip.ts';

/** XML 1.0 forbids most control characters. */
const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/[\r\n]+/gu, ' ');

function wordRun(run: WordRun, extra: IRunOptions = {}): ParagraphChild {
  const text = new TextRun({
    ...extra,
    text: xmlText(run.text),
    ...(run.bold && { bold: true }),
    ...(run.italic && { italics: true }),
    ...(run.superscript && { superScript: true }),
    ...(run.subscript && { subScript: true }),
    ...(run.code && { style: 'Code' }),
    ...(run.notice && { style: 'Notice' }),
    ...(run.inference && { style: 'AuthorView' }),
    ...(run.href && { style: 'Hyperlink' }),
  });
  return run.href ? new ExternalHyperlink({ link: run.href, children: [text] }) : text;
}

/** Runs as children of a paragraph; inside footnotes a reference to another footnote cannot stand and never does. */
const docxRuns = (runs: readonly Run[]): ParagraphChild[] =>
  runs.map((run) => {
    if (run.kind === 'words') return wordRun(run);
    if (run.kind === 'break') return new TextRun({ break: 1 });
    if (run.kind === 'reference')
      return new InternalHyperlink({
        anchor: run.anchor,
        children: [new TextRun({ text: xmlText(run.text), style: 'Hyperlink' })],
      });
    return new FootnoteReferenceRun(run.number);
  });

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

interface ListPlace {
  readonly level: number;
  /** First number; null for bullets. */
  readonly start: number | null;
  readonly instance: number;
}

/** Writes blocks as paragraphs and tables; every ordered list is an instance of its own, so that it starts anew. */
class Writer {
  private readonly pictures: ReadonlyMap<OutlineBlock, ImageRun>;
  private instances = 0;
  /** First numbers of the ordered lists met. */
  readonly starts = new Set<number>();

  constructor(pictures: ReadonlyMap<OutlineBlock, ImageRun>) {
    this.pictures = pictures;
  }

  blocks(blocks: readonly OutlineBlock[], level: number): (Paragraph | Table)[] {
    return blocks.flatMap((block) => this.block(block, level, null));
  }

  block(block: OutlineBlock, level: number, item: ListPlace | null): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'heading':
        return [
          new Paragraph({
            heading: HEADINGS[Math.min(6, block.level) - 1]!,
            children:
              block.anchor === undefined
                ? docxRuns(block.runs)
                : [new Bookmark({ id: block.anchor, children: docxRuns(block.runs) })],
          }),
        ];
      case 'paragraph':
        return [
          new Paragraph({
            children: docxRuns(block.runs),
            ...(item === null
              ? {
                  style: level > 0 ? 'ListContinue' : 'BodyText',
                  ...(level > 0 && { indent: { left: 360 * level } }),
                }
              : {
                  style: 'ListParagraph',
                  numbering: {
                    reference: item.start === null ? 'bullets' : numbersFrom(item.start),
                    level: Math.min(8, item.level),
                    instance: item.instance,
                  },
                }),
          }),
        ];
      case 'list': {
        this.instances += 1;
        const start = block.ordered ? block.start : null;
        if (start !== null) this.starts.add(start);
        const place = { level, start, instance: this.instances };
        return block.items.flatMap((children) =>
          // Only the first paragraph of an item carries its sign.
          children.flatMap((child, i) =>
            this.block(child, level + 1, i === 0 && child.kind === 'paragraph' ? place : null),
          ),
        );
      }
      case 'quotation':
        return [new Paragraph({ style: 'Quote', children: docxRuns(block.runs) })];
      case 'table':
        return [
          ...(block.caption ? [captionOf(block.caption, true)] : []),
          this.table(block.rows, block.headings),
          new Paragraph({ style: 'AfterTable', children: [] }),
        ];
      case 'figure': {
        const picture = this.pictures.get(block);
        return [
          ...(picture ? [new Paragraph({ style: 'Picture', keepNext: true, children: [picture] })] : []),
          captionOf(block.caption, false),
        ];
      }
      default:
        return [
          new Paragraph({
            border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '999999', space: 1 } },
            children: [],
          }),
        ];
    }
  }

  table(rows: readonly (readonly (readonly Run[])[])[], headings: number): Table {
    const columns = Math.max(1, ...rows.map((row) => row.length));
    const border = { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' };
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: Array.from({ length: columns }, () => Math.floor(9000 / columns)),
      borders: {
        top: border,
        bottom: border,
        left: none,
        right: none,
        insideHorizontal: border,
        insideVertical: none,
      },
      rows: (rows.length > 0 ? rows : [[]]).map(
        (row, r) =>
          new TableRow({
            // Readers take the element for a heading row even when it says false.
            ...(r < headings && { tableHeader: true }),
            cantSplit: true,
            children: Array.from(
              { length: columns },
              (_, c) =>
                new TableCell({
                  margins: { top: 60, bottom: 60, left: 80, right: 80 },
                  children: [
                    new Paragraph({
                      style: r < headings ? 'TableHead' : 'TableText',
                      children: docxRuns(row[c] ?? []),
                    }),
                  ],
                }),
            ),
          }),
      ),
    });
  }
}

const captionOf = ({ anchor, runs }: Caption, before: boolean): Paragraph =>
  new Paragraph({
    style: 'Caption',
    keepNext: before,
    children: [new Bookmark({ id: anchor, children: docxRuns(runs) })],
  });

function documentOf(outline: Outline, pictures: ReadonlyMap<OutlineBlock, ImageRun>): Document {
  const { words } = outline;
  const writer = new Writer(pictures);
  const small = (text: string): Paragraph =>
    new Paragraph({ style: 'Small', children: [new TextRun(xmlText(text))] });
  const children: (Paragraph | Table)[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(xmlText(outline.title))] }),
    small(outline.updatedOn),
    ...outline.notices.map(
      (notice) =>
        new Paragraph({
          style: 'BodyText',
          children: [wordRun({ kind: 'words', text: notice, notice: true })],
        }),
    ),
    ...writer.blocks(outline.blocks, 0),
  ];
  if (outline.bibliography.length > 0) {
    children.push(new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(words.sources)] }));
    for (const entry of outline.bibliography) {
      children.push(new Paragraph({ style: 'Bibliography', children: docxRuns(entry) }));
    }
    children.push(small(words.citedWith));
  }
  return new Document({
    title: xmlText(outline.title),
    creator: 'Dossier',
    lastModifiedBy: 'Dossier',
    styles: DOCX_STYLES,
    numbering: docxNumbering([...writer.starts]),
    footnotes: Object.fromEntries(
      outline.notes.map((note) => [
        note.number,
        {
          children: [
            new Paragraph({ style: 'FootnoteText', children: [new TextRun(' '), ...docxRuns(note.runs)] }),
          ],
        },
      ]),
    ),
    sections: [
      {
        properties: {
          page: { margin: { top: 1360, bottom: 1250, left: 1250, right: 1250 } },
          titlePage: true,
        },
        headers: {
          default: new Header({
            children: [
              new Paragraph({
                style: 'Small',
                children: [new TextRun(xmlText(outline.title).slice(0, 120))],
              }),
            ],
          }),
          first: new Header({ children: [new Paragraph({ children: [] })] }),
        },
        footers: { default: pageFooter(), first: pageFooter() },
        children,
      },
    ],
  });
}

const pageFooter = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Small',
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  });

/** Names the library makes at random for links get running numbers, and its clock gives way to the brief's own date. */
function settled(): (path: string, xml: string, day: string) => string {
  const names = new Map<string, string>();
  return (path, given, day) => {
    const xml = path === 'word/document.xml' ? counted(given) : given;
    if (path === 'docProps/core.xml') {
      return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${day}T00:00:00Z`);
    }
    return xml.replace(/\b((?:r:id|Id)=")(rId[A-Za-z0-9_-]{10,})"/gu, (_, start: string, name: string) => {
      const known = names.get(name) ?? `rIdLink${names.size + 1}`;
      names.set(name, known);
      return `${start}${known}"`;
    });
  };
}

/** The library counts bookmarks and pictures over all documents it ever made; here they begin at one again. */
function counted(xml: string): string {
  const marks = new Map<string, number>();
  let pictures = 0;
  return xml
    .replace(/(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\d+)"/gu, (_, start: string, id: string) => {
      const number = marks.get(id) ?? marks.size + 1;
      marks.set(id, number);
      return `${start}${number}"`;
    })
    .replace(/(<wp:docPr\b[^>]*?\bid=")\d+"/gu, (_, start: string) => `${start}${(pictures += 1)}"`);
}

export const docx: BriefFormat = {
  id: 'docx',
  label: 'Word (DOCX)',
  extension: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  write: async ({ outline, options }) => {
    const pictures = await docxPictures(outline.blocks, options.raster ?? null);
    const packed = await Packer.pack(documentOf(outline, pictures), 'uint8array');
    const settle = settled();
    return rewriteZip(packed, (path, xml) => settle(path, xml, outline.updatedOn));
  },
};
