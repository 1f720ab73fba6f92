import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { language, t } from '../messages/index.ts';
import { Select } from '../parts/field.tsx';
import type { Preferences } from '../preferences.ts';
import { set } from './setting.tsx';

/** The template a new brief begins with. */
export function BriefTemplate({ now }: { readonly now: Preferences }) {
  const templates = useLive(['setting'], () => library.briefs.templates()).value ?? [];
  const chosen = now['briefs.template'];
  const title = (one: (typeof templates)[number]): string =>
    (language() === 'zh-Hans' ? one.title.zh : one.title.en) ?? one.id;
  return (
    <Select
      name={t('settings.briefs.template')}
      // a template that was removed is none
      value={templates.some(({ id }) => id === chosen) ? chosen : ''}
      options={[
        { value: '', label: t('settings.briefs.blank') },
        ...templates.map((one) => ({ value: one.id, label: title(one) })),
      ]}
      onChange={(value) => set('briefs.template', value)}
    />
  );
}

/** The citation style of a new brief. */
export function BriefStyle({ now }: { readonly now: Preferences }) {
  const styles = useLive(['setting'], () => library.briefs.formats()).value?.styles ?? [];
  const chosen = now['briefs.style'];
  return (
    <Select
      name={t('settings.briefs.style')}
      value={styles.some(({ id }) => id === chosen) ? chosen : (styles[0]?.id ?? '')}
      options={styles.map((one) => ({
        value: one.id,
        label: language() === 'zh-Hans' ? one.labelChinese : one.label,
      }))}
      onChange={(value) => set('briefs.style', value)}
    />
  );
}
