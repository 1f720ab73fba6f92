import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/core/refusal.ts';
import { answer } from '../../../src/library/verb.ts';
import { useTransport } from '../../../src/ui/library.ts';
import { sourceOpener } from '../../../src/ui/reader/open-source.ts';
import { TestLibrary } from '../../setup/library.ts';

const words = [
  'Carts in the harbour',
  'The harbour bought eighty carts in spring. They are slow, and they are quiet.',
  'A second lot of carts is to come in autumn.',
  '云樵机器人的海外收入占比升至近三成。',
].join('\n\n');

/** A library as the window sees it, with how many bytes each answer of `reading.open` had. */
const seen = (t: TestLibrary): readonly number[] => {
  const sizes: number[] = [];
  useTransport({
    ask: async (noun, verb, input): Promise<Answer> => {
      const given = await answer(t.library, noun, verb, input, (bug) => t.bugs.push(bug));
      const sent = JSON.stringify(given);
      if (verb === 'open') sizes.push(sent.length);
      return JSON.parse(sent) as Answer;
    },
    subscribe: () => () => undefined,
  });
  return sizes;
};

describe('a source opened for reading', () => {
  test('has the words, marks and names that the library has', async () => {
    using t = new TestLibrary();
    const id = await t.source(words);
    t.library.annotations.addByQuote({ sourceId: id, quote: 'eighty carts', colour: 'green' });
    t.library.annotations.noteSource({ sourceId: id, note: 'On the whole' });
    t.library.companies.add({ name: '云樵机器人' });
    seen(t);
    const open = await sourceOpener()(id, null, null);
    const whole = t.library.sources.open({ id });
    expect(open.text.slice(0, open.text.length)).toBe(whole.version.text);
    expect(open.annotations).toEqual(
      whole.annotations.map(({ id: mark, start, end, colour, anchor, quote }) => ({
        id: mark,
        start,
        end,
        colour,
        anchor,
        quoted: quote !== '',
      })),
    );
    expect(open.mentions).toEqual(
      whole.mentions.map(({ companyId, name, choice, start, end }) => ({
        companyId,
        name,
        choice,
        start,
        end,
      })),
    );
    expect(open.mentions).toHaveLength(1);
  });

  test('reads only what changed when it is read again, and keeps everything else as it was', async () => {
    using t = new TestLibrary();
    const id = await t.source(words);
    for (const quote of ['eighty carts', 'They are slow', 'second lot'])
      t.library.annotations.addByQuote({ sourceId: id, quote });
    const sizes = seen(t);
    const open = sourceOpener();
    const first = await open(id, null, null);
    t.library.annotations.addByQuote({ sourceId: id, quote: 'in autumn', colour: 'rose' });
    const second = await open(id, null, null);
    expect(second.text).toBe(first.text);
    expect(second.annotations).toHaveLength(4);
    expect(second.annotations.slice(0, 3).every((mark, i) => mark === first.annotations[i])).toBe(true);
    t.library.annotations.edit({ id: second.annotations[0]!.id, note: 'A note moves nothing' });
    const third = await open(id, null, null);
    expect(third.annotations).toBe(second.annotations);
    expect(sizes[2]).toBeLessThan(sizes[0]! - words.length);
  });

  test('takes other words when a block is hidden, and the marks of an older version are those of that version', async () => {
    using t = new TestLibrary();
    const id = await t.source(words);
    t.library.annotations.addByQuote({ sourceId: id, quote: 'second lot' });
    seen(t);
    const open = sourceOpener();
    const first = await open(id, null, null);
    t.library.sources.setBlock({ id, block: 1, removed: true });
    const second = await open(id, null, null);
    expect(second.text).not.toBe(first.text);
    expect(second.text.slice(0, second.text.length)).toBe(t.library.sources.open({ id }).version.text);
    const older = second.version.id;
    await t.library.versions.recapture({ id, text: 'Carts in the harbour\n\nNothing of that is said now.' });
    const now = await open(id, null, null);
    expect(now.annotations[0]).toMatchObject({ anchor: 'orphan', start: null });
    const then = await open(id, older, null);
    expect(then.text.slice(then.annotations[0]!.start!, then.annotations[0]!.end!)).toBe('second lot');
  });

  test('two readers of one source each get every change once', async () => {
    using t = new TestLibrary();
    const id = await t.source(words);
    seen(t);
    const [one, other] = [sourceOpener(), sourceOpener()];
    await one(id, null, null);
    await other(id, null, null);
    t.library.annotations.addByQuote({ sourceId: id, quote: 'eighty carts' });
    expect((await one(id, null, null)).annotations).toHaveLength(1);
    t.library.annotations.addByQuote({ sourceId: id, quote: 'second lot' });
    expect((await one(id, null, null)).annotations).toHaveLength(2);
    expect((await other(id, null, null)).annotations).toHaveLength(2);
  });
});
