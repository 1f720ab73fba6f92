import { useId, type ReactNode, type Ref } from 'react';
import { Field } from './field.tsx';

/** Names offered while typing; more would only slow the list down. */
const OFFERED = 400;

/** A field for the name of something that is there already; names are offered while typing. */
export function NameField({
  label,
  value,
  names,
  error,
  hint,
  lang,
  placeholder,
  ref,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly error?: string | null | undefined;
  readonly hint?: ReactNode;
  readonly lang?: string | undefined;
  readonly placeholder?: string;
  readonly ref?: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
}) {
  const list = useId();
  const wanted = value.trim().toLocaleLowerCase();
  const near = names.filter((name) => name.toLocaleLowerCase().includes(wanted)).slice(0, OFFERED);
  return (
    <>
      <Field
        label={label}
        value={value}
        list={list}
        lang={lang}
        error={error}
        {...(hint !== undefined && { hint })}
        {...(placeholder !== undefined && { placeholder })}
        {...(ref !== undefined && { ref })}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {near.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
