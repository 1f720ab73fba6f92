import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { PAYLOADS, type Payload } from '../unit/safety/payloads.ts';
import { expect, test } from './fixtures.ts';

/** Payloads in one source; every one has its own paragraph, note and mark. */
const TOGETHER = 12;

const ask = <T>(page: Page, noun: string, verb: string, input?: unknown): Promise<T> =>
  page.evaluate(
    async ([noun, verb, input]) => {
      const reply = await fetch('/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ noun, verb, input }),
      });
      const answer = (await reply.json()) as { ok: boolean; value: unknown; message?: string };
      if (!answer.ok) throw new Error(answer.message);
      return answer.value;
    },
    [noun, verb, input] as const,
  ) as Promise<T>;

/** Counts what the payloads run, and what reaches a server on this machine that nobody has a reason to ask. */
class Watch {
  ran = 0;
  reached = 0;
  readonly #server = createServer((_request, response) => {
    this.reached++;
    response.end();
  });

  async begin(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** A payload that asks this server where it would ask an evil one. */
  here({ text }: Payload): string {
    return text.replaceAll('evil.test', `127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async look(page: Page): Promise<void> {
    await page.exposeFunction('dossierRan', () => void this.ran++);
    page.on('dialog', (dialog) => {
      this.ran++;
      void dialog.dismiss();
    });
  }

  end(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** The words of a page around payloads, so that there is an article. */
const pageOf = (number: number, payloads: readonly string[]): string =>
  `<!doctype html><html><head><title>Harbour report ${number}</title></head><body><article><h1>Harbour report ${number}</h1>${payloads
    .map(
      (payload, i) =>
        `<p>Paragraph ${number}-${i} says that the operator ordered ${number * 31 + i} robots for the terminal on Thursday.</p>\n${payload}\n`,
    )
    .join(
      '',
    )}<p>Deliveries of report ${number} begin in September, without a penalty.</p></article></body></html>`;

test(`${PAYLOADS.length} hostile payloads in articles, titles, notes, marks, search and briefs run nothing and ask for nothing`, async ({
  app,
  testBrowser,
}) => {
  test.skip(
    !process.env['DOSSIER_HOSTILE_SCREENS'],
    'NOT RUN: set DOSSIER_HOSTILE_SCREENS=1 to show every payload in every screen (some minutes)',
  );
  test.setTimeout(600_000);
  const watch = new Watch();
  await watch.begin();
  try {
    // raw, without the workbench around them, they do run and ask: the count can rise
    const bare = await testBrowser.newPage();
    await watch.look(bare);
    await bare.setContent(
      PAYLOADS.slice(0, 60)
        .map((payload) => watch.here(payload))
        .join('\n'),
      { waitUntil: 'commit' },
    );
    await expect.poll(() => watch.ran * watch.reached, { timeout: 30_000 }).toBeGreaterThan(0);
    await bare.close();
    const raw = `${watch.ran} scripts and ${watch.reached} requests`;
    [watch.ran, watch.reached] = [0, 0];

    await watch.look(app);
    const evidence: string[] = [];
    const brief = await ask<{ id: string }>(app, 'briefs', 'add', { title: 'Hostile' });
    let noted = 0;
    for (let at = 0; at < PAYLOADS.length; at += TOGETHER) {
      const payloads = PAYLOADS.slice(at, at + TOGETHER).map((payload) => watch.here(payload));
      const markdown = PAYLOADS[at]!.kind === 'markdown';
      const saved = await ask<{ imported: { id: string }[] }>(
        app,
        'capture',
        'save',
        markdown
          ? { text: `# Harbour report ${at}\n\n${payloads.join('\n\nWords between them.\n\n')}` }
          : { html: pageOf(at, payloads), url: `https://example.org/${at}` },
      );
      const id = saved.imported[0]!.id;
      await ask(app, 'sources', 'edit', {
        id,
        title: `${payloads[0]!.slice(0, 1500)} ${at}`,
        byline: payloads[1]?.slice(0, 900),
      });
      const { version } = await ask<{ version: { text: string } }>(app, 'sources', 'open', { id });
      const words = [...version.text.matchAll(/[a-z]{4,}/gi)];
      await ask(app, 'briefs', 'addEvidence', { id: brief.id, text: payloads.join('\n\n') });
      // a page of furniture alone has no words to mark
      const marks = await Promise.all(
        payloads.map(async (payload, i) => {
          await ask(app, 'notes', 'add', { sourceId: id, text: `Note ${at + i}: ${payload}` });
          noted++;
          const word = words[Math.floor((i * words.length) / TOGETHER)];
          if (!word) return null;
          return ask<{ id: string }>(app, 'annotations', 'add', {
            sourceId: id,
            start: word.index,
            end: word.index + word[0].length,
            note: payload,
          });
        }),
      );
      if (marks[0]) evidence.push(marks[0].id);
    }
    for (const annotationId of evidence)
      await ask(app, 'briefs', 'addEvidence', { id: brief.id, annotationId });

    // every source in the reader, with its marks and notes beside it
    await app.reload();
    await app.keyboard.press('Control+2');
    const options = app.getByRole('option');
    await options.first().click();
    let shown = 0;
    for (let i = 0; i * TOGETHER < PAYLOADS.length; i++) {
      await expect(app.getByRole('document')).toContainText(/Paragraph|Words|Harbour|robots/);
      shown++;
      await app.keyboard.press('j');
      await app.waitForTimeout(150);
    }
    // in passages of the search
    await app.keyboard.press('Control+5');
    const box = app.getByRole('search').getByRole('combobox');
    let found = 0;
    for (const words of ['dossierRan', 'javascript', 'onerror', 'script', 'robots', 'note', 'link']) {
      await box.fill(words);
      await app.waitForTimeout(700);
      found += await app.getByRole('region', { name: 'Results' }).getByRole('option').count();
    }
    // in the editor of briefs, and in its printed form
    await app.keyboard.press('Control+4');
    await app.getByText('Hostile', { exact: true }).first().click();
    await expect(app.getByRole('textbox', { name: 'Text of the brief' })).toContainText('dossierRan');
    await app.waitForTimeout(1500);
    const exported = await ask<{ token: string }>(app, 'briefs', 'export', {
      id: brief.id,
      format: 'html',
      allowBroken: true,
    });
    const html = await app.evaluate(
      async (token) => (await fetch(`/download/${token}`)).text(),
      exported.token,
    );
    const reader = await testBrowser.newPage();
    await watch.look(reader);
    await reader.setContent(html, { waitUntil: 'load' });
    await reader.waitForTimeout(1500);
    await reader.close();

    console.log(
      `${PAYLOADS.length} payloads (raw, 60 of them: ${raw}) in ${shown} articles, ${noted} notes and marks, ${found} results, a brief and its export: ${watch.ran} scripts run, ${watch.reached} requests`,
    );
    expect(html).toContain('dossierRan');
    expect(shown).toBeGreaterThan(30);
    expect(found).toBeGreaterThan(20);
    expect({ ran: watch.ran, reached: watch.reached }).toEqual({ ran: 0, reached: 0 });
  } finally {
    watch.end();
  }
});
