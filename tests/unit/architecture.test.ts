import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Room {
  readonly path: string;
  readonly may: ReadonlyMap<string, { readonly typesOnly: boolean }>;
}

/** The rooms as the table in ARCHITECTURE.md gives them. */
function rooms(): Room[] {
  const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const table = page.slice(page.indexOf('## Rooms'), page.indexOf('Deliberately absent'));
  return [...table.matchAll(/^\| `([^`]+)` \| [^|]* \|([^|]*)\|$/gm)].map(([, path = '', may = '']) => ({
    path,
    may: new Map(
      [...may.matchAll(/`([^`]+)`( \(types only\))?/g)].map(([, other = '', types]) => [
        other,
        { typesOnly: types !== undefined },
      ]),
    ),
  }));
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : /\.(ts|tsx|mjs)$/.test(name) ? [path] : [];
  });

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const importsOf = (file: string): Import[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^\s*(import|export)\s+(type\s+)?(?:[^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]/gm,
    ),
  ].map(([statement, , type, to = '']) => ({
    from: file,
    to,
    // `import { type A, type B }` brings nothing at run time either
    typeOnly:
      type !== undefined ||
      /^\s*(?:import|export)\s*\{\s*(?:type\s+\w+(?:\s+as\s+\w+)?\s*,?\s*)+\}\s*from/.test(statement),
  }));

const roomOf = (path: string, list: readonly Room[]): Room | undefined =>
  list
    .filter((room) => path === room.path || path.startsWith(`${room.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];

const code = ['electron', 'src', 'db'].flatMap((folder) => filesIn(join(root, folder)));

test('the page lists the rooms that are there', () => {
  const listed = rooms().map((room) => room.path);
  const there = ['electron', 'db', 'tests', ...readdirSync(join(root, 'src')).map((name) => `src/${name}`)];
  expect(listed.sort()).toEqual(there.sort());
});

test('every import keeps to the table of rooms', () => {
  const list = rooms();
  const wrong: string[] = [];
  for (const file of code) {
    const room = roomOf(relative(root, file), list)!;
    for (const { to, typeOnly } of importsOf(file)) {
      if (!to.startsWith('.')) continue;
      const target = relative(root, resolve(dirname(file), to));
      const other = roomOf(target, list)?.path ?? target.split('/')[0]!;
      if (other === room.path) continue;
      const allowed = room.may.get(other);
      if (!allowed || (allowed.typesOnly && !typeOnly))
        wrong.push(`${relative(root, file)} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('only the desktop shell says electron, and only the library speaks SQL', () => {
  const wrong: string[] = [];
  for (const file of code) {
    const at = relative(root, file);
    for (const { to } of importsOf(file)) {
      if (to === 'electron' && !at.startsWith('electron/')) wrong.push(`${at} imports electron`);
      if (to === 'better-sqlite3' && !/^(src\/library|src\/cli\/library-commands\.ts)/.test(at))
        wrong.push(`${at} imports better-sqlite3`);
      if (at.startsWith('src/ui/') && to.startsWith('node:')) wrong.push(`${at} imports ${to}`);
      if (at.startsWith('src/core/') && /^node:(?!crypto)/.test(to)) wrong.push(`${at} imports ${to}`);
      if (at.startsWith('src/core/') && to === 'node:crypto' && at !== 'src/core/capture/hash.ts')
        wrong.push(`${at} imports ${to}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('modules do not import each other in circles', () => {
  const edges = new Map<string, string[]>();
  for (const file of code)
    edges.set(
      file,
      importsOf(file)
        .filter(({ to, typeOnly }) => to.startsWith('.') && !typeOnly)
        .map(({ to }) => resolve(dirname(file), to)),
    );
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].map((at) => relative(root, at)).join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of code) visit(file, []);
  expect(circles).toEqual([]);
});

test('the user’s top level is as agreed', () => {
  for (const name of [
    'electron',
    'src',
    'resources',
    'db',
    'tests',
    'electron.vite.config.ts',
    'package.json',
    'tsconfig.json',
  ])
    expect(statSync(join(root, name)), name).toBeTruthy();
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const all = { ...dependencies, ...devDependencies };
  for (const name of [
    'electron',
    'electron-vite',
    'react',
    'better-sqlite3',
    'fuse.js',
    'vitest',
    'playwright',
  ])
    expect(all[name], name).toBeTruthy();
});
