import axe from 'axe-core';
import { createRoot, type Root } from 'react-dom/client';
import { createElement } from 'react';
import { App } from '../../src/ui/app.tsx';
import { useTransport, type Transport } from '../../src/ui/library.ts';
import { startPreferences } from '../../src/ui/preferences.ts';
import { anew, usePanes, useReading } from '../../src/ui/reader/state.ts';
import { choose } from '../../src/ui/library/chosen.ts';
import { useView, type Place } from '../../src/ui/view.ts';
import { fakeLibrary } from './fake-library.ts';
import '../../src/ui/styles/all.css';

// Chromium tells that the windowed list measured its rows within the frame in which they changed; nothing is wrong then.
window.addEventListener('error', (event) => {
  if (event.message.startsWith('ResizeObserver loop')) event.stopImmediatePropagation();
});

let root: Root | null = null;

/** Opens the whole window on a new library in memory. */
export async function openWindow(
  place: Place,
  settings: Record<string, unknown> = {},
  change: (library: Transport) => Transport = (library) => library,
): Promise<void> {
  root?.unmount();
  document.body.replaceChildren();
  const element = document.createElement('div');
  element.id = 'root';
  document.body.append(element);
  useTransport(change(fakeLibrary({ settings: { theme: 'light', language: 'en', ...settings } })));
  useView.setState({
    place,
    back: [],
    forward: [],
    tabs: [{ key: 0, place, back: [], forward: [] }],
    tab: 0,
    arriving: false,
    inspector: true,
    inspectorTab: 'notes',
    sidebar: true,
    focusMode: false,
    palette: false,
    shortcuts: false,
    historyOpen: false,
    capture: null,
    adding: null,
    picking: null,
    editing: null,
  });
  usePanes.setState({ live: 'main' });
  useReading.setState({ ...anew(false), selection: null, showHidden: false });
  choose([]);
  await startPreferences();
  root = createRoot(element);
  root.render(createElement(App));
}

/** Every WCAG 2.2 A and AA problem axe finds, in a few words each. */
export async function accessibilityProblems(): Promise<readonly string[]> {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message.slice(0, 140) ?? ''}`),
  );
}

/** Waits until a condition holds; fails after 10 seconds. */
export async function until<T>(what: () => T | null | undefined | false): Promise<T> {
  const end = performance.now() + 10_000;
  for (;;) {
    const value = what();
    if (value) return value;
    if (performance.now() > end) throw new Error(`Waited in vain for: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
