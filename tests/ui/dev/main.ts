import { useTransport } from '../../../src/ui/library.ts';
import { fakeLibrary } from '../fake-library.ts';

// The window on the library in memory, for looking at the screens: `?sample`, `?empty`, `?theme=sepia`.
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
useTransport(
  fakeLibrary({
    sample: asked.has('sample'),
    empty: asked.has('empty'),
    settings: theme === null ? {} : { theme },
  }),
);
await import('../../../src/ui/main.tsx');
