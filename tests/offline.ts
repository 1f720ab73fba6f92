import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testChromium } from './setup/chromium.ts';

// "npm run test:e2e:offline": the end-to-end tests in a network namespace that has only loopback, with every attempt to
// connect or send counted (strace). What follows the command is handed to Playwright. Ends with 1 when a test failed or
// anything tried to reach another machine; says loudly where this machine allows no namespace.

/** Attempts to reach somewhere, by where. */
export interface Attempts {
  /** Sockets of this machine's own file system. */
  local: number;
  loopback: number;
  /** Datagram sockets that were connected elsewhere and never sent: Chromium asks the routing table that way. */
  looked: number;
  /** Addresses outside this machine that something tried to reach. */
  readonly outside: string[];
}

const CALL = /^\d+ +(connect|sendto|sendmsg|sendmmsg)\(\d+<([^>]*)>?.*?sa_family=AF_(\w+)(.*)$/;
const ADDRESS = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/;

const isLoopback = (address: string): boolean =>
  (isIP(address) === 4 && address.startsWith('127.')) || /^(::1|::ffff:127\.[\d.]+)$/.test(address);

/** Counts the attempts in one line of strace's log (`-f -yy -e trace=connect,sendto,sendmsg,sendmmsg`). */
export function countAttempt(line: string, into: Attempts): void {
  const [, call, socket = '', family, rest = ''] = CALL.exec(line) ?? [];
  if (family === undefined) return;
  if (family === 'UNIX' || family === 'NETLINK' || family === 'UNSPEC') {
    into.local++;
    return;
  }
  const found = ADDRESS.exec(rest);
  const address = found?.[1] ?? found?.[2] ?? '';
  if (isLoopback(address)) into.loopback++;
  else if (call === 'connect' && socket.startsWith('UDP')) into.looked++;
  else into.outside.push(`${call} ${socket.split(':')[0]} ${address || rest.slice(0, 80)}`);
}

async function main(): Promise<number> {
  const root = join(import.meta.dirname, '..');
  const own = process.getuid?.() === 0 ? ['-n'] : ['-rn'];
  const inside = (command: string, args: readonly string[], quiet = false) =>
    spawnSync('unshare', [...own, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', command, ...args], {
      cwd: root,
      stdio: quiet ? 'ignore' : 'inherit',
      env: { ...process.env, CHROMIUM: testChromium() },
    });
  if (process.platform !== 'linux' || inside('true', [], true).status !== 0) {
    console.error('NOT RUN OFFLINE: this machine allows no network namespace (needs Linux, unshare and ip).');
    return 0;
  }
  const reached = inside(
    process.execPath,
    ['-e', "fetch('http://192.0.2.1').then(()=>0,()=>process.exit(7))"],
    true,
  );
  if (reached.status !== 7) throw new Error('The namespace has a way out');
  const folder = mkdtempSync(join(tmpdir(), 'dossier-offline-'));
  try {
    const log = join(folder, 'calls');
    const traced = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;
    if (!traced) console.error('NOT COUNTED: without strace attempts to connect cannot be counted.');
    const strace = [
      '-f',
      '--seccomp-bpf',
      '-qq',
      '-yy',
      '-s',
      '0',
      '-e',
      'signal=none',
      '-e',
      'trace=connect,sendto,sendmsg,sendmmsg',
      '-o',
      log,
    ];
    const tests = [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)];
    const run = traced
      ? inside('strace', [...strace, process.execPath, ...tests])
      : inside(process.execPath, tests);
    const attempts: Attempts = { local: 0, loopback: 0, looked: 0, outside: [] };
    if (existsSync(log))
      for await (const line of createInterface({ input: createReadStream(log) }))
        countAttempt(line, attempts);
    for (const one of new Set(attempts.outside.slice(0, 1000))) console.error(`tried to reach: ${one}`);
    console.log(
      `offline: tests ${run.status === 0 ? 'passed' : 'FAILED'}; ${attempts.outside.length} attempts to reach another machine, ${attempts.loopback} on loopback, ${attempts.local} inside this machine, ${attempts.looked} routes looked up without sending`,
    );
    return run.status === 0 && attempts.outside.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main();
