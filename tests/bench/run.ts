import { existsSync } from 'node:fs';
import { join } from 'node:path';

// "npm run bench -- search …": runs one benchmark; what follows its name is handed to it.
const [name = '', ...rest] = process.argv.slice(2);
const BENCHMARKS = ['search', 'large', 'mentions', 'brief'];
const path = join(import.meta.dirname, `${name}.ts`);
if (!BENCHMARKS.includes(name) || !existsSync(path)) {
  console.error(`Give the name of a benchmark: ${BENCHMARKS.join(', ')}.`);
  process.exit(2);
}
const { run } = (await import(path)) as { run: (args: readonly string[]) => Promise<void> };
await run(rest);
