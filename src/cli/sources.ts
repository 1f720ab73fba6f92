import type { Command } from 'commander';
import { Refusal } from '../core/refusal.ts';
import { type Source } from '../core/source.ts';
import { formatIds } from '../core/capture/read.ts';
import { htmlOf } from '../core/exchange/article-html.ts';
import { isArchive } from '../library/archive-reader.ts';
import { toAnnotation, storedAnnotations } from '../library/annotation-rows.ts';
import { fetchAddress } from '../library/requests.ts';
import type { ReadRequest } from '../library/context.ts';
import { inputFiles } from '../library/input-files.ts';
import { runImport, toReport } from '../library/import-run.ts';
import { readOriginal } from '../library/originals.ts';
import { listSources } from '../library/sources.ts';
import { storedSource, toSource, versionById } from '../library/source-rows.ts';
import { annotationsIn, versionByNumber } from '../library/versions.ts';
import type { SourceState } from '../core/source.ts';
import type { ImportReport } from '../library/views.ts';
import { importWhole } from './library-commands.ts';
import { EXIT } from './output.ts';
import { gathered, wholeNumber, type Terminal } from './terminal.ts';
import { isAddress, standardInput, type Session } from './session.ts';

const PARTS = ['text', 'html', 'removed', 'annotations'] as const;
type Part = (typeof PARTS)[number];

/** A source with parts of its current version (or of the one named), as `show` and `list --with` give it. */
export function shownSource(
  session: Session,
  id: string,
  parts: readonly Part[],
  versionId?: string,
): Source & Record<string, unknown> {
  const { store } = session.open.context;
  const row = storedSource(store, id);
  const version = versionById(store, versionId ?? row.version_id);
  const shown: Record<string, unknown> = {};
  if (parts.includes('text')) shown['text'] = version.text;
  if (parts.includes('html')) shown['html'] = htmlOf(version.blocks);
  if (parts.includes('removed'))
    shown['removed'] = version.blocks.flatMap((block) =>
      block.removed ? [{ rule: block.removed.rule, text: block.text }] : [],
    );
  if (parts.includes('annotations'))
    shown['annotations'] =
      version.id === row.version_id
        ? storedAnnotations(store, { sourceId: id }).map((annotation) => toAnnotation(store, annotation))
        : annotationsIn(store, id, version.id, version.text);
  return { ...toSource(store, row), ...shown };
}

const oneLine = (source: Source): string =>
  `${source.id}  ${source.publishedOn ?? '          '}  ${source.title}${source.siteName ? ` — ${source.siteName}` : ''}`;

const reportText = (report: ImportReport): string =>
  [
    ...report.imported.map((source) => `saved      ${source.id}  ${source.title}`),
    ...report.duplicates.map((item) =>
      item.kind === 'near'
        ? `near copy  ${item.input} says nearly the same as ${item.of}; both are kept`
        : `duplicate  ${item.input} is already saved as ${item.of}`,
    ),
    ...report.failed.map((item) => `refused    ${item.input}: ${item.message}`),
    `${report.imported.length} saved, ${report.duplicates.filter((item) => item.kind === 'exact').length} already there, ${report.failed.length} refused`,
  ].join('\n');

/** Commands about saved sources. */
export function sourceCommands(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .description('save files, folders, addresses, or standard input (-) as sources')
    .argument('<input...>', 'paths, addresses, or - for standard input')
    .option('--as <format>', `read as this format (${formatIds().join(', ')})`)
    .option('--tag <tag>', 'tag the sources (may be repeated)', gathered)
    .option('--collection <name>', 'put the sources into a collection')
    .action(async (inputs: string[], options: { as?: string; tag?: string[]; collection?: string }) => {
      await terminal.library(async (session) => {
        const { open } = session;
        if (options.as !== undefined && !formatIds().includes(options.as))
          throw new Refusal(
            'usage',
            `There is no format "${options.as}". Formats: ${formatIds().join(', ')}.`,
          );
        // an archive of a whole library is no source: it goes in whole, by itself
        if (inputs.length === 1 && options.as === undefined && (await isArchive(inputs[0]!)))
          return await importWhole(session, terminal, inputs[0]!);
        const requests: (ReadRequest & { readonly origin: string })[] = [];
        const missing: { input: string; code: string; message: string }[] = [];
        for (const input of inputs) {
          try {
            if (input === '-') {
              const bytes = await standardInput();
              requests.push({
                origin: '-',
                as: options.as,
                input: { bytes, name: 'standard input', origin: '-' },
              });
            } else if (isAddress(input)) {
              const page = await fetchAddress(open.context, input);
              const name = new URL(page.url).pathname.split('/').pop() || 'page.html';
              requests.push({
                origin: input,
                as: options.as,
                input: { bytes: page.bytes, name, origin: input, url: page.url, mediaType: page.mediaType },
              });
            } else for (const file of inputFiles(input)) requests.push({ ...file, as: options.as });
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            missing.push({ input, code: error.code, message: error.message });
          }
        }
        const abort = new AbortController();
        const cancel = (): void => abort.abort();
        process.once('SIGINT', cancel);
        const found =
          requests.length === 0
            ? { imported: [], duplicates: [], failed: [] }
            : toReport(
                open.context,
                (
                  await runImport(
                    open.context,
                    { inputs: requests, tags: options.tag, collection: options.collection },
                    abort.signal,
                    (job) => terminal.output().progress(job.done, job.total, job.current),
                  )
                ).items,
              );
        process.removeListener('SIGINT', cancel);
        terminal.output().endProgress();
        const report: ImportReport = { ...found, failed: [...missing, ...found.failed] };
        if (requests.length === 0 && missing.length === 0)
          throw new Refusal('empty', 'There is nothing to import: no files were found.');
        // nothing changed is a refusal, and refusals carry an error (docs/cli)
        const [first] = report.imported.length + report.duplicates.length === 0 ? report.failed : [];
        const error = first && { code: first.code, message: first.message };
        terminal.output().result(error ? { ...report, error } : report, reportText);
        for (const item of report.failed) terminal.output().say(`${item.input}: ${item.message}`);
        if (report.failed.length === 0) return EXIT.done;
        return report.imported.length + report.duplicates.length > 0 ? EXIT.partly : EXIT.refused;
      });
    });

  program
    .command('list')
    .description('list saved sources, newest first')
    .option('--kind <kind>')
    .option('--tag <tag>')
    .option('--company <company>', 'id or any alias')
    .option('--state <state>', 'inbox, reading or done')
    .option('--limit <n>', 'at most this many', wholeNumber)
    .option('--offset <n>', 'leave out the first ones', wholeNumber)
    .option('--with <parts>', 'add text, html, removed, annotations (comma separated)')
    .action(
      (options: {
        kind?: string;
        tag?: string;
        company?: string;
        state?: string;
        limit?: number;
        offset?: number;
        with?: string;
      }) =>
        terminal.library((session) => {
          const parts = (options.with ?? '')
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean) as Part[];
          const unknown = parts.find((part) => !PARTS.includes(part));
          if (unknown)
            throw new Refusal('usage', `There is no part "${unknown}". Parts: ${PARTS.join(', ')}.`);
          if (options.state !== undefined && !['inbox', 'reading', 'done'].includes(options.state))
            throw new Refusal('usage', 'A state is inbox, reading or done.');
          const company = options.company === undefined ? undefined : companyId(session, options.company);
          const { total, rows } = listSources(session.open.context.store, {
            kind: options.kind,
            tag: options.tag,
            company,
            state: options.state as SourceState | undefined,
            limit: options.limit,
            offset: options.offset,
          });
          const sources = rows.map((row) => shownSource(session, row.id, parts));
          terminal
            .output()
            .result({ total, sources }, (list) =>
              [...list.sources.map(oneLine), `${list.total} sources`].join('\n'),
            );
        }),
    );

  program
    .command('show')
    .description('show one source')
    .argument('<id>')
    .option('--text', 'its clean text')
    .option('--html', 'its clean article as HTML')
    .option('--original', 'the bytes that were captured')
    .option('--at <number>', 'its version of this number instead of the current one', wholeNumber)
    .action((id: string, options: { text?: boolean; html?: boolean; original?: boolean; at?: number }) =>
      terminal.library((session) => {
        const { store } = session.open.context;
        const versionId =
          options.at === undefined
            ? storedSource(store, id).version_id
            : versionByNumber(store, id, options.at);
        const version = versionById(store, versionId);
        if (options.original) {
          terminal.output().bytes(readOriginal(store, version.originalHash).bytes);
          return;
        }
        const shown = shownSource(session, id, PARTS, versionId);
        if (!terminal.output().json && options.text) terminal.output().line(String(shown['text']));
        else if (!terminal.output().json && options.html) terminal.output().line(String(shown['html']));
        else
          terminal
            .output()
            .result(shown, (source) =>
              [
                source.title,
                [source.byline, source.siteName, source.publishedOn, source.language]
                  .filter(Boolean)
                  .join(' · '),
                source.url ?? '',
                '',
                String(source['text']),
                '',
                ...annotationsIn(store, id, version.id, version.text).map(
                  (a) => `[${a.anchor}] ${a.quote}${a.note ? ` — ${a.note}` : ''}`,
                ),
              ].join('\n'),
            );
      }),
    );
}

/** The id a person means by an id or any alias; a refusal when no one company is meant. */
export function companyId(session: Session, given: string): string {
  const { store } = session.open.context;
  if (store.sql('SELECT 1 FROM company WHERE id = ? AND trashed_at IS NULL').get(given)) return given;
  const found = session.library.companies.resolve({ name: given });
  if (found.companyId) return found.companyId;
  throw new Refusal(
    found.candidates.length > 1 ? 'ambiguous' : 'not-found',
    found.candidates.length > 1
      ? `"${given}" may mean several companies. Give the full name or the id.`
      : `There is no company "${given}".`,
  );
}
