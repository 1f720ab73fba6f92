import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LibraryClient } from './library-client.ts';

const colour = z.enum(['amber', 'green', 'blue', 'rose', 'violet']);

/** The plan of the sample library: what is captured, marked, noted and cited, in order. */
const plan = z.object({
  sources: z.array(
    z.object({
      file: z.string(),
      url: z.string().optional(),
      state: z.enum(['inbox', 'reading', 'done']).optional(),
      tags: z.array(z.string()).optional(),
      recapture: z.string().optional(),
    }),
  ),
  companies: z.array(
    z.object({
      name: z.string(),
      aliases: z.array(z.object({ text: z.string(), language: z.string().nullable() })),
      ticker: z.string().optional(),
      country: z.string().optional(),
      website: z.string().optional(),
      notes: z.array(z.string()).optional(),
    }),
  ),
  annotations: z.array(
    z.object({
      source: z.string(),
      quote: z.string(),
      colour: colour.optional(),
      note: z.string().optional(),
      tags: z.array(z.string()).optional(),
      facts: z
        .array(
          z.object({
            company: z.string(),
            metric: z.string(),
            value: z.number().nullable(),
            valueText: z.string(),
            bound: z.enum(['exact', 'about', 'at-least', 'at-most', 'range']).optional(),
            unit: z.string().optional(),
            currency: z.string().optional(),
            asOf: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
  briefs: z.array(
    z.object({
      title: z.string(),
      language: z.string().optional(),
      pieces: z.array(
        z.union([
          z.object({ text: z.string() }),
          z.object({ quote: z.string() }),
          z.object({ fact: z.string() }),
        ]),
      ),
    }),
  ),
  searches: z.array(z.object({ name: z.string(), query: z.string() })),
});

/**
 * Reads the sample texts into an empty sample library, through the same verbs a reader's own work takes: captured,
 * highlighted, noted, cited. Does nothing when the library holds sources already.
 */
export async function fillSample(library: LibraryClient, folder: string): Promise<void> {
  const ask = async <T>(noun: string, verb: string, input?: unknown): Promise<T> => {
    const answer = await library.ask(noun, verb, input);
    if (!answer.ok) throw new Error(`The sample library: ${noun}.${verb}: ${answer.message}`);
    return answer.value as T;
  };
  const counts = await ask<{ library: number }>('sources', 'counts');
  if (counts.library > 0) return;
  const path = join(folder, 'sample.json');
  if (!existsSync(path)) throw new Error(`The sample texts are missing (${path}).`);
  const wanted = plan.parse(JSON.parse(readFileSync(path, 'utf8')));
  const sources = new Map<string, string>();
  const saved = (file: string): Promise<string> => library.upload(file, '', readFileSync(join(folder, file)));
  for (const source of wanted.sources) {
    const token = await saved(source.file);
    const report = await ask<{ imported: { id: string }[]; duplicates: { of: string }[] }>(
      'capture',
      'save',
      {
        token,
        ...(source.url === undefined ? {} : { url: source.url }),
        ...(source.tags ? { tags: source.tags } : {}),
      },
    );
    const id = report.imported[0]?.id ?? report.duplicates[0]?.of;
    if (id === undefined) throw new Error(`The sample library: ${source.file} was not saved`);
    sources.set(source.file, id);
    if (source.state) await ask('sources', 'setState', { ids: [id], state: source.state });
  }
  const companies = new Map<string, string>();
  for (const { notes, ...company } of wanted.companies) {
    const made = await ask<{ id: string }>('companies', 'add', company);
    companies.set(company.name, made.id);
    for (const text of notes ?? []) await ask('notes', 'add', { companyId: made.id, text });
  }
  const annotations = new Map<string, string>();
  const facts = new Map<string, string>();
  for (const { source, facts: figures, ...mark } of wanted.annotations) {
    const made = await ask<{ id: string }>('annotations', 'addByQuote', {
      sourceId: sources.get(source),
      ...mark,
    });
    annotations.set(mark.quote, made.id);
    for (const { company, ...fact } of figures ?? []) {
      const added = await ask<{ id: string }>('facts', 'add', {
        companyId: companies.get(company),
        annotationId: made.id,
        ...fact,
      });
      facts.set(`${company}: ${fact.metric} ${fact.valueText}`, added.id);
    }
  }
  for (const source of wanted.sources)
    if (source.recapture !== undefined)
      await ask('versions', 'recapture', {
        id: sources.get(source.file),
        token: await saved(source.recapture),
      });
  for (const { title, language, pieces } of wanted.briefs) {
    const brief = await ask<{ id: string }>('briefs', 'add', { title, ...(language ? { language } : {}) });
    for (const piece of pieces) {
      if ('text' in piece) await ask('briefs', 'addEvidence', { id: brief.id, text: piece.text });
      else if ('quote' in piece)
        await ask('briefs', 'addEvidence', { id: brief.id, annotationId: annotations.get(piece.quote) });
      else await ask('briefs', 'addEvidence', { id: brief.id, factId: facts.get(piece.fact) });
    }
  }
  for (const search of wanted.searches) await ask('savedSearches', 'add', search);
}
