import { createHash } from 'node:crypto';
import type { Hostile } from '../unit/safety/payloads.ts';

/** Asks a verb of the library; throws its refusal. */
export type Ask = <T>(noun: string, verb: string, input?: unknown) => Promise<T>;

/** One source with its payloads: in its text, in its notes, and in the notes of its marks. */
export interface HostileSource {
  readonly id: string;
  /** What its title begins with. */
  readonly number: number;
  readonly versionId: string;
  /** A word that stands in the source's notes and marks and nowhere else. */
  readonly word: string;
  /** Words that stand in the text of this source and of no other. */
  readonly marker: string;
  readonly notes: number;
  readonly marks: number;
  readonly markdown: boolean;
}

export interface HostileLibrary {
  readonly sources: readonly HostileSource[];
  readonly briefId: string;
  /** Payloads shown in a source of their own, because another one swallowed them. */
  readonly alone: number;
}

/** Payloads in one source. */
const TOGETHER = 18;

const wordOf = (number: number): string =>
  `w${createHash('sha1').update(`${number}`).digest('hex').slice(0, 9)}`;
const before = (number: number, i: number): string => `Paragraph ${number}-${i} says`;

const pageOf = (number: number, texts: readonly string[]): string =>
  `<!doctype html><html><head><title>Harbour report ${number}</title></head><body><article><h1>Harbour report ${number}</h1>${texts
    .map(
      (text, i) =>
        `<p>${before(number, i)} that the operator ordered ${number * 31 + i} robots for the terminal on Thursday.</p>\n${text}\n`,
    )
    .join(
      '',
    )}<p>Deliveries of report ${number} begin in September, without a penalty.</p></article></body></html>`;

const markdownOf = (number: number, texts: readonly string[]): string =>
  `# Harbour report ${number}\n\n${texts
    .map((text, i) => `${before(number, i)} that the operator ordered robots on Thursday.\n\n${text}`)
    .join('\n\n')}`;

/**
 * Puts payloads wherever a stranger's words can stand: pages, notes, titles, authors, notes of marks, briefs. A payload that
 * an earlier one of its page swallowed (an open comment, `<plaintext>`) is saved once more on a page of its own, so that
 * the parser meets every one as it was meant.
 */
export async function hostileLibrary(
  ask: Ask,
  payloads: readonly Hostile[],
  here: (text: string) => string,
): Promise<HostileLibrary> {
  const sources: HostileSource[] = [];
  const evidence: string[] = [];
  const { id: briefId } = await ask<{ id: string }>('briefs', 'add', { title: 'Hostile' });
  let number = 0;

  /** Saves payloads as one source; gives those that were swallowed. */
  const save = async (
    batch: readonly Hostile[],
    markdown: boolean,
    alone = false,
  ): Promise<readonly Hostile[]> => {
    const n = ++number;
    const word = wordOf(n);
    const texts = batch.map((payload) => here(payload.text));
    const { imported } = await ask<{ imported: readonly { readonly id: string }[] }>(
      'capture',
      'save',
      markdown ? { text: markdownOf(n, texts) } : { html: pageOf(n, texts), url: `https://example.org/${n}` },
    );
    const id = imported[0]!.id;
    await ask('sources', 'edit', {
      id,
      title: `${n} ${texts[0]!.slice(0, 1500)}`,
      byline: texts.at(-1)!.slice(0, 900),
    });
    const { version } = await ask<{ version: { readonly id: string; readonly text: string } }>(
      'sources',
      'open',
      { id },
    );
    sources.push({
      id,
      number: n,
      versionId: version.id,
      word,
      marker: before(n, 0),
      ...(alone ? { notes: 0, marks: 0 } : await annotate(id, word, version.text, texts)),
      markdown,
    });
    return batch.filter((_, i) => i > 0 && !version.text.includes(before(n, i)));
  };

  /** Notes, marks and evidence of every payload of a source. */
  const annotate = async (
    id: string,
    word: string,
    article: string,
    texts: readonly string[],
  ): Promise<{ readonly notes: number; readonly marks: number }> => {
    const words = [...article.matchAll(/[a-z]{4,}/gi)];
    await ask('briefs', 'addEvidence', { id: briefId, text: texts.join('\n\n') });
    const marks = await Promise.all(
      texts.map(async (text, i) => {
        await ask('notes', 'add', { sourceId: id, text: `Note ${word}: ${text}` });
        const at = words[Math.floor((i * words.length) / texts.length)];
        if (!at) return null;
        const end = at.index + at[0].length;
        const note = `${word} ${text}`;
        return ask<{ id: string }>('annotations', 'add', { sourceId: id, start: at.index, end, note });
      }),
    );
    if (marks[0]) evidence.push(marks[0].id);
    return { notes: texts.length, marks: marks.filter((mark) => mark !== null).length };
  };

  const swallowed: Hostile[] = [];
  for (const markdown of [true, false]) {
    const some = payloads.filter((payload) => (payload.kind === 'markdown') === markdown);
    for (let at = 0; at < some.length; at += TOGETHER)
      swallowed.push(...(await save(some.slice(at, at + TOGETHER), markdown)));
  }
  for (const payload of swallowed) await save([payload], payload.kind === 'markdown', true);
  for (const annotationId of evidence) await ask('briefs', 'addEvidence', { id: briefId, annotationId });
  return { sources, briefId, alone: swallowed.length };
}
