import { useEffect, useRef, useState } from 'react';
import { hostOf } from '../../core/capture/site-rule.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { upload } from '../library.ts';
import { Button } from '../parts/button.tsx';
import { Segment } from '../parts/segment.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { usePreferences } from '../preferences.ts';
import { useView, type CaptureRequest } from '../view.ts';
import { BlockList } from './blocks.tsx';
import { chosenBlocks, fieldOf, isDate, newDraft, unsure, type CaptureSource, type Draft } from './draft.ts';
import { FieldList } from './fields.tsx';
import { Reading } from './reading.tsx';
import { importFiles, read, remember, save, stopFetch, tell, watchFetch } from './saving.ts';
import { Ways, type Way } from './ways.tsx';
import './capture.css';

const close = () => useView.setState({ capture: null });

const wayOf = (request: CaptureRequest): Way =>
  request.address === true || request.url !== undefined
    ? 'address'
    : request.files === undefined
      ? 'paste'
      : 'files';

const headingOf = (draft: Draft): string => {
  if (draft.source.url !== undefined) return t('capture.heading.address');
  if (draft.source.name !== undefined) return t('capture.heading.file', { name: draft.source.name });
  return draft.source.html === undefined ? t('capture.heading.text') : t('capture.heading.page');
};

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** The middle of the sheet: what was captured, how it will read, and its description. */
function Review({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const [view, setView] = useState<'blocks' | 'preview'>('blocks');
  const blocks = chosenBlocks(draft);
  const host = hostOf(draft.preview.url);
  const date = fieldOf(draft, 'publishedOn');
  const by = (
    <>
      {fieldOf(draft, 'byline') !== null && <span>{fieldOf(draft, 'byline')}</span>}
      {date !== null && date !== '' && <span className="num">{day(date)}</span>}
    </>
  );
  return (
    <>
      <div className="cp-switch">
        <Segment
          label={t('capture.views')}
          value={view}
          onChange={setView}
          options={[
            { value: 'blocks', label: t('capture.blocks') },
            { value: 'preview', label: t('capture.preview') },
          ]}
        />
      </div>
      <div className="cp-body" data-view={view}>
        <BlockList
          blocks={draft.preview.blocks}
          removed={draft.removed}
          onChange={(removed) => onChange({ ...draft, removed })}
          site={
            host === null
              ? null
              : { host, on: draft.remember, onChange: (remember) => onChange({ ...draft, remember }) }
          }
        />
        <section className="cp-preview" aria-label={t('capture.preview')}>
          <div className="phead cp-head">
            <h3 className="label">{t('capture.preview')}</h3>
          </div>
          <div className="scrolls cp-page" tabIndex={0} role="region" aria-label={t('capture.preview')}>
            {draft.removed.size === blocks.length ? (
              <p className="t3">{t('capture.preview.empty')}</p>
            ) : (
              <Reading
                blocks={blocks}
                language={fieldOf(draft, 'language')}
                title={fieldOf(draft, 'title') ?? ''}
                by={by}
              />
            )}
          </div>
        </section>
        <FieldList draft={draft} onChange={onChange} onClose={close} />
      </div>
    </>
  );
}

const numbers = new WeakMap<CaptureRequest, number>();
let last = 0;
const numberOf = (request: CaptureRequest): number => {
  const number = numbers.get(request) ?? ++last;
  numbers.set(request, number);
  return number;
};

/**
 * Capture: paste, address or files become a clean article, looked at before it is saved. What is clean and certain is
 * saved at once unless a look was asked for.
 */
export function CaptureSheet({ request }: { readonly request: CaptureRequest }) {
  return <Capturing key={numberOf(request)} request={request} />;
}

function Capturing({ request }: { readonly request: CaptureRequest }) {
  const [way, setWay] = useState<Way>(() => wayOf(request));
  const [draft, setDraft] = useState<Draft | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [fetch, setFetch] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const started = useRef(false);
  const quiet = useRef(request.review !== true);
  const first = useRef<HTMLElement>(null);
  const sheet = useRef<HTMLDivElement>(null);

  const keep = async (what: Draft) => {
    if (!isDate(fieldOf(what, 'publishedOn') ?? '')) return;
    setSaving(true);
    try {
      // first, so that the undo offered with the saved source takes back the source
      await remember(what);
      const report = await save(what);
      const problem = tell(report, what.removed.size);
      if (problem === null) close();
      else setError(problem);
    } catch (reason) {
      setError(reasonOf(reason));
    } finally {
      setSaving(false);
    }
  };

  const take = async (source: CaptureSource) => {
    setError(null);
    const overNetwork = source.url !== undefined && source.token === undefined;
    const name = crypto.randomUUID();
    setBusy(overNetwork ? t('capture.address.fetching') : t('frame.loading'));
    setFetch(overNetwork ? name : null);
    const unwatch = overNetwork ? watchFetch(name, setBusy) : () => {};
    try {
      const found = await read(source, name);
      unwatch();
      const next = newDraft(found.source, found.preview);
      setDraft(next);
      const ask = usePreferences.getState().captureAsk;
      if (quiet.current && ask !== 'always' && (ask === 'never' || !unsure(found.preview))) await keep(next);
    } catch (reason) {
      setError(reasonOf(reason));
    } finally {
      unwatch();
      setFetch(null);
      setBusy(null);
    }
  };

  const files = async (list: readonly File[]) => {
    setError(null);
    const [first] = list;
    if (first === undefined) return;
    try {
      if (list.length > 1) {
        await importFiles(list, (name) => setBusy(t('capture.files.reading', { name })));
        close();
        return;
      }
      setBusy(t('capture.files.reading', { name: first.name }));
      await take({ token: await upload(first), name: first.name });
    } catch (reason) {
      setBusy(null);
      setError(reasonOf(reason));
    }
  };

  useEffect(() => {
    if (started.current) return;
    started.current = true;
    if (request.html !== undefined) void take({ html: request.html });
    else if (request.text !== undefined) void take({ text: request.text });
    else if (request.files && request.files.length > 0) void files(request.files);
    else if (request.url !== undefined) void take({ url: request.url });
    else quiet.current = false;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- each request is begun once, by its own sheet
  }, []);

  const reviewing = draft !== null;
  useEffect(() => {
    if (reviewing) sheet.current?.querySelector<HTMLElement>('.cp-list input')?.focus();
  }, [reviewing]);

  const kept = draft ? draft.preview.blocks.length - draft.removed.size : 0;
  const summary = draft
    ? t('capture.summary', { total: draft.preview.blocks.length, kept, hidden: draft.removed.size })
    : t('capture.intro');
  return (
    <Sheet
      title={draft ? headingOf(draft) : t('capture.heading')}
      open
      wide={draft !== null}
      className={`cp${draft ? ' review' : ''}`}
      onClose={close}
      initialFocus={first}
      header={<span className="sm t3 clip">{summary}</span>}
      footer={
        draft && (
          <>
            <Button kind="ghost" icon="undo-2" onClick={() => setDraft(null)}>
              {t('capture.another')}
            </Button>
            {error !== null && (
              <p className="cp-error" role="alert">
                {error}
              </p>
            )}
            <span className="end" />
            <Button size="large" keys="Escape" onClick={close}>
              {t('capture.cancel')}
            </Button>
            <Button
              size="large"
              kind="primary"
              keys="Mod+Enter"
              disabled={saving || kept === 0}
              onClick={() => void keep(draft)}
            >
              {t('capture.save')}
            </Button>
          </>
        )
      }
    >
      {draft ? (
        <div
          ref={sheet}
          className="cp-review"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
              return;
            event.preventDefault();
            if (!saving && kept > 0) void keep(draft);
          }}
        >
          <Review draft={draft} onChange={setDraft} />
        </div>
      ) : (
        <Ways
          way={way}
          address={request.url ?? ''}
          busy={busy}
          error={error}
          onStop={fetch === null ? null : () => stopFetch(fetch)}
          first={(element) => {
            first.current = element;
          }}
          onWay={setWay}
          onSource={(source) => void take(source)}
          onFiles={(list) => void files(list)}
        />
      )}
    </Sheet>
  );
}
