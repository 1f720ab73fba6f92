import { parseArgs } from 'node:util';
import { KINDS, killRun, type Kind } from './kill.ts';

// "npm run torture -- --kills 20 --seed 1 --articles 1000 --kinds import,annotate": kills a working program at random
// points and compares the library with what had been acknowledged. Ends with 1 when a promise was broken.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    articles: { type: 'string', default: '1000' },
    kinds: { type: 'string', default: 'import' },
  },
});
const kinds = values.kinds === 'all' ? [...KINDS] : (values.kinds.split(',') as Kind[]);
const unknown = kinds.find((kind) => !KINDS.includes(kind));
if (unknown !== undefined) {
  console.error(`There is no kind "${unknown}". Kinds: ${KINDS.join(', ')}, or all.`);
  process.exit(2);
}
const counts = await killRun({
  kills: Number(values.kills),
  seed: Number(values.seed),
  articles: Number(values.articles),
  kinds,
  say: (line) => console.log(line),
});
for (const problem of counts.problems.slice(0, 50)) console.error(problem);
console.log(
  `${counts.kills} kills during ${kinds.join(', ')} (seed ${values.seed}): ${counts.clean} opened clean; ${counts.present} of ${counts.acknowledged} looks for acknowledged work found it; ${counts.finished} ended before they were killed.`,
);
process.exit(counts.problems.length === 0 ? 0 : 1);
