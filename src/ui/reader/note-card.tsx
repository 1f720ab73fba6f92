import type { Block } from '../../core/source.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Popover } from '../parts/popover.tsx';
import { BlockWords } from './block.tsx';

/** A footnote that is being looked at from where the text refers to it. */
export interface OpenNote {
  readonly label: string;
  /** Index of the footnote among the blocks. */
  readonly index: number;
  readonly block: Block;
  readonly anchor: HTMLElement;
  /** It was opened by resting the pointer on the number, so the focus stays where it was. */
  readonly byPointer: boolean;
}

/** A footnote beside its number, so that reading goes on. Esc closes it and returns to the number. */
export function NoteCard({
  note,
  language,
  onClose,
  onGo,
}: {
  readonly note: OpenNote;
  readonly language: string | null;
  readonly onClose: () => void;
  readonly onGo: () => void;
}) {
  const { block } = note;
  return (
    <Popover
      label={t('reader.noteOf', { label: note.label })}
      anchor={note.anchor}
      open
      className="note-pop"
      onOpenChange={(open) => {
        if (open) return;
        onClose();
        if (!note.byPointer) note.anchor.focus({ preventScroll: true });
      }}
      {...(note.byPointer && { initialFocus: false as const })}
    >
      <div className="col" onMouseLeave={note.byPointer ? onClose : undefined}>
        <p className="note-words selectable" lang={block.language ?? language ?? undefined}>
          <BlockWords block={block} offset={0} marks={[]} mentions={[]} from={0} to={block.text.length} />
        </p>
        <Button size="small" kind="ghost" icon="arrow-down" onClick={onGo}>
          {t('reader.goToNote')}
        </Button>
      </div>
    </Popover>
  );
}
