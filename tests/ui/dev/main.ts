import { useTransport } from '../../../src/ui/library.ts';
import { fakeLibrary } from '../fake-library.ts';

// The window on the library in memory, for looking at the screens: `?sample`, `?empty`.
const asked = new URLSearchParams(location.search);
useTransport(fakeLibrary({ sample: asked.has('sample'), empty: asked.has('empty') }));
await import('../../../src/ui/main.tsx');
