import { Requests } from '../health/requests.tsx';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { doing } from '../frame/undo.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { download } from '../parts/download.ts';
import { fail, say } from '../parts/toast.tsx';

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);

/** A rule's pattern in words: what stands in the block, or the kind of block. */
const patternWords = (pattern: string): string => {
  const [kind, ...rest] = pattern.split(':');
  const value = rest.join(':');
  const key = `capture.rule.${value}`;
  return kind === 'rule' && known(key) ? t(key) : `“${value}”`;
};

/** What is kept or left out on the pages of each site; a rule can be forgotten. */
export function SiteRules() {
  const { value } = useLive(['setting', 'source', 'history'], () => library.siteRules.list());
  if (!value) return null;
  if (value.length === 0) return <p className="t3 sm grow">{t('settings.sites.none')}</p>;
  return (
    <ul className="settings-list grow">
      {value.map((rule) => (
        <li key={rule.id} className="row">
          <b className="nw">{rule.host}</b>
          <Chip tone={rule.action === 'keep' ? 'ok' : undefined}>{t(`settings.sites.${rule.action}`)}</Chip>
          <bdi className="grow clip t2">{patternWords(rule.pattern)}</bdi>
          <IconButton
            icon="x"
            small
            size="xs"
            label={t('settings.sites.forget', { host: rule.host })}
            onClick={() =>
              void doing(library.siteRules.remove({ ids: [rule.id] }), t('settings.sites.forgotten'))
            }
          />
        </li>
      ))}
    </ul>
  );
}

/** How many searches are remembered, and the way to forget them. */
export function SearchHistory() {
  const { value } = useLive(['setting'], () => library.search.recent({ limit: 500 }));
  const count = value?.length ?? 0;
  return (
    <Button
      icon="eraser"
      disabled={count === 0}
      onClick={() =>
        void library.search.forget({}).then(() => say(t('settings.searchHistory.forgotten')), fail)
      }
    >
      {t('settings.searchHistory.forget', { count: number(count) })}
    </Button>
  );
}

/** Every address that was asked for. */
export const RequestLog = () => (
  <div className="grow settings-requests">
    <Requests />
  </div>
);

const MOST_BYTES = 2_000_000;

const take = async (file: File): Promise<void> => {
  // What is too long to be settings is not read; the library says in words what is wrong with anything else.
  let read: unknown = null;
  if (file.size <= MOST_BYTES)
    try {
      read = JSON.parse(await file.text());
    } catch (reason) {
      if (!(reason instanceof SyntaxError)) throw reason;
    }
  const { taken } = await library.settings.import({ file: read as never });
  say(t('settings.imported', { count: taken }));
};

/** Writes the settings into a file, and takes those of a file over. */
export function Transfer() {
  const choose = (): void => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file) take(file).catch(fail);
    });
    input.click();
  };
  return (
    <span className="row tight">
      <Button icon="download" onClick={() => void library.settings.save().then(download, fail)}>
        {t('settings.export')}
      </Button>
      <Button icon="upload" onClick={choose}>
        {t('settings.import')}
      </Button>
    </span>
  );
}
