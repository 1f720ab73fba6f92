import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { testChromium } from './setup/chromium.ts';

// "npm test": types, lint, format, build, unit, component and end-to-end tests, then one closing line over all of them.
const root = join(import.meta.dirname, '..');
process.chdir(root);
const node = process.execPath;
const bin = (name: string): string => join(root, 'node_modules', name);

interface Count {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
const counts: Count[] = [];
const only = process.argv.slice(2);
const wanted = (suite: string): boolean => only.length === 0 || only.includes(suite);

function run(title: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const started = Date.now();
  console.log(`\n── ${title}`);
  const done = spawnSync(node, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(
    `── ${title}: ${done.status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`,
  );
  return done.status === 0;
}

/** A check that is one test by itself. */
function check(suite: string, title: string, args: readonly string[]): void {
  if (!wanted(suite)) return;
  const ok = run(title, args);
  counts.push({ suite, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
}

/** A vitest run, counted from its JSON report. */
function vitest(suite: string, title: string, config: string, env: NodeJS.ProcessEnv = {}): void {
  if (!wanted(suite)) return;
  const report = join(root, 'test-results', `${suite}.json`);
  rmSync(report, { force: true });
  const ok = run(
    title,
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env,
  );
  if (!existsSync(report)) {
    counts.push({ suite, passed: 0, failed: 1, skipped: 0 });
    return;
  }
  const result = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    numFailedTestSuites: number;
  };
  const failed =
    result.numFailedTests > 0 ? result.numFailedTests : ok ? 0 : Math.max(1, result.numFailedTestSuites);
  counts.push({
    suite,
    passed: result.numPassedTests,
    failed,
    skipped: result.numPendingTests + result.numTodoTests,
  });
}

function playwright(suite: string, env: NodeJS.ProcessEnv): void {
  if (!wanted(suite)) return;
  const report = join(root, 'test-results', 'e2e.json');
  rmSync(report, { force: true });
  const ok = run('end-to-end tests', [bin('@playwright/test/cli.js'), 'test'], env);
  if (!existsSync(report)) {
    counts.push({ suite, passed: 0, failed: 1, skipped: 0 });
    return;
  }
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; skipped: number; flaky: number };
  };
  counts.push({
    suite,
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected > 0 ? stats.unexpected : ok ? 0 : 1,
    skipped: stats.skipped,
  });
}

let chromium: string;
try {
  chromium = testChromium();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const env = { CHROMIUM: chromium };

check('types', 'types', [bin('typescript/bin/tsc'), '--noEmit']);
check('lint', 'lint', [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']);
check('format', 'format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
check('build', 'build', [bin('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn']);
// the terminal's tests start some hundred programs: those of the build that has just been made start sooner
const built = join(root, 'out', 'main', 'cli.js');
const fresh = counts.some(({ suite, failed }) => suite === 'build' && failed === 0) && existsSync(built);
vitest('unit', 'unit tests', 'vitest.config.ts', fresh ? { DOSSIER_BUILT: built } : {});
vitest('ui', 'component tests in Chromium', 'vitest.browser.config.ts', env);
playwright('e2e', env);

console.log('');
for (const { suite, passed, failed, skipped } of counts)
  console.log(`${suite.padEnd(8)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
  counts.reduce((total, count) => total + count[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
