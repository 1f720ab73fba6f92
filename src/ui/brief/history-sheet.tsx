import { useState } from 'react';
import type { BlockNode, BriefDocument } from '../../core/brief.ts';
import { piecesOf } from '../../core/brief/walk.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment } from '../messages/formats.ts';
import { step, t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fail, say } from '../parts/toast.tsx';

/** A line of an earlier text, and whether the text of now has it too. */
interface Line {
  readonly text: string;
  readonly kind: 'heading' | 'paragraph' | 'quotation';
  readonly kept: boolean;
}

const linesOf = (body: BriefDocument): readonly Omit<Line, 'kept'>[] =>
  piecesOf(body).flatMap((piece): readonly Omit<Line, 'kept'>[] => {
    if (piece.kind === 'line') return [{ text: piece.line.text, kind: piece.line.kind }];
    return piece.kind === 'quotation' ? [{ text: piece.reference.quote, kind: 'quotation' }] : [];
  });

function Earlier({
  briefId,
  changeId,
  now,
}: {
  readonly briefId: string;
  readonly changeId: number;
  readonly now: readonly BlockNode[];
}) {
  const { value, error } = useLive([], () => library.briefs.earlier({ id: briefId, changeId }), [changeId]);
  if (error) return <p className="br-bad">{error.message}</p>;
  if (!value) return <p className="t3">{t('brief.history.reading')}</p>;
  const present = new Set(linesOf({ type: 'doc', content: now }).map(({ text }) => text.trim()));
  const lines: readonly Line[] = linesOf(value.body)
    .filter(({ text }) => text.trim() !== '')
    .map((line) => ({ ...line, kept: present.has(line.text.trim()) }));
  return (
    <div
      className="br-earlier scrolls selectable"
      tabIndex={0}
      role="region"
      aria-label={t('brief.history.text')}
    >
      {lines.length === 0 && <p className="t3">{t('brief.history.empty')}</p>}
      {lines.map((line, i) => (
        <p key={i} className={`${line.kind}${line.kept ? '' : ' other'}`}>
          {!line.kept && <span className="sr">{t('brief.history.other')} </span>}
          {line.text}
        </p>
      ))}
    </div>
  );
}

/** The texts a brief had before, newest first; each can be looked at and put back as a step of its own. */
export function HistorySheet({
  briefId,
  now,
  locked,
  onClose,
}: {
  readonly briefId: string;
  /** The text as it stands. */
  readonly now: readonly BlockNode[];
  /** True for a frozen brief, which can be looked through and not changed. */
  readonly locked: boolean;
  readonly onClose: () => void;
}) {
  const { value, error } = useLive(['brief'], () => library.briefs.history({ id: briefId, limit: 100 }));
  const [chosen, setChosen] = useState<number | null>(null);
  const versions = value ?? [];
  const open = versions.find(({ changeId }) => changeId === chosen) ?? versions[0];
  const back = async (changeId: number) => {
    try {
      await library.briefs.revert({ id: briefId, changeId });
      onClose();
      say(t('brief.history.done'), { label: t('frame.undo'), run: () => void library.history.undo({}) });
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Sheet
      wide
      title={t('brief.history')}
      open
      onClose={onClose}
      footer={
        <>
          <span className="t3 sm">{t('brief.history.hint')}</span>
          <span className="end" />
          <Button kind="primary" disabled={!open || locked} onClick={() => open && void back(open.changeId)}>
            {t('brief.history.back')}
          </Button>
        </>
      }
    >
      {error && <p className="br-bad">{error.message}</p>}
      {value && versions.length === 0 && (
        <Empty icon="rotate-ccw-clock" title={t('brief.history.none')}>
          {t('brief.history.none.words')}
        </Empty>
      )}
      {open && (
        <div className="br-versions">
          <ul className="scrolls" aria-label={t('brief.history')}>
            {versions.map((version) => (
              <li key={version.changeId}>
                <button
                  type="button"
                  className="br-version"
                  aria-pressed={version.changeId === open.changeId}
                  onClick={() => setChosen(version.changeId)}
                >
                  <span className="b num">{moment(version.at)}</span>
                  <span className="t3 sm">
                    {step(version.label, {})} · {t('brief.history.words', { count: version.words })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Earlier key={open.changeId} briefId={briefId} changeId={open.changeId} now={now} />
        </div>
      )}
    </Sheet>
  );
}
