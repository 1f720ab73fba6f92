import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  reporter: [['list'], ['./tests/e2e/loud-reporter.ts'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // times are measured with DOSSIER_MEASURE=1, one test after the other; else two share the machine
  fullyParallel: false,
  workers: process.env['DOSSIER_MEASURE'] === undefined ? 2 : 1,
  // on a machine shared with others a browser may stall; a second try is reported as flaky, a fault fails twice
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // a recorded trace takes pictures and copies of the page: a bare page scrolls at 33 ms a frame beside it, 17 without
  use: { trace: process.env['DOSSIER_MEASURE'] === undefined ? 'retain-on-failure' : 'off' },
  projects: [
    { name: 'browser', use: { shell: 'browser' } as object },
    {
      name: 'electron-shim',
      testMatch: /(journey|window)\.spec\.ts/,
      use: { shell: 'electron-shim' } as object,
    },
    { name: 'electron', testMatch: /(journey|window)\.spec\.ts/, use: { shell: 'electron' } as object },
  ],
});
