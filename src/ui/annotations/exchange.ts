import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { download } from '../parts/download.ts';
import type { MenuEntry } from '../parts/menu.tsx';
import { fail, say } from '../parts/toast.tsx';

/** The forms annotations are written in; `html` is one whole source with its annotations. */
type Form = 'jsonld' | 'markdown' | 'csv' | 'html';

const write = async (request: {
  readonly format: Form;
  readonly sourceId?: string;
  readonly ids?: string[];
}): Promise<void> => {
  try {
    const file = await library.annotations.export(request);
    download(file);
    say(t('annotations.exported', { name: file.fileName }));
  } catch (reason) {
    fail(reason);
  }
};

/** Writes the annotations of one source, or the source with them, and hands over the file. */
export const exportSource = (sourceId: string, format: Form): Promise<void> => write({ format, sourceId });

const LISTS = ['markdown', 'csv', 'jsonld'] as const;

/** The forms a choice of annotations can be exported in, as lines of a menu; without ids all of them. */
export const exportMenu = (ids: readonly string[] | null): readonly MenuEntry[] => [
  { heading: t('annotations.exportAs') },
  ...LISTS.map((format) => ({
    label: t(`annotations.form.${format}`),
    run: () => void write(ids ? { format, ids: [...ids] } : { format }),
  })),
];

/** The same for one source, with the annotated article first. */
export const sourceExportMenu = (sourceId: string): readonly MenuEntry[] => [
  { heading: t('annotations.exportAs') },
  ...(['html', ...LISTS] as const).map((format) => ({
    label: t(`annotations.form.${format}`),
    run: () => void exportSource(sourceId, format),
  })),
];
