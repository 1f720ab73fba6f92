import { expect, test } from 'vitest';
import { lookThrough, START, type Spot } from '../../../src/library/piecewise.ts';
import { openLibrary, type OpenLibrary } from '../../../src/library/library.ts';
import { TestLibrary } from '../../setup/library.ts';
import { fillLibrary } from '../safety/generated.ts';

const DAY = 86_400_000;

/** Quiet moments until there is nothing more to do; how many there were. */
function quiet(open: OpenLibrary): number {
  let moments = 1;
  while (open.tidy() && moments < 1000) moments++;
  return moments;
}

test('a library is looked through once a week in pieces, and damage is a notice until a check finds none', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 61);
  t.open.close();
  let now = Date.parse('2026-03-01T00:00:00.000Z');
  const open = openLibrary(t.file, t.open.context.surroundings, () => new Date(now).toISOString());
  const { db } = open.context.store;
  const progress = db.prepare("SELECT value FROM meta WHERE key = 'weekly-check'").pluck();
  try {
    expect(open.tidy()).toBe(true);
    expect(progress.get()).toBeTruthy();
    expect(quiet(open)).toBeGreaterThan(20);
    expect(progress.get()).toBeUndefined();
    expect(open.library.health.status().notices).toEqual([]);
    now += 6 * DAY;
    expect(quiet(open)).toBe(1);
    now += 2 * DAY;
    const hash = db.prepare('SELECT hash FROM original LIMIT 1').pluck().get() as string;
    const bytes = db.prepare('SELECT bytes FROM original WHERE hash = ?').pluck().get(hash) as Buffer;
    const put = db.prepare('UPDATE original SET bytes = ? WHERE hash = ?');
    const spoilt = Buffer.from(bytes);
    spoilt[2]! ^= 1;
    put.run(spoilt, hash);
    quiet(open);
    const [notice] = open.library.health.status().notices;
    expect(notice).toMatchObject({ kind: 'damage-found', at: '2026-03-09T00:00:00.000Z' });
    expect(notice!.problems[0]).toMatch(/Original [0-9a-f]{12} no longer matches|original: /);
    put.run(bytes, hash);
    expect(open.library.health.check({ deep: true }).ok).toBe(true);
    expect(open.library.health.status().notices).toEqual([]);
    // a clock that goes back a century does not put the next look off for one
    now -= 36_500 * DAY;
    expect(quiet(open)).toBeGreaterThan(20);
  } finally {
    open.close();
    t.reopenAfterClose();
  }
});

test('a look through that was interrupted goes on where it stood', async () => {
  using t = new TestLibrary();
  await fillLibrary(t, 62, 2);
  const seen: number[] = [];
  for (let spot: Spot | null = START; spot; spot = lookThrough(t.store.db, spot, () => seen.push(-1)))
    seen.push(spot.table);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen).not.toContain(-1);
  for (let i = 0; i < 10; i++) t.open.tidy();
  const stood = t.store.db
    .prepare("SELECT value FROM meta WHERE key = 'weekly-check'")
    .pluck()
    .get() as string;
  t.reopen();
  t.open.tidy();
  const now = t.store.db.prepare("SELECT value FROM meta WHERE key = 'weekly-check'").pluck().get() as string;
  expect((JSON.parse(now) as { spot: Spot }).spot.table).toBe(
    (JSON.parse(stood) as { spot: Spot }).spot.table + 1,
  );
});
