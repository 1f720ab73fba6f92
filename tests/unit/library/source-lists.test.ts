import { expect, test } from 'vitest';
import { TestLibrary } from '../../setup/library.ts';

test('a list read in portions, from either end, is the list read at once', async () => {
  using t = new TestLibrary();
  const dates = ['2024', '2024-05', '2023-11-02', ''];
  for (let n = 0; n < 23; n++) {
    const date = dates[n % dates.length]!;
    const id = await t.source(
      `Title ${(n * 7) % 23}\n\nThe harbour of town ${n} has ${n + 2} cranes of its own.`,
    );
    t.library.sources.edit({ id, publishedOn: date === '' ? null : date });
  }
  for (const sort of ['captured', 'published', 'title', 'opened'] as const)
    for (const descending of [true, false]) {
      const whole = t.library.sources.list({ sort, descending });
      expect(whole.total).toBe(23);
      const ids = whole.sources.map(({ id }) => id);
      expect(new Set(ids).size).toBe(23);
      for (const limit of [1, 4, 10, 23, 50]) {
        const read: string[] = [];
        for (let offset = 0; offset < 23; offset += limit)
          read.push(
            ...t.library.sources.list({ sort, descending, limit, offset }).sources.map(({ id }) => id),
          );
        expect(read, `${sort} ${descending ? 'down' : 'up'} by ${limit}`).toEqual(ids);
      }
      expect(t.library.sources.list({ sort, descending, limit: 5, offset: 23 }).sources).toEqual([]);
    }
  expect(t.library.sources.list({ view: 'trash' })).toEqual({ total: 0, sources: [] });
});
