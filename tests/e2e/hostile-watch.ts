import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

/** What was seen: scripts that ran, and requests that went anywhere but to the workbench. */
export interface Seen {
  readonly ran: number;
  readonly asked: number;
}

/** Any host a payload names, with the slashes before it. */
const HOST = /(?<=[\\/]{2})(?:[\w-]+(?::\w+)?@)?[\w-]+(?:\.[\w-]+)+/g;

/**
 * Counts what payloads run, and what reaches a server on this machine that nobody has a reason to ask. A payload that
 * would ask a stranger asks this server instead, so that what leaves is counted also where no network is.
 */
export class Watch {
  #ran = 0;
  #asked = 0;
  readonly #server = createServer((_request, response) => {
    this.#asked++;
    response.end();
  });

  async begin(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get #address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The payload with this server in the place of every host it names. */
  here(text: string): string {
    return text.replaceAll(HOST, this.#address);
  }

  /** Watches a page; `origin` is the only one it may ask, null for a page that may ask nobody. */
  async look(page: Page, origin: string | null): Promise<void> {
    await page.exposeFunction('dossierRan', () => void this.#ran++);
    page.on('dialog', (dialog) => {
      this.#ran++;
      // the page may be gone before its dialog is answered
      dialog.dismiss().catch(() => undefined);
    });
    page.on('request', (request) => {
      const url = URL.parse(request.url());
      const elsewhere = url && /^(https?|wss?|ftp|file):$/.test(url.protocol) && url.origin !== origin;
      // what reaches our own server is counted there
      if (elsewhere && url.host !== this.#address) this.#asked++;
    });
  }

  /** Keeps a page that nothing guards from asking anyone but our server; what it would have asked is counted by `look`. */
  async fence(page: Page): Promise<void> {
    await page.route(
      (url) => /^(https?|wss?):$/.test(url.protocol) && url.host !== this.#address,
      (route) => route.abort(),
    );
  }

  /** What was seen since the last time this was asked. */
  take(): Seen {
    const seen = { ran: this.#ran, asked: this.#asked };
    [this.#ran, this.#asked] = [0, 0];
    return seen;
  }

  get seen(): Seen {
    return { ran: this.#ran, asked: this.#asked };
  }

  end(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
