import { describe, expect, test } from 'vitest';
import CSL from 'citeproc';
import { formatCitations, localeFor, runsOfMarkup } from '../../../../src/core/brief/citation.ts';
import { cslItem, namesOf } from '../../../../src/core/brief/csl-item.ts';
import { metadataGaps } from '../../../../src/core/brief/gaps.ts';
import { plainRuns } from '../../../../src/core/brief/outline.ts';
import { BRIEF_STYLES } from '../../../../src/core/brief/styles.ts';
import { citationData } from './citation-data.ts';
import { makeSource, randomFrom } from './made.ts';

/** APA Publication Manual, 7th edition, example 110 (address shortened). */
const homesick = makeSource('homesick', [], {
  title: 'What happens to your mind and body when you feel homesick?',
  byline: 'Caroline Bologna',
  siteName: 'HuffPost',
  publishedOn: '2018-06-27',
  url: 'https://www.huffingtonpost.com/entry/homesick',
  capturedAt: '2018-07-07T00:00:00Z',
});
/** Chicago Manual of Style citation quick guide, website content without a date. */
const yale = makeSource('yale', [], {
  title: 'About Yale: Yale Facts',
  byline: 'Yale University',
  siteName: null,
  publishedOn: null,
  url: 'https://www.yale.edu/about-yale/yale-facts',
  capturedAt: '2017-05-01T00:00:00Z',
});
/** GB/T 7714-2015, 4.6 example 3 of electronic resources. */
const publishing = makeSource('publishing', [], {
  title: '出版业信息化迈入快车道',
  byline: '萧钰',
  siteName: null,
  publishedOn: '2001-12-19',
  language: 'zh',
  url: 'http://www.creader.com/news/20011219/200112190019.html',
  capturedAt: '2002-04-15T00:00:00Z',
});
/** GB/T 7714-2015, an organisation as author. */
const oclc = makeSource('oclc', [], {
  title: 'About OCLC: history of cooperation',
  byline: 'Online Computer Library Center, Inc.',
  siteName: null,
  publishedOn: null,
  url: 'http://www.oclc.org/about/cooperation.en.html',
  capturedAt: '2012-03-27T00:00:00Z',
});
/** Chicago and MLA quick guides: a book by one author (without its place). */
const pollan = makeSource('pollan', [], {
  kind: 'book',
  title: 'The omnivore’s dilemma: A natural history of four meals',
  byline: 'Michael Pollan',
  siteName: 'Penguin',
  publishedOn: '2006',
  url: null,
});
const four = makeSource('four', [], {
  kind: 'book',
  title: '数字经济',
  byline: '张三、李四、王五、赵六',
  siteName: '商务印书馆',
  publishedOn: '2020',
  language: 'zh',
  url: null,
});
const fourEnglish = makeSource('four-english', [], {
  kind: 'book',
  title: 'Port economics',
  byline: 'Ann Lee, Bob May, Cid Fox and Dan Roe',
  siteName: 'Port Press',
  publishedOn: '2020',
  url: null,
});
const all = [homesick, yale, publishing, oclc, pollan, four, fourEnglish];

const formatted = (style: string, language: string) => {
  const file = BRIEF_STYLES.find(({ id }) => id === style)!.file.replace('.csl', '');
  const made = formatCitations(
    all.map(({ id }) => [{ sourceId: id, locator: null }]),
    all.map(cslItem),
    citationData(file),
    language,
  );
  return {
    cite: Object.fromEntries(all.map(({ id }, i) => [id, plainRuns(made.groups[i]!)])),
    entry: Object.fromEntries(made.bibliography.map(({ sourceId, runs }) => [sourceId, plainRuns(runs)])),
  };
};

describe('the worked examples of each style', () => {
  test('APA', () => {
    const { cite, entry } = formatted('apa', 'en');
    expect(cite['homesick']).toBe('(Bologna, 2018)');
    expect(cite['yale']).toBe('(Yale University, n.d.)');
    expect(cite['publishing']).toBe('(萧钰, 2001)');
    expect(cite['four-english']).toBe('(Lee et al., 2020)');
    expect(entry['homesick']).toBe(
      'Bologna, C. (2018, June 27). What happens to your mind and body when you feel homesick? HuffPost. https://www.huffingtonpost.com/entry/homesick',
    );
    expect(entry['pollan']).toBe(
      'Pollan, M. (2006). The omnivore’s dilemma: A natural history of four meals. Penguin.',
    );
    expect(entry['four']).toBe('张三, 李四, 王五, & 赵六. (2020). 数字经济. 商务印书馆.');
  });

  test('Chicago, notes', () => {
    const { cite, entry } = formatted('chicago-notes', 'en');
    expect(cite['yale']).toBe(
      'Yale University, “About Yale: Yale Facts,” accessed May 1, 2017, https://www.yale.edu/about-yale/yale-facts.',
    );
    expect(cite['pollan']).toBe(
      'Michael Pollan, The Omnivore’s Dilemma: A Natural History of Four Meals (Penguin, 2006).',
    );
    expect(cite['four-english']).toBe('Ann Lee et al., Port Economics (Port Press, 2020).');
    expect(entry['yale']).toBe(
      'Yale University. “About Yale: Yale Facts.” Accessed May 1, 2017. https://www.yale.edu/about-yale/yale-facts.',
    );
    expect(entry['pollan']).toBe(
      'Pollan, Michael. The Omnivore’s Dilemma: A Natural History of Four Meals. Penguin, 2006.',
    );
    expect(formatted('chicago-notes', 'zh-Hans').cite['publishing']).toBe(
      '萧钰, 《出版业信息化迈入快车道》, 2001年12月19日, http://www.creader.com/news/20011219/200112190019.html.',
    );
  });

  test('Chicago, author–date', () => {
    const { cite, entry } = formatted('chicago-author-date', 'en');
    expect(cite['pollan']).toBe('(Pollan 2006)');
    expect(cite['yale']).toBe('(Yale University, n.d.)');
    expect(entry['yale']).toBe(
      'Yale University. n.d. “About Yale: Yale Facts.” Accessed May 1, 2017. https://www.yale.edu/about-yale/yale-facts.',
    );
    expect(entry['pollan']).toBe(
      'Pollan, Michael. 2006. The Omnivore’s Dilemma: A Natural History of Four Meals. Penguin.',
    );
    expect(entry['four']).toBe('张三, 李四, 王五, and 赵六. 2020. 数字经济. 商务印书馆.');
  });

  test('MLA', () => {
    const { cite, entry } = formatted('mla', 'en');
    expect(cite['pollan']).toBe('(Pollan)');
    expect(cite['four-english']).toBe('(Lee et al.)');
    expect(entry['homesick']).toBe(
      'Bologna, Caroline. “What Happens to Your Mind and Body When You Feel Homesick?” HuffPost, 27 June 2018, https://www.huffingtonpost.com/entry/homesick.',
    );
    expect(entry['four-english']).toBe('Lee, Ann, et al. Port Economics. Port Press, 2020.');
    expect(entry['publishing']).toBe(
      '萧钰. 出版业信息化迈入快车道. 19 Dec. 2001, http://www.creader.com/news/20011219/200112190019.html.',
    );
  });

  test('Harvard (Cite Them Right)', () => {
    const { cite, entry } = formatted('harvard', 'en');
    expect(cite['homesick']).toBe('(Bologna, 2018)');
    expect(cite['yale']).toBe('(Yale University, no date)');
    expect(entry['homesick']).toBe(
      'Bologna, C. (2018) What happens to your mind and body when you feel homesick?, HuffPost. Available at: https://www.huffingtonpost.com/entry/homesick (Accessed: 7 July 2018).',
    );
    expect(entry['publishing']).toBe(
      '萧钰 (2001) 出版业信息化迈入快车道. Available at: http://www.creader.com/news/20011219/200112190019.html (Accessed: 15 April 2002).',
    );
  });

  test('IEEE', () => {
    const { cite, entry } = formatted('ieee', 'en');
    expect(cite['homesick']).toBe('[1]');
    expect(entry['yale']).toBe(
      '[2] Yale University, “About Yale: Yale Facts.” Accessed: May 01, 2017. [Online]. Available: https://www.yale.edu/about-yale/yale-facts',
    );
    expect(entry['four-english']).toBe(
      '[7] A. Lee, B. May, C. Fox, and D. Roe, Port economics. Port Press, 2020.',
    );
    expect(entry['four']).toBe('[6] 张三, 李四, 王五, and 赵六, 数字经济. 商务印书馆, 2020.');
  });

  test.each(['en', 'zh-Hans'])('GB/T 7714 in a brief in %s', (language) => {
    const { cite, entry } = formatted('gb-t-7714', language);
    expect(cite['publishing']).toBe('[3]');
    expect(entry['publishing']).toBe(
      '[3] 萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.',
    );
    expect(entry['oclc']).toBe(
      '[4] Online Computer Library Center, Inc. About OCLC: history of cooperation[EB/OL]. [2012-03-27]. http://www.oclc.org/about/cooperation.en.html.',
    );
    expect(entry['four']).toBe('[6] 张三, 李四, 王五, 等. 数字经济[M]. 商务印书馆, 2020.');
    expect(entry['four-english']).toBe(
      '[7] LEE A, MAY B, FOX C, et al. Port economics[M]. Port Press, 2020.',
    );
  });

  test('the business notes', () => {
    const { cite } = formatted('business', 'en');
    expect(cite['homesick']).toBe(
      'Bologna, C. “What happens to your mind and body when you feel homesick?”, HuffPost, 27 Jun 2018.',
    );
    expect(cite['four']).toBe('张三、李四、王五等，《数字经济》，商务印书馆，2020。');
    const cites = ['homesick', 'homesick', 'publishing', 'publishing', 'homesick'].map((sourceId, i) => [
      { sourceId, locator: { label: 'paragraph' as const, value: String(i + 1) } },
    ]);
    const made = formatCitations(cites, all.map(cslItem), citationData('business'), 'en');
    expect(made.groups.map(plainRuns).slice(1)).toEqual([
      'Same source, ¶2.',
      '萧钰，《出版业信息化迈入快车道》，2001-12-19，第 3 段。',
      '同上，第 4 段。',
      'Bologna (note 1), ¶5.',
    ]);
  });
});

describe('an item', () => {
  test('never holds what is not known', () => {
    const bare = makeSource('x', [], {
      title: ' ',
      byline: null,
      siteName: null,
      publishedOn: null,
      url: null,
      language: null,
    });
    expect(cslItem(bare)).toEqual({ id: 'x', type: 'article-newspaper' });
    expect(metadataGaps([bare]).map(({ field }) => field)).toEqual(['title', 'author', 'date', 'address']);
  });

  test('cuts only clear personal names', () => {
    expect(namesOf('By Ingrid Falkenrath and Anna van der Berg')).toEqual([
      { family: 'Falkenrath', given: 'Ingrid' },
      { family: 'van der Berg', given: 'Anna' },
    ]);
    expect(namesOf('Falkenrath, Ingrid')).toEqual([{ family: 'Falkenrath', given: 'Ingrid' }]);
    expect(namesOf('Reuters Staff')).toEqual([{ literal: 'Reuters Staff' }]);
    expect(namesOf('Acme Robotics, Inc.')).toEqual([{ literal: 'Acme Robotics, Inc.' }]);
    expect(namesOf('记者：沈若溪、王明')).toEqual([{ literal: '沈若溪' }, { literal: '王明' }]);
    expect(namesOf('沈若溪 王明')).toEqual([{ literal: '沈若溪' }, { literal: '王明' }]);
    expect(namesOf('Hao Chunwen 郝春文')).toEqual([{ literal: 'Hao Chunwen 郝春文' }]);
    expect(namesOf('Hao, Chunwen 郝春文')).toEqual([{ literal: 'Hao, Chunwen 郝春文' }]);
    expect(namesOf('Madonna')).toEqual([{ literal: 'Madonna' }]);
  });

  test('keeps words that look like markup as words', () => {
    const odd = makeSource('odd', [], {
      title: 'Less <i>than</i> & more <script>',
      byline: 'A <b>',
      siteName: 'x &amp; y',
    });
    const made = formatCitations(
      [[{ sourceId: 'odd', locator: null }]],
      [cslItem(odd)],
      citationData('harvard-cite-them-right'),
      'en',
    );
    expect(plainRuns(made.bibliography[0]!.runs)).toContain('Less <i>than</i> & more <script>, x &amp; y.');
  });
});

describe('a style file', () => {
  test('that is not one is refused in one sentence', () => {
    const { locales } = citationData('apa');
    for (const style of ['', '<html></html>', '<style class="note"><citation', 'x'.repeat(3_000_000)]) {
      expect(() =>
        formatCitations([[{ sourceId: 'yale', locator: null }]], [cslItem(yale)], { style, locales }, 'en'),
      ).toThrow(expect.objectContaining({ name: 'Refusal' }));
    }
  });

  test('cannot bring in markup or addresses of other kinds', () => {
    expect(runsOfMarkup('<a href="javascript:alert(1)">x</a><script>y</script><i>z</i>')).toEqual([
      { kind: 'words', text: 'x' },
      { kind: 'words', text: 'y' },
      { kind: 'words', text: 'z', italic: true },
    ]);
  });
});

test.each(BRIEF_STYLES)('a long document is formatted as the processor itself would: $id', ({ file }) => {
  const data = citationData(file.replace('.csl', ''));
  const notes = data.style.includes('class="note"');
  for (let seed = 1; seed <= 2; seed += 1) {
    const random = randomFrom(seed);
    const groups = Array.from({ length: 40 }, () =>
      Array.from({ length: notes || random() < 0.7 ? 1 : 2 }, () => ({
        sourceId: all[Math.floor(random() ** 2 * all.length)]!.id,
        locator:
          random() < 0.3
            ? null
            : { label: 'paragraph' as const, value: String(1 + Math.floor(random() * 2)) },
      })),
    );
    const items = new Map(all.map((source) => [source.id, cslItem(source)]));
    const engine = new CSL.Engine(
      {
        retrieveLocale: (tag) => data.locales[tag] ?? false,
        retrieveItem: (id) => structuredClone(items.get(id)),
      },
      data.style,
      localeFor('en', data),
      true,
    );
    engine.updateItems([...new Set(groups.flat().map(({ sourceId }) => sourceId))]);
    const own = engine.rebuildProcessorState(
      groups.map((cites, i) => ({
        citationID: `c${i}`,
        citationItems: cites.map(({ sourceId, locator }) => ({
          id: sourceId,
          ...(locator && { locator: locator.value, label: locator.label }),
        })),
        properties: { noteIndex: notes ? i + 1 : 0 },
      })),
      'html',
    );
    // Two cites of one year in one bracket may stand either way round.
    const told = (text: string): string =>
      notes ? text : text.replace(/[()]/gu, '').split('; ').toSorted().join('; ');
    const ours = formatCitations(groups, [...items.values()], data, 'en').groups.map(plainRuns);
    expect(ours.map(told)).toEqual(own.map(([, , html]) => told(plainRuns(runsOfMarkup(html)))));
  }
});
