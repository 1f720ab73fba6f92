// Opens a copy of a library, writes one brief in every format and tells the SHA-256 of each:
// `node brief-bytes.ts FILE ID FACES`, where the last are the `@font-face` rules of printed pages.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { briefFormats } from '../../../src/core/brief/formats.ts';
import { raster } from '../../../src/host/raster.ts';
import { TestLibrary } from '../../setup/library.ts';

const [file = '', id = '', faces = ''] = process.argv.slice(2);
using t = new TestLibrary();
t.open.close();
copyFileSync(file, t.file);
t.reopenAfterClose();
Object.assign(t.open.context.surroundings, {
  fontCss: () => faces,
  raster,
  print: (html: string) => Promise.resolve(new TextEncoder().encode(`%PDF ${html}`)),
});
const sums: Record<string, string> = {};
for (const { id: format } of briefFormats()) {
  const { token } = await t.library.briefs.export({ id, format, allowBroken: true });
  sums[format] = createHash('sha256')
    .update(readFileSync(t.spool.find(token)!.path))
    .digest('hex');
}
process.stdout.write(JSON.stringify(sums));
