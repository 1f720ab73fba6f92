import { useEffect, useState, type ReactNode } from 'react';
import { importFiles } from '../capture/saving.ts';
import { DropPanel } from '../capture/ways.tsx';
import { Seal } from '../frame/seal.tsx';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Segment } from '../parts/segment.tsx';
import { fail } from '../parts/toast.tsx';
import { languageOf, prefer, usePreferences } from '../preferences.ts';
import { go, startCapture } from '../view.ts';
import '../capture/capture.css';
import './welcome.css';

function WayIn({
  icon,
  title,
  words,
  action,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly words: string;
  readonly action: ReactNode;
}) {
  return (
    <li className="we-way">
      <span className="we-icon">
        <Icon name={icon} size="l" />
      </span>
      <div className="grow">
        <h2 className="b we-name">{title}</h2>
        <p className="t2">{words}</p>
      </div>
      {action}
    </li>
  );
}

/** The first screen: one place to drop things, other ways in, language and theme, and where the file lives. */
export function WelcomeScreen() {
  const preferences = usePreferences();
  const { value: host } = useLive(['source'], () => library.host.info());
  const begun = host !== undefined && !host.firstRun && !host.library.sample;
  // something has been saved: the first screen has done its work
  useEffect(() => {
    if (begun) go({ screen: 'inbox' });
  }, [begun]);
  const [busy, setBusy] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    if (files.length === 1) {
      startCapture({ files });
      return;
    }
    try {
      await importFiles(files, (name) => setBusy(t('capture.files.reading', { name })));
    } catch (reason) {
      fail(reason);
    } finally {
      setBusy(null);
    }
  };
  const sample = async () => {
    setBusy(t('frame.loading'));
    try {
      await library.host.openSample();
      go({ screen: 'library' });
    } catch (reason) {
      fail(reason);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className="main we scrolls">
      <div className="we-inside">
        <header className="row we-head">
          <span className="we-seal">
            <Seal />
          </span>
          <div>
            <h1 className="h1">{t('welcome.title')}</h1>
            <p className="t2 we-words">{t('welcome.words')}</p>
          </div>
        </header>
        <DropPanel idle={t('welcome.drop')} onFiles={(files) => void take(files)}>
          <Button
            size="large"
            icon="clipboard-paste"
            keys="Mod+V"
            onClick={() => startCapture({ review: true })}
          >
            {t('welcome.paste')}
          </Button>
        </DropPanel>
        {busy !== null && (
          <p role="status" className="t2 we-busy">
            {busy}
          </p>
        )}
        <ul className="we-ways" aria-label={t('welcome.ways')}>
          <WayIn
            icon="book-open"
            title={t('welcome.sample')}
            words={t('welcome.sample.words')}
            action={<Button onClick={() => void sample()}>{t('welcome.sample.open')}</Button>}
          />
          <WayIn
            icon="globe"
            title={t('welcome.address')}
            words={t('welcome.address.words')}
            action={
              <Button onClick={() => startCapture({ address: true, review: true })}>
                {t('welcome.address.run')}
              </Button>
            }
          />
          <WayIn
            icon="upload"
            title={t('welcome.collection')}
            words={t('welcome.collection.words')}
            action={<Button onClick={() => go({ screen: 'imports' })}>{t('welcome.collection.run')}</Button>}
          />
        </ul>
        <footer className="we-prefs">
          <span className="row">
            <Icon name="languages" />
            <Segment
              label={t('welcome.language')}
              value={languageOf(preferences.language)}
              onChange={(language) => void prefer('language', language)}
              options={[
                { value: 'en', label: <span lang="en">English</span> },
                { value: 'zh-Hans', label: <span lang="zh-Hans">简体中文</span> },
              ]}
            />
          </span>
          <span className="row">
            <Icon name="sun" />
            <Segment
              label={t('welcome.theme')}
              value={preferences.theme}
              onChange={(theme) => void prefer('theme', theme)}
              options={(['system', 'light', 'sepia', 'dark'] as const).map((theme) => ({
                value: theme,
                label: t(`welcome.theme.${theme}`),
              }))}
            />
          </span>
          {host && (
            <span className="end row sm t3 we-file" title={host.library.file}>
              <Icon name="hard-drive" size="s" />
              <span className="sr">{t('welcome.file')}</span>
              <span className="clip">{host.library.file}</span>
            </span>
          )}
        </footer>
      </div>
    </div>
  );
}
