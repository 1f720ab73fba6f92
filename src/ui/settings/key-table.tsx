import { useEffect, useRef, useState } from 'react';
import {
  allBindings,
  bindingsOf,
  clashesWith,
  FIXED,
  firstKeys,
  isTaken,
  strokeOfPress,
  withKeys,
  withoutKeys,
  type KeyChoices,
} from '../commands/bindings.ts';
import { commands, type Command, type CommandId, type Context } from '../commands/list.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { capsOf, Kbd } from '../parts/kbd.tsx';
import { announce, fail } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { KeyTransfer } from './key-transfer.tsx';

const order: readonly Context[] = ['global', 'single', 'list', 'reader', 'dossier', 'editor', 'dialog'];
/** Time in ms for the second stroke of a chord. */
const CHORD = 1200;
const mac = /Mac/.test(navigator.platform);
type Listed = Command & { readonly id: CommandId };
const listed: readonly Listed[] = commands;

const title = (id: CommandId): string => t(`command.${id}`);
const said = (keys: string): string => capsOf(keys).join(' ');
const keep = (keys: KeyChoices): void => void prefer('keys', keys).catch(fail);

/** Waits for the keys of one command; tells when they mean something else already and lets the reader decide. */
function Recorder({
  command,
  index,
  onDone,
}: {
  readonly command: Listed;
  readonly index: number;
  readonly onDone: () => void;
}) {
  const [keys, setKeys] = useState('');
  const [chord, setChord] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const context = command.keys[index]?.context ?? command.context;
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (!chord) return undefined;
    const waiting = setTimeout(() => setChord(false), CHORD);
    return () => clearTimeout(waiting);
  }, [chord]);
  const clashes = keys === '' ? [] : clashesWith(command.id, keys, context);
  // What cannot be changed cannot lose its keys either.
  const taken = keys !== '' && (isTaken(keys) || clashes.some(({ id }) => FIXED.has(id)));
  const problem = taken
    ? t(clashes.length > 0 ? 'settings.keys.fixed' : 'settings.keys.system')
    : clashes.length > 0
      ? t('settings.keys.clash', {
          commands: [...new Set(clashes.map(({ id }) => title(id)))].join(t('reader.listComma')),
        })
      : '';
  const save = (): void => {
    if (keys === '' || taken) return;
    keep(withKeys(command.id, index, keys));
    announce(t('settings.keys.saved', { command: title(command.id), keys: said(keys) }));
    onDone();
  };
  return (
    <div className="key-recorder">
      <div
        ref={box}
        role="textbox"
        aria-readonly="true"
        tabIndex={0}
        className="field key-record"
        aria-label={t('settings.keys.press', { command: title(command.id) })}
        onKeyDown={(event) => {
          if (event.key === 'Tab' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape') onDone();
          else if (event.key === 'Enter' && keys !== '' && !event.ctrlKey && !event.metaKey && !event.altKey)
            save();
          else {
            const stroke = strokeOfPress(event.nativeEvent, mac);
            if (stroke === null) return;
            const plain = /^[A-Z]$/.test(stroke);
            const next = chord && plain ? `${keys} ${stroke}` : stroke;
            setKeys(next);
            setChord(plain && !chord && context !== 'global');
          }
        }}
      >
        {keys === '' ? <span className="t3">{t('settings.keys.pressNow')}</span> : <Kbd keys={keys} />}
      </div>
      <Button kind="primary" size="small" disabled={keys === '' || taken} onClick={save}>
        {t(clashes.length > 0 && !taken ? 'settings.keys.take' : 'frame.save')}
      </Button>
      <Button size="small" onClick={onDone}>
        {t('settings.keys.cancel')}
      </Button>
      <p className={`sm ${problem === '' ? 'sr' : 'key-problem'}`} role="status">
        {problem}
      </p>
    </div>
  );
}

function KeyRow({ command, context }: { readonly command: Listed; readonly context: Context }) {
  const [recording, setRecording] = useState<number | null>(null);
  const row = useRef<HTMLLIElement>(null);
  const own = firstKeys(command.id);
  const now = bindingsOf(command.id);
  const choices = usePreferences((preferences) => preferences.keys)[command.id];
  const texts = choices ?? own;
  const places = texts.flatMap((keys, i) =>
    (command.keys[i]?.context ?? command.context) === context ? [{ keys, i }] : [],
  );
  const shown = places.length > 0 ? places : [{ keys: '', i: 0 }];
  const done = (): void => {
    setRecording(null);
    setTimeout(() => row.current?.querySelector<HTMLElement>('button')?.focus(), 0);
  };
  return (
    <li ref={row}>
      <span className="grow">{title(command.id)}</span>
      {recording !== null ? (
        <Recorder command={command} index={recording} onDone={done} />
      ) : (
        <>
          {shown.map(({ keys, i }) => {
            const acts = now.some((binding) => binding.keys === keys);
            return FIXED.has(command.id) ? (
              <Kbd key={i} keys={keys} />
            ) : (
              <button key={i} type="button" className="key-cap" onClick={() => setRecording(i)}>
                <span className="sr">
                  {acts
                    ? t('settings.keys.change', { command: title(command.id), keys: said(keys) })
                    : t('settings.keys.give', { command: title(command.id) })}
                </span>
                <span aria-hidden="true">
                  {acts ? <Kbd keys={keys} /> : <span className="t3 sm">{t('settings.keys.none')}</span>}
                </span>
              </button>
            );
          })}
          {choices && (
            <IconButton
              icon="rotate-ccw"
              small
              size="s"
              label={t('settings.reset', { name: title(command.id) })}
              onClick={() => keep(withoutKeys(command.id))}
            />
          )}
          {now.some((binding) => binding.context === context) && !FIXED.has(command.id) && (
            <IconButton
              icon="x"
              small
              size="xs"
              label={t('settings.keys.remove', { command: title(command.id) })}
              onClick={() => keep(withKeys(command.id, shown[0]!.i, ''))}
            />
          )}
        </>
      )}
    </li>
  );
}

/** Every command with its keys, by where they act; a key is changed by pressing another one. */
export function KeyTable() {
  const [text, setText] = useState('');
  const choices = usePreferences((preferences) => preferences.keys);
  const wanted = text.trim().toLowerCase();
  const fits = (command: Listed): boolean =>
    wanted === '' ||
    [title(command.id), ...bindingsOf(command.id).map(({ keys }) => said(keys))].some((words) =>
      words.toLowerCase().includes(wanted),
    );
  const contextsOf = (command: Listed): readonly Context[] =>
    command.keys.length === 0 ? [command.context] : [...new Set(command.keys.map(({ context }) => context))];
  const groups = order
    .map((context) => ({
      context,
      rows: listed.filter((command) => contextsOf(command).includes(context) && fits(command)),
    }))
    .filter(({ rows }) => rows.length > 0);
  const changed = Object.keys(choices).length;
  return (
    <div className="key-table">
      <div className="row wrap">
        <Field
          className="grow"
          icon="search"
          name={t('settings.findCommand')}
          placeholder={t('settings.findCommand')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="t2 sm num">
          {t('settings.keys.count', { count: allBindings().length, changed })}
        </span>
        <KeyTransfer />
        <Button icon="rotate-ccw" disabled={changed === 0} onClick={() => keep({})}>
          {t('settings.keys.resetAll')}
        </Button>
      </div>
      {groups.length === 0 && <Empty icon="search" title={t('settings.keys.noCommand')} />}
      {groups.map(({ context, rows }) => (
        <section key={context} aria-label={t(`context.${context}`)}>
          <h3 className="label">{t(`context.${context}`)}</h3>
          <ul>
            {rows.map((command) => (
              <KeyRow key={command.id} command={command} context={context} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
