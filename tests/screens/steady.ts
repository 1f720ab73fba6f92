import type { Page, Route } from '@playwright/test';

/** The instant at which every picture is taken. */
const NOW = '2026-03-10T09:41:00.000Z';
/** When what was saved, changed or backed up in the last days is said to have been. */
const LATELY = '2026-03-10T09:30:00.000Z';
const DAYS = 3 * 86_400_000;

/**
 * Takes out of a window what differs from one day, machine and run to the next: the clock and its zone, when the sample
 * was made, where its file is, and how long a search took. The library itself is as it is; only its answers are put right.
 */
export async function steady(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOW);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTimezoneOverride', { timezoneId: 'UTC' });
  const began = Date.now();
  const put = async (route: Route): Promise<void> => {
    const reply = await route.fetch();
    const text = await reply.text();
    await route.fulfill({
      response: reply,
      body: text
        .replaceAll(/"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g, (whole, instant: string) =>
          Math.abs(Date.parse(instant) - began) < DAYS ? `"${LATELY}"` : whole,
        )
        .replaceAll(/"took_ms":[\d.]+/g, '"took_ms":4')
        .replaceAll(/[^"\s]*dossier-(?:screens|e2e)-[^"/\\\s]+/g, '/home/reader/research'),
    });
  };
  await page.context().route('**/ask', (route) =>
    put(route).catch((error: unknown) => {
      // the window that asked was loaded anew, or its program has ended: nobody waits for the answer
      if (!/disposed|has been closed|ECONNRESET|ECONNREFUSED|already handled/.test(String(error)))
        throw error;
    }),
  );
}

const ask = (page: Page, noun: string, verb: string, input: object = {}): Promise<unknown> =>
  page.evaluate(
    async (asked) => {
      const response = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      });
      return response.json();
    },
    { noun, verb, input },
  );

/** The sample library as it is at first, in a language, and a window that was loaded anew. */
export async function fresh(page: Page, library: 'sample' | 'empty', language: string): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  if (library === 'sample') {
    await ask(page, 'host', 'leaveSample');
    await ask(page, 'host', 'openSample');
  }
  await ask(page, 'settings', 'set', { key: 'language', value: language });
  await page.reload();
  await page.locator('.reader, .we').first().waitFor();
}
