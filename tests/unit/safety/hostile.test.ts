import { deflateRawSync, gzipSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { isUnread } from '../../../src/core/capture/format.ts';
import { formatIds } from '../../../src/core/capture/read.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { Parser } from '../../../src/host/parser.ts';
import { workerScript } from '../../../src/host/worker-script.ts';
import { random } from '../../bench/generator.ts';
import { TestLibrary } from '../../setup/library.ts';
import { fillLibrary } from './generated.ts';

interface HostileFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Files that mean harm or are broken, made from a seed: cut short, flipped, mislabelled, nested, packed, misdeclared. */
function hostileFiles(seed: number): HostileFile[] {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const files: HostileFile[] = [];
  const add = (name: string, bytes: Uint8Array | string): void =>
    void files.push({ name, bytes: typeof bytes === 'string' ? utf8(bytes) : bytes });
  // sound inputs of this project, spoilt
  const folder = join(import.meta.dirname, '../../captures');
  const sound = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('expect'))
    .map((entry) => join(entry.parentPath, entry.name));
  const kinds = [
    'html',
    'pdf',
    'docx',
    'epub',
    'zip',
    'csv',
    'json',
    'jsonl',
    'xml',
    'enex',
    'eml',
    'mhtml',
    'md',
    'txt',
    'ris',
    'bib',
    'rdf',
    'jex',
  ];
  for (let i = 0; i < 200; i++) {
    const path = sound[below(sound.length)]!;
    const bytes = new Uint8Array(readFileSync(path));
    const own = path.split('.').pop()!;
    const how = i % 4;
    if (how === 0) add(`cut-${i}.${own}`, bytes.subarray(0, below(bytes.length)));
    else if (how === 1) {
      for (let k = 0; k < 1 + bytes.length / 200; k++) bytes[below(bytes.length)] = below(256);
      add(`flipped-${i}.${own}`, bytes);
    } else if (how === 2) add(`mislabelled-${i}.${kinds[below(kinds.length)]}`, bytes);
    else add(`doubled-${i}.${own}`, Buffer.concat([bytes, bytes.subarray(below(bytes.length))]));
  }
  for (const kind of kinds) {
    add(
      `noise.${kind}`,
      Uint8Array.from({ length: 3000 }, () => below(256)),
    );
    add(`nothing-but-null.${kind}`, new Uint8Array(4000));
    add(`brackets.${kind}`, '['.repeat(60_000));
  }
  // nesting
  for (const [open, kind] of [
    ['<div>', 'html'],
    ['<table><tr><td>', 'html'],
    ['<b><i>', 'html'],
    ['<a:b xmlns:a="x">', 'xml'],
    ['{"a":', 'json'],
    ['> ', 'md'],
    ['- ', 'md'],
    ['[', 'md'],
    ['*_', 'md'],
    ['{', 'bib'],
  ] as const)
    add(`nested.${kind}`, open.repeat(30_000));
  // entities, declarations and encodings
  add(
    'entities.xml',
    `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i} "${`&a${i || ''};`.repeat(10)}">`).join('')}]><l>&a11;</l>`,
  );
  add(
    'external.enex',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><en-export><note><title>&f;</title><content>&f;</content></note></en-export>',
  );
  for (const charset of [
    'utf-16',
    'utf-7',
    'gb18030',
    'shift_jis',
    'x-nothing',
    'iso-2022-jp',
    'utf-32',
    'ebcdic',
  ])
    add(
      `declared-${charset}.html`,
      Buffer.concat([
        utf8(`<meta charset="${charset}"><p>`),
        Uint8Array.from({ length: 500 }, () => below(256)),
      ]),
    );
  add('surrogates.txt', Buffer.from('\ufeff' + 'a\ud800b\udc00'.repeat(300), 'utf16le'));
  add('bidi.txt', '\u202e\u2066\u2067'.repeat(2000) + 'words of a text');
  add(
    'proto.json',
    '[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"title":"x","url":"http://a/"}]',
  );
  add('long-line.csv', `title,url\n"${'a'.repeat(2_000_000)}`);
  add('columns.csv', `${'a,'.repeat(50_000)}\n${'1,'.repeat(50_000)}`);
  add('formula.csv', 'title,url\n=HYPERLINK("http://evil.test"),http://a/\n@SUM(1),http://b/\n');
  add('slow-words.txt', `${'a'.repeat(50_000)}! ${'1-'.repeat(30_000)} ${'"“'.repeat(20_000)}`);
  add('slow-attributes.html', `<p ${'a=1 '.repeat(40_000)}>words</p>`);
  add('slow-comment.html', `${'<!--'.repeat(40_000)}words`);
  add(
    'data-image.html',
    `<img src="data:image/png;base64,${'A'.repeat(300_000)}"><p>words and more words</p>`,
  );
  // archives
  const zip = (entries: Record<string, Uint8Array>): Uint8Array => zipSync(entries);
  add(
    'escape.zip',
    zip({
      '../../../tmp/evil.txt': utf8('out'),
      '/etc/evil.txt': utf8('out'),
      'C:\\evil.txt': utf8('out'),
      'CON.txt': utf8('device'),
    }),
  );
  add('bomb.zip', zip({ 'a.txt': new Uint8Array(60_000_000) }));
  add('bomb.docx', zip({ 'word/document.xml': new Uint8Array(60_000_000).fill(32) }));
  add(
    'bomb.epub',
    zip({
      mimetype: utf8('application/epub+zip'),
      'META-INF/container.xml': new Uint8Array(30_000_000).fill(60),
    }),
  );
  let inside = zip({ 'a.txt': utf8('words at the bottom of it all') });
  for (let depth = 0; depth < 6; depth++) add(`within-${depth}.zip`, (inside = zip({ 'inner.zip': inside })));
  const lying = zip({ 'a.txt': utf8('words '.repeat(200)) });
  for (let k = 0; k < 12; k++) {
    const copy = Uint8Array.from(lying);
    const end = copy.length - 22;
    copy[end + [8, 10, 12, 16, 20][k % 5]!] = 1 + below(255);
    copy[below(copy.length)]! ^= 1 << below(8);
    add(`lying-${k}.zip`, copy);
  }
  add(
    'many.zip',
    zip(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}.txt`, utf8(`w${i}`)]))),
  );
  add('gzip.html', gzipSync(Buffer.alloc(5_000_000, 65)));
  add('deflate.bin', deflateRawSync(Buffer.alloc(5_000_000, 65)));
  for (let k = 0; k < 12; k++)
    add(
      `objects-${k}.pdf`,
      `%PDF-1.7\n${Array.from({ length: 40 }, (_, i) => `${i + 1} 0 obj\n<< /Type /${['Catalog', 'Pages', 'Page'][i % 3]} /Kids [${below(60)} 0 R] /Parent ${below(60)} 0 R /OpenAction << /S /${['JavaScript', 'Launch', 'URI'][k % 3]} /JS (app.alert(1)) >> >>\nendobj`).join('\n')}\ntrailer << /Root ${1 + below(40)} 0 R /Prev ${below(3000)} >>\nstartxref\n${below(3000)}\n%%EOF`,
    );
  return files;
}

test(
  'hostile files are each read or refused in words, in bounded time and memory',
  { timeout: 400_000 },
  async () => {
    const files = hostileFiles(17);
    expect(files.length).toBeGreaterThanOrEqual(300);
    const parser = new Parser(workerScript('parse-worker'), { timeout: 20_000, memory: 700 });
    // the worker's own start counts into the first input's time, and this machine may be busy
    const warm = { bytes: utf8('A few plain words.'), name: 'warm.txt', origin: '' };
    for (let tries = 0; tries < 5; tries++)
      try {
        for await (const item of parser.read({ input: warm })) expect(isUnread(item)).toBe(false);
        break;
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'timeout')) throw error;
      }
    const counts = { read: 0, refused: 0, stopped: 0 };
    const wrong: string[] = [];
    let slowest = { name: '', ms: 0 };
    try {
      for (const { name, bytes } of files) {
        const begun = performance.now();
        try {
          for await (const item of parser.read({ input: { bytes, name, origin: name } })) {
            if (isUnread(item)) continue;
            if (item.within && /(^|\/)\.\.(\/|$)|^\/|^[a-z]:/i.test(item.within))
              wrong.push(`${name} gave the path ${item.within}`);
            if (JSON.stringify(item.article.blocks).includes('root:x:0'))
              wrong.push(`${name} read a file of this machine`);
          }
          counts.read++;
        } catch (error) {
          if (!(error instanceof Refusal)) wrong.push(`${name}: ${String(error).slice(0, 200)}`);
          else if (!/^[A-Z“"0-9a-z].{15,}/s.test(error.message))
            wrong.push(`${name} was refused without words: ${error.message}`);
          else if (error.code === 'timeout') counts.stopped++;
          else counts.refused++;
        }
        const ms = performance.now() - begun;
        if (ms > slowest.ms) slowest = { name, ms };
        if (ms > 25_000) wrong.push(`${name} took ${Math.round(ms)} ms`);
      }
    } finally {
      await parser.close();
    }
    console.warn(`${files.length} hostile files: ${JSON.stringify(counts)}; slowest ${slowest.name}`);
    expect(wrong).toEqual([]);
    expect(formatIds().length).toBeGreaterThan(20);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  },
);

/** Queries that mean harm or are broken, made from a seed. */
function hostileQueries(seed: number): string[] {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pieces = [
    '"',
    "'",
    '(',
    ')',
    '*',
    '^',
    '-',
    '+',
    ':',
    'OR',
    'AND',
    'NOT',
    'NEAR',
    'NEAR/',
    'NEAR(',
    '{',
    '}',
    '[',
    ']',
    '\\',
    ';',
    '--',
    '/*',
    '%',
    '_',
    'title:',
    'tag:',
    'company:',
    'is:',
    'kind:',
    'before:',
    'after:',
    'on:',
    'site:',
    'lang:',
    'has:',
    '..',
    '2025-13-45',
    '9999999999',
    '-1',
    '1e999',
    'NaN',
    'harbour',
    '云樵',
    '北港',
    'robot*',
    '*robot',
    '"harbour robot"',
    'ＨＡＲＢＯＵＲ',
    'e\u0301',
    '\u0000',
    '\ud800',
    '\u202e',
    '👩‍🔬',
    'a',
    'search_text',
    'rowid',
    'rank',
    '<b>',
    '&amp;',
    '${x}',
    '/.*/',
    '(a+)+$',
    '~3',
    '?',
  ];
  const made = [
    '',
    ' ',
    '"',
    '""',
    '"""',
    '*',
    '-',
    '()',
    '((((',
    'OR',
    'AND OR NOT',
    'NEAR()',
    '-(-(-(',
    ':::',
    'tag:',
    'tag:""',
    "'; DROP TABLE source; --",
    '" OR 1=1 --',
    'a '.repeat(5000),
    '('.repeat(20_000),
    '"'.repeat(9999),
    'x'.repeat(200_000),
    '*'.repeat(5000),
    'OR '.repeat(5000),
    '-a '.repeat(3000),
    'a* '.repeat(500),
    '北'.repeat(5000),
    'title:'.repeat(2000),
    'NEAR(a b, 99999999999)',
    'before:0000-00-00',
    'after:2025-02-30 before:',
    '\u0000\u0000',
    '\ud800\udfff\ud800',
    'é'.repeat(3000),
    '(a OR (b OR (c '.repeat(800),
    'a NEAR b '.repeat(400),
  ];
  while (made.length < 340)
    made.push(
      Array.from({ length: 1 + below(14) }, () => pieces[below(pieces.length)]).join(next() < 0.5 ? ' ' : ''),
    );
  return made;
}

test(
  'hostile queries are each answered or refused in words, in bounded time',
  { timeout: 200_000 },
  async () => {
    using t = new TestLibrary();
    await fillLibrary(t, 51, 20);
    const queries = hostileQueries(23);
    expect(queries.length).toBeGreaterThanOrEqual(300);
    const wrong: string[] = [];
    let [answered, refused, slowest] = [0, 0, 0];
    for (const query of queries) {
      const begun = performance.now();
      try {
        const found = t.library.search.run({ query });
        answered++;
        for (const hit of found.hits)
          for (const [start, end] of hit.marks)
            if (start < 0 || end <= start || end > hit.snippet.length)
              wrong.push(`${query.slice(0, 60)}: a mark outside its snippet`);
      } catch (error) {
        if (error instanceof Refusal && error.message.length > 15) refused++;
        else wrong.push(`${JSON.stringify(query.slice(0, 60))}: ${String(error).slice(0, 200)}`);
      }
      const ms = performance.now() - begun;
      slowest = Math.max(slowest, ms);
      if (ms > 5000) wrong.push(`${JSON.stringify(query.slice(0, 60))} took ${Math.round(ms)} ms`);
    }
    console.warn(`${queries.length} hostile queries: ${answered} answered, ${refused} refused`);
    expect(wrong).toEqual([]);
    expect(t.library.search.run({ query: 'harbour' }).total).toBeGreaterThan(0);
    expect(t.library.health.check({ deep: true })).toEqual({ ok: true, problems: [] });
  },
);
