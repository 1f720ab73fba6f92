import { diffWordsWithSpace } from 'diff';
import { attach } from '../annotations/shaping.ts';
import type { AnnotationView } from '../../library/views.ts';
import { keysOf } from '../commands/bindings.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { reveal, useReading } from '../reader/state.ts';

/** More changed words than this are shown as they stand, without telling them apart. */
const MOST_EDITS = 1500;

/** What the words were and what they are now, with the difference shown. */
export function Changed({
  mark,
  language,
}: {
  readonly mark: AnnotationView;
  readonly language: string | null;
}) {
  const now = mark.current ?? '';
  const parts = diffWordsWithSpace(mark.quote, now, { maxEditLength: MOST_EDITS });
  return (
    <>
      <q className="old-words" lang={language ?? undefined}>
        {mark.quote}
      </q>
      <q lang={language ?? undefined}>
        {parts
          ? parts.map((part, i) =>
              part.removed ? null : part.added ? <b key={i}>{part.value}</b> : part.value,
            )
          : now}
      </q>
      <div className="ft">
        <Button
          size="small"
          onClick={() => void doing(library.annotations.keepOld({ id: mark.id }), t('step.annotation.keep'))}
        >
          {t('inspector.keepOld')}
        </Button>
        {mark.start !== null && mark.end !== null && (
          <Button
            size="small"
            kind="primary"
            keys={keysOf('mark.attach') ?? ''}
            onClick={() => void attach(mark, null)}
          >
            {t('inspector.useNew')}
          </Button>
        )}
      </div>
      <div className="t3 mc">{t('inspector.changedHint')}</div>
    </>
  );
}

/** Words that are not in the text any more: what they may have become, and a way to attach them by hand. */
export function Orphan({
  mark,
  language,
}: {
  readonly mark: AnnotationView;
  readonly language: string | null;
}) {
  const selection = useReading((state) => state.selection);
  return (
    <div className="orphan">
      <div className="t3 mc">{t('inspector.orphanHint')}</div>
      {mark.candidates.slice(0, 3).map((candidate, i) => (
        <div key={candidate.start} className="candidate">
          <button
            type="button"
            className="an-jump"
            title={t('annotations.showPlace')}
            onClick={() => reveal(candidate.start, candidate.end)}
          >
            <q lang={language ?? undefined}>{candidate.text}</q>
          </button>
          <Button
            size="small"
            {...(i === 0 && !selection && { keys: 'A' })}
            onClick={() => void attach(mark, candidate)}
          >
            {t('inspector.attachHere')}
          </Button>
        </div>
      ))}
      {selection && (
        <Button
          size="small"
          keys={keysOf('mark.attach') ?? ''}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => void attach(mark, selection)}
        >
          {t('inspector.attachSelection')}
        </Button>
      )}
      {mark.candidates.length === 0 && !selection && (
        <div className="t3 mc">
          {t('annotations.selectToAttach')} <Kbd keys={keysOf('mark.attach') ?? ''} />
        </div>
      )}
    </div>
  );
}
