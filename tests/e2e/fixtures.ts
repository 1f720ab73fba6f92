import { test as base, chromium, type Browser, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testChromium } from '../setup/chromium.ts';
import {
  openInBrowser,
  openInElectron,
  openInShim,
  root,
  whyNoElectron,
  type OpenWindow,
  type Shell,
} from './shells.ts';

/** What a command of the terminal answered. `json` is stdout parsed, null when it is not one JSON document. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly json: unknown;
}

interface Fixtures {
  /** A folder of this test's own that holds the library (`DOSSIER_DATA`). */
  readonly dataFolder: string;
  readonly libraryFile: string;
  readonly env: NodeJS.ProcessEnv;
  /** Console errors, page errors and requests to other origins; a test that expects one empties the list. */
  readonly problems: string[];
  /** Opens a window; one per test, or one after the other. */
  readonly start: (how?: { readonly sample?: boolean }) => Promise<Page>;
  /** Closes the window and ends its program, as a person does before opening the library elsewhere. */
  readonly leave: () => Promise<void>;
  /** The system's menu of the window that is open; undefined where the shell has none. */
  readonly systemMenu: () => OpenWindow['systemMenu'];
  /** A window open on an empty library. */
  readonly app: Page;
  /** Runs the terminal on the same library; `json` asks for JSON. */
  readonly cli: (args: readonly string[], input?: string) => Promise<Told>;
}

export const test = base.extend<Fixtures & { shell: Shell }, { testBrowser: Browser }>({
  shell: ['browser', { option: true }],
  testBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: testChromium() });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern -- as above
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  libraryFile: ({ dataFolder }, use) => use(join(dataFolder, 'library.dossier')),
  env: async ({ dataFolder }, use) => {
    const { DOSSIER_LIBRARY: _other, ...rest } = process.env;
    await use({ ...rest, DOSSIER_DATA: dataFolder });
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  problems: async ({}, use) => {
    const problems: string[] = [];
    await use(problems);
    if (problems.length > 0) throw new Error(`The window had problems:\n${problems.join('\n')}`);
  },
  start: async ({ shell, env, problems, testBrowser, leave: _leave }, use, info) => {
    if (shell === 'electron') {
      const why = whyNoElectron();
      info.skip(why !== null, why ?? '');
    }
    await use(async ({ sample = false } = {}) => {
      const args = sample ? ['--sample'] : [];
      const watch = (page: Page, origin: string): void => {
        page.on('console', (message) => {
          // the test tool looks into sandboxed frames too; that it may not run there is as it should be
          const sandboxed = /^Blocked script execution in .*\/(preview|page)\//.test(message.text());
          if (message.type() === 'error' && !sandboxed)
            problems.push(`console: ${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', (error) => problems.push(`page: ${error.stack ?? error.message}`));
        page.context().on('request', (request) => {
          const url = URL.parse(request.url());
          if (url && /^(https?|wss?|file|ftp):$/.test(url.protocol) && url.origin !== origin)
            problems.push(`request to ${request.url()}`);
        });
        // what the policy stopped never left
        page.context().on('requestfailed', (request) => {
          const at = problems.indexOf(`request to ${request.url()}`);
          if (at >= 0 && /^csp$|BLOCKED_BY_CSP/i.test(request.failure()?.errorText ?? ''))
            problems.splice(at, 1);
        });
      };
      const opened =
        shell === 'electron'
          ? await openInElectron(env, args, watch)
          : shell === 'electron-shim'
            ? await openInShim(env, args, watch)
            : await openInBrowser(testBrowser, env, args, watch);
      windows.set(problems, opened);
      return opened.page;
    });
  },
  leave: async ({ problems }, use) => {
    const leave = async (): Promise<void> => {
      const opened = windows.get(problems);
      windows.delete(problems);
      if (!opened) return;
      await opened.close();
      for (const line of opened.complaints) problems.push(`the program said: ${line}`);
    };
    await use(leave);
    await leave();
  },
  systemMenu: ({ problems }, use) => use(() => windows.get(problems)?.systemMenu),
  app: async ({ start }, use) => {
    await use(await start());
  },
  cli: async ({ env }, use) => {
    await use(
      (args, input) =>
        new Promise((resolve, reject) => {
          const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], { env, cwd: root });
          let stdout = '';
          let stderr = '';
          child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
          child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
          child.once('error', reject);
          child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr, json: parsed(stdout) }));
          child.stdin.end(input ?? '');
        }),
    );
  },
});

/** The window a test has open, by the test's own list of problems. */
const windows = new WeakMap<string[], OpenWindow>();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // text for people, or JSON Lines
    return null;
  }
}

export { expect } from '@playwright/test';
