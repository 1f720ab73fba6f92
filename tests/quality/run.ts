import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from '../../db/folder.ts';
import type { Row } from './row.ts';

// "npm run quality": measures every figure that has public data and prints one table. "-- anchor facts" runs some.
// DOSSIER_QUALITY_DATA names the folder with the data; it is never part of the project.
const MEASURES = ['extract', 'pasted', 'imports', 'search', 'companies', 'facts', 'anchor', 'webannotation'];

const dataDir = resolve(process.env['DOSSIER_QUALITY_DATA'] ?? join(projectFolder(), '..', 'shared', 'data'));
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = asked.find((name) => !MEASURES.includes(name));
if (unknown !== undefined) {
  console.error(`There is no measure "${unknown}". Measures: ${MEASURES.join(', ')}.`);
  process.exit(2);
}
if (!existsSync(dataDir)) {
  console.warn(
    `!! NOTHING WAS MEASURED: the data is not there (${dataDir}). DOSSIER_QUALITY_DATA names another folder.`,
  );
  process.exit(0);
}

/** A row of the table that tells of a measure rather than of a figure. */
const told = (name: string, ok: boolean, note: string): Row => ({
  measure: name,
  value: NaN,
  target: '',
  ok,
  note,
});

const rows: Row[] = [];
for (const name of MEASURES.filter((one) => asked.length === 0 || asked.includes(one))) {
  const path = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(path)) {
    rows.push(told(name, false, 'not measured yet'));
    continue;
  }
  console.error(`measuring ${name} …`);
  try {
    const { run } = (await import(path)) as { run: (dataDir: string) => Promise<readonly Row[]> };
    const measured = await run(dataDir);
    rows.push(...(measured.length > 0 ? measured : [told(name, false, 'its data is not there')]));
  } catch (error) {
    console.error(error);
    rows.push(told(name, false, `failed: ${error instanceof Error ? error.message : String(error)}`));
  }
}

const figure = (value: number): string =>
  Number.isNaN(value)
    ? '–'
    : Number.isInteger(value)
      ? String(value)
      : value.toFixed(Math.abs(value) < 10 ? 4 : 1);
const table = [
  ['measure', 'this run', 'target', 'ok', 'note'],
  ...rows.map((row) => [row.measure, figure(row.value), row.target, row.ok ? 'yes' : 'NO', row.note ?? '']),
];
const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]!.length)));
for (const row of table)
  console.log(
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
console.log(`\n${rows.filter((row) => row.ok).length} of ${rows.length} at their target`);
process.exit(0);
