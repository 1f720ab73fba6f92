import type { CaptureInput } from './format.ts';
import { headText, looksLikeText } from './sniff.ts';

const COLUMNS =
  /^(?:company|company name|name|legal name|alias|aliases|ticker|symbol|isin|lei|country|website|sector|industry|chinese name|中文名|公司|公司名称|股票代码)$/i;

/** True when the first line is the header of a table of companies: a name with a ticker, aliases, country or the like, and no text or address of pages. */
export function looksLikeCompanyList(input: CaptureInput): boolean {
  if (!looksLikeText(input.bytes)) return false;
  const header = headText(input.bytes, 2048)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/, 1)[0]!;
  const cells = header.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
  if (cells.length < 2 || cells.some((cell) => /^(?:url|title|highlight|text|href)$/i.test(cell)))
    return false;
  return cells.filter((cell) => COLUMNS.test(cell)).length >= 2 && /name|company|公司/i.test(header);
}
