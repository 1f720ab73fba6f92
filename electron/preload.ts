import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

// The whole bridge: ask a verb, hear announcements. It never grows; new verbs need nothing here.
contextBridge.exposeInMainWorld('dossier', {
  ask: (noun: string, verb: string, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke('ask', noun, verb, input),
  subscribe: (listener: (name: string, payload: unknown) => void): (() => void) => {
    const heard = (_event: IpcRendererEvent, name: string, payload: unknown): void => listener(name, payload);
    ipcRenderer.on('announce', heard);
    return () => {
      ipcRenderer.removeListener('announce', heard);
    };
  },
});
