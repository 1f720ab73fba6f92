import { expect, test } from 'vitest';
import { killRun } from '../../torture/kill.ts';

// The long form is "npm run torture -- --kills 500 --kinds all".
test('an import that is killed leaves a sound library with everything it had reported', async () => {
  const counts = await killRun({ kills: 3, seed: 7, articles: 150, kinds: ['import'] });
  expect(counts.problems).toEqual([]);
  expect(counts.clean).toBe(3);
  expect(counts.acknowledged).toBeGreaterThan(0);
  expect(counts.present).toBe(counts.acknowledged);
});

test('annotating, writing a brief, backing up and rebuilding the index can be killed as well', async () => {
  const counts = await killRun({
    kills: 4,
    seed: 11,
    articles: 60,
    kinds: ['annotate', 'brief', 'backup', 'rebuild'],
  });
  expect(counts.problems).toEqual([]);
  expect(counts.clean).toBe(4);
  expect(counts.present).toBe(counts.acknowledged);
});
