import type { Brief } from '../core/brief.ts';
import { requireFonts } from '../core/brief/fonts.ts';
import { exportBrief, formatId, type ExportedFile } from '../core/brief/formats.ts';
import { previewPage } from '../core/brief/preview.ts';
import { Refusal } from '../core/refusal.ts';
import { evidenceOf, imagesIn } from './brief-evidence.ts';
import { keepLater, keptExport } from './brief-freezing.ts';
import { citationData } from './citation-styles.ts';
import type { Context } from './context.ts';

/** The forms a preview can have. */
export type PreviewForm = 'markdown' | 'html' | 'pdf' | 'docx';

/** Writes briefs as files, with the printer and the fonts of the shell around the library. */
export function briefWriter({ store, surroundings }: Context) {
  const material = (brief: Brief) => ({
    ...evidenceOf(store, brief),
    ...(brief.frozen ? {} : { images: imagesIn(store, brief.body) }),
  });

  /** A brief as it stands, written in a style and a format. */
  const write = (
    brief: Brief,
    style: string,
    format: string,
    allowBroken: boolean,
    signal?: AbortSignal,
  ): Promise<ExportedFile> =>
    exportBrief(format, { ...brief, style }, material(brief), {
      allowBroken,
      citations: brief.frozen?.citations ?? citationData(store, style),
      print: (html) => {
        requireFonts(html);
        return surroundings.print(html, signal);
      },
      ...(surroundings.raster && { raster: surroundings.raster }),
      ...(format === 'pdf' ? { fontCss: surroundings.fontCss(JSON.stringify(brief)) } : {}),
    });

  /** An export: what was kept when the brief was frozen, else the brief as it stands. */
  const render = async (
    brief: Brief,
    wanted: string,
    options: {
      style?: string | undefined;
      allowBroken?: boolean | undefined;
      signal?: AbortSignal;
    },
  ): Promise<ExportedFile> => {
    const style = options.style ?? brief.style;
    const allowBroken = options.allowBroken ?? false;
    const format = formatId(wanted);
    if (brief.frozen) {
      if (style !== brief.style)
        throw new Refusal(
          'conflict',
          `This brief was frozen on ${brief.frozen.at.slice(0, 10)} with the citation style “${brief.style}” and is written with no other. Continue it as a new brief to use another style.`,
        );
      const kept = keptExport(brief, format, allowBroken);
      if (kept) return kept;
    }
    const file = await write(brief, style, format, allowBroken, options.signal);
    if (brief.frozen) keepLater(store, brief, format, file);
    return file;
  };

  /** The document beside the editor: its text, or a page to show. */
  const preview = async (
    brief: Brief,
    form: PreviewForm,
    style: string | undefined,
  ): Promise<{ readonly text: string | null; readonly token: string }> => {
    const wanted = brief.frozen ? brief.style : (style ?? brief.style);
    if (form === 'pdf' || form === 'docx') {
      const page = await previewPage(
        form,
        { ...brief, style: wanted },
        material(brief),
        brief.frozen?.citations ?? citationData(store, wanted),
      );
      const bytes = new TextEncoder().encode(page);
      return {
        text: null,
        token: surroundings.spool.put('preview.html', 'text/html;charset=utf-8', bytes),
      };
    }
    // Composed anew for a frozen brief too: what is kept of one that came from elsewhere is given out, not shown.
    const file = await write(brief, wanted, form, true);
    return {
      text: form === 'markdown' ? new TextDecoder().decode(file.bytes) : null,
      token: surroundings.spool.put(file.fileName, file.mediaType, file.bytes),
    };
  };

  return { write, render, preview };
}
