import { copyFileSync } from 'node:fs';
import { newId } from '../../src/library/ids.ts';
import type { Block } from '../../src/core/source.ts';
import { canonicalText } from '../../src/core/source.ts';
import { COLOURS } from '../../src/core/annotation.ts';
import { TestLibrary } from './library.ts';

/** A source to be made: paragraphs of five sentences, and marks spread evenly over them. */
export interface MarkedSource {
  readonly title: string;
  readonly sentences: number;
  readonly marks: number;
}

const AT = '2026-01-02T03:04:05.000Z';

/**
 * Writes a library with sources of many sentences and many marks, past the write door, because a hundred thousand marks by
 * the way a person takes would last an hour. Every third mark has a note.
 */
export async function makeMarkedLibrary(file: string, sources: readonly MarkedSource[]): Promise<void> {
  using t = new TestLibrary();
  const { db } = t.store;
  for (const { title, sentences, marks } of sources) {
    const id = await t.source(
      `${title}\n\n${Array.from({ length: 40 }, (_, i) => `${title} ${i} is replaced.`).join(' ')}`,
    );
    const { version } = t.library.sources.open({ id });
    const sentence = (i: number): string => `${title} says in statement ${i} that carts are quiet.`;
    const blocks: Block[] = [{ kind: 'heading', level: 1, text: title }];
    for (let at = 0; at < sentences; at += 5)
      blocks.push({
        kind: 'paragraph',
        text: Array.from({ length: Math.min(5, sentences - at) }, (_, i) => sentence(at + i)).join(' '),
      });
    const text = canonicalText(blocks);
    db.exec('BEGIN');
    db.prepare('UPDATE version SET text = ?, blocks = ? WHERE id = ?').run(
      text,
      JSON.stringify(blocks),
      version.id,
    );
    const insert = db.prepare(
      `INSERT INTO annotation (id, source_id, version_id, start, "end", quote, prefix, suffix, note, colour, anchor, score, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'exact', 1, ?, ?)`,
    );
    let from = 0;
    for (let n = 0; n < marks; n++) {
      const words = sentence(Math.floor((n * sentences) / marks)).slice(0, -1);
      const start = text.indexOf(words, from);
      const end = start + words.length;
      from = end;
      insert.run(
        newId(),
        id,
        version.id,
        start,
        end,
        words,
        text.slice(Math.max(0, start - 32), start),
        text.slice(end, end + 32),
        n % 3 === 0 ? `Note ${n}` : '',
        COLOURS[n % COLOURS.length],
        AT,
        AT,
      );
    }
    db.exec('COMMIT');
  }
  t.open.close();
  copyFileSync(t.file, file);
}
