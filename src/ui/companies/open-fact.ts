import type { AnnotationView, FactView } from '../../library/views.ts';
import { library } from '../library.ts';
import { fail } from '../parts/toast.tsx';
import { openSource } from '../view.ts';

/** Opens the words a fact was read from, in their source; nothing happens for a fact without a source. */
export function openFact(fact: FactView, annotations: readonly AnnotationView[]): void {
  const { sourceId, annotationId } = fact;
  if (sourceId === null) return;
  const open = (found: AnnotationView | undefined): void =>
    openSource(
      sourceId,
      found && found.start !== null && found.end !== null
        ? { start: found.start, end: found.end }
        : undefined,
    );
  const known = annotations.find((one) => one.id === annotationId);
  if (known || annotationId === null) {
    open(known);
    return;
  }
  library.annotations
    .list({ sourceId, limit: 1000 })
    .then((all) => open(all.annotations.find((one) => one.id === annotationId)), fail);
}
