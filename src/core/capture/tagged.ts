/** One record of a line-tagged file: values by tag, in order, and the record's own text. */
export interface TaggedRecord {
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly raw: string;
}

/**
 * Cuts a line-tagged file (RIS, RefWorks) into records. `line` tells tag and value of a tagged line; other lines
 * continue the value before, after a line break. `begins` starts a record, `ends` finishes one.
 */
export function* taggedRecords(
  text: string,
  line: RegExp,
  begins: (tag: string) => boolean,
  ends: (tag: string) => boolean,
): Iterable<TaggedRecord> {
  let fields = new Map<string, string[]>();
  let raw: string[] = [];
  let last: string[] | null = null;
  const done = function* (): Iterable<TaggedRecord> {
    if (fields.size > 0) yield { fields, raw: raw.join('\n') };
    fields = new Map();
    raw = [];
    last = null;
  };
  for (const own of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    const found = line.exec(own);
    const tag = found?.[1] ?? null;
    if (tag !== null && ends(tag)) {
      raw.push(own);
      yield* done();
      continue;
    }
    if (tag !== null && begins(tag)) yield* done();
    if (fields.size > 0 || (tag !== null && begins(tag))) raw.push(own);
    if (tag !== null && (fields.size > 0 || begins(tag))) {
      const values: string[] = fields.get(tag) ?? [];
      values.push(found![2]!.trim());
      fields.set(tag, values);
      last = values;
    } else if (last && own.trim() !== '') last[last.length - 1] = `${last.at(-1)!}\n${own.trim()}`.trim();
  }
  yield* done();
}
