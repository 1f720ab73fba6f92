import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Everything is bundled but the two native packages. The main build also holds the other programs that run in Node:
 * the browser shell, the terminal and the workers, side by side so that each finds the others in its own folder.
 */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external: ['better-sqlite3', '@napi-rs/canvas'],
        input: {
          index: at('electron/main.ts'),
          local: at('src/local/main.ts'),
          'library-worker': at('src/host/library-worker.ts'),
          'parse-worker': at('src/host/parse-worker.ts'),
          cli: at('src/cli/main.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('electron/preload.ts') },
        // A sandboxed preload is CommonJS, one file, and may only require 'electron'.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/ui',
    plugins: [react()],
    build: {
      minify: true,
      // Fonts and icons stay files: the content security policy allows no data: addresses for them.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src/ui/index.html') },
    },
  },
});
