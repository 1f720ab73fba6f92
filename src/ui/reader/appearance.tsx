import { t } from '../messages/index.ts';
import { number } from '../messages/formats.ts';
import { IconButton } from '../parts/button.tsx';
import { Switch } from '../parts/check.tsx';
import { Popover } from '../parts/popover.tsx';
import { Segment } from '../parts/segment.tsx';
import { fail } from '../parts/toast.tsx';
import { prefer, usePreferences, type Preferences } from '../preferences.ts';

const set = <Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void =>
  void prefer(key, value).catch(fail);

const themes = ['light', 'sepia', 'dark'] as const;
const sizes = [15, 16, 17, 18, 20, 22, 24, 28] as const;

const Slider = ({
  label,
  value,
  min,
  max,
  step,
  shown,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly shown: string;
  readonly onChange: (value: number) => void;
}) => (
  <label className="slider">
    <span className="sm t2">{label}</span>
    <input
      type="range"
      min={min}
      max={max}
      step={step}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    />
    <span className="num sm">{shown}</span>
  </label>
);

/** How the page looks while reading: theme, size, leading, width, face, patterns. */
export function AppearanceFields() {
  const now = usePreferences();
  return (
    <div className="appearance">
      <div>
        <div className="label">{t('reader.theme')}</div>
        <div className="themes" role="radiogroup" aria-label={t('reader.theme')}>
          {themes.map((theme) => (
            <button
              key={theme}
              type="button"
              role="radio"
              aria-checked={now.theme === theme}
              data-theme={theme}
              className="theme-card"
              onClick={() => set('theme', theme)}
            >
              {t(`reader.theme.${theme}`)}
            </button>
          ))}
        </div>
      </div>
      <Slider
        label={t('reader.size')}
        value={Math.max(
          0,
          sizes.findIndex((size) => size >= now.readingSize),
        )}
        min={0}
        max={sizes.length - 1}
        step={1}
        shown={number(now.readingSize)}
        onChange={(index) => set('readingSize', sizes[index] ?? 18)}
      />
      <Slider
        label={t('reader.leading')}
        value={now.readingLeading}
        min={130}
        max={220}
        step={5}
        shown={number(now.readingLeading / 100, { minimumFractionDigits: 2 })}
        onChange={(value) => set('readingLeading', value)}
      />
      <Slider
        label={t('reader.width')}
        value={now.readingWidth}
        min={54}
        max={84}
        step={2}
        shown={number(now.readingWidth)}
        onChange={(value) => set('readingWidth', value)}
      />
      <div className="row">
        <span className="sm t2">{t('reader.font')}</span>
        <span className="end">
          <Segment
            label={t('reader.font')}
            value={now.readingFont}
            options={(['serif', 'sans', 'system'] as const).map((value) => ({
              value,
              label: t(`reader.font.${value}`),
            }))}
            onChange={(value) => set('readingFont', value)}
          />
        </span>
      </div>
      <div className="row">
        <span className="sm t2 grow">{t('reader.patterns')}</span>
        <Switch name={t('reader.patterns')} on={now.patterns} onChange={(on) => set('patterns', on)} />
      </div>
      <div className="row">
        <span className="sm t2 grow">{t('reader.justify')}</span>
        <Switch
          name={t('reader.justify')}
          on={now.readingJustify}
          onChange={(on) => set('readingJustify', on)}
        />
      </div>
    </div>
  );
}

/** The button in the toolbar that opens it. */
export function Appearance() {
  return (
    <Popover
      label={t('reader.appearance')}
      align="end"
      trigger={<IconButton icon="a-large-small" label={t('reader.appearance')} />}
    >
      <AppearanceFields />
    </Popover>
  );
}
