import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../../src/core/capture/rules.ts';
import { commands } from '../../../src/ui/commands/list.ts';
import { messages } from '../../../src/ui/messages/index.ts';

const root = join(import.meta.dirname, '../../../src');

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const code = [...filesUnder(join(root, 'ui')), ...filesUnder(join(root, 'library'))]
  .filter(
    (file) => !file.includes(join('ui', 'messages') + '/') || /(formats|index|doubt|refusal)\.ts$/.test(file),
  )
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

const english = Object.keys(messages.en);
/** Words to translate: Latin letters outside values, search operators, and names that are the same everywhere. */
const latin = (message: string): boolean =>
  /[A-Za-z]{2,}/.test(
    message
      .replace(/\{[^{}]*\}/g, '')
      .replace(/\b(Dossier|PDF|Word|Markdown|HTML|CSV|APA|MLA|IEEE|GB|Lucide)\b|[a-z]+:\S*/g, ''),
  );
const placeholders = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map((match) => match[1]!))].sort();
/** Every beginning of a key that the code puts together with a value, such as `colour.${colour}`. */
const beginnings = [...code.matchAll(/[`'"]([\w.-]+[.-])\$\{/g)].map((match) => match[1]!);

describe('messages', () => {
  test('every message has words in both languages', () => {
    expect(Object.keys(messages['zh-Hans']).sort()).toEqual([...english].sort());
    const empty = english.filter((key) => messages.en[key] === '' || messages['zh-Hans'][key] === '');
    expect(empty).toEqual([]);
  });

  test('no Chinese message is still English', () => {
    const untranslated = english.filter((key) => {
      const chinese = messages['zh-Hans'][key]!;
      return chinese === messages.en[key] && latin(chinese);
    });
    expect(untranslated).toEqual([]);
  });

  test('both languages put the same values into a message, apart from plurals', () => {
    const differing = english.filter((key) => {
      const chinese = placeholders(messages['zh-Hans'][key]!);
      const wanted = placeholders(messages.en[key]!.replace(/(one|other|=\d+)\s*\{/g, ''));
      return chinese.some((name) => !wanted.includes(name));
    });
    expect(differing).toEqual([]);
  });

  test('every message is used', () => {
    const used = (key: string): boolean =>
      code.includes(`'${key}'`) ||
      code.includes(`"${key}"`) ||
      beginnings.some((beginning) => key.startsWith(beginning));
    expect(english.filter((key) => !used(key))).toEqual([]);
  });

  test('every command has a title and every cleaning rule a name', () => {
    expect(commands.map(({ id }) => `command.${id}`).filter((key) => !english.includes(key))).toEqual([]);
    expect(RULES.map(({ id }) => `capture.rule.${id}`).filter((key) => !english.includes(key))).toEqual([]);
  });

  test('every step the library writes has a sentence', () => {
    const library = filesUnder(join(root, 'library'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const labels = [...new Set([...library.matchAll(/'(step\.[\w.-]+)'/g)].map((match) => match[1]!))];
    expect(labels.filter((label) => !english.includes(label))).toEqual([]);
  });
});
