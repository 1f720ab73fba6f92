import { random } from '../../bench/generator.ts';
import { COLOURS, LINK_KINDS } from '../../../src/core/annotation.ts';
import { Refusal } from '../../../src/core/refusal.ts';
import { writeLink } from '../../../src/core/note/links.ts';
import type { TestLibrary } from '../../setup/library.ts';
import { addTheRest } from './generated-rest.ts';

const WORDS =
  'harbour robot order margin 云樵 北港 dealers “quoted” naïve Ærø €31 million 12% Suzhou penalty clause 𝒳 👩‍🔬 e\u0301tude contract aisle fleet revenue fell rose unchanged <b>bold</b> & "straight" \\ backslash O’Brien'.split(
    ' ',
  );

/**
 * Fills a library with a bit of everything by its own verbs: sources of several versions, highlights, companies in two
 * scripts, facts, notes, briefs, tags, collections, choices, trash, settings, reading positions. The same seed fills it
 * the same way, except for ids.
 */
export async function fillLibrary(t: TestLibrary, seed: number, sources = 4): Promise<void> {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const words = (n: number): string => Array.from({ length: n }, () => pick(WORDS)).join(' ');
  const { library } = t;
  const companies = Array.from({ length: 1 + below(3) }, (_, i) =>
    library.companies.add({
      name: `${pick(['Nordhavn', 'Castellan', 'Yunqiao', 'Tidewell'])} ${seed}-${i}`,
      aliases: [{ text: pick(['harbour robot', '云樵', '北港', 'Suzhou']), language: pick(['en', 'zh']) }],
      website: pick([null, 'https://example.com/']),
    }),
  );
  const ids: string[] = [];
  const linkable: string[] = [];
  for (let i = 0; i < sources; i++) {
    const text = `Heading ${seed} ${i}\n\n${Array.from({ length: 2 + below(4) }, () => `${words(12 + below(30))}.`).join('\n\n')}`;
    const id = await t.source(text);
    ids.push(id);
    const { version } = library.sources.open({ id });
    const marks: string[] = [];
    for (let k = version.text.length < 60 ? 0 : below(4); k > 0; k--) {
      const start = below(version.text.length - 30);
      const mark = library.annotations.add({
        sourceId: id,
        start,
        end: start + 5 + below(20),
        colour: pick(COLOURS),
        note: pick(['', words(4)]),
        tags: pick([[], ['orders'], ['orders', 'ports']]),
      });
      marks.push(mark.id);
    }
    linkable.push(...marks);
    if (linkable.length > 1 && marks[0] !== undefined)
      library.annotations.link({
        fromId: marks[0],
        toId: linkable[0] === marks[0] ? linkable[1]! : linkable[0]!,
        kind: pick(LINK_KINDS),
      });
    if (marks[0] !== undefined)
      library.facts.add({
        companyId: pick(companies).id,
        metric: pick(['Revenue', 'Units']),
        value: next() * 1e9,
        valueText: words(2),
        currency: pick(['EUR', 'CNY', null]),
        asOf: pick(['2024', '2025-03', null]),
        annotationId: marks[0],
      });
    if (next() < 0.5) library.tags.add({ ids: [id], tag: pick(['orders', 'ports', '港口']) });
    if (next() < 0.5) library.collections.assign({ ids: [id], collection: pick(['Europe', 'China']) });
    if (next() < 0.3)
      library.mentions.choose({
        sourceId: id,
        companyId: pick(companies).id,
        choice: pick(['accepted', 'rejected']),
      });
    if (next() < 0.3) library.sources.setState({ ids: [id], state: 'done' });
    // the last block that is shown stays
    if (next() < 0.3 && version.blocks.filter((block) => !block.removed).length > 2)
      library.sources.setBlock({ id, block: 1, removed: true });
    if (next() < 0.4) {
      const token = t.spool.put(
        'again.txt',
        'text/plain',
        Buffer.from(`${text}\n\nA correction: ${words(9)}.`),
      );
      // random words may be taken for a page's furniture from first to last; then the saved version stays
      await library.versions.recapture({ id, token }).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.code === 'empty')) throw error;
      });
    }
    if (next() < 0.4) library.notes.add({ sourceId: id, text: `# Note\n\n${words(8)}` });
    if (marks.length > 1) {
      const brief = library.briefs.add({ title: words(3) });
      library.briefs.addEvidence({ id: brief.id, annotationId: marks[1]! });
      library.briefs.addEvidence({ id: brief.id, text: words(9) });
    }
    if (next() < 0.2) library.sources.trash({ ids: [id] });
  }
  const linked = library.notes.add({
    companyId: companies[0]!.id,
    text: `${words(6)} ${writeLink('company', companies.at(-1)!.id, '云樵')} ${writeLink('source', ids[0]!, words(2))}`,
  });
  library.notes.edit({ id: linked.id, text: `${linked.text}\n\n- [ ] ${words(3)}`, join: true });
  library.notes.tag({ ids: [linked.id], tag: pick(['orders', '笔记']) });
  tieCompanies(
    t,
    companies.map((company) => company.id),
    next,
  );
  await addTheRest(
    t,
    seed,
    companies.map((company) => company.id),
    next,
  );
  library.savedSearches.add({ name: words(1), query: 'harbour OR 云樵' });
  library.settings.set({ key: 'theme', value: pick(['dark', 'light', { deep: [1, null, 'x'] }]) });
  t.store.writeUnlogged(['source'], (db) => {
    db.prepare('INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?)').run(
      ids[0],
      below(50),
      0.25,
      '2026-01-02T03:04:05.000Z',
    );
  });
}

/** Relations, groups, tags and a grid with every kind of cell. */
function tieCompanies(t: TestLibrary, companies: readonly string[], next: () => number): void {
  const { library } = t;
  const [first, second] = companies as [string, string | undefined];
  const mark = library.annotations.list({ limit: 1 }).annotations[0]?.id;
  if (second !== undefined)
    library.relations.add({
      companyId: first,
      kind: next() < 0.5 ? 'supplies' : 'acquired',
      otherId: second,
      asOf: '2024-03',
      note: 'through a holding',
      ...(mark === undefined ? { noSource: true } : { annotationId: mark }),
    });
  library.companies.editMany({ ids: [...companies], addTags: ['watch'], addGroups: ['Peers', '同行'] });
  const grid = library.grids.add({
    name: 'Robots',
    questions: [{ text: 'Revenue', metric: 'Revenue' }, { text: '谁供货？' }],
    companyIds: [...companies],
  });
  const [revenue, supplier] = grid.questions.map((question) => question.id) as [string, string];
  library.grids.fillFromFacts({ id: grid.id });
  library.grids.answer({
    questionId: supplier,
    companyId: first,
    valueText: '清河',
    value: null,
    noSource: true,
  });
  library.grids.looked({ questionId: revenue, companyId: second ?? first, on: '2026-01-02' });
}

const TABLES = (
  'original asset source version address progress annotation tag tagging collection collecting company alias mention ' +
  'mention_choice annotation_company annotation_link fact note note_link brief saved_search setting ' +
  'relation company_group grouping grid grid_question grid_company grid_cell ' +
  'about_choice dismissed_name site_rule search_history request'
).split(' ');

/** Every row of the user's and every row that follows from them, sorted: two libraries with the same dump hold the same. */
export function canonicalDump(t: TestLibrary): Record<string, string[]> {
  return Object.fromEntries(
    TABLES.map((table) => [
      table,
      (t.store.db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[])
        .map((row) =>
          JSON.stringify(row, (_, value: unknown) =>
            typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
              ? Buffer.from((value as unknown as { data: number[] }).data).toString('base64')
              : value,
          ),
        )
        .sort(),
    ]),
  );
}
