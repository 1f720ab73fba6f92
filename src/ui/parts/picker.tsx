import { useRef, useState } from 'react';
import { t } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Check } from './check.tsx';
import { Field } from './field.tsx';
import type { IconName } from './icon.tsx';
import { Sheet } from './sheet.tsx';

/** One thing that can be chosen. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  /** On for all, for some, or for none of what is being described. */
  readonly on?: boolean | 'some';
}

/** A sheet to choose from a list that can be filtered by typing; a name that is not there can be made. */
export function Picker({
  title,
  choices,
  single,
  icon,
  create,
  onPick,
  onClose,
}: {
  readonly title: string;
  readonly choices: readonly Choice[];
  /** Choosing one is all there is to do. */
  readonly single?: boolean;
  readonly icon?: IconName;
  /** The words of the button that makes what was typed. */
  readonly create?:
    { readonly label: (name: string) => string; readonly run: (name: string) => void } | undefined;
  readonly onPick: (choice: Choice, on: boolean) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const wanted = text.trim().toLowerCase();
  const shown = choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  const isNew = wanted !== '' && !choices.some((choice) => choice.label.toLowerCase() === wanted);
  const make = (): void => {
    create?.run(text.trim());
    setText('');
  };
  return (
    <Sheet title={title} open onClose={onClose} initialFocus={first} className="picker">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [only] = shown;
          if (isNew && create && shown.length === 0) make();
          else if (only) onPick(only, only.on !== true);
          else if (isNew && create) make();
        }}
      >
        <Field
          ref={first}
          icon="search"
          name={title}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      <ul className="picker-list">
        {shown.slice(0, 200).map((choice) => (
          <li key={choice.id}>
            {single ? (
              <Button kind="ghost" {...(icon && { icon })} onClick={() => onPick(choice, true)}>
                <span className="clip">{choice.label}</span>
                {choice.detail && <span className="t3 sm">{choice.detail}</span>}
              </Button>
            ) : (
              <Check
                on={choice.on === true}
                some={choice.on === 'some'}
                onChange={(on) => onPick(choice, on)}
              >
                <span className="clip">{choice.label}</span>
                {choice.detail && <span className="t3 sm">{choice.detail}</span>}
              </Check>
            )}
          </li>
        ))}
      </ul>
      {isNew && create && (
        <Button icon="plus" onClick={make}>
          {create.label(text.trim())}
        </Button>
      )}
      {shown.length === 0 && !isNew && <p className="t2">{t('frame.nothingHere')}</p>}
    </Sheet>
  );
}
