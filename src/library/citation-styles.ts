import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../db/folder.ts';
import type { CitationData } from '../core/brief/citation.ts';
import { BRIEF_STYLES } from '../core/brief/styles.ts';
import { Refusal } from '../core/refusal.ts';

const folder = (): string => join(projectFolder(), 'resources', 'styles');

let locales: Readonly<Record<string, string>> | null = null;

const readLocales = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(folder(), 'locales'))
      .filter((name) => name.endsWith('.xml'))
      .map((name) => [
        name.replace(/^locales-|\.xml$/g, ''),
        readFileSync(join(folder(), 'locales', name), 'utf8'),
      ]),
  );

/** The files of a citation style: a shipped one by its id, or a style file of the user's by its path. */
export function citationData(style: string): CitationData {
  const shipped = BRIEF_STYLES.find(({ id }) => id === style);
  const path = shipped ? join(folder(), shipped.file) : style;
  if (!shipped && (!style.endsWith('.csl') || !existsSync(path)))
    throw new Refusal(
      'unsupported',
      `There is no citation style "${style}". Styles: ${BRIEF_STYLES.map(({ id }) => id).join(', ')}, or a .csl file.`,
    );
  return { style: readFileSync(path, 'utf8'), locales: (locales ??= readLocales()) };
}
