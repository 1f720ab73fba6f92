import { canonicalText, type Block } from '../core/source.ts';
import {
  BlockIndexing,
  indexOfBlocks,
  placesOfBlocks,
  type BlockIndex,
} from '../core/reading/block-index.ts';
import { Refusal } from '../core/refusal.ts';
import type { Store } from './store.ts';

/** Blocks that take more bytes than this as JSON are never held together in memory. */
const MOST_HELD = 6_000_000;

/** A long text whose blocks are read piece by piece: where each one's JSON begins, in bytes, and where the last ends. */
interface Indexed {
  readonly versionId: string;
  readonly index: BlockIndex;
  readonly edges: Int32Array;
}

/** A piece of a canonical text: `text` begins at the offset `at` of all `length` UTF-16 units. */
export interface TextPiece {
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Calls `visit` with where each object of a JSON array of objects begins and ends, in bytes. */
export function eachObject(json: Uint8Array, visit: (from: number, to: number) => void): void {
  let depth = 0;
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) {
      // to the end of the string: a quote that an even number of backslashes precede
      for (;;) {
        at = json.indexOf(QUOTE, at + 1);
        let slashes = 0;
        while (json[at - 1 - slashes] === BACKSLASH) slashes++;
        if (slashes % 2 === 0) break;
      }
    } else if (byte === OPEN) {
      if (depth++ === 0) from = at;
    } else if (byte === CLOSE && --depth === 0) visit(from, at + 1);
  }
}

/** Reads the blocks of versions in pieces, so that an article of 50 MB is never held whole. */
export class BlockPieces {
  private readonly store: Store;
  private latest: Indexed | null = null;

  constructor(store: Store) {
    this.store = store;
    // a block taken out or put back changes the stored blocks of a version
    store.subscribe((topics) => {
      if (topics.includes('source')) this.latest = null;
    });
  }

  private sizeOf(versionId: string): number {
    const size = this.store
      .sql<[string], number>('SELECT octet_length(blocks) FROM version WHERE id = ?')
      .pluck()
      .get(versionId);
    if (size === undefined) throw new Refusal('not-found', `There is no version ${versionId}.`);
    return size;
  }

  private whole(versionId: string): readonly Block[] {
    const json = this.store
      .sql<[string], string>('SELECT blocks FROM version WHERE id = ?')
      .pluck()
      .get(versionId);
    return JSON.parse(json ?? '[]') as Block[];
  }

  private indexed(versionId: string): Indexed {
    if (this.latest?.versionId === versionId) return this.latest;
    this.latest = null;
    const json = this.store
      .sql<[string], Buffer>('SELECT CAST(blocks AS BLOB) FROM version WHERE id = ?')
      .pluck()
      .get(versionId)!;
    const indexing = new BlockIndexing();
    const edges: number[] = [];
    eachObject(json, (from, to) => {
      edges.push(from, to);
      indexing.add(JSON.parse(json.toString('utf8', from, to)) as Block);
    });
    this.latest = { versionId, index: indexing.done(), edges: Int32Array.from(edges) };
    return this.latest;
  }

  /** What is known of every block without its words. Refuses a version that is not there. */
  index(versionId: string): BlockIndex {
    return this.sizeOf(versionId) <= MOST_HELD
      ? indexOfBlocks(this.whole(versionId))
      : this.indexed(versionId).index;
  }

  /** The blocks from one index up to another. */
  blocks(versionId: string, from: number, to: number): readonly Block[] {
    if (this.sizeOf(versionId) <= MOST_HELD) return this.whole(versionId).slice(from, to);
    const { edges } = this.indexed(versionId);
    const last = Math.min(to, edges.length / 2);
    if (from >= last) return [];
    const begin = edges[2 * from]!;
    const end = edges[2 * last - 1]!;
    const piece = this.store
      .sql<[number, number, string], Buffer>(
        'SELECT substr(CAST(blocks AS BLOB), ?, ?) FROM version WHERE id = ?',
      )
      .pluck()
      .get(begin + 1, end - begin, versionId)!;
    return JSON.parse(`[${piece.toString('utf8')}]`) as Block[];
  }

  /**
   * The text of a version around a stretch: of a long one the blocks of the stretch and those within `margin` UTF-16 units
   * of it, else all of it.
   */
  around(versionId: string, start: number, end: number, margin: number): TextPiece {
    if (this.sizeOf(versionId) <= MOST_HELD) {
      const text = this.store
        .sql<[string], string>('SELECT text FROM version WHERE id = ?')
        .pluck()
        .get(versionId)!;
      return { text, at: 0, length: text.length };
    }
    const { index } = this.indexed(versionId);
    const { starts, length } = placesOfBlocks(index);
    let first = -1;
    let last = -1;
    for (let i = 0; i < starts.length; i++) {
      const at = starts[i]!;
      if (at < 0) continue;
      if (first < 0 || at <= start - margin) first = i;
      if (last >= 0 && at >= end + margin) break;
      last = i;
    }
    if (first < 0) return { text: '', at: 0, length };
    return { text: canonicalText(this.blocks(versionId, first, last + 1)), at: starts[first]!, length };
  }
}

const ofStores = new WeakMap<Store, BlockPieces>();

/** The pieces of a library, one for all who read in it. */
export function piecesOf(store: Store): BlockPieces {
  let pieces = ofStores.get(store);
  if (!pieces) ofStores.set(store, (pieces = new BlockPieces(store)));
  return pieces;
}
