import type { DragEvent } from 'react';

const sources = 'application/x-dossier-sources';
const marks = 'application/x-dossier-annotations';

/** Puts the ids of sources on a drag; their titles go along as plain text for other programs. */
export const dragSources = (event: DragEvent, ids: readonly string[], titles: string): void => {
  event.dataTransfer.setData(sources, JSON.stringify(ids));
  event.dataTransfer.setData('text/plain', titles);
  event.dataTransfer.effectAllowed = 'copyMove';
};

/** Puts the id of an annotation on a drag, with its words for other programs. */
export const dragAnnotation = (event: DragEvent, id: string, words: string): void => {
  event.dataTransfer.setData(marks, JSON.stringify([id]));
  event.dataTransfer.setData('text/plain', words);
  event.dataTransfer.effectAllowed = 'copy';
};

const idsOf = (event: DragEvent, type: string): readonly string[] | null => {
  if (!event.dataTransfer.types.includes(type)) return null;
  // While something is dragged over, browsers tell only its type; the data comes with the drop.
  const data = event.dataTransfer.getData(type);
  return data === '' ? [] : (JSON.parse(data) as string[]);
};

/** What a saved search is called while it is dragged to another place in the sidebar. */
export const SEARCH_DRAGGED = 'application/x-dossier-search';

/** What a tag or a collection is called while it is put into another; its kind follows after a hyphen. */
export const LABEL_DRAGGED = 'application/x-dossier-label';

/** The sources being dragged, empty until they are dropped; null when something else is dragged. */
export const draggedSources = (event: DragEvent): readonly string[] | null => idsOf(event, sources);

/** The annotations being dragged, likewise. */
export const draggedAnnotations = (event: DragEvent): readonly string[] | null => idsOf(event, marks);

/** Whether the drag began inside the program. */
export const isOurs = (types: readonly string[]): boolean =>
  [sources, marks, SEARCH_DRAGGED, `${LABEL_DRAGGED}-tag`, `${LABEL_DRAGGED}-collection`].some((type) =>
    types.includes(type),
  );
