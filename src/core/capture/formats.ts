import type { Format } from './format.ts';
import { bibtex } from './formats/bibtex.ts';
import { cslJson } from './formats/csl-json.ts';
import { docx } from './formats/docx.ts';
import { eml } from './formats/eml.ts';
import { endnoteXml } from './formats/endnote-xml.ts';
import { enex } from './formats/enex.ts';
import { epub } from './formats/epub.ts';
import { firefoxBookmarks } from './formats/firefox-bookmarks.ts';
import { htmlFormat } from './formats/html.ts';
import { hypothesis } from './formats/hypothesis.ts';
import { instapaper } from './formats/instapaper.ts';
import { joplin } from './formats/joplin.ts';
import { jsonl } from './formats/jsonl.ts';
import { markdown } from './formats/markdown.ts';
import { mhtmlFormat } from './formats/mhtml.ts';
import { netscape } from './formats/netscape.ts';
import { omnivore } from './formats/omnivore.ts';
import { pdf } from './formats/pdf.ts';
import { pinboard } from './formats/pinboard.ts';
import { pocketCsv } from './formats/pocket-csv.ts';
import { pocketHtml } from './formats/pocket-html.ts';
import { raindrop } from './formats/raindrop.ts';
import { readerCsv } from './formats/reader-csv.ts';
import { readwiseCsv } from './formats/readwise-csv.ts';
import { refworks } from './formats/refworks.ts';
import { ris } from './formats/ris.ts';
import { text } from './formats/text.ts';
import { wallabag } from './formats/wallabag.ts';
import { webAnnotation } from './formats/web-annotation.ts';
import { zoteroRdf } from './formats/zotero-rdf.ts';

/** Every kind of file that can be read, one line each. The one surest of the content reads it; the first wins a tie. */
export const FORMATS: readonly Format[] = [
  htmlFormat,
  mhtmlFormat,
  pdf,
  docx,
  epub,
  eml,
  markdown,
  jsonl,
  zoteroRdf,
  cslJson,
  bibtex,
  ris,
  endnoteXml,
  refworks,
  readwiseCsv,
  readerCsv,
  pocketCsv,
  pocketHtml,
  instapaper,
  raindrop,
  pinboard,
  omnivore,
  wallabag,
  hypothesis,
  webAnnotation,
  netscape,
  firefoxBookmarks,
  enex,
  joplin,
  text,
];
