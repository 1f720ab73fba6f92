import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** Tests of the screens, in a real browser (Debian's Chromium unless CHROMIUM names another). */
export default defineConfig({
  plugins: [react()],
  test: {
    include: ['tests/ui/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    clearMocks: false,
    // on a machine shared with others a process or a browser may stall; a fault fails twice
    retry: process.env['CI'] ? 1 : 0,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1440, height: 900 },
      provider: playwright({
        launchOptions: {
          executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
          args: ['--no-sandbox'],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
