import { useRef, useState } from 'react';
import { library, upload } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { TextArea } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';

interface Outcome {
  readonly added: number;
  readonly merged: number;
  readonly failed: readonly string[];
}

/** Refused rows arrive as counts, sentences or objects with a sentence; all are shown as words. */
const wordsOf = (failed: unknown): readonly string[] => {
  if (!Array.isArray(failed))
    return typeof failed === 'number' ? Array.from({ length: failed }, () => '') : [];
  return failed.map((one: unknown) => {
    if (typeof one === 'string') return one;
    const row = one as { readonly row?: number; readonly line?: number; readonly message?: string };
    return [row.row ?? row.line, row.message].filter((part) => part !== undefined).join(': ');
  });
};

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : Number(value ?? 0));

/** Brings in a list of companies with their names from CSV, by file or pasted. */
export function ImportCompanies({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const report = await library.companies.importList(file ? { token: await upload(file) } : { text });
      setOutcome({
        added: countOf(report.added),
        merged: countOf(report.merged),
        failed: wordsOf(report.failed),
      });
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet
      title={t('companies.importTitle')}
      open
      onClose={onClose}
      footer={
        <>
          {outcome && (
            <Button kind="ghost" icon="undo-2" onClick={() => void library.history.undo({}).then(onClose)}>
              {t('frame.undo')}
            </Button>
          )}
          <span className="end" />
          <Button onClick={onClose}>{t(outcome ? 'frame.close' : 'company.cancel')}</Button>
          {!outcome && (
            <Button
              kind="primary"
              disabled={busy || (file === null && text.trim() === '')}
              onClick={() => void run()}
            >
              {t('companies.import.run')}
            </Button>
          )}
        </>
      }
    >
      {outcome ? (
        <div className="col" role="status">
          <p className="row tight b">
            <Icon name="circle-check" size="s" />
            {t('companies.import.result', {
              added: outcome.added,
              merged: outcome.merged,
              failed: outcome.failed.length,
            })}
          </p>
          {outcome.failed.some((words) => words !== '') && (
            <>
              <h3 className="label">{t('companies.import.failedRows')}</h3>
              <ul className="sm co-failed">
                {outcome.failed.map((words, i) => (
                  <li key={i}>{words}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      ) : (
        <div className="col">
          <p className="t2">{t('companies.import.words')}</p>
          <div className="row">
            <Button icon="folder-open" onClick={() => input.current?.click()}>
              {t('companies.import.choose')}
            </Button>
            {file && <span className="clip">{file.name}</span>}
          </div>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.tsv,.txt,text/csv"
            aria-label={t('companies.import.choose')}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
          {!file && (
            <TextArea
              label={t('companies.import.text')}
              rows={7}
              placeholder={'name,aliases,ticker,country\nXiaomi,小米;小米集团,1810.HK,CN'}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
          {error !== null && (
            <p className="co-error" role="alert">
              {error}
            </p>
          )}
        </div>
      )}
    </Sheet>
  );
}
