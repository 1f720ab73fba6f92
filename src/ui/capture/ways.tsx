import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Segment } from '../parts/segment.tsx';
import type { CaptureSource } from './draft.ts';
import { droppedFiles } from './dropped.ts';

type FirstRef = (element: HTMLElement | null) => void;

/** The three ways in. */
export type Way = 'paste' | 'address' | 'files';

function Paste({
  first,
  onSource,
}: {
  readonly first: FirstRef;
  readonly onSource: (source: CaptureSource) => void;
}) {
  const [text, setText] = useState('');
  const paste = (event: ClipboardEvent) => {
    const html = event.clipboardData.getData('text/html');
    if (html === '') return;
    event.preventDefault();
    onSource({ html });
  };
  return (
    <form
      className="cp-way"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onSource({ text });
      }}
    >
      <textarea
        ref={first}
        className="field cp-paste"
        aria-label={t('capture.paste.label')}
        placeholder={t('capture.paste.placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={paste}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing)
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className="row">
        <Button submit kind="primary" keys="Mod+Enter" disabled={text.trim() === ''}>
          {t('capture.paste.next')}
        </Button>
      </div>
    </form>
  );
}

function Address({
  address,
  busy,
  first,
  onSource,
}: {
  readonly address: string;
  readonly busy: boolean;
  readonly first: FirstRef;
  readonly onSource: (source: CaptureSource) => void;
}) {
  const [url, setUrl] = useState(address);
  return (
    <form
      className="cp-way"
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== '') onSource({ url: url.trim() });
      }}
    >
      <div className="row cp-address">
        <Field
          ref={first}
          icon="globe"
          name={t('capture.address.label')}
          type="text"
          inputMode="url"
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Button submit kind="primary" icon="download" disabled={busy || url.trim() === ''}>
          {t(busy ? 'capture.address.fetching' : 'capture.address.fetch')}
        </Button>
      </div>
      <p className="sm t3">{t('capture.address.note')}</p>
    </form>
  );
}

/** A dashed panel that takes dropped files and folders, with buttons that do the same. */
export function DropPanel({
  onFiles,
  idle,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  /** The words above the buttons while nothing is dragged. */
  readonly idle: string;
  readonly children?: React.ReactNode;
}) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (list: FileList | null) => {
    if (list && list.length > 0) onFiles([...list]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void droppedFiles(event.dataTransfer).then((dropped) =>
      dropped.length > 0 ? onFiles(dropped) : undefined,
    );
  };
  return (
    <div
      className={`cp-drop${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className="cp-drop-title">{over ? t('capture.files.dropNow') : idle}</p>
      <p className="t2">{t('capture.files.kinds')}</p>
      <div className="row wrap cp-drop-buttons">
        <Button kind="primary" size="large" icon="folder-open" onClick={() => files.current?.click()}>
          {t('capture.files.choose')}
        </Button>
        <Button size="large" icon="folder" onClick={() => folder.current?.click()}>
          {t('capture.files.folder')}
        </Button>
        {children}
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t('capture.files.choose')}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <input
        ref={(input) => {
          folder.current = input;
          if (input) input.webkitdirectory = true;
        }}
        type="file"
        multiple
        hidden
        aria-label={t('capture.files.folder')}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** The start of the sheet: paste, give an address, or hand over files. */
export function Ways({
  way,
  address,
  busy,
  error,
  onStop,
  first,
  onWay,
  onSource,
  onFiles,
}: {
  readonly way: Way;
  readonly address: string;
  /** What is being done, or null. */
  readonly busy: string | null;
  readonly error: string | null;
  /** Stops the fetch that is under way; null when there is none. */
  readonly onStop: (() => void) | null;
  /** Takes the first field, so that the sheet opens with the focus there. */
  readonly first: FirstRef;
  readonly onWay: (way: Way) => void;
  readonly onSource: (source: CaptureSource) => void;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  return (
    <div className="cp-start">
      <Segment
        label={t('capture.way')}
        value={way}
        onChange={onWay}
        options={[
          { value: 'paste', label: t('capture.way.paste') },
          { value: 'address', label: t('capture.way.address') },
          { value: 'files', label: t('capture.way.files') },
        ]}
      />
      {error !== null && (
        <p className="cp-error" role="alert">
          <Icon name="triangle-alert" size="s" />
          <span>{error}</span>
        </p>
      )}
      {busy !== null && (
        <p className="row tight t2" role="status">
          <Icon name="loader" size="s" />
          <span>{busy}</span>
          {onStop !== null && (
            <Button kind="ghost" onClick={onStop}>
              {t('capture.address.stop')}
            </Button>
          )}
        </p>
      )}
      {way === 'paste' && <Paste first={first} onSource={onSource} />}
      {way === 'address' && (
        <Address address={address} busy={busy !== null} first={first} onSource={onSource} />
      )}
      {way === 'files' && (
        <div className="cp-way">
          <DropPanel idle={t('capture.files.drop')} onFiles={onFiles} />
          <p className="sm t3">{t('capture.files.many')}</p>
        </div>
      )}
    </div>
  );
}
