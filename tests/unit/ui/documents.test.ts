import { describe, expect, test } from 'vitest';
import { OPERATORS } from '../../../src/core/search/operators.ts';
import { commands, type Command, type Context } from '../../../src/ui/commands/list.ts';
import { messages } from '../../../src/ui/messages/index.ts';

// These pages follow the program; `npx vitest run tests/unit/ui/documents.test.ts -u` writes them anew.

const root = '../../../docs';
const said = (keys: string): string =>
  keys
    .split(' ')
    .map((stroke) => `\`${stroke.replace('Mod', 'Ctrl').replace(/Arrow/, '')}\``)
    .join(' then ');
const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The page about keys, out of the one list of commands. */
function keysPage(): string {
  const order: readonly Context[] = ['global', 'single', 'list', 'reader', 'dossier', 'editor', 'dialog'];
  const lines = [
    '# Keys',
    '',
    'Every command and its keys, out of the one list that menus, tooltips, the palette and the sheet of shortcuts (`?`) read as',
    'well. `Ctrl` is `Cmd` on macOS. All but a few can be changed under *Settings → Keys*. Letters, digits and signs never act while a',
    'text field has the focus or an input method composes.',
  ];
  for (const context of order) {
    const rows = (commands as readonly Command[]).flatMap((command) => {
      const keys = command.keys
        .filter((binding) => binding.context === context)
        .map((binding) => said(binding.keys));
      const here = keys.length > 0 || (command.keys.length === 0 && command.context === context);
      return here ? [row(messages.en[`command.${command.id}`]!, messages['zh-Hans'][`command.${command.id}`]!, keys.join(', '))] : []; // prettier-ignore
    });
    if (rows.length === 0) continue;
    lines.push('', `## ${messages.en[`context.${context}`]!}`, '', row('command', '命令', 'keys'), '| --- | --- | --- |', ...rows); // prettier-ignore
  }
  return `${lines.join('\n')}\n`;
}

/** The page about the query language, out of the one list of operators. */
function queriesPage(): string {
  return `${[
    '# What can be searched for',
    '',
    'One box searches sources, annotations, notes, companies, facts and briefs. Any text is a query: what is not understood is searched',
    'as words, and a quiet sentence under the box says so. Typos, pinyin and either Chinese script are understood; exact hits always',
    'stand above corrected ones.',
    '',
    '| written | finds |',
    '| --- | --- |',
    row('`battery recycling`', 'texts with these words, in all their forms'),
    row('`"battery recycling"`', 'these words in this order'),
    row('`-recycling`', 'texts without the word; also before a phrase, an operator or a parenthesis'),
    row('`battery (lithium OR cobalt)`', 'either of several; OR binds its two neighbours'),
    row('`lithium NEAR/8 price`', 'two words at most so many words apart; `NEAR` alone means ten'),
    row('`recyc*`', 'words that begin so'),
    '',
    '## Operators',
    '',
    row('operator', 'what it does', 'for example'),
    '| --- | --- | --- |',
    ...OPERATORS.map(({ name, documentation, example }) =>
      row(`\`${name}:\``, documentation, `\`${example}\``),
    ),
    '',
    'Values with spaces stand in quotes. A colon in full width (`：`) works as well. The box completes names and values as you type.',
    '',
    '## Settings',
    '',
    row('setting', 'when not set', 'what it does'),
    '| --- | --- | --- |',
    row(
      '`search.typos`',
      'on',
      'off, a word is never taken for another that resembles it, in the search box and in the go-to box',
    ),
    row('`search.pinyin`', 'on', 'off, Latin letters find no Chinese names by their sound'),
    row(
      '`search.synonyms`',
      'none',
      'groups of words or phrases that mean the same: each finds the others, as if they had been typed',
    ),
    '',
    'Synonyms hold for plain words and inside `title:` and `by:` (single words there), in any form of a word; not in quotes, and not',
    'where only exact words are wanted. A phrase in a group is found as it stands. At most 1,000 groups of 24 are used.',
  ].join('\n')}\n`;
}

describe('the documentation', () => {
  test('lists every command with the keys of the list', async () => {
    await expect(keysPage()).toMatchFileSnapshot(`${root}/keys.md`);
  });

  test('lists every operator as the program understands it', async () => {
    await expect(queriesPage()).toMatchFileSnapshot(`${root}/searching.md`);
  });

  test('and the hints of the search box say the same in both languages', () => {
    for (const { name, hint } of OPERATORS) {
      expect(messages.en[`search.operator.${name}`]).toBe(hint);
      expect(messages['zh-Hans'][`search.operator.${name}`]).toMatch(/\p{Script=Han}/u);
    }
  });
});
