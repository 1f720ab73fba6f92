import { useState } from 'react';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { openSource } from '../view.ts';
import { languageOfName } from './words.ts';
import './found-names.css';

type Found = Awaited<ReturnType<typeof library.foundNames.list>>['names'][number];

const useFound = (text: string, limit: number) =>
  useLive(['mention', 'company', 'source'], () => library.foundNames.list({ text, limit }), [text, limit])
    .value;

const accept = (names: readonly Found[]) =>
  doing(
    library.foundNames.accept({ names: names.map(({ name, others }) => ({ name, others: [...others] })) }),
    t('names.accepted', { count: names.length, name: names[0]!.name }),
  );

const dismiss = (names: readonly Found[]) =>
  doing(
    library.foundNames.dismiss({ names: names.map(({ key, name }) => ({ key, name })) }),
    t('names.dismissedDone', { count: names.length, name: names[0]!.name }),
  );

function Row({
  found,
  on,
  onPick,
}: {
  readonly found: Found;
  readonly on: boolean;
  readonly onPick: (on: boolean) => void;
}) {
  return (
    <li className="fn-row">
      <Check on={on} onChange={onPick} name={t('names.select', { name: found.name })} />
      <div className="grow">
        <div className="row wrap tight">
          <span className="b" lang={languageOfName(found.name)}>
            {found.name}
          </span>
          {found.others.map((other) => (
            <Chip key={other} lang={languageOfName(other)}>
              {other}
            </Chip>
          ))}
          <span className="t3 sm num">
            {t('names.counts', { sources: found.sources, mentions: found.mentions })}
          </span>
        </div>
        {found.passages.slice(0, 2).map((passage) => (
          <button
            key={passage.sourceId}
            type="button"
            className="fn-passage sm"
            title={passage.title}
            lang={languageOfName(passage.text)}
            onClick={() => openSource(passage.sourceId, { start: passage.start, end: passage.end })}
          >
            {passage.text.slice(0, passage.at)}
            <b>{passage.text.slice(passage.at, passage.at + passage.length)}</b>
            {passage.text.slice(passage.at + passage.length)}
          </button>
        ))}
      </div>
      <Button size="small" onClick={() => void accept([found])}>
        {t('names.accept')}
      </Button>
      <Button size="small" kind="ghost" onClick={() => void dismiss([found])}>
        {t('names.dismiss')}
      </Button>
    </li>
  );
}

function Dismissed() {
  const names = useLive(['mention'], () => library.foundNames.dismissed()).value ?? [];
  if (names.length === 0) return null;
  return (
    <details className="fn-dismissed">
      <summary>{t('names.dismissedOnes', { count: names.length })}</summary>
      <div className="row wrap tight">
        {names.slice(0, 200).map(({ key, name }) => (
          <Button
            key={key}
            size="small"
            kind="ghost"
            icon="undo-2"
            onClick={() => void doing(library.foundNames.restore({ keys: [key] }))}
          >
            {name}
          </Button>
        ))}
      </div>
    </details>
  );
}

/** Organisations named in the sources that have no dossier, with the words they were found in. */
export function FoundNames({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(50);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const found = useFound(text, limit);
  const names = found?.names ?? [];
  const chosen = names.filter(({ key }) => picked.has(key));
  const all = chosen.length > 0 && chosen.length === names.length;
  const pick = (key: string, on: boolean) => {
    const next = new Set(picked);
    if (on) next.add(key);
    else next.delete(key);
    setPicked(next);
  };
  const run = async (work: Promise<boolean>) => {
    if (await work) setPicked(new Set());
  };
  return (
    <Sheet
      title={t('names.title')}
      open
      wide
      onClose={onClose}
      className="fn-sheet"
      header={
        found && found.done < found.total ? (
          <span className="t3 sm num" role="status">
            {t('names.looking', { done: number(found.done), total: number(found.total) })}
          </span>
        ) : null
      }
      footer={
        <>
          <Check
            on={all}
            some={chosen.length > 0}
            onChange={(on) => setPicked(new Set(on ? names.map(({ key }) => key) : []))}
          >
            {t('names.all')}
          </Check>
          <span className="end" />
          <Button disabled={chosen.length === 0} onClick={() => void run(dismiss(chosen))}>
            {t('names.dismissMany', { count: chosen.length })}
          </Button>
          <Button kind="primary" disabled={chosen.length === 0} onClick={() => void run(accept(chosen))}>
            {t('names.acceptMany', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <Field
        icon="search"
        type="search"
        name={t('names.filter')}
        placeholder={t('names.filter')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {!found && <Skeleton lines={6} />}
      {found && names.length === 0 && (
        <Empty icon="scan-search" title={t('names.none')}>
          {t('names.none.words')}
        </Empty>
      )}
      <ul className="fn-list" aria-label={t('names.title')}>
        {names.map((one) => (
          <Row key={one.key} found={one} on={picked.has(one.key)} onPick={(on) => pick(one.key, on)} />
        ))}
      </ul>
      {found && found.more > 0 && (
        <Button kind="ghost" onClick={() => setLimit(limit + 100)}>
          {t('names.more', { count: found.more })}
        </Button>
      )}
      <Dismissed />
    </Sheet>
  );
}

/** The way to the names found, with the first few where the list of companies is empty. */
export function FoundNamesButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="scan-search" onClick={() => setOpen(true)}>
        {t('names.open')}
      </Button>
      {open && <FoundNames onClose={() => setOpen(false)} />}
    </>
  );
}
