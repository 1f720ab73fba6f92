import { fromHypothesis } from '../../exchange/hypothesis.ts';
import { annotationsNamed, importedPages } from '../annotated.ts';
import type { Captured, Format, Unread } from '../format.ts';
import { isObject, jsonMentions, listMember, readJson } from '../json.ts';

/** Hypothesis: its client's export `{export_date, annotations}` or a result of its search API `{total, rows}`. */
export const hypothesis: Format = {
  id: 'hypothesis',
  detect: (input) =>
    jsonMentions(input, 'uri', 'target') &&
    jsonMentions(input, /"(?:export_userid|export_date|rows|client_version)"/)
      ? 0.95
      : 0,
  async *read(input): AsyncIterable<Captured | Unread> {
    const document = readJson(input);
    const items = (
      isObject(document)
        ? [...listMember(document, 'annotations'), ...listMember(document, 'rows')]
        : Array.isArray(document)
          ? document
          : []
    ).filter(isObject);
    yield* importedPages(
      'hypothesis',
      annotationsNamed(input.name, () => fromHypothesis(document)),
      items,
    );
  },
};
