import { rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { sha256 } from '../../src/core/capture/hash.ts';
import { canonicalText, type Block } from '../../src/core/source.ts';
import { foldedHash } from '../../src/library/fingerprint.ts';
import { newId } from '../../src/library/ids.ts';
import { openDatabase } from '../../src/library/database.ts';
import { allDocuments } from '../../src/library/index-documents.ts';
import { SearchIndex } from '../../src/library/search/index.ts';
import { Store } from '../../src/library/store.ts';
import { ArticleGenerator, random } from './generator.ts';

export interface LargeLibrary {
  readonly sources: number;
  /** Bytes of the original kept for each source; they do not pack, as a picture or a PDF does not. */
  readonly originalBytes: number;
  /** Characters of the one long article. */
  readonly longArticle: number;
  /** Annotations on one source. */
  readonly annotations: number;
}

const AT = '2026-01-02T03:04:05.000Z';
/** When the first source was saved; one follows every 150 seconds. */
const FIRST = Date.parse('2021-01-01T00:00:00.000Z');
const LANGUAGE = 'en';

/**
 * Writes a library in bulk, past the write door: rows as an import leaves them, with originals, versions and the search
 * index. Left out, because a bulk write has none: the undo history, the signatures of near copies, mentions.
 */
export function makeLargeLibrary(file: string, wanted: LargeLibrary, say: (line: string) => void): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true });
  const db = openDatabase(file);
  try {
    // a library that can be made again needs no care while it is made
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('foreign_keys = OFF');
    db.pragma('cache_size = -400000');
    const write = writer(db);
    const generator = new ArticleGenerator(11);
    const next = random(5);
    const words = generator.words;
    const sentence = (): string => {
      const made = Array.from({ length: 14 }, () => words[Math.floor(60_000 ** next()) + 20]!).join(' ');
      return `${made[0]!.toUpperCase()}${made.slice(1)}.`;
    };
    const paragraph = (): Block => ({
      kind: 'paragraph',
      text: Array.from({ length: 4 }, sentence).join(' '),
    });
    const bytes = Buffer.alloc(wanted.originalBytes);
    const noise = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    db.exec('BEGIN');
    for (let n = 0; n < wanted.sources - 2; n++) {
      let state = (n * 2654435761) >>> 0;
      for (let i = 0; i < noise.length; i++)
        noise[i] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      write(`${sentence().slice(0, 60)} ${n}`, [paragraph(), paragraph(), paragraph()], bytes);
      if (n % 20_000 === 19_999) {
        db.exec('COMMIT');
        say(`${n + 1} sources written`);
        db.exec('BEGIN');
      }
    }
    const long: Block[] = [];
    for (let length = 0; length < wanted.longArticle;) {
      const block = paragraph();
      long.push(block);
      length += block.text.length + 2;
    }
    write('The long article', long, Buffer.from('the long one'));
    const marked = Array.from({ length: Math.ceil(wanted.annotations / 20) + 1 }, paragraph);
    const { sourceId, versionId, text } = write('The marked article', marked, Buffer.from('the marked one'));
    const mark = db.prepare(
      `INSERT INTO annotation (id, source_id, version_id, start, "end", quote, prefix, suffix, note, colour, anchor, score, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'exact', 1, ?, ?)`,
    );
    for (let n = 0; n < wanted.annotations; n++) {
      const start = Math.floor((n * (text.length - 40)) / wanted.annotations);
      const end = start + 24;
      mark.run(
        newId(),
        sourceId,
        versionId,
        start,
        end,
        text.slice(start, end),
        text.slice(Math.max(0, start - 32), start),
        text.slice(end, end + 32),
        n % 10 === 0 ? `note ${n}` : '',
        ['amber', 'green', 'blue'][n % 3],
        AT,
        AT,
      );
    }
    db.exec('COMMIT');
    say('building the search index');
    const store = new Store(db, file, () => AT);
    new SearchIndex(db).rebuild(allDocuments(store), (done) => {
      if (done % 51_200 === 0) say(`${done} indexed`);
    });
    db.pragma('journal_mode = WAL');
  } finally {
    db.close();
  }
}

/** Writes one source with its version, its original and its place among the near copies. */
function writer(
  db: Database.Database,
): (
  title: string,
  blocks: readonly Block[],
  original: Uint8Array,
) => { readonly sourceId: string; readonly versionId: string; readonly text: string } {
  const original = db.prepare(
    "INSERT INTO original (hash, media_type, size, encoding, bytes) VALUES (?, 'application/pdf', ?, 'identity', ?)",
  );
  const version = db.prepare(
    `INSERT INTO version (id, source_id, number, captured_at, format, original_hash, text, blocks, doubts, provenance, created_at)
     VALUES (?, ?, 1, ?, 'pdf', ?, ?, ?, '[]', '{}', ?)`,
  );
  const source = db.prepare(
    `INSERT INTO source (id, kind, title, site_name, published_on, language, captured_at, word_count, state, content_hash, version_id, created_at, updated_at)
     VALUES (?, 'article', ?, ?, ?, ?, ?, ?, 'inbox', ?, ?, ?, ?)`,
  );
  const similar = db.prepare(
    'INSERT INTO similar (number, source_id, content_hash, cluster) VALUES (?, ?, ?, ?)',
  );
  let number = 0;
  return (title, blocks, bytes) => {
    const text = canonicalText(blocks);
    const [sourceId, versionId, hash, folded] = [newId(), newId(), sha256(bytes), foldedHash(text)];
    number++;
    const captured = new Date(FIRST + number * 150_000).toISOString();
    const year = 2000 + (number % 26);
    original.run(hash, bytes.length, bytes);
    version.run(versionId, sourceId, captured, hash, text, JSON.stringify(blocks), AT);
    source.run(
      sourceId,
      title,
      `Site ${number % 300}`,
      `${year}-0${1 + (number % 9)}`,
      LANGUAGE,
      captured,
      blocks.length * 56,
      folded,
      versionId,
      AT,
      AT,
    );
    similar.run(number, sourceId, folded, number);
    return { sourceId, versionId, text };
  };
}
