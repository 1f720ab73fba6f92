/**
 * Runs a sandboxed preload's code in a page, with a `require` that knows "electron" only. `__ipc` is the binding to the
 * shim and is taken away before any code of the page runs; `__hear` is how the shim sends.
 */
export const preloadHost = (code: string): string => `(() => {
  const ipc = globalThis.__ipc, heard = new Map();
  delete globalThis.__ipc;
  Object.defineProperty(globalThis, '__hear', { enumerable: false, value: (channel, given) => (heard.get(channel) ?? []).forEach((f) => f({}, ...given)) });
  const strict = (name, object) => new Proxy(object, { get: (target, key) => {
    if (key in target || typeof key === 'symbol') return target[key];
    throw new Error('electron shim: ' + name + '.' + key + ' is not implemented; add it to tests/electron/preload-host.ts');
  } });
  const ipcRenderer = strict('ipcRenderer', {
    invoke: (channel, ...given) => ipc(channel, structuredClone(given)),
    on: (channel, f) => { heard.set(channel, [...(heard.get(channel) ?? []), f]); },
    removeListener: (channel, f) => { heard.set(channel, (heard.get(channel) ?? []).filter((other) => other !== f)); },
  });
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (name, value) => Object.defineProperty(globalThis, name, { value: Object.freeze({ ...value }), writable: false, configurable: false }),
  });
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload may not require ' + name);
    return strict('electron', { contextBridge, ipcRenderer });
  };
  (function (require, module, exports, process) { ${code}
})(require, { exports: {} }, {}, { versions: {}, platform: ${JSON.stringify(process.platform)}, env: {}, contextIsolated: true, sandboxed: true });
})();`;
