import { lazy, Suspense, useState } from 'react';
import type { SourceView } from '../../library/views.ts';
import { useCommands } from '../commands/run.ts';
import { likelyCompany } from '../facts/company-of.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { announce, fail } from '../parts/toast.tsx';
import { usePanes, useReading } from '../reader/state.ts';
import { useView } from '../view.ts';
import type { Selected } from './fill-sheet.tsx';

const FillSheet = lazy(async () => ({ default: (await import('./fill-sheet.tsx')).FillSheet }));
const RelationSheet = lazy(async () => ({
  default: (await import('../companies/relation-sheet.tsx')).RelationSheet,
}));

type Open = {
  readonly what: 'fill' | 'relation';
  readonly selected: Selected;
  readonly mentions: SourceView['mentions'];
} | null;

/** The words a command is about: the selected ones, else those of the active mark. */
async function subject(
  sourceId: string,
): Promise<{ selected: Selected; mentions: SourceView['mentions'] } | null> {
  const { selection, active } = useReading.getState();
  const mark = selection || active === null ? null : await library.annotations.get({ id: active });
  const place = selection ?? (mark && mark.start !== null && mark.end !== null ? mark : null);
  if (place?.start == null || place.end == null) return null;
  const { start, end } = place;
  const [text, mentions] = await Promise.all([
    library.reading.words({ id: sourceId, start, end }),
    library.mentions.list({ sourceId }),
  ]);
  return { selected: { sourceId, start, end, text }, mentions };
}

/** Companies named inside some words, in their order. */
const namedIn = (mentions: SourceView['mentions'], { start, end }: Selected): readonly string[] => [
  ...new Set(
    mentions
      .filter((mention) => mention.choice !== 'rejected' && mention.start >= start && mention.end <= end)
      .toSorted((a, b) => a.start - b.start)
      .map((mention) => mention.name),
  ),
];

/** What selected words can become besides a fact: the answer of a grid, or a relation between two companies. */
export function FromReader() {
  const place = useView((view) => view.place);
  const live = usePanes((panes) => panes.live);
  const reading = place.screen === 'library' || place.screen === 'inbox' ? place : undefined;
  const sourceId = live === 'beside' && reading?.beside ? reading.beside.id : reading?.id;
  const [open, setOpen] = useState<Open>(null);
  const start = (what: 'fill' | 'relation'): void => {
    if (sourceId === undefined) return;
    subject(sourceId).then((found) => {
      if (found) setOpen({ what, ...found });
      else announce(t('reader.selectFirst'));
    }, fail);
  };
  const close = (): void => setOpen(null);
  useCommands(
    sourceId === undefined
      ? {}
      : { 'grid.fill': () => start('fill'), 'relation.new': () => start('relation') },
    'reader',
  );
  if (!open) return null;
  const names = namedIn(open.mentions, open.selected);
  return (
    <Suspense fallback={null}>
      {open.what === 'fill' ? (
        <FillSheet selected={open.selected} mentions={open.mentions} onClose={close} />
      ) : (
        <RelationSheet
          company={names[0] ?? likelyCompany(open.mentions, open.selected.start, open.selected.end) ?? ''}
          other={names[1] ?? ''}
          quote={open.selected.text}
          ground={{
            words: {
              sourceId: open.selected.sourceId,
              start: open.selected.start,
              end: open.selected.end,
            },
          }}
          onClose={close}
        />
      )}
    </Suspense>
  );
}
