import { _electron, chromium, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { electronBinary } from '../../electron/binary.ts';
import { projectFolder } from '../../db/folder.ts';

export const root = projectFolder();

/** A program that was started and has said that it is ready. */
interface Started<T> {
  readonly said: T;
  /** What it has written to stderr so far: bugs are logged there. */
  readonly complaints: readonly string[];
  readonly child: ChildProcess;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
}

async function startProgram<T>(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  channel = false,
): Promise<Started<T>> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The program has no output.');
  const complaints: string[] = [];
  createInterface(stderr).on('line', (line) => complaints.push(line));
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(stdout).once('line', resolve);
    void gone.then((code) => reject(new Error(`It ended with ${code}:\n${complaints.join('\n')}`)));
  });
  return {
    said: JSON.parse(line) as T,
    complaints,
    child,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

export type Shell = 'browser' | 'electron-shim' | 'electron';

/** A menu of the system, with what is in it. */
export interface SystemMenu {
  readonly label: string;
  readonly submenu: readonly {
    readonly id?: string;
    readonly label?: string;
    readonly enabled?: boolean;
    readonly accelerator?: string;
    readonly role?: string;
  }[];
}

/** An open window of the workbench, whatever shell it stands in. */
export interface OpenWindow {
  /** The system's menu, after choosing a command of it where one is named; a browser has none. */
  readonly systemMenu?: (choose?: string) => Promise<readonly SystemMenu[]>;
  readonly page: Page;
  /** The only origin it may reach. */
  readonly origin: string;
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** The browser shell without a window: its address with a ticket, and its origin. */
export const startServer = (env: NodeJS.ProcessEnv, args: readonly string[] = []) =>
  startProgram<{ readonly url: string; readonly origin: string }>(
    [join(root, 'out/main/local.js'), ...args],
    { ...env, DOSSIER_OPEN: 'none' },
  );

/** Opens the browser shell in a fresh context of a browser. */
export async function openInBrowser(
  browser: Browser,
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  watch: (page: Page, origin: string) => void,
): Promise<OpenWindow> {
  const server = await startServer(env, args);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  watch(page, server.said.origin);
  await page.goto(server.said.url);
  return {
    page,
    origin: server.said.origin,
    complaints: server.complaints,
    close: async () => {
      await context.close();
      await server.stop();
    },
  };
}

/** Opens the real built main and preload files in Chromium, through tests/electron/shim.ts. */
export async function openInShim(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  watch: (page: Page, origin: string) => void,
): Promise<OpenWindow> {
  const program = await startProgram<{ readonly cdp: string }>(
    ['--import', join(root, 'tests/electron/register.ts'), join(root, 'out/main/index.js'), ...args],
    env,
    true,
  );
  const browser = await chromium.connectOverCDP(program.said.cdp);
  const page = browser.contexts()[0]!.pages()[0]!;
  const origin = new URL(page.url()).origin;
  watch(page, origin);
  return {
    page,
    origin,
    complaints: program.complaints,
    systemMenu: (choose) =>
      new Promise((resolve) => {
        program.child.once('message', ({ menu }: { menu: readonly SystemMenu[] | null }) =>
          resolve(menu ?? []),
        );
        program.child.send({ choose });
      }),
    close: async () => {
      // detached before the shim goes, else a trace cannot be finished
      await browser.close();
      await program.stop();
    },
  };
}

/** Why the desktop program cannot be tested here; null when it can. REQUIRE_ELECTRON=1 turns that into a failure. */
export function whyNoElectron(): string | null {
  if (electronBinary(root)) return null;
  const why = 'NOT RUN IN ELECTRON: its binary is not on this machine (npx install-electron)';
  if (process.env['REQUIRE_ELECTRON']) throw new Error(why);
  return why;
}

/** Opens the desktop program in Electron itself. */
export async function openInElectron(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  watch: (page: Page, origin: string) => void,
): Promise<OpenWindow> {
  const program = await _electron.launch({
    executablePath: electronBinary(root)!,
    cwd: root,
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '.', ...args],
  });
  const page = await program.firstWindow();
  watch(page, 'app://dossier');
  return { page, origin: 'app://dossier', complaints: [], close: () => program.close() };
}
