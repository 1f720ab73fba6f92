import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as shape from './shapes.ts';
import { ARTICLE, lines, TestTerminal } from './terminal.ts';

// One library from its first article to its brief, through the terminal alone. The tests stand on each other.
describe('the terminal, from an article to a brief', () => {
  const terminal = new TestTerminal();
  afterAll(() => terminal[Symbol.dispose]());
  const seen = { source: '', annotation: '', company: '', fact: '', brief: '' };

  test('imports a file, JSON Lines and a folder, tells repeats, and names each refused input', async () => {
    const article = terminal.write('tidewell.txt', ARTICLE);
    const first = shape.report.parse(
      await terminal.json(['import', article, '--tag', 'ships', '--tag', 'ports', '--collection', 'Baltic']),
    );
    expect(first.imported).toMatchObject([
      {
        title: 'Tidewell buys a yard in Gdynia',
        origin: article,
        tags: ['ports', 'ships'],
        collections: ['Baltic'],
      },
    ]);
    seen.source = first.imported[0]!.id;

    const jsonl = terminal.write(
      'more.jsonl',
      [
        {
          id: 'a-1',
          title: 'Harbour news',
          text: 'The harbour of Nordhavn will be dredged again this year, its master said.',
        },
        {
          id: 'a-2',
          title: 'Grain',
          html: '<p>Grain prices rose in every week of March, the exchange reported.</p>',
        },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    const empty = terminal.write('empty.txt', '');
    const second = await terminal.run([
      'import',
      '--json',
      jsonl,
      article,
      empty,
      join(terminal.folder, 'missing.txt'),
    ]);
    expect(second.code, second.err).toBe(1);
    const report = shape.report.parse(JSON.parse(second.out));
    expect(report.imported.map((one) => one.externalId)).toEqual(['a-1', 'a-2']);
    expect(report.duplicates).toEqual([{ input: article, of: seen.source, kind: 'exact' }]);
    expect(report.failed.map((one) => one.code).sort()).toEqual(['empty', 'not-found']);
    expect(second.err).toContain('There is no file');
  });

  test('lists and shows what is saved', async () => {
    const [all, tagged, parts, one, original] = await Promise.all([
      terminal.json(['list']),
      terminal.json(['list', '--tag', 'ships', '--state', 'inbox', '--kind', 'article']),
      terminal.json(['list', '--limit', '1', '--offset', '1', '--with', 'text,removed']),
      terminal.json(['show', seen.source]),
      terminal.run(['show', seen.source, '--original']),
    ]);
    expect(shape.list.parse(all).total).toBe(3);
    expect(shape.list.parse(tagged).sources.map((source) => source.id)).toEqual([seen.source]);
    const page = parts as { total: number; sources: { text: string; removed: unknown[]; html?: string }[] };
    expect(page.total).toBe(3);
    expect(page.sources).toHaveLength(1);
    expect(page.sources[0]!.text.length).toBeGreaterThan(10);
    expect(page.sources[0]!.html).toBeUndefined();
    const shown = shape.shown.parse(one);
    expect(shown.text).toContain('it would pay $45 million for a shipyard');
    expect(shown.html).toContain('<p>');
    expect(shown.publishedOn).toBe('2025-03-12');
    expect(original.out).toBe(ARTICLE);
  });

  test('highlights by quote, alone and in batches, and refuses words that are not there', async () => {
    const made = shape.annotation.parse(
      await terminal.json([
        'annotate',
        seen.source,
        '--quote',
        'it would pay $45 million for a shipyard in Gdynia',
        '--note',
        'The price.',
        '--colour',
        'green',
        '--tag',
        'deal',
      ]),
    );
    expect(made).toMatchObject({ anchor: 'exact', colour: 'green', note: 'The price.', tags: ['deal'] });
    seen.annotation = made.id;
    const batch = terminal.write(
      'quotes.jsonl',
      [
        { source: seen.source, quote: 'The yard employs 640 people.', colour: 3, tags: ['people'] },
        { source: seen.source, quote: 'words that nobody ever wrote anywhere in this article' },
        { source: 'nowhere', quote: 'x' },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    const told = await terminal.run(['annotate', '--batch', batch]);
    expect(told.code).toBe(1);
    const [ok, missing, lost] = lines(told.out);
    expect(shape.annotation.parse(ok)).toMatchObject({ colour: 'blue', tags: ['people'] });
    expect(shape.refused.parse(missing).error.code).toBe('no-match');
    expect(shape.refused.parse(lost).error.code).toBe('not-found');
    const none = await terminal.run([
      'annotate',
      seen.source,
      '--quote',
      'words that nobody wrote',
      '--json',
    ]);
    expect(none.code).toBe(3);
    expect(shape.refused.parse(JSON.parse(none.out)).error.code).toBe('no-match');
  });

  test('gives annotations in four formats', async () => {
    const [json, jsonld, markdown, csv] = await Promise.all([
      terminal.json(['annotations', seen.source]),
      terminal.run(['annotations', '--format', 'jsonld']),
      terminal.run(['annotations', seen.source, '--format', 'markdown']),
      terminal.run(['annotations', '--format', 'csv']),
    ]);
    expect((json['annotations'] as unknown[]).map((one) => shape.annotation.parse(one))).toHaveLength(2);
    expect(jsonld.out).toContain('http://www.w3.org/ns/anno.jsonld');
    expect(markdown.out).toContain('it would pay $45 million');
    expect(csv.out.split('\n').length).toBeGreaterThan(2);
  });

  test('makes dossiers, resolves names in both scripts, and suggests organisations', async () => {
    const made = shape.company.parse(
      await terminal.json([
        'company',
        'add',
        'Tidewell Marine',
        '--alias',
        '泰威尔',
        '--alias',
        'Tidewell',
        '--ticker',
        'TDW',
        '--country',
        'DK',
        '--website',
        'https://tidewell.example/',
      ]),
    );
    seen.company = made.id;
    const csv = terminal.write(
      'companies.csv',
      'name,aliases,ticker\nNordhavn Port,Nordhavn,NHP\nYunqiao Robotics,云桥,YQR\n',
    );
    const imported = await terminal.json<{ added: number; companies: unknown[] }>(['company', 'import', csv]);
    expect(imported.added).toBe(2);
    imported.companies.map((one) => shape.company.parse(one));
    const names = terminal.write('names.txt', '泰威尔\nYunqiao\nNobody at all\n');
    const [listed, byAlias, batch, one, suggested, text, of] = await Promise.all([
      terminal.json<{ total: number; companies: unknown[] }>(['company', 'list']),
      terminal.json(['company', 'show', '泰威尔']),
      terminal.run(['company', 'resolve', '--batch', names]),
      terminal.json(['company', 'resolve', 'Tidewell']),
      terminal.json(['company', 'suggest', seen.source]),
      terminal.json(['company', 'suggest', '--text', '-'], 'Shares of Yunqiao Robotics rose on Monday.'),
      terminal.json(['list', '--company', '泰威尔']),
    ]);
    expect(listed.total).toBe(3);
    expect(shape.company.parse(byAlias).id).toBe(seen.company);
    expect(lines(batch.out).map((line) => shape.resolved.parse(line).companyId !== null)).toEqual([
      true,
      true,
      false,
    ]);
    expect(shape.resolved.parse(one)).toMatchObject({ companyId: seen.company, ticker: 'TDW' });
    expect(
      shape.mentions.parse(suggested).mentions.some((mention) => mention.companyId === seen.company),
    ).toBe(true);
    expect(shape.mentions.parse(text).mentions.map((mention) => mention.text)).toContain('Yunqiao Robotics');
    expect(shape.list.parse(of).sources.map((source) => source.id)).toEqual([seen.source]);
  });

  test('reads figures, adds a fact with its evidence, and notes', async () => {
    const phrases = terminal.write('phrases.txt', 'valued at $45 billion in 2014\n640 employees\n');
    const [parsed, batch] = await Promise.all([
      terminal.json(['fact', 'parse', 'valued at $45 billion in June 2014']),
      terminal.run(['fact', 'parse', '--batch', phrases]),
    ]);
    expect(shape.parsedFacts.parse(parsed).facts[0]).toMatchObject({ value: 45e9, currency: 'USD' });
    expect(lines(batch.out).map((line) => shape.parsedFacts.parse(line).facts.length > 0)).toEqual([
      true,
      true,
    ]);
    const made = shape.fact.parse(
      await terminal.json([
        'fact',
        'add',
        '--company',
        'Tidewell',
        '--metric',
        'acquisition price',
        '--value',
        '45000000',
        '--unit',
        'USD',
        '--as-of',
        '2025-03',
        '--annotation',
        seen.annotation,
      ]),
    );
    expect(made).toMatchObject({
      value: 45e6,
      currency: 'USD',
      annotationId: seen.annotation,
      sourceId: seen.source,
    });
    seen.fact = made.id;
    const without = await terminal.run([
      'fact',
      'add',
      '--json',
      '--company',
      'Tidewell',
      '--metric',
      'staff',
      '--value',
      '640',
    ]);
    expect([2, 3]).toContain(without.code);
    shape.refused.parse(JSON.parse(without.out));
    expect(
      shape.fact.parse(
        await terminal.json([
          'fact',
          'add',
          '--company',
          'Tidewell',
          '--metric',
          'staff',
          '--value',
          '640',
          '--no-source',
        ]),
      ).annotationId,
    ).toBeNull();
    shape.note.parse(
      await terminal.json(
        ['note', 'add', '--company', 'Tidewell', '--text', '-'],
        '# Yard\n\nAsk about steel.',
      ),
    );
    shape.note.parse(await terminal.json(['note', 'add', '--source', seen.source, '--text', 'Read twice.']));
    const dossier = shape.company.parse(await terminal.json(['company', 'show', seen.company]));
    expect(dossier.facts).toHaveLength(2);
    expect(dossier.notes).toHaveLength(1);
  });

  test('finds it all again, with a typo and in Chinese, one query or many', async () => {
    const queries = terminal.write('queries.txt', 'shipyrad Gdynia\n泰威尔\n"steel is"\n');
    const [one, batch, notes] = await Promise.all([
      terminal.json(['search', 'shipyard', '--limit', '5', '--offset', '0']),
      terminal.run(['search', '--batch', queries]),
      terminal.json(['search', 'steel', '--in', 'notes,companies']),
    ]);
    const hit = shape.found.parse(one).hits[0]!;
    expect(hit).toMatchObject({ sourceId: seen.source, exact: true });
    for (const [start, end] of hit.marks)
      expect(hit.snippet.slice(start, end).toLowerCase()).toContain('shipyard');
    const answers = lines(batch.out).map((line) => shape.found.parse(line));
    expect(answers.map((answer) => answer.query)).toEqual(['shipyrad Gdynia', '泰威尔', '"steel is"']);
    for (const answer of answers)
      expect(
        answer.hits.some((found) => found.sourceId === seen.source),
        answer.query,
      ).toBe(true);
    expect(shape.found.parse(notes).hits.map((found) => found.kind)).toContain('note');
  });

  test('makes a brief from evidence, checks and exports it', async () => {
    seen.brief = shape.brief.parse(
      await terminal.json(['brief', 'new', 'Tidewell on the Baltic', '--language', 'en']),
    ).id;
    await terminal.json(['brief', 'add', seen.brief, '--text', 'Tidewell is growing.']);
    await terminal.json(['brief', 'add', seen.brief, '--annotation', seen.annotation]);
    shape.brief.parse(await terminal.json(['brief', 'add', seen.brief, '--fact', seen.fact]));
    const html = join(terminal.folder, 'brief.html');
    const [checked, listed, shown, markdown, exported] = await Promise.all([
      terminal.json(['brief', 'check', seen.brief]),
      terminal.json<{ total: number }>(['brief', 'list']),
      terminal.json(['brief', 'show', seen.brief]),
      terminal.run(['brief', 'export', seen.brief, '--format', 'markdown', '-o', '-']),
      terminal.json<{ file: string; bytes: number }>([
        'brief',
        'export',
        seen.brief,
        '--format',
        'html',
        '-o',
        html,
      ]),
    ]);
    const { claims } = shape.check.parse(checked);
    expect(claims.some((claim) => claim.status === 'supported' && claim.sources === 1)).toBe(true);
    expect(claims.some((claim) => claim.status === 'broken')).toBe(false);
    expect(listed.total).toBe(1);
    shape.brief.parse(shown);
    expect(markdown.out).toContain('it would pay \\$45 million for a shipyard in Gdynia');
    expect(exported).toMatchObject({ file: html, bytes: readFileSync(html).length });
    expect(readFileSync(html, 'utf8')).toContain('it would pay $45 million');
  });

  test('takes the last step back and does it again; trash and restore', async () => {
    const undone = await terminal.json<{ step: { label: string; undone: boolean } }>(['undo']);
    expect(undone.step).toMatchObject({ undone: true });
    expect((await terminal.json<{ step: { label: string } }>(['redo'])).step.label).toBe(undone.step.label);
    await terminal.json(['trash', seen.source]);
    expect((await terminal.json(['list']))['total']).toBe(2);
    await terminal.json(['trash', '--restore', seen.source]);
    expect((await terminal.json(['list']))['total']).toBe(3);
  });

  test('takes a newer version in; annotations follow', async () => {
    const newer = terminal.write(
      'newer.txt',
      ARTICLE.replace('said on Wednesday that', 'confirmed late on Wednesday evening that').replace(
        '640',
        '655',
      ),
    );
    const result = await terminal.json<{ source: unknown; annotations: unknown[] }>([
      'recapture',
      seen.source,
      newer,
    ]);
    shape.source.parse(result.source);
    const anchors = result.annotations.map((one) => shape.annotation.parse(one));
    expect(anchors.find((one) => one.id === seen.annotation)!.anchor).toMatch(/exact|moved/);
    expect(anchors.find((one) => one.quote.includes('640') || one.quote.includes('655'))!.anchor).not.toBe(
      'exact',
    );
  });

  test('finds quotes again without a library', async () => {
    const batch = terminal.write(
      'anchor.json',
      JSON.stringify({
        texts: { t: 'One two three. A sentence about ships and steel. More words.' },
        cases: [
          {
            id: '1',
            text: 't',
            quote: 'A sentence about ships',
            prefix: 'three. ',
            suffix: ' and',
            start: 15,
            end: 37,
          },
          {
            id: '2',
            text: 't',
            quote: 'entirely different words about nothing',
            prefix: '',
            suffix: '',
            start: 0,
            end: 10,
          },
        ],
      }),
    );
    const told = await terminal.run([
      'anchor',
      '--batch',
      batch,
      '--library',
      join(terminal.folder, 'untouched.dossier'),
    ]);
    expect(told.code, told.err).toBe(0);
    expect(lines(told.out).map((line) => shape.anchored.parse(line).anchor)).toEqual(['exact', 'orphan']);
    expect(existsSync(join(terminal.folder, 'untouched.dossier'))).toBe(false);
  });

  test('backs up, checks, and puts a backup back, keeping the present library', async () => {
    const backup = join(terminal.folder, 'backup.dossier');
    const made = await terminal.json<{ ok: boolean; path: string; size: number }>(['backup', backup]);
    expect(made).toMatchObject({ ok: true, path: backup });
    await terminal.json(['trash', seen.source]);
    const restored = await terminal.json(['restore', backup]);
    expect(shape.health.parse(restored).ok).toBe(true);
    expect((await terminal.json(['list']))['total']).toBe(3);
    expect(shape.health.parse(await terminal.json(['check', '--deep']))).toEqual({ ok: true, problems: [] });
    expect(existsSync(`${terminal.file}.backups`)).toBe(true);
  });

  test('every command speaks to people as well', async () => {
    const commands: (readonly [readonly string[], RegExp])[] = [
      [['list'], /3 sources$/],
      [['show', seen.source], /Tidewell buys a yard/],
      [['show', seen.source, '--text'], /^Tidewell Marine|it would pay/],
      [['show', seen.source, '--html'], /<p>/],
      [['search', 'shipyard'], /found$/],
      [['annotations'], /it would pay/],
      [['company', 'list'], /Tidewell Marine \(TDW\)/],
      [['company', 'show', 'TDW'], /aliases: /],
      [['company', 'resolve', 'Nobody', 'Whatsoever'], /No one company is meant\./],
      [['company', 'suggest', '--text', 'Tidewell Marine grew.'], /Tidewell Marine/],
      [['fact', 'parse', 'revenue of $3.2 billion in 2024'], /USD/],
      [['brief', 'list'], /Tidewell on the Baltic/],
      [['brief', 'show', seen.brief], /Tidewell on the Baltic/],
      [['brief', 'check', seen.brief], /independent/],
      [['brief', 'export', seen.brief, '--format', 'markdown'], /^# Tidewell on the Baltic$/m],
      [['check'], /^The library is sound\.$/],
      [['import', terminal.write('again.txt', ARTICLE)], /1 saved, 0 already there|0 saved, 1 already there/],
    ];
    for (let i = 0; i < commands.length; i += 3)
      await Promise.all(
        commands.slice(i, i + 3).map(async ([args, words]) => {
          const told = await terminal.run(args);
          expect(told.code, `${args.join(' ')}\n${told.err}`).toBe(0);
          expect(told.out.trim(), args.join(' ')).toMatch(words);
          expect(told.out.trimStart().startsWith('{'), args.join(' ')).toBe(false);
        }),
      );
  });
});
