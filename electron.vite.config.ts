import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { dataAsJson } from './electron/data-as-json.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * The character maps, the standard fonts and the decoders without WebAssembly that pdf.js reads by name while it draws:
 * they keep their names, beside the page, so that nothing is fetched from anywhere else.
 */
const pdfFiles = (): Plugin => {
  const from = at('node_modules/pdfjs-dist');
  const wanted: readonly (readonly [string, RegExp])[] = [
    ['cmaps', /./],
    ['standard_fonts', /./],
    ['wasm', /_nowasm_fallback\.js$|^LICENSE/],
  ];
  return {
    name: 'dossier-pdf-files',
    generateBundle() {
      for (const [folder, names] of wanted)
        for (const name of readdirSync(join(from, folder)))
          if (names.test(name))
            this.emitFile({
              type: 'asset',
              fileName: `pdfjs/${folder}/${name}`,
              source: readFileSync(join(from, folder, name)),
            });
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const path = /^\/(cmaps|standard_fonts|wasm)\/[\w.-]+$/.exec(request.url ?? '')?.[0];
        const file = path === undefined ? null : join(from, path);
        if (file === null || !existsSync(file)) next();
        else
          response
            .setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')
            .end(readFileSync(file));
      });
    },
  };
};

/**
 * Everything is bundled but the two native packages. The main build also holds the other programs that run in Node:
 * the browser shell, the terminal and the workers, side by side so that each finds the others in its own folder.
 */
export default defineConfig({
  main: {
    plugins: [dataAsJson()],
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
    plugins: [react(), pdfFiles()],
    build: {
      minify: true,
      // Fonts and icons stay files: the content security policy allows no data: addresses for them.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src/ui/index.html') },
    },
  },
});
