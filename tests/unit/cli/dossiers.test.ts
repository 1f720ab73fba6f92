import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestTerminal } from './terminal.ts';

interface Company {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly { readonly text: string }[];
}

const LIST =
  'name,aliases,country,groups,CEO\nYunqiao,云樵;YQ,CN,Robots,=Ada\nQinghe,清河,CN,Robots,\nNordhavn,,DK,,\n';

test(
  'lists, groups, relations, merging, splitting and grids are worked from the terminal',
  { timeout: 240_000 },
  async () => {
    using t = new TestTerminal();
    expect(await t.json(['company', 'import', t.write('list.csv', LIST)])).toMatchObject({
      added: 3,
      merged: 0,
    });
    const { companies } = await t.json<{ companies: Company[] }>(['company', 'list', '--group', 'Robots']);
    expect(companies.map((company) => company.name)).toEqual(['Qinghe', 'Yunqiao']);

    const out = join(t.folder, 'out.csv');
    await t.json(['company', 'export', '-o', out]);
    expect(readFileSync(out, 'utf8')).toContain("'=Ada");

    const relation = await t.json<{ id: string }>([
    'company', 'relate', '清河', 'supplies', 'YQ', '--as-of', '2024', '--no-source', '--remark', 'controllers',
  ]); // prettier-ignore
    expect(await t.json(['company', 'relations', '云樵'])).toMatchObject({
      relations: [{ id: relation.id, companyName: 'Qinghe', otherName: 'Yunqiao', note: 'controllers' }],
    });
    expect((await t.run(['company', 'merge', 'Yunqiao', '--into', 'YQ', '--json'])).out).toContain(
      'A company cannot be merged into itself.',
    );
    expect(await t.json(['company', 'alias', 'Nordhavn', 'Apple'])).toMatchObject({
      doubts: [{ code: 'alias-common-word' }],
    });

    const fact = await t.json<{ id: string }>([
    'fact', 'add', '--company', 'Yunqiao', '--metric', 'Revenue', '--value', '4.1 billion', '--as-of', '2024', '--no-source',
  ]); // prettier-ignore
    await t.json([
      'grid',
      'new',
      'Robots',
      '--question',
      'Revenue',
      '--question',
      '谁供货？',
      '--company',
      'Yunqiao',
    ]);
    expect(await t.json(['grid', 'fill', 'Robots'])).toEqual({ filled: 1 });
    const grid = await t.json<{ table: { rows: { cells: { text: string; factId: string | null }[] }[] } }>([
    'grid', 'answer', 'Robots', '2', 'Qinghe', '--looked', '2026-01-02',
  ]); // prettier-ignore
    expect(grid.table.rows.map((row) => row.cells)).toEqual([
      [
        { text: 'Yunqiao', factId: null },
        { text: '4.1 billion (2024)', factId: fact.id },
        { text: '', factId: null },
      ],
      [
        { text: 'Qinghe', factId: null },
        { text: '', factId: null },
        { text: '– (2026-01-02)', factId: null },
      ],
    ]);
    await t.json(['grid', 'export', 'Robots', '-o', join(t.folder, 'grid.xlsx')]);
    expect(readFileSync(join(t.folder, 'grid.xlsx')).subarray(0, 2).toString()).toBe('PK');

    const split = await t.json<Company>([
    'company', 'split', 'Yunqiao', '--name', 'Yunqiao Ports', '--alias', 'YQ', '--fact', fact.id,
  ]); // prettier-ignore
    expect(split.aliases.map((alias) => alias.text)).toEqual(['YQ']);
    const merged = await t.json<Company>(['company', 'merge', 'Yunqiao Ports', '--into', 'Yunqiao']);
    expect(merged).toMatchObject({ name: 'Yunqiao', facts: [{ id: fact.id }] });
    expect(await t.json(['undo'])).toMatchObject({ step: { label: 'step.company.merge' } });
  },
);
