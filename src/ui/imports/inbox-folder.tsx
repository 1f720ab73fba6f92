import { useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { openSource } from '../view.ts';
import './imports.css';

const nameOf = (path: string): string => path.split(/[\\/]/).pop() ?? path;

/** The inbox folder: where it is, whether it is watched, and what came out of it last. */
export function InboxFolderCard() {
  const { value, reload } = useLive(['setting', 'job'], () => library.inbox.status());
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  if (!value) return null;
  const set = async (folder: string | null) => {
    setError(null);
    try {
      await library.inbox.set({ folder });
      setTyped(null);
      reload();
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  const { folder, watching, problem, files } = value;
  return (
    <section className="box im-card im-inbox" aria-label={t('imports.inbox')}>
      <div className="row im-row">
        <Icon name="folder-open" />
        <div className="grow">
          <h2 className="b">{t('imports.inbox')}</h2>
          <p className="sm t2">{t(folder === null ? 'imports.inbox.words' : 'imports.inbox.how')}</p>
        </div>
        {folder !== null && (
          <Chip tone={watching && problem === null ? 'ok' : 'warn'}>
            {t(watching && problem === null ? 'imports.inbox.watching' : 'imports.inbox.notWatching')}
          </Chip>
        )}
      </div>
      <form
        className="row im-folder"
        onSubmit={(event) => {
          event.preventDefault();
          const path = (typed ?? folder ?? '').trim();
          if (path !== '') void set(path);
        }}
      >
        <Field
          label={t('imports.inbox.path')}
          placeholder={t('imports.inbox.example')}
          className="grow"
          value={typed ?? folder ?? ''}
          error={error ?? problem}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button submit disabled={typed === null || typed.trim() === ''}>
          {t('imports.inbox.set')}
        </Button>
        {folder !== null && (
          <Button kind="ghost" onClick={() => void set(null)}>
            {t('imports.inbox.stop')}
          </Button>
        )}
      </form>
      {folder !== null && files.length > 0 && (
        <ul className="im-seen" aria-label={t('imports.inbox.files')}>
          {files.slice(0, 8).map((file) => (
            <li key={file.path} className="row tight sm">
              <span className="grow clip" title={file.path}>
                {nameOf(file.path)}
                {file.message !== null && <span className="im-bad"> · {saidWords(file.message)}</span>}
              </span>
              <span className="t3 num nw">{moment(file.seenAt)}</span>
              {file.sourceId === null ? (
                <Chip tone="bad">{t('imports.outcome.failed')}</Chip>
              ) : (
                <Button
                  size="small"
                  kind="ghost"
                  aria-label={`${t(file.outcome === 'imported' ? 'imports.open' : 'imports.showIt')}: ${nameOf(file.path)}`}
                  onClick={() => openSource(file.sourceId!)}
                >
                  {t(file.outcome === 'imported' ? 'imports.open' : 'imports.showIt')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
