import { useRef, useState } from 'react';
import type { AnnotationImport } from '../../library/annotation-import.ts';
import { undo } from '../frame/undo.ts';
import { library, upload } from '../library.ts';
import { t } from '../messages/index.ts';
import { saidWords } from '../messages/refusal.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf } from '../parts/toast.tsx';
import { openSource, useView } from '../view.ts';
import './annotations.css';

/** The most lines of one kind shown in the report; the counts are of all. */
const SHOWN = 200;

const close = (): void => useView.setState({ adding: null });

/** What came of the file: where each annotation stands now, which have no place, which were refused and why. */
function Report({ report }: { readonly report: AnnotationImport }) {
  const kept = [...report.orphaned, ...report.placed.filter((mark) => mark.anchor === 'changed')];
  return (
    <div className="an-report" role="status">
      <p className="b">
        {t('annotations.importTold', {
          placed: report.placed.length,
          orphaned: report.orphaned.length,
          duplicates: report.duplicates,
          refused: report.refused.length,
        })}
      </p>
      {kept.length > 0 && (
        <>
          <h3 className="label">{t('annotations.importLook')}</h3>
          <ul>
            {kept.slice(0, SHOWN).map((mark) => (
              <li key={mark.id}>
                <button
                  type="button"
                  className="text-button"
                  onClick={() => {
                    close();
                    openSource(mark.sourceId);
                  }}
                >
                  {mark.sourceTitle}
                </button>
                <q className="an-quote">{mark.quote}</q>
              </li>
            ))}
          </ul>
        </>
      )}
      {report.refused.length > 0 && (
        <>
          <h3 className="label">{t('annotations.importRefused')}</h3>
          <ul>
            {report.refused.slice(0, SHOWN).map((one, i) => (
              <li key={i}>
                {one.quote !== '' && <q className="an-quote">{one.quote}</q>}
                <span>{saidWords(one.reason)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Takes over annotations of another program: a file is chosen, and everything in it is accounted for. */
export function ImportAnnotations() {
  const file = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<AnnotationImport | null>(null);
  const [error, setError] = useState<string | null>(null);
  const read = async (given: File): Promise<void> => {
    setBusy(true);
    setError(null);
    setReport(null);
    try {
      setReport(await library.annotations.import({ token: await upload(given) }));
    } catch (reason) {
      setError(reasonOf(reason));
    } finally {
      setBusy(false);
    }
  };
  const came = report !== null && report.placed.length + report.orphaned.length > 0;
  return (
    <Sheet
      title={t('command.annotations.import')}
      open
      onClose={close}
      footer={
        <>
          {came && (
            <Button
              icon="undo-2"
              onClick={() => {
                undo();
                close();
              }}
            >
              {t('frame.undo')}
            </Button>
          )}
          <span className="end" />
          <Button
            kind={report ? 'plain' : 'primary'}
            icon="file-text"
            disabled={busy}
            onClick={() => file.current?.click()}
          >
            {t('annotations.chooseFile')}
          </Button>
          {report && (
            <Button kind="primary" onClick={close}>
              {t('frame.close')}
            </Button>
          )}
        </>
      }
    >
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,.jsonld,application/json,application/ld+json"
        onChange={(event) => {
          const [given] = event.target.files ?? [];
          event.target.value = '';
          if (given) void read(given);
        }}
      />
      {!report && <p className="t2">{t('annotations.importAbout')}</p>}
      {busy && (
        <p className="t2" role="status">
          {t('annotations.importing')}
        </p>
      )}
      {error !== null && (
        <p className="row tight" role="alert">
          <Icon name="triangle-alert" size="s" />
          {error}
        </p>
      )}
      {report && <Report report={report} />}
    </Sheet>
  );
}
