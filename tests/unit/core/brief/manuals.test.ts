import { describe, expect, test } from 'vitest';
import { formatCitations } from '../../../../src/core/brief/citation.ts';
import { cslItem } from '../../../../src/core/brief/csl-item.ts';
import { plainRuns } from '../../../../src/core/brief/outline.ts';
import { BRIEF_STYLES } from '../../../../src/core/brief/styles.ts';
import { citationData } from './citation-data.ts';
import type { Example } from './manual-example.ts';
import { CHINESE } from './manual-examples-chinese.ts';
import { ENGLISH } from './manual-examples.ts';

const EXAMPLES = [...ENGLISH, ...CHINESE];

const written = ({ style, source, as, language }: Example): string => {
  const file = BRIEF_STYLES.find(({ id }) => id === style)!.file.replace('.csl', '');
  const cites = [[{ sourceId: source.id, locator: null }]];
  const made = formatCitations(cites, [cslItem(source)], citationData(file), language ?? 'en');
  const runs = as === 'note' ? made.groups[0]! : made.bibliography[0]!.runs;
  return plainRuns(runs).replace(/^\[\d+\]\s*/u, '');
};

const STYLES = BRIEF_STYLES.map(({ id }) => id);

describe.each(STYLES)('the worked examples of the manual: %s', (style) => {
  const examples = EXAMPLES.filter((example) => example.style === style);

  test('are at least five', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  test('are of English and of Chinese sources', () => {
    const chinese = examples.filter(({ source }) => source.language === 'zh').length;
    expect(chinese).toBeGreaterThanOrEqual(2);
    expect(examples.length - chinese).toBeGreaterThanOrEqual(2);
  });

  test.each(examples)('$manual', (example) => {
    expect(written(example)).toBe(example.ours ?? example.printed);
  });
});

test('where ours is another form than the manual’s, the reason is told', () => {
  const other = EXAMPLES.filter(({ ours }) => ours !== undefined);
  for (const { because, ours, printed } of other) {
    expect(because).toBeTruthy();
    expect(ours).not.toBe(printed);
  }
  console.info(
    `citations: ${EXAMPLES.length} examples of ${STYLES.length} styles, ${EXAMPLES.length - other.length} letter for letter, ${EXAMPLES.filter(({ seen }) => seen !== undefined).length} read in a public copy; other:\n${other.map(({ style, manual, because }) => `  ${style}: ${manual}: ${because}`).join('\n')}`,
  );
});
