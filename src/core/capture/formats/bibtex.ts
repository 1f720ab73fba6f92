import { bibEntries, bibNames } from '../bibtex.ts';
import { monthOf } from '../months.ts';
import type { Captured, Format } from '../format.ts';
import { decodeBytes } from '../html/encoding.ts';
import { referenceSource } from '../reference.ts';
import { headText, looksLikeText } from '../sniff.ts';

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** Year, month and day of an entry: BibLaTeX's `date`, else `year` and `month` (a name, a number or `10 jan`). */
function dateOf(fields: ReadonlyMap<string, string>): string | null {
  const date = fields.get('date');
  if (date) return date.split('/', 1)[0]!;
  const year = fields.get('year') ?? null;
  const month = fields.get('month');
  if (year === null || !month || !/^\d{4}$/.test(year)) return year;
  const name = /\p{L}{3,}/u.exec(month)?.[0];
  const number = name ? monthOf(name) : /^\d{1,2}$/.test(month) ? Number(month) : null;
  const day = name ? /\d{1,2}/.exec(month)?.[0] : fields.get('day');
  if (number === null || number < 1 || number > 12) return year;
  return `${year}-${twoDigits(number)}${day ? `-${twoDigits(Number(day))}` : ''}`;
}

/** BibTeX and BibLaTeX. */
export const bibtex: Format = {
  id: 'bibtex',
  detect: (input) =>
    looksLikeText(input.bytes) &&
    /(?:^|\n)\s*@\s*(?:article|book|booklet|inbook|incollection|inproceedings|manual|mastersthesis|misc|phdthesis|proceedings|techreport|unpublished|online|report|thesis|electronic|www|collection|periodical|preamble|string|comment|conference|patent|dataset|software)\s*[{(]/i.test(
      headText(input.bytes, 16_384),
    )
      ? /\.(?:bib|bibtex)$/i.test(input.name)
        ? 0.95
        : 0.88
      : 0,
  async *read(input): AsyncIterable<Captured> {
    const { text } = decodeBytes(input.bytes, input.mediaType);
    for (const { key, fields, source, raw } of bibEntries(text)) {
      const get = (name: string): string | null => fields.get(name) || null;
      const authors = bibNames(source.get('author') ?? source.get('editor') ?? '');
      const subtitle = get('subtitle');
      const found = referenceSource('bibtex', {
        within: key,
        externalId: key,
        title:
          get('title') === null ? null : subtitle === null ? get('title') : `${get('title')!}: ${subtitle}`,
        authors,
        publication: get('journal') ?? get('journaltitle') ?? get('fjournal') ?? get('booktitle'),
        publisher: get('publisher') ?? get('institution') ?? get('organization') ?? get('school'),
        date: dateOf(fields),
        url:
          source
            .get('url')
            ?.replace(/\\([_%&#~])/g, '$1')
            .trim() ?? null,
        doi: get('doi'),
        language: get('langid') ?? get('language'),
        abstract: get('abstract'),
        tags: (get('keywords') ?? '').split(/\s*[,;]\s*/),
        notes: [get('annotation') ?? get('annote') ?? '', get('note') ?? ''],
        raw,
        mediaType: 'application/x-bibtex',
      });
      if (found) yield found;
    }
  },
};
