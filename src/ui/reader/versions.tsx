import { useContext, useEffect, useRef, useState } from 'react';
import type { VersionSummary } from '../../library/views.ts';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { bytes, moment, number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Popover } from '../parts/popover.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { anchorWords, recaptureAddress, recaptureFile } from './recapture.ts';
import { PaneContext, setReading } from './state.ts';
import type { OpenSource } from './open-source.ts';

function Version({
  version,
  sourceId,
  before,
  open,
  onClose,
}: {
  readonly version: VersionSummary;
  readonly sourceId: string;
  /** The version before it, when there is one. */
  readonly before: VersionSummary | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const pane = useContext(PaneContext);
  const read = (comparing: string | null): void => {
    setReading(pane, {
      version: version.current ? null : { source: sourceId, id: version.id },
      comparing,
      active: null,
    });
    onClose();
  };
  return (
    <li className={open ? 'version on' : 'version'} aria-current={open ? 'true' : undefined}>
      <div className="row">
        <span className="b">{t('reader.versionNumber', { number: version.number })}</span>
        {version.current && <span className="chip">{t('reader.currentVersion')}</span>}
        <span className="end t3 sm nw">{moment(version.capturedAt)}</span>
      </div>
      <div className="t2 sm">
        {[
          version.format,
          t('inspector.wordCount', { count: version.words }),
          bytes(version.size),
          anchorWords(version.anchors),
        ].join(' · ')}
      </div>
      <div className="row">
        <Button size="small" disabled={open} onClick={() => read(null)}>
          {t('reader.readVersion')}
        </Button>
        {before && (
          <Button size="small" kind="ghost" icon="git-compare" onClick={() => read(before.id)}>
            {t('reader.compareWith', { number: before.number })}
          </Button>
        )}
      </div>
    </li>
  );
}

function VersionList({ view, onClose }: { readonly view: OpenSource; readonly onClose: () => void }) {
  const pane = useContext(PaneContext);
  const { source } = view;
  const versions = useLive(['source', 'annotation'], () => library.versions.list({ id: source.id }), [
    source.id,
  ]).value;
  const list = useRef<HTMLOListElement>(null);
  const there = versions !== undefined;
  // the list comes a moment after the popover, whose focus is on the buttons below it till then
  useEffect(() => {
    if (there) list.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
  }, [there]);
  return (
    <div className="versions">
      <div className="label">{t('reader.versions')}</div>
      {versions ? (
        <ol ref={list}>
          {versions.map((version, i) => (
            <Version
              key={version.id}
              version={version}
              sourceId={source.id}
              before={versions[i + 1]}
              open={version.id === view.version.id}
              onClose={onClose}
            />
          ))}
        </ol>
      ) : (
        <Skeleton lines={3} />
      )}
      <div className="row">
        <Button
          size="small"
          icon="file-text"
          onClick={() => {
            onClose();
            recaptureFile(pane, source.id);
          }}
        >
          {t('reader.newerFromFile')}
        </Button>
        {source.url !== null && (
          <Button
            size="small"
            icon="refresh-cw"
            onClick={() => {
              onClose();
              recaptureAddress(pane, source.id, source.url!);
            }}
          >
            {t('reader.newerFromAddress')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Which version is read, and the way to the others. */
export function Versions({ view, live }: { readonly view: OpenSource; readonly live: boolean }) {
  const [open, setOpen] = useState(false);
  useCommands(live ? { 'versions.open': () => setOpen(true) } : {}, 'reader');
  const label = t('reader.versionOf', { number: view.version.number, count: view.versions.length });
  return (
    <Popover
      label={t('reader.versions')}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="ib versions-button" aria-label={label} title={label}>
          <Icon name="layers" />
          {view.versions.length > 1 && <span className="num sm">{number(view.version.number)}</span>}
        </button>
      }
    >
      <VersionList view={view} onClose={() => setOpen(false)} />
    </Popover>
  );
}
