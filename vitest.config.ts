import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 22)
  throw new Error(
    `The tests need Node 22 or newer, this is ${process.version}. Run them with "npm test" or "npx vitest".`,
  );

export default defineConfig({
  resolve: { alias: { electron: resolve(import.meta.dirname, 'tests/electron/fake.ts') } },
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}'],
    environment: 'node',
    clearMocks: false,
    // on a machine shared with others a process or a browser may stall; a fault fails twice
    retry: process.env['CI'] ? 1 : 0,
    // two cores shared with a browser and a database: a slow machine is not a failure
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
