import { COLOURS } from '../../core/annotation.ts';
import { keysOf } from '../commands/bindings.ts';
import { InboxFolderCard } from '../imports/inbox-folder.tsx';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { numberOf, Swatch } from '../parts/colours.tsx';
import { Field, Select } from '../parts/field.tsx';
import type { Preferences } from '../preferences.ts';
import { AppearanceFields } from '../reader/appearance.tsx';
import { useView } from '../view.ts';
import { KeyTable } from './key-table.tsx';
import { SiteRules, Transfer } from './panels.tsx';
import { Choice, onOff, set, type Section } from './setting.tsx';
import { backupSection, briefSection, nameSection, privacySection, searchSection } from './work-sections.tsx';

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

/** Every setting, in the order of the page. */
export const sectionsOf = (now: Preferences, file: string): readonly Section[] => [
  {
    id: 'general',
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
      { key: 'file', title: t('settings.file'), hint: file, control: null },
      {
        key: 'transfer',
        title: t('settings.transfer'),
        hint: t('settings.transfer.hint'),
        control: <Transfer />,
      },
    ],
  },
  {
    id: 'appearance',
    title: t('settings.appearance'),
    settings: [
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
        key: 'density',
        title: t('settings.density'),
        hint: t('settings.density.hint'),
        resets: 'density',
        control: (
          <Choice
            name={t('settings.density')}
            value={now.density}
            values={['roomy', 'compact']}
            label={(value) => t(`settings.density.${value}`)}
            onChange={(value) => set('density', value)}
          />
        ),
      },
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
              keys={keysOf('zoom.out') ?? ''}
              onClick={() => set('zoom', Math.max(70, now.zoom - 10))}
            />
            <span className="num">{t('settings.percent', { value: now.zoom })}</span>
            <IconButton
              icon="plus"
              small
              label={t('command.zoom.in')}
              keys={keysOf('zoom.in') ?? ''}
              onClick={() => set('zoom', Math.min(200, now.zoom + 10))}
            />
          </span>
        ),
      },
    ],
  },
  {
    id: 'reading',
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
    id: 'marks',
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
    id: 'capture',
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
      { key: 'inbox', title: t('imports.inbox'), tall: true, control: <InboxFolderCard /> },
      {
        key: 'sites',
        title: t('settings.sites'),
        hint: t('settings.sites.hint'),
        tall: true,
        control: <SiteRules />,
      },
    ],
  },
  searchSection(now),
  nameSection(now),
  briefSection(now),
  {
    id: 'keys',
    title: t('settings.keys'),
    settings: [
      onOff('singleKeys', now),
      {
        key: 'shortcuts',
        title: t('settings.shortcuts'),
        hint: t('settings.keys.hint'),
        resets: 'keys',
        control: (
          <Button
            icon="keyboard"
            keys={keysOf('help.keys') ?? ''}
            onClick={() => useView.setState({ shortcuts: true })}
          >
            {t('command.help.keys')}
          </Button>
        ),
      },
      { key: 'keys', title: t('settings.keys.all'), tall: true, control: <KeyTable /> },
    ],
  },
  {
    id: 'accessibility',
    title: t('settings.accessibility'),
    settings: [onOff('reduceMotion', now), onOff('largerTargets', now)],
  },
  backupSection(now),
  privacySection(now),
];
