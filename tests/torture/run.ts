import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KINDS, killRun, type Kind } from './kill.ts';
import { canRecord, run as cutPower } from './power-cut.ts';

// "npm run torture -- --kills 20 --seed 1 --articles 300 --kinds import,annotate": kills a working program at random
// points and compares the library with what had been acknowledged. "--power-cuts 200" cuts the power instead; "--cases" runs
// the single misfortunes (full disk, flipped bytes, lost journal…). Ends with 1 when a promise was broken.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    articles: { type: 'string', default: '300' },
    kinds: { type: 'string', default: 'all' },
    'power-cuts': { type: 'string' },
    cases: { type: 'boolean', default: false },
  },
});
if (values.cases) {
  // full disk, read-only folder, lost journal, file pulled away, clock, two programs, flipped bytes: each prints its counts
  const { status } = spawnSync(
    process.execPath,
    [
      join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs'),
      'run',
      'tests/unit/safety/opening.test.ts',
      'tests/unit/library/salvage.test.ts',
    ],
    {
      cwd: join(import.meta.dirname, '../..'),
      stdio: 'inherit',
      env: { ...process.env, DOSSIER_FLIPS: process.env['DOSSIER_FLIPS'] ?? '200' },
    },
  );
  process.exit(status ?? 1);
}
if (values['power-cuts'] !== undefined) {
  if (!canRecord()) {
    console.error(
      'NOT RUN: power cuts are made from a record of system calls, and strace is not on this machine.',
    );
    process.exit(1);
  }
  const cut = await cutPower({
    cuts: Number(values['power-cuts']),
    seed: Number(values.seed),
    ...(values.kinds !== 'all' && { kinds: values.kinds.split(',') as Kind[] }),
    say: (line) => console.log(line),
  });
  for (const problem of cut.problems.slice(0, 50)) console.error(problem);
  console.log(
    `${cut.cuts} power cuts (seed ${values.seed}): ${cut.clean} opened clean; ${cut.present} of ${cut.acknowledged} acknowledged writes present.`,
  );
  process.exit(cut.problems.length === 0 ? 0 : 1);
}
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
  `${counts.kills} kills (${Object.entries(counts.byKind)
    .map(([kind, kills]) => `${kind} ${kills}`)
    .join(
      ', ',
    )}; seed ${values.seed}): ${counts.clean} opened clean; ${counts.present} of ${counts.acknowledged} looks for acknowledged work found it; ${counts.finished} ended before they were killed.`,
);
process.exit(counts.problems.length === 0 ? 0 : 1);
