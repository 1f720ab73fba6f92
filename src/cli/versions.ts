import type { Command } from 'commander';
import type { Difference } from '../core/anchor/difference.ts';
import { Refusal } from '../core/refusal.ts';
import { isAddress, standardInput } from './session.ts';
import { storedSource } from '../library/source-rows.ts';
import { versionByNumber } from '../library/versions.ts';
import type { AnchorCounts, Comparison } from '../library/views.ts';
import { wholeNumber, type Terminal } from './terminal.ts';

/** "12 exact, 1 changed, 1 orphan": the states that occur, in their order. */
const countLine = (counts: AnchorCounts): string =>
  (['exact', 'moved', 'changed', 'orphan'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`)
    .join(', ') || 'no annotations';

const changedWords = ({ words }: Difference): string =>
  words
    .map(({ kind, text }) => (kind === 'added' ? `{+${text}+}` : kind === 'removed' ? `[-${text}-]` : text))
    .join('');

/** The changed paragraphs, as `diff --word-diff` shows them. */
const differenceLines = ({ before, after, differences }: Comparison): readonly string[] =>
  differences.flatMap((each) => {
    const old = each.before && before.text.slice(each.before.start, each.before.end);
    const fresh = each.after && after.text.slice(each.after.start, each.after.end);
    if (each.kind === 'changed') return [`~ ${changedWords(each)}`];
    if (each.kind === 'removed') return [`- ${old ?? ''}`];
    return each.kind === 'added' ? [`+ ${fresh ?? ''}`] : [];
  });

/** Commands about the versions of a source. */
export function versionCommands(program: Command, terminal: Terminal): void {
  program
    .command('recapture')
    .description('save a newer version of a source; annotations follow the text')
    .argument('<id>')
    .argument('<path>', 'a file, an address, or - for standard input')
    .action((id: string, given: string) =>
      terminal.library(async ({ library, open }) => {
        storedSource(open.context.store, id);
        const result = await library.versions.recapture(
          given === '-'
            ? { id, token: open.context.surroundings.spool.put('standard input', '', await standardInput()) }
            : isAddress(given)
              ? { id, url: given }
              : { id, path: given },
        );
        terminal
          .output()
          .result(result, ({ source, annotations, version, anchors, sameText }) =>
            [
              `${source.id}  version ${version}${sameText ? ', the same words' : ''}: ${countLine(anchors)}`,
              ...annotations.map((a) => `${a.anchor.padEnd(8)} ${a.quote.slice(0, 100)}`),
            ].join('\n'),
          );
      }),
    );

  program
    .command('versions')
    .description('list the versions of a source and how its annotations stand in each')
    .argument('<id>')
    .action((id: string) =>
      terminal.library(({ library }) => {
        const versions = library.versions.list({ id });
        terminal
          .output()
          .result({ versions }, () =>
            versions
              .map(
                (each) =>
                  `${each.number}${each.current ? '*' : ' '}  ${each.capturedAt.slice(0, 16).replace('T', ' ')}  ${each.format}  ${each.words} words  ${countLine(each.anchors)}`,
              )
              .join('\n'),
          );
      }),
    );

  program
    .command('diff')
    .description('what changed between two versions of a source; without numbers, the last two')
    .argument('<id>')
    .option('--from <number>', 'the older version', wholeNumber)
    .option('--to <number>', 'the newer version', wholeNumber)
    .action((id: string, options: { from?: number; to?: number }) =>
      terminal.library(({ library, open }) => {
        const { store } = open.context;
        const latest = library.versions.list({ id })[0]!.number;
        const to = options.to ?? latest;
        const from = options.from ?? to - 1;
        if (from < 1) throw new Refusal('not-found', 'This source has only one version.');
        const compared = library.versions.compare({
          before: versionByNumber(store, id, from),
          after: versionByNumber(store, id, to),
        });
        const told = {
          from,
          to,
          differences: compared.differences.filter(({ kind }) => kind !== 'kept'),
          unchanged: compared.differences.filter(({ kind }) => kind === 'kept').length,
        };
        terminal
          .output()
          .result(told, () =>
            [
              ...differenceLines(compared),
              `${told.differences.length} paragraphs differ between versions ${from} and ${to}, ${told.unchanged} are the same`,
            ].join('\n'),
          );
      }),
    );
}
