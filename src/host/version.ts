import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../db/folder.ts';

/** The program's version, from package.json. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')) as { version: string }).version;
