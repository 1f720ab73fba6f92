// @vitest-environment node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { messages } from '../../../src/ui/messages/index.ts';
import { inChinese, sentences } from '../../../src/ui/messages/refusal.ts';
import { filesSay, thingsSaid } from '../../../src/ui/messages/refusals/files.ts';
import { filled, recogniser } from '../../../src/ui/messages/refusals/said.ts';
import { refusalSites, saidIn } from './refusal-sites.ts';

const root = join(import.meta.dirname, '../../..');
// what the terminal alone says stays English; electron and the other folders can reach a window
const sites = refusalSites(root, ['src/core', 'src/library', 'src/host', 'src/local', 'electron', 'db']);
const recognise = recogniser(sentences);

/** Values that make a sentence hard to tell from others: names with words and signs of sentences in them. */
const PROBES = [
  ['Ports', 'Cranes', '3', '4', '5'],
  ['a file of b.zip (2).txt', 'It is empty. Really: yes', '云樵, 雲樵', '"x"', '{0}'],
] as const;

/** The sentence as the list writes it: `{}` numbered from the left. */
const numbered = (sentence: string): string => {
  let next = 0;
  return sentence.replace(/\{\}/g, () => `{${next++}}`);
};

/**
 * Places whose words come from elsewhere: each hands on what one of the other places said, or what a format made. Named
 * by their file, so that a new one is looked at.
 */
const HANDED_ON: Readonly<Record<string, number>> = {
  'src/host/library-client.ts': 1,
  'src/host/library-worker.ts': 1,
  'src/host/parser.ts': 1,
  'src/library/backups.ts': 1,
  'src/library/verb.ts': 1,
  'src/core/capture/xml.ts': 1,
  'src/core/exchange/json-ld-in.ts': 1,
};
/** Sentences that are made of nothing but others. */
const MADE_OF_OTHERS = new Set(['{}: {}']);
/** Sentences with a word of the code's own in them, by the words it can be. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  '{} has no {} {}.': ['{} has no fact {}.', '{} has no note {}.'],
  'A {} needs the words it rests on, or the explicit mark that it has no source.': ['fact', 'relation'].map(
    (thing) => `A ${thing} needs the words it rests on, or the explicit mark that it has no source.`,
  ),
};
/** Files whose objects carry a `message` or `reason` to the screen without a Refusal. */
const SPOKEN_IN = [
  'src/core/capture/formats/jsonl.ts', 'src/core/capture/formats/joplin.ts', 'src/core/capture/archive/files.ts',
  'src/core/exchange/hypothesis.ts', 'src/core/exchange/json-ld-in.ts', 'src/library/annotation-import.ts',
  'src/host/page-requests.ts', 'src/host/library-client.ts', 'src/core/capture/xml.ts',
]; // prettier-ignore
const CHECKED_IN = ['src/library/health.ts', 'src/library/backups.ts', 'src/library/search/index.ts'];

const written = [
  ...sites.flatMap((site) => (site.sentences ?? []).map((sentence) => ({ sentence, at: `${site.file}:${site.line}` }))),
  ...saidIn(root, SPOKEN_IN, ['message', 'reason'], ['refusedAs', 'fail']),
  ...saidIn(root, CHECKED_IN, [], ['add', 'push']),
]
  .filter(({ sentence }) => !MADE_OF_OTHERS.has(sentence))
  .flatMap(({ sentence, at }) => (OPEN[sentence] ?? [sentence]).map((each) => ({ sentence: each, at }))); // prettier-ignore

describe('refusals in the language of the interface', () => {
  test('the code was read: there are places, and those that hand words on are the known ones', () => {
    expect(sites.length).toBeGreaterThan(200);
    const handed: Record<string, number> = {};
    for (const { file, sentences: own } of sites) if (!own) handed[file] = (handed[file] ?? 0) + 1;
    for (const [file, count] of Object.entries(handed)) expect(count, file).toBe(HANDED_ON[file]);
  });

  test('every sentence the code can say is known, word for word', () => {
    const english = new Set(sentences.map(([sentence]) => sentence));
    expect(written.filter(({ sentence }) => !english.has(numbered(sentence)))).toEqual([]);
  });

  test('with any values in it a sentence is recognised as itself, and its values are kept', () => {
    const wrong = sentences.flatMap((one) =>
      PROBES.flatMap((probe) => {
        const text = filled(one[0], probe);
        const found = recognise(text);
        return found && found.said === one && filled(found.said[0], found.values) === text ? [] : [text];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('every known sentence is said somewhere', () => {
    const code = new Set(written.map(({ sentence }) => numbered(sentence)));
    const things = new Set(thingsSaid);
    const unused = sentences.filter((one) => !things.has(one) && !code.has(one[0]));
    expect(unused.map(([sentence]) => sentence)).toEqual([]);
    const kinds = [
      'src/core/capture/sniff.ts',
      'src/core/capture/read.ts',
      'src/core/company/csv.ts',
      'db/schema.sql',
    ]
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const gone = thingsSaid.filter(([english]) => !kinds.includes(english.split('{')[0]!));
    expect(gone).toEqual([]);
  });

  test('every kind of file that is named in a sentence has a Chinese name', () => {
    const source = readFileSync(join(root, 'src/core/capture/sniff.ts'), 'utf8');
    const kinds = [...source.matchAll(/'(an? [^']+)'/g)].map((match) => match[1]!);
    expect(kinds.length).toBeGreaterThan(15);
    expect(kinds.filter((kind) => inChinese(kind) === null)).toEqual([]);
  });

  test('the Chinese of a sentence is Chinese, holds the same values and ends as a sentence', () => {
    const values = (text: string): string => [...text.matchAll(/\{\d\}/g)].map(([each]) => each).sort().join(); // prettier-ignore
    const wrong = sentences.filter(
      ([english, chinese]) =>
        (!/[\u4e00-\u9fff]/.test(chinese) && english !== 'SQLite: {0}') ||
        values(chinese) !== values(english) ||
        (english.endsWith('.') && !chinese.endsWith('。')),
    );
    expect(wrong).toEqual([]);
  });

  test('no sentence is listed twice, and none is short of words of its own', () => {
    expect(new Set(sentences.map(([english]) => english)).size).toBe(sentences.length);
    expect(sentences.filter(([english]) => english.replace(/\{\d\}|\W/g, '').length < 4)).toEqual([]);
  });

  test('a sentence inside a sentence is put into Chinese too, and names are left alone', () => {
    expect(inChinese('This backup is not sound: It is not a Dossier library.')).toBe(
      '此备份不完好：它不是 Dossier 资料库。',
    );
    expect(inChinese('photo.jpg is a JPEG image, which cannot be read as a source.')).toBe(
      'photo.jpg 是JPEG 图片，无法作为来源读取。',
    );
    expect(inChinese('Something nobody ever said')).toBeNull();
  });

  test('every code of a refusal has words for what is not known', () => {
    const codes = [...new Set(sites.flatMap(({ code }) => (code === null ? [] : [code])))];
    expect(codes.filter((code) => messages['zh-Hans'][`refusal.${code}`] === undefined)).toEqual([]);
    expect(filesSay.length).toBeGreaterThan(50);
  });
});
