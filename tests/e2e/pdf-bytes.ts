/** A line of text on a made-up page: Latin in Helvetica, Chinese in STSong-Light, neither of them embedded. */
export interface PdfLine {
  readonly text: string;
  readonly chinese?: true;
}

const hex = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');

/**
 * A PDF as programs of the nineties wrote it: standard fonts by name only, Chinese through the character map
 * UniGB-UTF16-H, which a viewer has to bring along.
 */
export const pdfOf = (pages: readonly (readonly PdfLine[])[]): Buffer =>
  Buffer.from(pdfText(pages), 'latin1');

/** The same PDF as a text of which every sign is one byte. */
export function pdfText(pages: readonly (readonly PdfLine[])[]): string {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const kids = pages.map((_, i) => `${6 + i * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  add(
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [5 0 R] >>',
  );
  add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>',
  );
  for (const lines of pages) {
    const content = lines
      .map(({ text, chinese }, i) => {
        const shown = chinese ? `<${hex(text)}>` : `(${text.replace(/[\\()]/g, '\\$&')})`;
        return `BT /${chinese ? 'F2' : 'F1'} 14 Tf 60 ${760 - i * 26} Td ${shown} Tj ET`;
      })
      .join('\n');
    const at = objects.length + 2;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${at} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
    );
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return file;
}
