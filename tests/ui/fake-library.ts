import { COLOURS, type Annotation, type Colour, type LinkKind } from '../../src/core/annotation.ts';
import type { Answer } from '../../src/core/refusal.ts';
import { Refusal } from '../../src/core/refusal.ts';
import { canonicalText, type Block, type Source } from '../../src/core/source.ts';
import { columnsOf } from '../../src/core/reading/mark-columns.ts';
import { indexOfBlocks } from '../../src/core/reading/block-index.ts';
import { findAll } from '../../src/core/reading/find.ts';
import type {
  AnnotationView,
  HistoryStep,
  SourceFilter,
  SourceHead,
  SourceRow,
  SourceView,
  Topic,
} from '../../src/library/views.ts';
import type { Transport } from '../../src/ui/library.ts';
import { drafts } from './fake-articles.ts';

interface Held {
  source: Source;
  blocks: readonly Block[];
  position: number;
  progress: number;
  openedAt: string | null;
  trashedAt: string | null;
}

interface Tables {
  sources: Held[];
  annotations: Annotation[];
  links: { id: string; fromId: string; toId: string; kind: LinkKind }[];
  searches: { id: string; name: string; query: string; count: number }[];
  settings: Record<string, unknown>;
}

const now = '2026-11-22T12:40:00Z';
const companyIds = new Map<string, string>();
const companyId = (name: string): string => {
  const id = companyIds.get(name) ?? `company-${companyIds.size + 1}`;
  companyIds.set(name, id);
  return id;
};

const first = (): Tables => {
  const tables: Tables = {
    sources: [],
    annotations: [],
    links: [],
    searches: [
      { id: 'search-1', name: 'Chip supply risk', query: 'chip supply', count: 23 },
      { id: 'search-2', name: 'Contracts in Europe', query: 'contract', count: 41 },
    ],
    settings: {},
  };
  drafts.forEach((draft, i) => {
    const id = `source-${i + 1}`;
    const text = canonicalText(draft.blocks);
    tables.sources.push({
      source: {
        id,
        externalId: null,
        origin: null,
        kind: 'article',
        title: draft.title,
        byline: draft.byline ?? null,
        siteName: draft.site,
        publishedOn: draft.date,
        language: draft.language,
        url: `https://${i}.example/story`,
        capturedAt: `${draft.date}T08:00:00Z`,
        wordCount: draft.minutes * 230,
        state: draft.state ?? 'reading',
        starred: i === 1,
        tags: draft.tags ?? [],
        collections: [],
        companies: draft.companies.map(companyId),
        contentHash: id,
      },
      blocks: draft.blocks,
      position: 0,
      progress: draft.state === 'done' ? 1 : 0,
      openedAt: draft.state === 'inbox' ? null : now,
      trashedAt: null,
    });
    draft.marks.forEach((mark, j) => {
      const start = text.indexOf(mark.quote);
      const end = start + mark.quote.length;
      tables.annotations.push({
        id: `mark-${i + 1}-${j + 1}`,
        sourceId: id,
        start: start < 0 ? null : start,
        end: start < 0 ? null : end,
        quote: mark.quote,
        prefix: text.slice(Math.max(0, start - 32), start),
        suffix: text.slice(end, end + 32),
        note: mark.note ?? '',
        colour: mark.colour,
        tags: mark.tags ?? [],
        companies: [],
        createdAt: now,
        updatedAt: now,
        anchor: start < 0 ? 'orphan' : 'exact',
      });
    });
  });
  return tables;
};

/** A library in memory with the same verbs, for the tests of the screens and for trying them without a file. */
export const fakeLibrary = (
  more: { sample?: boolean; empty?: boolean; settings?: Record<string, unknown> } = {},
): Transport => {
  let tables = { ...first(), settings: more.settings ?? {} };
  if (more.empty) tables = { ...tables, sources: [], annotations: [], searches: [] };
  const steps: { step: HistoryStep; before: Tables; after: Tables; topics: Topic[] }[] = [];
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const announce = (topics: readonly Topic[]): void => {
    for (const listener of listeners) listener('changed', { topics });
  };
  let ids = 0;
  const copy = (): Tables => structuredClone(tables);
  const write = <T>(
    topics: Topic[],
    label: string,
    params: Record<string, string | number>,
    work: () => T,
  ): T => {
    const before = copy();
    const result = work();
    steps.push({
      step: { id: ++ids, at: new Date().toISOString(), label, params, undone: false },
      before,
      after: copy(),
      topics,
    });
    announce([...topics, 'history']);
    return result;
  };
  const held = (id: string): Held => {
    const found = tables.sources.find((each) => each.source.id === id);
    if (!found) throw new Refusal('not-found', 'There is no such source.');
    return found;
  };
  const marksOf = (id: string): Annotation[] => tables.annotations.filter((each) => each.sourceId === id);
  const nameOf = (id: string): string => [...companyIds].find(([, known]) => known === id)?.[0] ?? id;
  const rowOf = (each: Held): SourceRow => ({
    ...each.source,
    companyNames: each.source.companies.map(nameOf).slice(0, 4),
    marks: Object.fromEntries(
      COLOURS.map((colour) => [
        colour,
        marksOf(each.source.id).filter((mark) => mark.colour === colour).length,
      ]),
    ) as Record<Colour, number>,
    minutes: Math.max(1, Math.round(each.source.wordCount / 230)),
    progress: each.progress,
    openedAt: each.openedAt,
    trashedAt: each.trashedAt,
  });
  const annotationView = (mark: Annotation): AnnotationView => ({
    ...mark,
    current:
      mark.start === null || mark.end === null
        ? null
        : canonicalText(held(mark.sourceId).blocks).slice(mark.start, mark.end),
    candidates: [],
    facts: [],
    briefs: [],
    links: tables.links.flatMap((link) => {
      const outward = link.fromId === mark.id;
      if (!outward && link.toId !== mark.id) return [];
      const other = tables.annotations.find((each) => each.id === (outward ? link.toId : link.fromId));
      if (!other) return [];
      const { id, quote, note, colour, start, end, sourceId } = other;
      const sourceTitle = held(sourceId).source.title;
      return [
        {
          id: link.id,
          kind: link.kind,
          outward,
          other: { id, quote, note, colour, start, end, sourceId, sourceTitle },
        },
      ];
    }),
  });
  const mentionsOf = (each: Held): SourceView['mentions'] => {
    const text = canonicalText(each.blocks);
    return each.source.companies.flatMap((id) => {
      const start = text.indexOf(nameOf(id));
      return start < 0
        ? []
        : [
            {
              sourceId: each.source.id,
              companyId: id,
              start,
              end: start + nameOf(id).length,
              text: nameOf(id),
              score: 1,
              choice: 'accepted' as const,
              name: nameOf(id),
            },
          ];
    });
  };
  const open = (id: string): SourceView => {
    const each = held(id);
    return {
      source: rowOf(each),
      version: {
        id: `version-${id}`,
        sourceId: id,
        number: 1,
        capturedAt: each.source.capturedAt,
        format: 'html',
        originalHash: id,
        text: canonicalText(each.blocks),
        blocks: each.blocks,
        doubts: [],
        provenance: { title: 'og:title', publishedOn: 'time element', byline: 'json-ld' },
      },
      versions: [{ id: `version-${id}`, number: 1, capturedAt: each.source.capturedAt }],
      annotations: marksOf(id)
        .map(annotationView)
        .sort((one, other) => (one.start ?? 1e9) - (other.start ?? 1e9)),
      mentions: mentionsOf(each),
      notes: [],
      facts: [],
      original: { mediaType: 'text/html', size: 182_044, name: 'story.html' },
      position: each.position,
    };
  };
  /** The head of a source; everything is sent every time. */
  const headOf = (id: string): SourceHead => {
    const { version, annotations, mentions, ...rest } = open(id);
    const { text: _text, blocks, ...head } = version;
    return {
      ...rest,
      version: head,
      blocks: { rev: `${++ids}`, index: indexOfBlocks(blocks), pages: [{ from: 0, blocks }] },
      marks: {
        rev: `${++ids}`,
        since: null,
        splice: {
          from: 0,
          removed: 0,
          added: columnsOf(annotations.map((mark) => ({ ...mark, quoted: mark.quote !== '' }))),
        },
      },
      names: {
        rev: `${++ids}`,
        value: {
          companies: mentions.map(({ companyId: company, name, choice }) => ({ id: company, name, choice })),
          of: mentions.map((_, i) => i),
          starts: mentions.map(({ start }) => start),
          ends: mentions.map(({ end }) => end),
        },
      },
    };
  };
  const change = (ids: readonly string[], edit: (each: Held) => void): void =>
    ids.forEach((id) => edit(held(id)));

  // oxlint-disable-next-line typescript/no-explicit-any -- the inputs are those of the verbs, known to their callers
  const verbs: Record<string, Record<string, (input: any) => unknown>> = {
    sources: {
      list: (filter: SourceFilter) => {
        const wanted = tables.sources
          .filter((each) => (filter.view === 'trash') === (each.trashedAt !== null))
          .filter((each) => filter.view !== 'inbox' || each.source.state === 'inbox')
          .filter((each) => filter.tag === undefined || each.source.tags.includes(filter.tag))
          .filter((each) => filter.unread !== true || each.openedAt === null)
          .filter((each) => filter.starred !== true || each.source.starred)
          .filter((each) => filter.annotated !== true || marksOf(each.source.id).length > 0)
          .filter(
            (each) =>
              filter.language === undefined || each.source.language?.startsWith(filter.language) === true,
          )
          .map(rowOf);
        const key = (row: SourceRow): string =>
          filter.sort === 'title'
            ? row.title
            : filter.sort === 'captured'
              ? row.capturedAt
              : (row.publishedOn ?? '');
        wanted.sort((one, other) => key(one).localeCompare(key(other)) * (filter.descending ? -1 : 1));
        const offset = filter.offset ?? 0;
        return { total: wanted.length, sources: wanted.slice(offset, offset + (filter.limit ?? 100)) };
      },
      open: ({ id }: { id: string }) => {
        const each = held(id);
        if (each.openedAt === null) {
          each.openedAt = now;
          announce(['source']);
        }
        return open(id);
      },
      get: ({ id }: { id: string }) => rowOf(held(id)),
      counts: () => {
        const alive = tables.sources.filter((each) => each.trashedAt === null);
        const count = (test: (each: Held) => boolean): number => alive.filter(test).length;
        return {
          inbox: count((each) => each.source.state === 'inbox'),
          library: alive.length,
          companies: companyIds.size,
          briefs: 2,
          trash: tables.sources.length - alive.length,
          unread: count((each) => each.openedAt === null),
          annotated: count((each) => marksOf(each.source.id).length > 0),
          languages: [
            { language: 'en', count: count((each) => each.source.language === 'en') },
            { language: 'zh-Hans', count: count((each) => each.source.language === 'zh-Hans') },
          ],
        };
      },
      edit: ({ id, ...fields }: { id: string }) =>
        write(['source'], 'step.source.edit', {}, () =>
          change([id], (each) => (each.source = { ...each.source, ...fields })),
        ),
      setState: ({ ids: chosen, state }: { ids: string[]; state: Source['state'] }) =>
        write(['source'], 'step.source.state', { count: chosen.length }, () =>
          change(chosen, (each) => (each.source = { ...each.source, state })),
        ),
      setStarred: ({ ids: chosen, starred }: { ids: string[]; starred: boolean }) =>
        write(['source'], 'step.source.star', { count: chosen.length }, () =>
          change(chosen, (each) => (each.source = { ...each.source, starred })),
        ),
      saveProgress: ({ id, position, progress }: { id: string; position: number; progress: number }) =>
        change([id], (each) => Object.assign(each, { position, progress })),
      setBlock: ({ id, block, removed }: { id: string; block: number; removed: boolean }) => {
        write(['source', 'annotation'], 'step.source.block', {}, () =>
          change([id], (each) => {
            each.blocks = each.blocks.map((old, i) => {
              if (i !== block) return old;
              const { removed: _, ...kept } = old;
              return removed ? { ...kept, removed: { rule: 'user', by: 'user' } } : kept;
            });
          }),
        );
        return open(id);
      },
      trash: ({ ids: chosen }: { ids: string[] }) =>
        write(['source'], 'step.source.trash', { count: chosen.length }, () =>
          change(chosen, (each) => (each.trashedAt = now)),
        ),
      restore: ({ ids: chosen }: { ids: string[] }) =>
        write(['source'], 'step.source.restore', { count: chosen.length }, () =>
          change(chosen, (each) => (each.trashedAt = null)),
        ),
    },
    reading: {
      open: ({ id }: { id: string }) => {
        const each = held(id);
        if (each.openedAt === null) {
          each.openedAt = now;
          announce(['source']);
        }
        return headOf(id);
      },
      find: ({ words }: { words: string }) => findAll('', words),
      matching: ({ id, words }: { id: string; words: string }) =>
        marksOf(id)
          .filter((mark) =>
            [mark.quote, mark.note, ...mark.tags].some((said) => said.toLowerCase().includes(words)),
          )
          .map((mark) => mark.id),
      linkedTo: () => [],
    },
    mentions: { list: ({ sourceId }: { sourceId: string }) => mentionsOf(held(sourceId)) },
    annotations: {
      add: ({
        sourceId,
        start,
        end,
        colour,
        note,
        tags,
      }: {
        sourceId: string;
        start: number;
        end: number;
        colour?: Colour;
        note?: string;
        tags?: string[];
      }) =>
        write(['annotation', 'source'], 'step.annotation.add', {}, () => {
          const text = canonicalText(held(sourceId).blocks);
          const mark: Annotation = {
            id: `mark-new-${++ids}`,
            sourceId,
            start,
            end,
            quote: text.slice(start, end),
            prefix: text.slice(Math.max(0, start - 32), start),
            suffix: text.slice(end, end + 32),
            note: note ?? '',
            colour: colour ?? 'amber',
            tags: tags ?? [],
            companies: [],
            createdAt: now,
            updatedAt: now,
            anchor: 'exact',
          };
          tables.annotations.push(mark);
          return mark;
        }),
      edit: ({ id, ...fields }: { id: string }) =>
        write(['annotation'], 'step.annotation.edit', {}, () => {
          tables.annotations = tables.annotations.map((mark) =>
            mark.id === id ? { ...mark, ...fields } : mark,
          );
          return tables.annotations.find((mark) => mark.id === id);
        }),
      noteSource: ({ sourceId, note }: { sourceId: string; note: string }) =>
        write(['annotation'], 'step.annotation.add', {}, () => {
          const mark: Annotation = {
            id: `mark-new-${++ids}`,
            sourceId,
            start: null,
            end: null,
            quote: '',
            prefix: '',
            suffix: '',
            note,
            colour: 'amber',
            tags: [],
            companies: [],
            createdAt: now,
            updatedAt: now,
            anchor: 'exact',
          };
          tables.annotations.push(mark);
          return mark;
        }),
      remove: ({ ids: chosen }: { ids: string[] }) =>
        write(['annotation', 'source'], 'step.annotation.remove', { count: chosen.length }, () => {
          tables.annotations = tables.annotations.filter((mark) => !chosen.includes(mark.id));
        }),
      editMany: ({
        ids: chosen,
        colour,
        addTags = [],
        removeTags = [],
        addCompanies = [],
        removeCompanies = [],
      }: {
        ids: string[];
        colour?: Colour;
        addTags?: string[];
        removeTags?: string[];
        addCompanies?: string[];
        removeCompanies?: string[];
      }) =>
        write(['annotation', 'tag'], 'step.annotation.editMany', { count: chosen.length }, () => {
          tables.annotations = tables.annotations.map((mark) =>
            chosen.includes(mark.id)
              ? {
                  ...mark,
                  colour: colour ?? mark.colour,
                  tags: [...new Set([...mark.tags, ...addTags])].filter((tag) => !removeTags.includes(tag)),
                  companies: [...new Set([...mark.companies, ...addCompanies])].filter(
                    (id) => !removeCompanies.includes(id),
                  ),
                }
              : mark,
          );
          return { changed: chosen.length };
        }),
      attach: ({ id, start, end }: { id: string; start: number; end: number }) =>
        write(['annotation'], 'step.annotation.attach', {}, () => {
          tables.annotations = tables.annotations.map((mark) =>
            mark.id === id
              ? {
                  ...mark,
                  start,
                  end,
                  quote: canonicalText(held(mark.sourceId).blocks).slice(start, end),
                  anchor: 'exact' as const,
                }
              : mark,
          );
        }),
      split: ({ id, at }: { id: string; at?: number[] }) =>
        write(['annotation', 'source'], 'step.annotation.split', { count: 2 }, () => {
          const mark = tables.annotations.find((each) => each.id === id)!;
          const text = canonicalText(held(mark.sourceId).blocks);
          const cuts = (at ?? []).filter((cut) => cut > mark.start! && cut < mark.end!);
          if (cuts.length === 0)
            throw new Refusal('no-match', 'These words are a single sentence. Select where to cut them.');
          const edges = [mark.start!, ...cuts, mark.end!];
          const pieces = edges.slice(0, -1).map((start, i) => ({
            ...mark,
            id: i === 0 ? mark.id : `mark-new-${++ids}`,
            start,
            end: edges[i + 1]!,
            quote: text.slice(start, edges[i + 1]),
            note: i === 0 ? mark.note : '',
          }));
          tables.annotations = tables.annotations.flatMap((each) => (each.id === id ? pieces : [each]));
          return pieces;
        }),
      merge: ({ ids: chosen }: { ids: string[] }) =>
        write(['annotation', 'source'], 'step.annotation.merge', { count: chosen.length }, () => {
          const marks = tables.annotations
            .filter((mark) => chosen.includes(mark.id))
            .toSorted((one, other) => one.start! - other.start!);
          const [first] = marks;
          const end = Math.max(...marks.map((mark) => mark.end!));
          const joined = {
            ...first!,
            end,
            quote: canonicalText(held(first!.sourceId).blocks).slice(first!.start!, end),
            note: marks.map((mark) => mark.note).join('\n\n'),
          };
          tables.annotations = tables.annotations.flatMap((mark) =>
            mark.id === joined.id ? [joined] : chosen.includes(mark.id) ? [] : [mark],
          );
          return joined;
        }),
      link: ({ fromId, toId, kind }: { fromId: string; toId: string; kind: LinkKind }) =>
        write(['annotation'], 'step.annotation.link', {}, () => {
          tables.links = [...tables.links, { id: `link-${++ids}`, fromId, toId, kind }];
        }),
      unlink: ({ id }: { id: string }) =>
        write(['annotation'], 'step.annotation.unlink', {}, () => {
          tables.links = tables.links.filter((link) => link.id !== id);
        }),
      list: (filter?: { ids?: string[] }) => ({
        total: tables.annotations.length,
        annotations: tables.annotations
          .filter((mark) => filter?.ids === undefined || filter.ids.includes(mark.id))
          .map((mark) => ({
            ...annotationView(mark),
            sourceTitle: held(mark.sourceId).source.title,
          })),
      }),
    },
    tags: {
      list: () =>
        ['automation', 'margins', 'supply-chain'].map((name) => ({
          name,
          count: tables.sources.filter((each) => each.source.tags.includes(name)).length,
          colour: null,
        })),
      add: ({ ids: chosen, tag }: { ids: string[]; tag: string }) =>
        write(['tag', 'source'], 'step.tag.add', { tag }, () =>
          change(
            chosen,
            (each) => (each.source = { ...each.source, tags: [...new Set([...each.source.tags, tag])] }),
          ),
        ),
      remove: ({ ids: chosen, tag }: { ids: string[]; tag: string }) =>
        write(['tag', 'source'], 'step.tag.remove', { tag }, () =>
          change(
            chosen,
            (each) => (each.source = { ...each.source, tags: each.source.tags.filter((old) => old !== tag) }),
          ),
        ),
    },
    collections: { list: () => [] },
    savedSearches: { list: () => tables.searches, look: () => null },
    companies: {
      list: () =>
        [...companyIds].map(([name, id]) => ({
          id,
          name,
          aliases: [],
          ticker: null,
          country: null,
          sources: 3,
          facts: 2,
          latest: now,
        })),
    },
    search: {
      run: () => ({ total: 0, results: [] }),
      recent: () => [],
      remember: () => null,
      forget: () => null,
      values: () => [],
      like: () => ({ query: '', total: 0, took_ms: 0, corrected: null, hits: [], doubts: [], terms: [] }),
      goto: ({ query }: { query: string }) => {
        const q = query.toLowerCase();
        const group = (
          name: string,
          items: readonly { kind: string; id: string; title: string; detail: string; why: string | null }[],
        ) => ({ group: name, items });
        return {
          groups: [
            group(
              'company',
              [...companyIds]
                .filter(([name]) => name.toLowerCase().includes(q))
                .map(([title, id]) => ({ kind: 'company', id, title, detail: '3 sources', why: null })),
            ),
            group(
              'source',
              tables.sources
                .filter((each) => each.source.title.toLowerCase().includes(q))
                .slice(0, 8)
                .map((each) => ({
                  kind: 'source',
                  id: each.source.id,
                  title: each.source.title,
                  detail: each.source.siteName ?? '',
                  why: null,
                })),
            ),
          ],
        };
      },
    },
    history: {
      undo: () => {
        const last = steps.findLast(({ step }) => !step.undone);
        if (!last) return null;
        tables = structuredClone(last.before);
        last.step = { ...last.step, undone: true };
        announce([...last.topics, 'history']);
        return last.step;
      },
      redo: () => {
        const next = steps.find(({ step }) => step.undone);
        if (!next) return null;
        tables = structuredClone(next.after);
        next.step = { ...next.step, undone: false };
        announce([...next.topics, 'history']);
        return next.step;
      },
      list: () => steps.map(({ step }) => step).reverse(),
    },
    health: {
      status: () => ({
        file: '/home/reader/research.dossier',
        size: 182_000_000,
        sources: tables.sources.length,
        lastBackup: now,
        backups: [],
        notices: [],
      }),
    },
    requests: { list: () => ({ total: 0, requests: [] }), clear: () => ({ cleared: 0 }) },
    imports: { list: () => [] },
    briefs: { list: () => [{ id: 'brief-1', title: 'Yunqiao in Europe', updatedAt: now, citations: 4 }] },
    facts: { list: () => [] },
    notes: { list: () => [] },
    settings: {
      all: () => tables.settings,
      set: ({ key, value }: { key: string; value: unknown }) => {
        tables.settings = { ...tables.settings, [key]: value };
        announce(['setting']);
      },
    },
    host: {
      info: () => ({
        shell: 'browser',
        version: '0.1.0',
        library: { file: 'research.dossier', name: 'research', sample: more.sample === true },
        firstRun: false,
        offline: true,
      }),
    },
    trash: { list: () => [] },
  };

  return {
    ask: async (noun, verb, input): Promise<Answer> => {
      await Promise.resolve();
      const known = verbs[noun]?.[verb];
      if (!known)
        return { ok: false, code: 'unsupported', message: `The library in memory has no ${noun}.${verb}.` };
      try {
        return { ok: true, value: structuredClone(known(input)) };
      } catch (reason) {
        return reason instanceof Refusal
          ? { ok: false, code: reason.code, message: reason.message }
          : { ok: false, code: 'bug', message: String(reason) };
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
