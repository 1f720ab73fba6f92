import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';

/** One place that refuses, with every sentence it can say; values stand in it as `{}`. */
export interface Site {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The code, null where it is computed. */
  readonly code: string | null;
  /** The sentences of the place. Null where the words are not written there, as when they are handed in. */
  readonly sentences: readonly string[] | null;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Calls `look` for a node and everything in it. */
function walk(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const value of Object.values(node))
    if (Array.isArray(value)) {
      for (const each of value) if (isNode(each)) walk(each, look);
    } else if (isNode(value)) walk(value, look);
}

/** Texts an expression can be; a part that is not written down is `{}`, a whole one null. */
function texts(node: Node): readonly string[] | null {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : null;
    case 'TemplateLiteral': {
      const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
      const parts = (node['expressions'] as readonly Node[]).map(
        (part) => (part.type === 'LogicalExpression' ? null : texts(part)) ?? ['{}'],
      );
      return quasis.reduce<readonly string[]>(
        (made, quasi, i) =>
          made.flatMap((text) => (parts[i] ?? ['']).map((part) => text + quasi.value.cooked + part)),
        [''],
      );
    }
    case 'ConditionalExpression': {
      const [one, other] = [texts(node['consequent'] as Node), texts(node['alternate'] as Node)];
      return one && other ? [...one, ...other] : null;
    }
    case 'BinaryExpression': {
      if (node['operator'] !== '+') return null;
      const [left, right] = [texts(node['left'] as Node), texts(node['right'] as Node)];
      if (!left && !right) return null;
      return (left ?? ['{}']).flatMap((one) => (right ?? ['{}']).map((other) => one + other));
    }
    case 'LogicalExpression': {
      // what stands on the left is handed on; the right is what is said without it
      const [left, right] = [texts(node['left'] as Node), texts(node['right'] as Node)];
      return left || right ? [...(left ?? []), ...(right ?? [])] : null;
    }
    case 'CallExpression': {
      const callee = node['callee'] as Node;
      const method = (callee['property'] as Node | undefined)?.['name'];
      return method === 'trim' || method === 'slice' ? texts(callee['object'] as Node) : null;
    }
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return texts(node['expression'] as Node);
    default:
      return null;
  }
}

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** Every `new Refusal(code, words)` under the folders of a project. */
export function refusalSites(root: string, folders: readonly string[]): readonly Site[] {
  return folders.flatMap((folder) =>
    filesUnder(join(root, folder)).flatMap((file) => {
      const source = readFileSync(file, 'utf8');
      if (!source.includes('Refusal(')) return [];
      const { program } = parseSync(file, source);
      const sites: Site[] = [];
      walk(program as unknown as Node, (node) => {
        if (node.type !== 'NewExpression') return;
        const callee = node['callee'] as Node;
        if (callee['name'] !== 'Refusal') return;
        const [code, words] = node['arguments'] as readonly Node[];
        const codes = code ? texts(code) : null;
        sites.push({
          file: relative(root, file),
          line: source.slice(0, node.start).split('\n').length,
          code: codes?.length === 1 ? codes[0]! : null,
          sentences: words ? texts(words) : null,
        });
      });
      return sites;
    }),
  );
}

/** A sentence written in the code, and where. */
export interface Written {
  readonly sentence: string;
  readonly at: string;
}

/** Sentences that files hand on without a Refusal: as a property of an object, or as an argument of a function. */
export function saidIn(
  root: string,
  files: readonly string[],
  properties: readonly string[],
  functions: readonly string[],
): readonly Written[] {
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const written: Written[] = [];
    const add = (node: Node): void => {
      const at = `${file}:${source.slice(0, node.start).split('\n').length}`;
      for (const sentence of texts(node) ?? [])
        if (/[a-z] [a-z{]/i.test(sentence) || sentence.includes(': {}')) written.push({ sentence, at });
    };
    walk(parseSync(file, source).program as unknown as Node, (node) => {
      if (node.type === 'Property' && properties.includes(String((node['key'] as Node)['name'])))
        add(node['value'] as Node);
      const returned = node.type === 'ReturnStatement' ? (node['argument'] as Node | null) : null;
      if (returned?.type === 'ArrayExpression')
        for (const each of returned['elements'] as readonly Node[]) add(each);
      if (node.type !== 'CallExpression') return;
      const callee = node['callee'] as Node;
      const name = callee['name'] ?? (callee['property'] as Node | undefined)?.['name'];
      if (functions.includes(String(name)))
        for (const each of node['arguments'] as readonly Node[]) add(each);
    });
    return written;
  });
}
