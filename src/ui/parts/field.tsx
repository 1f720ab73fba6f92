import { useId, type ComponentProps, type ReactNode, type Ref } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A line of text. With `label` it stands above the field; else `name` is read to screen readers. */
export function Field({
  label,
  name,
  icon,
  hint,
  error,
  after,
  ref,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'ref' | 'name'> & {
  readonly label?: string;
  readonly name?: string;
  readonly icon?: IconName;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  const id = useId();
  const described = error || hint ? `${id}-about` : undefined;
  const field = (
    <div className={`field${className ? ` ${className}` : ''}`}>
      {icon && <Icon name={icon} size="s" />}
      <input
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={id}
        ref={ref}
        aria-label={label === undefined ? name : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
      />
      {after}
    </div>
  );
  if (label === undefined && !described) return field;
  return (
    <div className="labelled">
      {label !== undefined && (
        <label className="label" htmlFor={id}>
          {label}
        </label>
      )}
      {field}
      {(error || hint) && (
        <span id={described} className={error ? 'error' : 'hint'}>
          {error || hint}
        </span>
      )}
    </div>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  name,
  ref,
  ...rest
}: Omit<ComponentProps<'textarea'>, 'ref' | 'name' | 'className'> & {
  readonly label?: string;
  readonly name?: string;
  readonly ref?: Ref<HTMLTextAreaElement>;
}) {
  const id = useId();
  const area = (
    <textarea
      className="field"
      {...rest}
      id={id}
      ref={ref}
      aria-label={label === undefined ? name : undefined}
    />
  );
  return label === undefined ? (
    area
  ) : (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {area}
    </div>
  );
}

/** A choice out of a longer list. */
export function Select<Value extends string>({
  label,
  name,
  value,
  options,
  onChange,
}: {
  readonly label?: string;
  readonly name?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}) {
  const id = useId();
  const choice = (
    <select
      id={id}
      className="field"
      value={value}
      aria-label={label === undefined ? name : undefined}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
  return label === undefined ? (
    choice
  ) : (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {choice}
    </div>
  );
}
