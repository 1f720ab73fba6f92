import { beforeEach, expect, test, vi } from 'vitest';
import type { Fake } from './desktop.ts';

let fake: Fake;
interface Bridge {
  readonly ask: (noun: string, verb: string, input: unknown) => Promise<unknown>;
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
}
let bridge: Bridge;
beforeEach(async () => {
  vi.resetModules();
  fake = await import('../../electron/fake.ts');
  await import('../../../electron/preload.ts');
  bridge = fake.exposed.get('dossier') as Bridge;
});

test('the bridge is exactly ask and subscribe', () => {
  expect([...fake.exposed.keys()]).toEqual(['dossier']);
  expect(Object.keys(bridge).sort()).toEqual(['ask', 'subscribe']);
});

test('a question goes over one channel', async () => {
  await bridge.ask('sources', 'list', { limit: 1 });
  expect(fake.given('ipcRenderer.invoke')).toEqual([['ask', 'sources', 'list', { limit: 1 }]]);
});

test('announcements reach a listener without Electron’s event, until it stops', () => {
  const heard: unknown[] = [];
  const stop = bridge.subscribe((...given) => heard.push(given));
  fake.ipcRenderer.emit('announce', { sender: 'ipcRenderer itself' }, 'changed', { topics: ['source'] });
  stop();
  fake.ipcRenderer.emit('announce', {}, 'changed', { topics: ['note'] });
  expect(heard).toEqual([['changed', { topics: ['source'] }]]);
  expect(fake.ipcRenderer.listenerCount('announce')).toBe(0);
});
