import { useEffect, useRef, useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { defaults, usePreferences } from '../preferences.ts';
import { sectionsOf } from './sections.tsx';
import { set, type SectionId } from './setting.tsx';

/** Every setting on one page; each acts at once, can be reset, and is found by typing. */
export function SettingsScreen({ section: wantedSection }: { readonly section?: string }) {
  const now = usePreferences();
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wantedSection === undefined) return;
    page.current?.querySelector(`#settings-${CSS.escape(wantedSection)}`)?.scrollIntoView({ block: 'start' });
  }, [wantedSection]);
  const jump = (id: SectionId): void => {
    const heading = page.current?.querySelector<HTMLElement>(`#settings-${id}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
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
      <div className="settings-body">
        <nav className="settings-nav" aria-label={t('settings.parts')}>
          {sections.map((section) => (
            <button key={section.id} type="button" className="item" onClick={() => jump(section.id)}>
              {section.title}
            </button>
          ))}
        </nav>
        <div ref={page} className="settings scrolls" tabIndex={-1} data-region="reader">
          {sections.length === 0 && <Empty icon="search" title={t('settings.none')} />}
          {sections.map((section) => (
            <section key={section.title} aria-label={section.title}>
              <h2 className="sec" id={`settings-${section.id}`} tabIndex={-1}>
                {section.title}
              </h2>
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
    </div>
  );
}
