import { describe, expect, test } from 'vitest';
import type { SourceView } from '../../../src/library/views.ts';
import { steady } from '../../../src/ui/library/open-view.ts';

const view = (text: string, removed: boolean): SourceView =>
  ({
    version: {
      id: 'v1',
      text,
      blocks: [{ kind: 'paragraph', text, ...(removed && { removed: { rule: 'legal', by: 'rule' } }) }],
    },
    mentions: [],
    annotations: [],
  }) as unknown as SourceView;

describe('a source read again', () => {
  test('keeps its blocks when only marks have changed, so that they are not drawn again', () => {
    const old = view('Words', false);
    expect(steady(old, view('Words', false)).version.blocks).toBe(old.version.blocks);
  });

  test('takes the new blocks when one of them was hidden', () => {
    const old = view('Words', false);
    expect(steady(old, view('Words', true)).version.blocks).not.toBe(old.version.blocks);
  });
});
