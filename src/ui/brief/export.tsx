import { useRef, useState } from 'react';
import { useCommands } from '../commands/run.ts';
import { library, RefusalError } from '../library.ts';
import { useLive } from '../live.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { announce, fail, reasonOf, say } from '../parts/toast.tsx';

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);
const nameOf = (format: { readonly id: string; readonly label: string }): string => {
  const key = `brief.export.${format.id}`;
  return known(key) ? t(key) : format.label;
};

/** Hands a finished file to the browser or the shell, which save it where downloads go. */
function download(token: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = `/download/${token}`;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Exports the brief: every quote is compared with its source first; differences ask once and are marked in the file. */
export function Export({
  briefId,
  broken,
  flush,
  onProblems,
}: {
  readonly briefId: string;
  readonly broken: number;
  /** Saves what is not saved yet. */
  readonly flush: () => Promise<void>;
  readonly onProblems: () => void;
}) {
  const { value: formats } = useLive([], async () => (await library.briefs.formats()).formats);
  const [running, setRunning] = useState<string | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ readonly format: string; readonly reason: string } | null>(null);
  const [choosing, setChoosing] = useState(false);
  /** The export under way, by the name the library knows it by. */
  const run = useRef<{ readonly name: string; stopped: boolean } | null>(null);
  useCommands({ export: () => setChoosing(running === null) });
  const labelOf = (id: string): string => nameOf(formats?.find((one) => one.id === id) ?? { id, label: id });
  const make = async (format: string, allowBroken: boolean) => {
    setAsking(null);
    setFailed(null);
    setRunning(format);
    announce(t('brief.export.running', { format: labelOf(format) }));
    const mine = { name: crypto.randomUUID(), stopped: false };
    run.current = mine;
    try {
      await flush();
      if (mine.stopped) throw new RefusalError('cancelled', t('brief.export.stopped'));
      const file = await library.briefs.export({ id: briefId, format, allowBroken, run: mine.name });
      // it was finished before it could be stopped, and is not wanted all the same
      if (mine.stopped) throw new RefusalError('cancelled', t('brief.export.stopped'));
      download(file.token, file.fileName);
      say(
        `${t('brief.export.done', { name: file.fileName })}. ${allowBroken ? t('brief.export.decide') : t('brief.export.checked')}`,
      );
    } catch (reason) {
      if (reason instanceof RefusalError && reason.code === 'cancelled') say(t('brief.export.stopped'));
      else if (reason instanceof RefusalError && reason.code === 'conflict' && !allowBroken)
        setAsking(format);
      else setFailed({ format, reason: reasonOf(reason) });
    } finally {
      run.current = null;
      setRunning(null);
    }
  };
  const stop = (): void => {
    if (!run.current || run.current.stopped) return;
    run.current.stopped = true;
    library.briefs.stopExport({ run: run.current.name }).catch(fail);
  };
  return (
    <>
      <Menu
        align="end"
        opening={{ open: choosing, onOpenChange: setChoosing }}
        trigger={
          <Button kind="primary" icon="download" disabled={running !== null} aria-busy={running !== null}>
            {running === null ? t('brief.export') : t('brief.export.running', { format: labelOf(running) })}
          </Button>
        }
        list={[
          { heading: t('brief.export.to') },
          ...(formats ?? []).map((format) => ({
            label: nameOf(format),
            run: () => void make(format.id, false),
          })),
        ]}
      />
      {running !== null && (
        <IconButton className="br-export-stop" icon="x" label={t('brief.export.stop')} onClick={stop} />
      )}
      {asking !== null && (
        <Sheet
          title={t('brief.export.broken', { count: Math.max(1, broken) })}
          open
          onClose={() => setAsking(null)}
          footer={
            <>
              <span className="end" />
              <Button onClick={() => void make(asking, true)}>{t('brief.export.anyway')}</Button>
              <Button
                kind="primary"
                onClick={() => {
                  setAsking(null);
                  onProblems();
                }}
              >
                {t('brief.export.goBack')}
              </Button>
            </>
          }
        >
          <p>{t('brief.export.decide')}</p>
        </Sheet>
      )}
      {failed && (
        <Sheet
          title={t('brief.export.failed', { format: labelOf(failed.format) })}
          open
          onClose={() => setFailed(null)}
        >
          <p className="row tight" role="alert">
            <Icon name="triangle-alert" size="s" />
            {failed.reason}
          </p>
        </Sheet>
      )}
    </>
  );
}
