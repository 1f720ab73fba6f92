import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Select, TextArea } from '../parts/field.tsx';
import type { Preferences } from '../preferences.ts';
import { go } from '../view.ts';
import { BackupCopies, Backups } from './backup-settings.tsx';
import { BriefStyle, BriefTemplate } from './brief-settings.tsx';
import { RequestLog, SearchHistory } from './panels.tsx';
import { onOff, set, type Section } from './setting.tsx';
import { groupsOf, groupText, wordsOf } from './word-groups.ts';

/** Lines of words; they are taken over when the field is left. */
const Words = ({
  name,
  text,
  placeholder,
  onLeave,
}: {
  readonly name: string;
  readonly text: string;
  readonly placeholder: string;
  readonly onLeave: (text: string) => void;
}) => (
  <TextArea
    // another window, a file of settings or Reset may have changed it
    key={text}
    name={name}
    rows={4}
    placeholder={placeholder}
    defaultValue={text}
    onBlur={(event) => {
      if (event.target.value !== text) onLeave(event.target.value);
    }}
  />
);

/** What searching helps with. */
export const searchSection = (now: Preferences): Section => ({
  id: 'search',
  title: t('settings.search'),
  settings: [
    onOff('search.typos', now),
    onOff('search.pinyin', now),
    {
      key: 'search.synonyms',
      title: t('settings.search.synonyms'),
      hint: t('settings.search.synonyms.hint'),
      resets: 'search.synonyms',
      tall: true,
      control: (
        <Words
          name={t('settings.search.synonyms')}
          text={groupText(now['search.synonyms'])}
          placeholder={t('settings.search.synonyms.example')}
          onLeave={(text) => set('search.synonyms', groupsOf(text))}
        />
      ),
    },
  ],
});

/** Which words are no names of companies. */
export const nameSection = (now: Preferences): Section => ({
  id: 'names',
  title: t('settings.names'),
  settings: [
    {
      key: 'names.ignored',
      title: t('settings.names.ignored'),
      hint: t('settings.names.ignored.hint'),
      resets: 'names.ignored',
      tall: true,
      control: (
        <Words
          name={t('settings.names.ignored')}
          text={now['names.ignored'].join('\n')}
          placeholder={t('settings.names.ignored.example')}
          onLeave={(text) => set('names.ignored', wordsOf(text))}
        />
      ),
    },
    {
      key: 'names.found',
      title: t('settings.names.found'),
      hint: t('settings.names.found.hint'),
      control: (
        <Button icon="building-complex" onClick={() => go({ screen: 'companies' })}>
          {t('command.go.companies')}
        </Button>
      ),
    },
  ],
});

/** What a new brief begins with. */
export const briefSection = (now: Preferences): Section => ({
  id: 'briefs',
  title: t('settings.briefs'),
  settings: [
    {
      key: 'briefs.template',
      title: t('settings.briefs.template'),
      hint: t('settings.briefs.template.hint'),
      resets: 'briefs.template',
      control: <BriefTemplate now={now} />,
    },
    {
      key: 'briefs.style',
      title: t('settings.briefs.style'),
      hint: t('settings.briefs.style.hint'),
      resets: 'briefs.style',
      control: <BriefStyle now={now} />,
    },
    {
      key: 'briefs.language',
      title: t('settings.briefs.language'),
      hint: t('settings.briefs.language.hint'),
      resets: 'briefs.language',
      control: (
        <Select
          name={t('settings.briefs.language')}
          value={now['briefs.language']}
          options={[
            { value: 'same', label: t('settings.briefs.language.same') },
            { value: 'en', label: 'English' },
            { value: 'zh-Hans', label: '简体中文' },
          ]}
          onChange={(value) => set('briefs.language', value)}
        />
      ),
    },
    onOff('briefs.captions', now),
  ],
});

const DAYS = [3, 7, 14, 30, 90] as const;
const WEEKS = [0, 4, 13, 26, 52] as const;

const kept = (
  key: 'backups.daily' | 'backups.weekly',
  among: readonly number[],
  now: Preferences,
): Section['settings'][number] => ({
  key,
  title: t(`settings.${key}`),
  hint: t(`settings.${key}.hint`),
  resets: key,
  control: (
    <Select
      name={t(`settings.${key}`)}
      value={String(now[key])}
      // a number out of a file of settings need not be among those offered
      options={[...new Set([...among, now[key]])]
        .sort((a, b) => a - b)
        .map((count) => ({ value: String(count), label: t(`settings.${key}.count`, { count }) }))}
      onChange={(value) => set(key, Number(value))}
    />
  ),
});

/** How many backups stay, and where. */
export const backupSection = (now: Preferences): Section => ({
  id: 'backups',
  title: t('settings.backups'),
  settings: [
    {
      key: 'backups',
      title: t('settings.backups.made'),
      hint: t('settings.backups.hint'),
      tall: true,
      control: <Backups />,
    },
    kept('backups.daily', DAYS, now),
    kept('backups.weekly', WEEKS, now),
    {
      key: 'backups.folder',
      title: t('settings.backups.copies'),
      hint: t('settings.backups.copies.hint'),
      tall: true,
      control: <BackupCopies />,
    },
  ],
});

/** What leaves the machine, and what is remembered on it. */
export const privacySection = (now: Preferences): Section => ({
  id: 'privacy',
  title: t('settings.privacy'),
  settings: [
    { key: 'leaves', title: t('settings.leaves'), hint: t('settings.leaves.hint'), control: null },
    onOff('network', now),
    onOff('askLinks', now),
    onOff('searchHistory', now),
    {
      key: 'forget',
      title: t('settings.searchHistory.kept'),
      hint: t('settings.searchHistory.where'),
      control: <SearchHistory />,
    },
    { key: 'requests', title: t('health.requests'), tall: true, control: <RequestLog /> },
  ],
});
