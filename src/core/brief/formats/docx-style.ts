import { AlignmentType, LevelFormat, LineRuleType } from 'docx';
import type { INumberingOptions, IStylesOptions } from 'docx';

/* Lines are said to grow with what stands in them: LibreOffice otherwise cuts pictures to the height of a line. */

/** Fonts that Word and LibreOffice have on every system; the East Asian one is taken for Chinese, Japanese and Korean. */
const font = { ascii: 'Georgia', hAnsi: 'Georgia', cs: 'Times New Roman', eastAsia: 'SimSun' };

/** The level is said outright, because a style that redefines a heading otherwise loses it in Word and LibreOffice. */
const heading = (level: number, size: number, before: number) => ({
  run: { font, size, bold: true, color: '111111' },
  paragraph: { spacing: { before, after: 100 }, keepNext: true, outlineLevel: level - 1 },
});

/** The named styles of an exported document; all formatting goes through them, so that a reader can restyle the whole. */
export const DOCX_STYLES: IStylesOptions = {
  default: {
    document: { run: { font, size: 22 }, paragraph: { spacing: { line: 300, lineRule: LineRuleType.AUTO } } },
    title: { run: { font, size: 40, bold: true }, paragraph: { spacing: { after: 80 } } },
    heading1: heading(1, 28, 360),
    heading2: heading(2, 24, 300),
    heading3: heading(3, 22, 240),
    heading4: heading(4, 22, 200),
    heading5: heading(5, 22, 200),
    heading6: heading(6, 22, 200),
    hyperlink: { run: { color: '1D4F9C', underline: {} } },
    footnoteText: {
      run: { size: 18 },
      paragraph: { spacing: { after: 40, line: 240, lineRule: LineRuleType.AUTO } },
    },
    listParagraph: { paragraph: { spacing: { after: 60 } } },
  },
  paragraphStyles: [
    {
      id: 'BodyText',
      name: 'Body Text',
      basedOn: 'Normal',
      quickFormat: true,
      paragraph: { spacing: { after: 160 } },
    },
    { id: 'ListContinue', name: 'List Continue', basedOn: 'Normal', paragraph: { spacing: { after: 60 } } },
    {
      id: 'Quote',
      name: 'Quote',
      basedOn: 'Normal',
      quickFormat: true,
      paragraph: {
        spacing: { before: 120, after: 160 },
        indent: { left: 480, right: 240 },
        border: { left: { style: 'single', size: 12, color: '3B6E52', space: 10 } },
      },
    },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: 19, color: '444444' },
      paragraph: { spacing: { before: 120, after: 100 } },
    },
    {
      id: 'Picture',
      name: 'Picture',
      basedOn: 'Normal',
      paragraph: { spacing: { before: 160, line: 240, lineRule: LineRuleType.AUTO } },
    },
    {
      id: 'TableText',
      name: 'Table Text',
      basedOn: 'Normal',
      run: { size: 20 },
      paragraph: { spacing: { line: 260, lineRule: LineRuleType.AUTO } },
    },
    { id: 'TableHead', name: 'Table Head', basedOn: 'TableText', run: { bold: true, size: 20 } },
    {
      id: 'AfterTable',
      name: 'After Table',
      basedOn: 'Normal',
      run: { size: 8 },
      paragraph: { spacing: { after: 80 } },
    },
    {
      id: 'Bibliography',
      name: 'Bibliography',
      basedOn: 'Normal',
      run: { size: 20 },
      paragraph: { spacing: { after: 80 }, indent: { left: 480, hanging: 480 } },
    },
    { id: 'Small', name: 'Small', basedOn: 'Normal', run: { size: 17, color: '555555' } },
  ],
  characterStyles: [
    { id: 'Code', name: 'Code', run: { font: 'Consolas', size: 20 } },
    { id: 'Notice', name: 'Notice', run: { bold: true, color: '7A2A0E' } },
    { id: 'AuthorView', name: 'Author View', run: { underline: { type: 'dotted' } } },
  ],
};

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

const indent = (level: number) => ({ paragraph: { indent: { left: 480 + 360 * level, hanging: 300 } } });

/** Name of the numbering whose lists begin with a number. */
export const numbersFrom = (start: number): string => `numbers-${start}`;

/** Bulleted lists, and numbered lists for each first number, to nine levels, as many as Word has. */
export const docxNumbering = (starts: readonly number[]): INumberingOptions => ({
  config: [
    {
      reference: 'bullets',
      levels: LEVELS.map((level) => ({
        level,
        format: LevelFormat.BULLET,
        text: ['•', '–', '▪'][level % 3]!,
        alignment: AlignmentType.LEFT,
        style: indent(level),
      })),
    },
    ...starts.map((start) => ({
      reference: numbersFrom(start),
      levels: LEVELS.map((level) => ({
        level,
        start,
        format: [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN][level % 3]!,
        text: `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        style: indent(level),
      })),
    })),
  ],
});
