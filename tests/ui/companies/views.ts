import type { CompanyListRow, DossierView, RelationView } from '../../../src/library/company-views.ts';
import type { FactView, SourceRow, SourceView } from '../../../src/library/views.ts';

const at = '2026-03-11T08:00:00.000Z';

export const fact = (given: Partial<FactView> & Pick<FactView, 'id' | 'metric'>): FactView => ({
  companyId: 'c1',
  companyName: 'Yunqiao Robotics',
  value: 31,
  valueHigh: null,
  valueText: '31%',
  bound: 'exact',
  unit: '%',
  currency: null,
  asOf: '2024',
  annotationId: 'a1',
  quote: 'of which 31% was earned abroad',
  sourceId: 's1',
  createdAt: at,
  updatedAt: at,
  sourceTitle: 'The Warehouse Robots That Learned to Share a Floor',
  siteName: 'Harbour Business Review',
  publishedOn: '2025-03-11',
  anchor: 'exact',
  ...given,
});

export const row: CompanyListRow = {
  id: 'c1',
  name: 'Yunqiao Robotics',
  aliases: [
    { text: '云樵机器人', language: 'zh-Hans' },
    { text: 'Yunqiao', language: null },
  ],
  ticker: null,
  country: 'CN',
  sources: 38,
  facts: 3,
  latest: at,
  website: null,
  tags: ['watch'],
  groups: ['Robots'],
  newestFact: '2024',
};

export const source: SourceRow = {
  id: 's1',
  externalId: null,
  origin: null,
  kind: 'article',
  title: 'The Warehouse Robots That Learned to Share a Floor',
  byline: 'Ines Falkenrath',
  siteName: 'Harbour Business Review',
  publishedOn: '2025-03-11',
  language: 'en',
  url: null,
  capturedAt: at,
  wordCount: 20,
  state: 'reading',
  starred: false,
  tags: [],
  collections: [],
  companies: ['c1'],
  contentHash: 'h',
  companyNames: ['Yunqiao Robotics'],
  marks: { amber: 0, green: 1, blue: 0, rose: 0, violet: 0 },
  minutes: 1,
  progress: 0,
  openedAt: null,
  trashedAt: null,
};

const text = 'Yunqiao booked RMB 4.1 billion in 2024 sales, of which 31% was earned abroad.';

export const sourceView: SourceView = {
  source,
  version: {
    id: 'v1',
    sourceId: 's1',
    number: 1,
    capturedAt: at,
    format: 'html',
    originalHash: 'o',
    text,
    blocks: [{ kind: 'paragraph', text }],
    doubts: [],
    provenance: {},
  },
  versions: [],
  annotations: [],
  mentions: [
    {
      sourceId: 's1',
      companyId: 'c1',
      start: 0,
      end: 7,
      text: 'Yunqiao',
      score: 1,
      choice: 'suggested',
      name: 'Yunqiao Robotics',
    },
  ],
  notes: [],
  facts: [],
  original: { mediaType: 'text/html', size: 1, name: 'page.html' },
  position: 0,
};

const first = fact({ id: 'f1', metric: 'Overseas share' });
const second = fact({
  id: 'f2',
  metric: 'Overseas share',
  value: 29,
  valueText: '29%',
  bound: 'about',
  annotationId: 'a2',
  sourceId: 's2',
  quote: '去年海外收入占比约为 29%',
  siteName: '江南财经',
});

export const relation: RelationView = {
  id: 'r1',
  companyId: 'c3',
  companyName: '清河半导体',
  kind: 'supplies',
  otherId: 'c1',
  otherName: 'Yunqiao Robotics',
  asOf: '2024',
  annotationId: 'a9',
  quote: 'Qinghe supplies 61% of its controllers',
  sourceId: 's1',
  at: { start: 12, end: 40 },
  anchor: 'exact',
  sourceTitle: 'The Warehouse Robots That Learned to Share a Floor',
  siteName: 'Harbour Business Review',
  publishedOn: '2025-03-11',
  note: '',
  createdAt: at,
  updatedAt: at,
};

export const company: DossierView = {
  company: {
    ...row,
    website: null,
    facts: [],
    notes: [
      {
        id: 'n1',
        companyId: 'c1',
        sourceId: null,
        title: 'Open questions',
        text: '# Open questions\n\n- [ ] Who is the third supplier?\n- [x] When did the aisles go live?',
        createdAt: at,
        updatedAt: at,
      },
    ],
  },
  relations: [relation],
  derivedNames: [{ text: 'yun qiao ji qi ren', from: '云樵机器人', kind: 'pinyin' }],
  tags: ['watch'],
  groups: ['Robots'],
  among: [{ one: 'c2', two: 'c3', sources: 3 }],
  fields: { Founded: '2012' },
  facts: [
    first,
    second,
    fact({
      id: 'f3',
      metric: 'Revenue',
      value: 4.1e9,
      valueText: 'RMB 4.1 billion',
      unit: null,
      currency: 'CNY',
    }),
    fact({
      id: 'f4',
      metric: 'Employees',
      value: 4300,
      valueText: '4,300',
      unit: null,
      annotationId: null,
      sourceId: null,
      quote: null,
      siteName: null,
      sourceTitle: null,
      publishedOn: null,
      anchor: null,
    }),
  ],
  conflicts: [
    { metric: 'Overseas share', asOf: '2024', facts: [first, second], preferred: null, reason: null },
  ],
  months: [
    { month: '2024-12', annotated: 1, others: 2 },
    { month: '2025-02', annotated: 3, others: 1 },
  ],
  together: [
    { id: 'c2', name: 'Nordhavn Rail Ports', sources: 14 },
    { id: 'c3', name: '清河半导体', sources: 11 },
  ],
  latest: [source],
  annotations: [],
  mentions: 34,
};
