import { useState, type ReactNode } from 'react';
import { COLOURS } from '../../core/annotation.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Switch } from '../parts/check.tsx';
import { numberOf, Swatch } from '../parts/colours.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field, Select } from '../parts/field.tsx';
import { Segment } from '../parts/segment.tsx';
import { fail } from '../parts/toast.tsx';
import { defaults, prefer, usePreferences, type Preferences } from '../preferences.ts';
import { AppearanceFields } from '../reader/appearance.tsx';
import { go, useView } from '../view.ts';

const set = <Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void =>
  void prefer(key, value).catch(fail);

/** One setting: its name, what it does, and the control. `resets` says which stored value Reset takes back. */
interface Setting {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  readonly resets?: keyof Preferences;
  /** The control needs the whole width. */
  readonly tall?: true;
  readonly control: ReactNode;
}

interface Section {
  readonly title: string;
  readonly settings: readonly Setting[];
}

const Choice = <Value extends string>({
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

const onOff = (
  key:
    'singleKeys' | 'patterns' | 'reduceMotion' | 'largerTargets' | 'paragraphFocus' | 'showNames' | 'network',
  now: Preferences,
): Setting => ({
  key,
  title: t(`settings.${key}`),
  hint: t(`settings.${key}.hint`),
  resets: key,
  control: <Switch name={t(`settings.${key}`)} on={now[key]} onChange={(on) => set(key, on)} />,
});

/** The names of the five colours; the number is what never changes. */
function ColourNames({ now }: { readonly now: Preferences }) {
  return (
    <div className="colour-names">
      {COLOURS.map((colour) => (
        <div key={colour} className="row">
          <Swatch colour={colour} />
          <Field
            name={t('settings.colourName', { number: numberOf(colour) })}
            placeholder={t(`colour.${colour}`)}
            defaultValue={now.colourNames[colour] ?? ''}
            onBlur={(event) =>
              set('colourNames', { ...now.colourNames, [colour]: event.target.value.trim() })
            }
          />
        </div>
      ))}
    </div>
  );
}

const sectionsOf = (now: Preferences, file: string): readonly Section[] => [
  {
    title: t('settings.general'),
    settings: [
      {
        key: 'language',
        title: t('settings.language'),
        resets: 'language',
        control: (
          <Select
            name={t('settings.language')}
            value={now.language}
            options={[
              { value: 'system', label: t('settings.system') },
              { value: 'en', label: 'English' },
              { value: 'zh-Hans', label: '简体中文' },
            ]}
            onChange={(value) => set('language', value)}
          />
        ),
      },
      {
        key: 'theme',
        title: t('settings.theme'),
        resets: 'theme',
        control: (
          <Choice
            name={t('settings.theme')}
            value={now.theme}
            values={['system', 'light', 'sepia', 'dark']}
            label={(value) => (value === 'system' ? t('settings.system') : t(`reader.theme.${value}`))}
            onChange={(value) => set('theme', value)}
          />
        ),
      },
      {
        key: 'startScreen',
        title: t('settings.startScreen'),
        resets: 'startScreen',
        control: (
          <Choice
            name={t('settings.startScreen')}
            value={now.startScreen}
            values={['library', 'inbox']}
            label={(value) => t(`frame.${value}`)}
            onChange={(value) => set('startScreen', value)}
          />
        ),
      },
      {
        key: 'file',
        title: t('settings.file'),
        hint: file,
        control: <Button onClick={() => go({ screen: 'health' })}>{t('frame.health')}</Button>,
      },
    ],
  },
  {
    title: t('settings.reading'),
    settings: [
      { key: 'appearance', title: t('reader.appearance'), tall: true, control: <AppearanceFields /> },
      {
        key: 'pageTheme',
        title: t('settings.pageTheme'),
        hint: t('settings.pageTheme.hint'),
        resets: 'pageTheme',
        control: (
          <Choice
            name={t('settings.pageTheme')}
            value={now.pageTheme}
            values={['same', 'light', 'sepia', 'dark']}
            label={(value) =>
              value === 'same' || value === 'system' ? t('settings.same') : t(`reader.theme.${value}`)
            }
            onChange={(value) => set('pageTheme', value)}
          />
        ),
      },
      onOff('paragraphFocus', now),
      onOff('showNames', now),
    ],
  },
  {
    title: t('settings.marks'),
    settings: [
      {
        key: 'colourNames',
        title: t('settings.colourNames'),
        hint: t('settings.colourNames.hint'),
        resets: 'colourNames',
        tall: true,
        control: <ColourNames key={JSON.stringify(now.colourNames)} now={now} />,
      },
      onOff('patterns', now),
    ],
  },
  {
    title: t('settings.capture'),
    settings: [
      {
        key: 'captureAsk',
        title: t('settings.captureAsk'),
        hint: t('settings.captureAsk.hint'),
        resets: 'captureAsk',
        control: (
          <Choice
            name={t('settings.captureAsk')}
            value={now.captureAsk}
            values={['always', 'unsure', 'never']}
            label={(value) => t(`settings.captureAsk.${value}`)}
            onChange={(value) => set('captureAsk', value)}
          />
        ),
      },
    ],
  },
  {
    title: t('settings.keys'),
    settings: [
      onOff('singleKeys', now),
      {
        key: 'shortcuts',
        title: t('settings.shortcuts'),
        control: (
          <Button icon="keyboard" keys="?" onClick={() => useView.setState({ shortcuts: true })}>
            {t('command.help.keys')}
          </Button>
        ),
      },
    ],
  },
  {
    title: t('settings.accessibility'),
    settings: [
      {
        key: 'zoom',
        title: t('settings.zoom'),
        hint: t('settings.zoom.hint'),
        resets: 'zoom',
        control: (
          <span className="row tight">
            <IconButton
              icon="minus"
              small
              label={t('command.zoom.out')}
              keys="Mod+-"
              onClick={() => set('zoom', Math.max(70, now.zoom - 10))}
            />
            <span className="num">{t('settings.percent', { value: now.zoom })}</span>
            <IconButton
              icon="plus"
              small
              label={t('command.zoom.in')}
              keys="Mod+="
              onClick={() => set('zoom', Math.min(200, now.zoom + 10))}
            />
          </span>
        ),
      },
      onOff('reduceMotion', now),
      onOff('largerTargets', now),
    ],
  },
  { title: t('settings.privacy'), settings: [onOff('network', now)] },
];

/** Every setting on one page; each acts at once, can be reset, and is found by typing. */
export function SettingsScreen() {
  const now = usePreferences();
  const host = useLive([], () => library.host.info()).value;
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const sections = sectionsOf(now, host?.library.file ?? '')
    .map((section) => ({
      ...section,
      settings: section.settings.filter((setting) =>
        [section.title, setting.title, setting.hint ?? ''].some((words) =>
          words.toLowerCase().includes(wanted),
        ),
      ),
    }))
    .filter((section) => section.settings.length > 0);
  return (
    <div className="main">
      <div className="phead">
        <h1>{t('frame.settings')}</h1>
        <span className="end" />
        <Field
          className="settings-find"
          icon="search"
          name={t('settings.find')}
          placeholder={t('settings.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="settings scrolls" tabIndex={-1} data-region="reader">
        {sections.length === 0 && <Empty icon="search" title={t('settings.none')} />}
        {sections.map((section) => (
          <section key={section.title} aria-label={section.title}>
            <h2 className="sec">{section.title}</h2>
            <div className="box">
              {section.settings.map((setting) => {
                const resets = setting.resets;
                const changed =
                  resets !== undefined && JSON.stringify(now[resets]) !== JSON.stringify(defaults[resets]);
                return (
                  <div key={setting.key} className={setting.tall ? 'setting tall' : 'setting'}>
                    <div className="grow">
                      <div className="b">{setting.title}</div>
                      {setting.hint !== undefined && setting.hint !== '' && (
                        <div className="t2 sm">{setting.hint}</div>
                      )}
                    </div>
                    {changed && (
                      <IconButton
                        icon="rotate-ccw"
                        small
                        size="s"
                        label={t('settings.reset', { name: setting.title })}
                        onClick={() => set(resets, defaults[resets])}
                      />
                    )}
                    {setting.control}
                  </div>
                );
              })}
            </div>
          </section>
        ))}
        {host && <p className="t3 sm">{t('settings.about', { version: host.version })}</p>}
      </div>
    </div>
  );
}
