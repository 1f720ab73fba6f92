// "npm run dev:web": development where there is no Electron; electron-vite starts the browser shell in Electron's place.
process.env.ELECTRON_EXEC_PATH = process.execPath;
process.env.ELECTRON_ENTRY = 'out/main/local.js';
process.argv.push('dev', '--watch');
await import('../node_modules/electron-vite/bin/electron-vite.js');
