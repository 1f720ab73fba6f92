import type { ReactNode } from 'react';
import { t } from '../messages/index.ts';
import { Switch } from '../parts/check.tsx';
import { Segment } from '../parts/segment.tsx';
import { fail } from '../parts/toast.tsx';
import { prefer, type Preferences } from '../preferences.ts';

/** Changes a setting at once, and says why when that fails. */
export const set = <Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void =>
  void prefer(key, value).catch(fail);

/** The parts of the settings, by which they can be opened. */
export type SectionId =
  | 'general'
  | 'appearance'
  | 'reading'
  | 'marks'
  | 'capture'
  | 'search'
  | 'names'
  | 'briefs'
  | 'keys'
  | 'backups'
  | 'privacy'
  | 'accessibility';

/** One setting: its name, what it does, and the control. `resets` says which stored value Reset takes back. */
export interface Setting {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  readonly resets?: keyof Preferences;
  /** The control needs the whole width. */
  readonly tall?: true;
  readonly control: ReactNode;
}

/** Settings under one heading. */
export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly settings: readonly Setting[];
}

/** A choice between few values, all of them shown. */
export const Choice = <Value extends string>({
  name,
  value,
  values,
  label,
  onChange,
}: {
  readonly name: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly label: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}) => (
  <Segment
    label={name}
    value={value}
    options={values.map((each) => ({ value: each, label: label(each) }))}
    onChange={onChange}
  />
);

/** A setting that is on or off. */
export const onOff = (
  key:
    | 'singleKeys'
    | 'patterns'
    | 'reduceMotion'
    | 'largerTargets'
    | 'paragraphFocus'
    | 'showNames'
    | 'network'
    | 'askLinks'
    | 'searchHistory'
    | 'search.typos'
    | 'search.pinyin'
    | 'briefs.captions',
  now: Preferences,
): Setting => ({
  key,
  title: t(`settings.${key}`),
  hint: t(`settings.${key}.hint`),
  resets: key,
  control: <Switch name={t(`settings.${key}`)} on={now[key]} onChange={(on) => set(key, on)} />,
});
