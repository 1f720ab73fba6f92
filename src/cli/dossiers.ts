import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { RELATION_KINDS, type RelationKind } from '../core/relation.ts';
import { Refusal } from '../core/refusal.ts';
import type { RelationView } from '../library/company-views.ts';
import type { Session } from './session.ts';
import { companyId } from './sources.ts';
import { gathered, type Terminal } from './terminal.ts';

const relationText = (relation: RelationView): string =>
  `${relation.id}  ${relation.companyName} ${relation.kind} ${relation.otherName} ${relation.asOf ?? ''} ${relation.quote ? `“${relation.quote}”` : '(no source)'}`;

/** Puts a file the library wrote where it was asked for. */
export function takeOut(
  { spool }: Session,
  file: { readonly token: string; readonly mediaType: string },
  path: string,
): { file: string; mediaType: string } {
  const spooled = spool.find(file.token);
  if (!spooled) throw new Refusal('unavailable', 'The file that was written is gone.');
  const to = resolve(path);
  copyFileSync(spooled.path, to);
  return { file: to, mediaType: file.mediaType };
}

/** The format a file name asks for, or a refusal in words. */
export function listFormat(path: string): 'csv' | 'xlsx' {
  const format = /\.(csv|xlsx)$/i.exec(path)?.[1]?.toLowerCase();
  if (format !== 'csv' && format !== 'xlsx')
    throw new Refusal('usage', 'The name of the file must end in .csv or .xlsx.');
  return format;
}

/** Commands that join, part, label and relate dossiers; they hang under `company`. */
export function dossierCommands(company: Command, terminal: Terminal): void {
  company
    .command('alias')
    .description('add a name to a company, correct one, or take one away')
    .argument('<company>', 'id or any alias')
    .argument('<name>')
    .option('--kind <kind>', 'name, short, legal, former, ticker, transliteration or brand')
    .option('--to <name>', 'correct the name to this')
    .option('--remove', 'take the name away')
    .action((given: string, text: string, options: { kind?: string; to?: string; remove?: boolean }) =>
      terminal.library((session) => {
        const id = companyId(session, given);
        const { companies } = session.library;
        const kind = options.kind as 'name' | undefined;
        const result = options.remove
          ? { ...companies.removeAlias({ id, text }), doubts: [] }
          : options.to !== undefined
            ? companies.editAlias({ id, text, to: options.to, kind })
            : companies.addAlias({ id, alias: { text, kind } });
        terminal
          .output()
          .result(result, (r) =>
            [
              `${r.name}: ${r.aliases.map((alias) => alias.text).join(', ')}`,
              ...r.doubts.map((doubt) => `  ${doubt.code}: ${doubt.detail ?? ''}`),
            ].join('\n'),
          );
      }),
    );
  company
    .command('merge')
    .description('join dossiers into another one; nothing is lost, undo parts them again')
    .argument('<from...>', 'the dossiers that go: ids or any alias')
    .requiredOption('--into <company>', 'the dossier that stays')
    .option('--preview', 'say what would move, and change nothing')
    .action((from: string[], options: { into: string; preview?: boolean }) =>
      terminal.library((session) => {
        const into = companyId(session, options.into);
        const ids = from.map((one) => companyId(session, one));
        if (options.preview) {
          const previews = ids.map((one) => session.library.companies.mergePreview({ from: one, into }));
          terminal.output().result({ previews }, (r) => JSON.stringify(r.previews, null, 2));
        } else
          terminal
            .output()
            .result(session.library.companies.merge({ from: ids, into }), (r) => `${r.id}  ${r.name}`);
      }),
    );
  company
    .command('split')
    .description('part a dossier in two: what is named goes to a new company')
    .argument('<company>', 'id or any alias')
    .requiredOption('--name <name>', 'the name of the new company')
    .option('--alias <name>', 'a name that goes (may be repeated)', gathered)
    .option('--fact <id>', 'a fact that goes (may be repeated)', gathered)
    .option('--note <id>', 'a note that goes (may be repeated)', gathered)
    .option('--relation <id>', 'a relation that goes (may be repeated)', gathered)
    .action(
      (
        given: string,
        options: { name: string; alias?: string[]; fact?: string[]; note?: string[]; relation?: string[] },
      ) =>
        terminal.library((session) => {
          const made = session.library.companies.split({
            id: companyId(session, given),
            name: options.name,
            aliases: options.alias,
            facts: options.fact,
            notes: options.note,
            relations: options.relation,
          });
          terminal.output().result(made, (r) => `${r.id}  ${r.name}`);
        }),
    );
  company
    .command('label')
    .description('tags and groups of companies')
    .argument('<company...>', 'ids or any alias')
    .option('--tag <tag>', 'add a tag (may be repeated)', gathered)
    .option('--group <group>', 'put into a group (may be repeated)', gathered)
    .option('--leave <group>', 'take out of a group (may be repeated)', gathered)
    .option('--untag <tag>', 'take a tag off (may be repeated)', gathered)
    .action(
      (given: string[], options: { tag?: string[]; group?: string[]; leave?: string[]; untag?: string[] }) =>
        terminal.library((session) => {
          const ids = given.map((one) => companyId(session, one));
          session.library.companies.editMany({
            ids,
            addTags: options.tag,
            removeTags: options.untag,
            addGroups: options.group,
            removeGroups: options.leave,
          });
          terminal.output().result({ changed: ids.length }, (r) => `${r.changed} changed`);
        }),
    );
  company
    .command('groups')
    .description('all groups of companies')
    .action(() =>
      terminal.library(({ library }) => {
        terminal
          .output()
          .result({ groups: library.groups.list() }, (r) =>
            r.groups.map((group) => `${group.companies}  ${group.name}`).join('\n'),
          );
      }),
    );
  company
    .command('relate')
    .description('say how one company stands to another')
    .argument('<company>', 'id or any alias')
    .argument('<kind>', RELATION_KINDS.join(', '))
    .argument('<other>', 'id or any alias')
    .option('--as-of <date>', 'YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Qn or YYYY-Hn')
    .option('--annotation <id>', 'the words it rests on')
    .option('--no-source', 'say outright that it has no source')
    .option('--remark <text>', 'a remark of your own')
    .action(
      (
        given: string,
        kind: string,
        other: string,
        options: { asOf?: string; annotation?: string; source: boolean; remark?: string },
      ) =>
        terminal.library((session) => {
          if (!RELATION_KINDS.includes(kind as RelationKind))
            throw new Refusal('usage', `A relation is one of ${RELATION_KINDS.join(', ')}.`);
          const made = session.library.relations.add({
            companyId: companyId(session, given),
            kind: kind as RelationKind,
            otherId: companyId(session, other),
            asOf: options.asOf ?? null,
            ...(options.remark !== undefined && { note: options.remark }),
            ...(options.annotation !== undefined && { annotationId: options.annotation }),
            ...(!options.source && { noSource: true }),
          });
          terminal.output().result(made, relationText);
        }),
    );
  company
    .command('relations')
    .description('relations of a company, or all of them')
    .argument('[company]', 'id or any alias')
    .option('--remove <id>', 'move a relation to the trash')
    .action((given: string | undefined, options: { remove?: string }) =>
      terminal.library((session) => {
        if (options.remove !== undefined) session.library.relations.remove({ ids: [options.remove] });
        const relations = session.library.relations.list(
          given === undefined ? {} : { companyId: companyId(session, given) },
        );
        terminal.output().result({ relations }, (r) => r.relations.map(relationText).join('\n'));
      }),
    );
}
