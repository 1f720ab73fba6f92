// node --import ./tests/electron/register.ts out/main/index.js
// Resolves "electron" to the shim beside this file, for import and for require.
import { registerHooks } from 'node:module';

const shim = new URL('./shim.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: shim, shortCircuit: true } : next(name, context),
});
