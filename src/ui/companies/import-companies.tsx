import { useRef, useState } from 'react';
import { COLUMN_ROLES, type ColumnRole } from '../../core/company/list-columns.ts';
import { undo } from '../frame/undo.ts';
import { library, upload } from '../library.ts';
import { doubtWords } from '../messages/doubt.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Select, TextArea } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf } from '../parts/toast.tsx';

type Given = { readonly text: string } | { readonly token: string };
type Preview = Awaited<ReturnType<typeof library.companies.previewList>>;
type Report = Awaited<ReturnType<typeof library.companies.importList>>;

/** Lines of the list shown before it is imported. */
const SHOWN = 6;

/** What the import has to tell: rows left out, and names that other companies have too. */
function Remarks({ list }: { readonly list: Pick<Preview | Report, 'doubts' | 'clashes' | 'clashCount'> }) {
  if (list.doubts.length === 0 && list.clashes.length === 0) return null;
  return (
    <ul className="sm co-failed">
      {list.doubts.slice(0, 50).map((doubt, i) => (
        <li key={`doubt ${i}`}>{doubtWords(doubt)}</li>
      ))}
      {list.clashes.map((clash, i) => (
        <li key={`clash ${i}`}>
          {t('companies.import.clash', { line: clash.line, name: clash.name, other: clash.other })}
        </li>
      ))}
      {list.clashCount > list.clashes.length && (
        <li>{t('companies.import.moreClashes', { count: list.clashCount - list.clashes.length })}</li>
      )}
    </ul>
  );
}

/** The first lines of the list, each column with what it will become. */
function Mapping({
  preview,
  onRole,
}: {
  readonly preview: Preview;
  readonly onRole: (column: number, role: ColumnRole) => void;
}) {
  return (
    <div className="co-mapping" tabIndex={0} role="region" aria-label={t('companies.import.mapping')}>
      <table className="table">
        <thead>
          <tr>
            {preview.header.map((title, i) => (
              <th key={i}>
                <span className="clip">
                  {title === '' ? t('companies.import.untitled', { number: i + 1 }) : title}
                </span>
                <Select
                  name={t('companies.import.becomes', { column: title === '' ? String(i + 1) : title })}
                  value={preview.roles[i] ?? 'field'}
                  options={COLUMN_ROLES.map((role) => ({ value: role, label: t(`companies.role.${role}`) }))}
                  onChange={(role) => onRole(i, role)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.sample.slice(0, SHOWN).map((line, i) => (
            <tr key={i}>
              {preview.header.map((_, j) => (
                <td key={j} className={preview.roles[j] === 'skip' ? 't3' : undefined}>
                  <span className="clip">{line[j] ?? ''}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Brings in a list of companies from CSV or XLSX, by file or pasted, after showing what would come of it. */
export function ImportCompanies({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [given, setGiven] = useState<Given | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (reason) {
      setError(reasonOf(reason));
    } finally {
      setBusy(false);
    }
  };
  const look = (source: Given, roles?: readonly ColumnRole[]): Promise<void> =>
    attempt(async () => {
      setPreview(await library.companies.previewList({ ...source, ...(roles && { roles: [...roles] }) }));
      setGiven(source);
    });
  const choose = (file: File | undefined): void => {
    if (file) void attempt(async () => look({ token: await upload(file) }));
  };
  const run = (): Promise<void> =>
    attempt(async () => {
      if (given && preview)
        setReport(await library.companies.importList({ ...given, roles: [...preview.roles] }));
    });
  const named = preview?.roles.some((role) => role === 'name' || role === 'chineseName') === true;
  return (
    <Sheet
      title={t('companies.importTitle')}
      open
      wide
      onClose={onClose}
      footer={
        <>
          {report && (
            <Button
              kind="ghost"
              icon="undo-2"
              onClick={() => {
                undo();
                onClose();
              }}
            >
              {t('frame.undo')}
            </Button>
          )}
          {preview && !report && (
            <Button kind="ghost" icon="arrow-left" onClick={() => setPreview(null)}>
              {t('companies.import.another')}
            </Button>
          )}
          <span className="end" />
          <Button onClick={onClose}>{t(report ? 'frame.close' : 'company.cancel')}</Button>
          {!preview && (
            <Button kind="primary" disabled={busy || text.trim() === ''} onClick={() => void look({ text })}>
              {t('companies.import.look')}
            </Button>
          )}
          {preview && !report && (
            <Button kind="primary" disabled={busy || !named} onClick={() => void run()}>
              {t('companies.import.run')}
            </Button>
          )}
        </>
      }
    >
      <div className="col">
        {report ? (
          <div className="col" role="status">
            <p className="row tight b">
              <Icon name="circle-check" size="s" />
              {t('companies.import.result', {
                added: report.added,
                merged: report.merged,
                failed: report.doubts.length,
              })}
            </p>
            <Remarks list={report} />
          </div>
        ) : preview ? (
          <>
            <p className="t2" role="status">
              {named
                ? t('companies.import.preview', {
                    lines: preview.lines,
                    fresh: preview.counts.new,
                    known: preview.counts.known,
                    repeated: preview.counts.repeated,
                  })
                : t('companies.import.noName')}
            </p>
            <Mapping
              preview={preview}
              onRole={(column, role) => {
                const roles = preview.roles.map((old, i) =>
                  i === column ? role : old === role && role !== 'field' && role !== 'skip' ? 'field' : old,
                );
                if (given) void look(given, roles);
              }}
            />
            <Remarks list={preview} />
          </>
        ) : (
          <>
            <p className="t2">{t('companies.import.words')}</p>
            <div className="row">
              <Button icon="folder-open" disabled={busy} onClick={() => input.current?.click()}>
                {t('companies.import.choose')}
              </Button>
            </div>
            <input
              ref={input}
              type="file"
              hidden
              accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              aria-label={t('companies.import.choose')}
              onChange={(event) => choose(event.target.files?.[0])}
            />
            <TextArea
              label={t('companies.import.text')}
              rows={7}
              placeholder={'name,aliases,ticker,country\nXiaomi,小米;小米集团,1810.HK,CN'}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </>
        )}
        {error !== null && (
          <p className="co-error" role="alert">
            {error}
          </p>
        )}
      </div>
    </Sheet>
  );
}
