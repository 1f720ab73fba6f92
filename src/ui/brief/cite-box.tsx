import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { languageOfName } from '../companies/words.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { t } from '../messages/index.ts';
import { numberOf } from '../parts/colours.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Popover } from '../parts/popover.tsx';
import { fitsWords } from './drawer.tsx';
import { wordsOf, type Evidence } from './evidence.ts';

/** The box that opens at the caret on `@`: type a word, choose what to cite. Shift inserts the quote itself. */
export function CiteBox({
  evidence,
  rect,
  words: first,
  onPick,
  onClose,
}: {
  readonly evidence: readonly Evidence[];
  /** Where the caret stands in the window. */
  readonly rect: DOMRect;
  readonly words: string;
  readonly onPick: (one: Evidence, whole: boolean) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(first);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => rect }), [rect]);
  const words = text.trim();
  const shown = evidence.filter((one) => words === '' || fitsWords(one, words)).slice(0, 8);
  const here = Math.min(at, Math.max(0, shown.length - 1));
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, here + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, here - 1));
    else if (event.key === 'Enter' && shown[here]) onPick(shown[here], event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Popover
      label={t('brief.cite')}
      anchor={anchor}
      open
      className="br-citebox"
      initialFocus={box}
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <Field
        ref={box}
        icon="at-sign"
        name={t('brief.cite.search')}
        placeholder={t('brief.cite.search')}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls="cite-options"
        aria-activedescendant={shown[here] ? `cite-${here}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      {shown.length === 0 ? (
        <p className="t3 sm br-none">{t('brief.cite.none')}</p>
      ) : (
        <div id="cite-options" role="listbox" aria-label={t('brief.evidence')}>
          {shown.map((one, i) => (
            <div
              key={`${one.type} ${one.id}`}
              id={`cite-${i}`}
              role="option"
              aria-selected={i === here}
              tabIndex={-1}
              className={`br-option${one.type === 'annotation' ? ` hl-${one.colour}` : ''}`}
              onMouseEnter={() => setAt(i)}
              onClick={(event) => onPick(one, event.shiftKey)}
            >
              {one.type === 'annotation' ? (
                <span className="sw2">{numberOf(one.colour)}</span>
              ) : (
                <Icon name="badge-check" size="s" />
              )}
              <span className="clip grow" lang={languageOfName(wordsOf(one))}>
                {one.type === 'fact'
                  ? `${one.companyName} · ${one.metric} ${amountOf(one)} · ${periodOf(one.asOf)}`
                  : wordsOf(one)}
              </span>
              <span className="clip t3 sm br-option-from">{one.siteName ?? one.sourceTitle}</span>
            </div>
          ))}
        </div>
      )}
    </Popover>
  );
}
