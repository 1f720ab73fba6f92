import { archivedFiles } from './archive/files.ts';
import { FORMATS } from './formats.ts';
import type { CaptureInput, Captured, Format, Unread } from './format.ts';
import { looksLikeCompanyList } from './company-list.ts';
import { zipNames } from './archive/zip.ts';
import { binaryKind, headText, isZip } from './sniff.ts';
import { Refusal } from '../refusal.ts';

/** Largest input read at once, in bytes. Larger ones are refused before anything is parsed. */
export const LARGEST_INPUT = 512 * 1024 * 1024;

/** The ids of all formats, the values of `--as`. */
export const formatIds = (): readonly string[] => ALL.map((format) => format.id);

/** Programs' own files that are zip archives inside, by a name only they hold. */
const PACKAGES: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, 'a spreadsheet'],
  [/^ppt\//, 'a presentation'],
  [/^(?:content\.xml|META-INF\/manifest\.xml)$/, 'an OpenDocument file'],
  [/^Index\/Document\.iwa$/, 'a Pages, Numbers or Keynote file'],
  [/^META-INF\/MANIFEST\.MF$/, 'a Java program'],
  [/^AndroidManifest\.xml$/, 'an Android app'],
  [/^\[Content_Types\]\.xml$/, 'an Office file of another kind'],
];

/** What a zip archive is that is no archive of files, or null. */
function packageKind(bytes: Uint8Array): string | null {
  const names = zipNames(bytes, 500);
  return PACKAGES.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? null;
}

/** What a text is that was written for programs and is none of the formats, or null. */
function codeKind(input: CaptureInput): string | null {
  const head = headText(input.bytes, 512)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^(?:\{\s*(?:"|\})|\[\s*(?:["{[\]]|-?\d))/.test(head)) return 'JSON of a kind that is not known';
  return /^<\?xml\s|^<!DOCTYPE (?!html)|^<svg[\s>]/i.test(head) ? 'XML of a kind that is not known' : null;
}

/** An archive of files that are no format together: each is read by its own. Archives inside archives are not opened. */
const archive: Format = {
  id: 'archive',
  detect: (input) => (isZip(input.bytes) && packageKind(input.bytes) === null ? 0.2 : 0),
  async *read(input): AsyncIterable<Captured | Unread> {
    for (const file of archivedFiles(input)) {
      if ('message' in file) {
        yield file;
        continue;
      }
      try {
        const format = chooseFormat(file.input);
        if (format === archive)
          throw new Refusal(
            'unsupported',
            `${file.within} is an archive inside an archive and was not opened.`,
          );
        for await (const item of format.read(file.input)) {
          yield {
            ...item,
            within: item.within === undefined ? file.within : `${file.within}/${item.within}`,
          };
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        yield { within: file.within, code: error.code, message: error.message };
      }
    }
  },
};

const ALL: readonly Format[] = [...FORMATS, archive];

/**
 * The format that reads an input: the forced one, else the one surest by content, then by name. Throws a Refusal that
 * names the input and the reason when it is empty, too large, of no known kind, or a list of companies (which is no
 * source), and for an unknown forced format.
 */
export function chooseFormat(input: CaptureInput, forced?: string): Format {
  if (input.bytes.length === 0) throw new Refusal('empty', `${input.name} is empty.`);
  if (input.bytes.length > LARGEST_INPUT)
    throw new Refusal('too-large', `${input.name} is larger than ${LARGEST_INPUT / 1024 / 1024} MB.`);
  if (forced !== undefined) {
    const format = ALL.find(({ id }) => id === forced);
    if (!format)
      throw new Refusal('usage', `There is no format "${forced}". Formats: ${formatIds().join(', ')}.`);
    return format;
  }
  let best: { format: Format; sure: number } | null = null;
  for (const format of ALL) {
    const sure = format.detect(input);
    if (sure > 0 && (best === null || sure > best.sure)) best = { format, sure };
  }
  if (best === null) {
    const kind = (isZip(input.bytes) ? packageKind(input.bytes) : null) ?? binaryKind(input.bytes);
    throw new Refusal(
      'unsupported',
      kind === null
        ? `${input.name} is not a kind of file that can be read as a source.`
        : `${input.name} is ${kind}, which cannot be read as a source.`,
    );
  }
  if (best.sure < 0.5 && looksLikeCompanyList(input)) {
    throw new Refusal(
      'unsupported',
      `${input.name} is a list of companies, not a source; import it with "company import".`,
    );
  }
  const code = best.format.id === 'text' ? codeKind(input) : null;
  if (code !== null)
    throw new Refusal('unsupported', `${input.name} is ${code}, which cannot be read as a source.`);
  return best.format;
}

/**
 * Reads every source in an input, one at a time. Throws a Refusal with the input's name and the reason when nothing of
 * it can be read; parts that cannot be read are yielded as Unread while the rest goes on.
 */
export async function* readInput(
  input: CaptureInput,
  options: { readonly as?: string | undefined } = {},
): AsyncIterable<Captured | Unread> {
  yield* chooseFormat(input, options.as).read(input);
}
