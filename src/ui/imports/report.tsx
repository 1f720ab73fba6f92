import { useState } from 'react';
import { VList } from 'virtua';
import type { ImportItem } from '../../library/views.ts';
import { languageOfName } from '../companies/words.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { openSource } from '../view.ts';

type Filter = 'all' | ImportItem['outcome'];

const nameOf = (input: string): string => input.split(/[\\/]/).pop() ?? input;

function Outcome({ item }: { readonly item: ImportItem }) {
  if (item.outcome === 'imported')
    return (
      <Chip tone="ok" icon="check">
        {t('imports.outcome.imported')}
      </Chip>
    );
  if (item.outcome === 'failed')
    return (
      <Chip tone="bad" icon="circle-x">
        {t('imports.outcome.failed')}
      </Chip>
    );
  return item.kind === 'near' ? (
    <Chip tone="warn" icon="copy">
      {t('imports.outcome.near')}
    </Chip>
  ) : (
    <Chip icon="copy">{t('imports.outcome.exact')}</Chip>
  );
}

function Item({ item }: { readonly item: ImportItem }) {
  const title = item.title ?? nameOf(item.input);
  const source = item.sourceId;
  return (
    <div className="im-item" role="listitem">
      <Icon name={item.outcome === 'failed' ? 'file' : 'newspaper'} />
      <div className="grow">
        <div className="clip im-title" lang={languageOfName(title)}>
          {title}
        </div>
        <div className={`sm clip ${item.outcome === 'failed' ? 'im-bad' : 't3'}`} title={item.input}>
          {item.message === null ? item.input : `${nameOf(item.input)} · ${saidWords(item.message)}`}
        </div>
      </div>
      <span className="im-outcome">
        <Outcome item={item} />
      </span>
      <span className="im-open">
        {source !== null && (
          <Button
            size="small"
            kind="ghost"
            aria-label={`${t(item.outcome === 'imported' ? 'imports.open' : 'imports.showIt')}: ${title}`}
            onClick={() => openSource(source)}
          >
            {t(item.outcome === 'imported' ? 'imports.open' : 'imports.showIt')}
          </Button>
        )}
      </span>
    </div>
  );
}

/** What came of every input of one import: saved, already there, or not read and why. */
export function Report({ jobId, turn }: { readonly jobId: string; readonly turn: number }) {
  const [filter, setFilter] = useState<Filter>('all');
  const { value, error } = useLive([], () => library.imports.report({ jobId }), [jobId, turn]);
  if (error) return <p className="im-bad im-note">{error.message}</p>;
  if (!value) return <Skeleton lines={4} />;
  const shown = filter === 'all' ? value : value.filter((item) => item.outcome === filter);
  const count = (outcome: ImportItem['outcome']) =>
    number(value.filter((item) => item.outcome === outcome).length);
  return (
    <div className="im-report">
      <div className="sec im-head">
        <h3>{t('imports.report')}</h3>
        <span className="end row tight wrap" role="group" aria-label={t('imports.filter')}>
          <Chip on={filter === 'all'} onClick={() => setFilter('all')}>
            {t('imports.filter.all', { count: number(value.length) })}
          </Chip>
          {(['imported', 'duplicate', 'failed'] as const).map((outcome) => (
            <Chip key={outcome} on={filter === outcome} onClick={() => setFilter(outcome)}>
              {t(`imports.filter.${outcome}`, { count: count(outcome) })}
            </Chip>
          ))}
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="t3 im-note">{t('imports.none')}</p>
      ) : shown.length > 40 ? (
        <div className="im-window" role="list" aria-label={t('imports.report')} tabIndex={0}>
          <VList itemSize={48} role="presentation">
            {shown.map((item, i) => (
              <Item key={i} item={item} />
            ))}
          </VList>
        </div>
      ) : (
        <div role="list" aria-label={t('imports.report')}>
          {shown.map((item, i) => (
            <Item key={i} item={item} />
          ))}
        </div>
      )}
    </div>
  );
}
