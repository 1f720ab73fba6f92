import { useEffect, useRef } from 'react';
import { keysOf } from '../commands/bindings.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import type { Finding } from './use-find.ts';

/** Finding words on the open page. */
export function FindBar({ finding, onClose }: { readonly finding: Finding; readonly onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const { words, hits, how } = finding;
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const at = hits.length === 0 ? 0 : finding.at + 1;
  return (
    <div
      className="findbar"
      role="search"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        onClose();
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Field
        ref={field}
        icon="search"
        name={t('command.find.open')}
        placeholder={t('command.find.open')}
        value={words}
        onChange={(event) => finding.setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
          finding.step(event.shiftKey ? -1 : 1);
          event.preventDefault();
          event.stopPropagation();
        }}
        after={
          <span className="t3 sm num nw">
            {words === '' ? '' : t('reader.hitOf', { at, of: hits.length })}
          </span>
        }
      />
      <IconButton
        icon="a-large-small"
        small
        label={t('reader.matchCase')}
        aria-pressed={how.matchCase}
        onClick={() => finding.setHow({ ...how, matchCase: !how.matchCase })}
      />
      <IconButton
        icon="type"
        small
        label={t('reader.wholeWords')}
        aria-pressed={how.wholeWords}
        onClick={() => finding.setHow({ ...how, wholeWords: !how.wholeWords })}
      />
      <IconButton
        icon="chevron-up"
        small
        label={t('command.find.prev')}
        keys={keysOf('find.prev') ?? ''}
        onClick={() => finding.step(-1)}
      />
      <IconButton
        icon="chevron-down"
        small
        label={t('command.find.next')}
        keys={keysOf('find.next') ?? ''}
        onClick={() => finding.step(1)}
      />
      <IconButton icon="x" small label={t('frame.close')} keys="Escape" onClick={onClose} />
    </div>
  );
}
