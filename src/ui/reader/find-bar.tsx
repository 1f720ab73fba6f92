import { useEffect, useRef } from 'react';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';

/** Finding words on the open page. */
export function FindBar({
  words,
  at,
  of,
  onWords,
  onStep,
  onClose,
}: {
  readonly words: string;
  /** From 1; 0 when there is none. */
  readonly at: number;
  readonly of: number;
  readonly onWords: (words: string) => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onClose: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <div className="findbar" role="search">
      <Field
        ref={field}
        icon="search"
        name={t('command.find.open')}
        placeholder={t('command.find.open')}
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        after={<span className="t3 sm num nw">{words === '' ? '' : t('reader.hitOf', { at, of })}</span>}
      />
      <IconButton
        icon="chevron-up"
        small
        label={t('command.find.prev')}
        keys="Mod+Shift+G"
        onClick={() => onStep(-1)}
      />
      <IconButton
        icon="chevron-down"
        small
        label={t('command.find.next')}
        keys="Mod+G"
        onClick={() => onStep(1)}
      />
      <IconButton icon="x" small label={t('frame.close')} keys="Escape" onClick={onClose} />
    </div>
  );
}
