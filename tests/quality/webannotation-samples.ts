const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

const base = (rest: object): Record<string, unknown> => ({
  '@context': CONTEXT,
  id: 'https://example.org/annotation/1',
  type: 'Annotation',
  ...rest,
});

const quoted = {
  source: 'https://example.org/page',
  selector: { type: 'TextQuoteSelector', exact: 'words', prefix: 'some ', suffix: ' here' },
};

/** Annotations that obey the model, one for each kind of thing it speaks of. */
export const CORRECT: readonly Record<string, unknown>[] = [
  base({ target: 'https://example.org/page', bodyValue: 'A remark.' }),
  base({
    '@context': [CONTEXT, 'https://example.org/more.jsonld'],
    type: ['Annotation', 'https://example.org/Special'],
    motivation: 'commenting',
    created: '2026-01-02T03:04:05Z',
    modified: ['2026-01-02T03:04:05.678+01:00'],
    generated: '2026-01-02T03:04:05Z',
    creator: { type: 'Person', name: 'A reader' },
    rights: ['https://creativecommons.org/publicdomain/zero/1.0/'],
    canonical: 'urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df',
    via: 'https://example.org/other',
    body: [
      {
        type: 'TextualBody',
        value: 'A remark.',
        format: 'text/markdown',
        purpose: 'commenting',
        textDirection: 'ltr',
      },
      { type: 'TextualBody', value: 'tag', purpose: 'tagging', created: '2026-01-02T03:04:05Z' },
      'https://example.org/comment',
    ],
    target: quoted,
  }),
  base({
    body: {
      id: 'https://example.org/video',
      type: 'Video',
      format: 'video/mpeg',
      rights: 'https://example.org/r',
    },
    target: {
      source: { id: 'https://example.org/page', created: '2026-01-02T03:04:05Z', textDirection: 'rtl' },
      selector: [
        { type: 'TextPositionSelector', start: 4, end: 9 },
        { type: 'TextQuoteSelector', exact: 'words' },
      ],
      state: { type: 'TimeState', sourceDate: '2026-01-02T03:04:05Z', cached: 'https://example.org/cache' },
    },
  }),
  base({
    body: {
      type: 'Choice',
      items: [
        { type: 'TextualBody', value: 'English', language: 'en' },
        { type: 'TextualBody', value: '中文', language: 'zh' },
      ],
    },
    target: {
      ...quoted,
      selector: {
        type: 'FragmentSelector',
        value: 'part',
        conformsTo: 'http://tools.ietf.org/rfc/rfc3236',
        refinedBy: {
          type: 'TextQuoteSelector',
          exact: 'words',
          refinedBy: { type: 'TextPositionSelector', start: 0, end: 2 },
        },
      },
      state: [{ type: 'HttpRequestState', value: 'Accept: text/html' }],
      styleClass: 'mark',
      scope: 'https://example.org/scope',
    },
    stylesheet: 'https://example.org/style.css',
  }),
  base({
    target: [
      { ...quoted, purpose: 'highlighting' },
      {
        source: 'https://example.org/second',
        selector: [
          { type: 'TextQuoteSelector', exact: 'more' },
          {
            type: 'RangeSelector',
            startSelector: { type: 'XPathSelector', value: '//p[1]' },
            endSelector: { type: 'CssSelector', value: 'p:last-child' },
          },
          { type: 'SvgSelector', value: '<svg/>' },
          { type: 'DataPositionSelector', start: 1, end: 3 },
        ],
        state: {
          type: 'TimeState',
          sourceDateStart: '2026-01-02T03:04:05Z',
          sourceDateEnd: '2026-01-03T03:04:05Z',
        },
      },
    ],
  }),
];

/** What takes the place of a value. */
const WRONG: readonly unknown[] = [
  7,
  -1,
  1.5,
  'not an address',
  '',
  true,
  {},
  [],
  ['x', 'y'],
  [{}],
  { id: 'no address' },
];
const ADDED: Readonly<Record<string, unknown>> = {
  items: ['https://example.org/x'],
  purpose: 'tagging',
  value: 'text',
  source: 'https://example.org/x',
  bodyValue: 'A remark.',
  styleClass: 'mark',
  created: 'yesterday',
  rights: 'all rights',
  canonical: ['urn:a:b', 'urn:c:d'],
  via: 5,
  textDirection: 'up',
  modified: ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
  state: { type: 'State' },
  selector: { type: 'NoSelector' },
};

/** Every document that differs from the given one by one fault: a key gone, a value replaced or doubled, a key added. */
export function mutations(document: unknown): unknown[] {
  const made: unknown[] = [];
  const visit = (value: unknown, rebuild: (changed: unknown) => unknown): void => {
    if (Array.isArray(value)) {
      value.forEach((one, k) => visit(one, (changed) => rebuild(value.with(k, changed))));
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const fields = value as Record<string, unknown>;
    for (const [key, one] of Object.entries(fields)) {
      const { [key]: _, ...without } = fields;
      made.push(rebuild(without));
      for (const wrong of [...WRONG, [one, one], { nested: one }])
        made.push(rebuild({ ...fields, [key]: wrong }));
      visit(one, (changed) => rebuild({ ...fields, [key]: changed }));
    }
    for (const [key, extra] of Object.entries(ADDED))
      if (!(key in fields)) made.push(rebuild({ ...fields, [key]: extra }));
  };
  visit(document, (changed) => changed);
  return made;
}
