import { useRef, useState, type KeyboardEvent } from 'react';
import { languageOfName } from '../companies/words.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment, number } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import './trash.css';

type Items = Awaited<ReturnType<typeof library.trash.list>>;
type Item = Items[number];

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);
const kindName = (kind: string): string => {
  const key = `trash.kind.${kind}`;
  return known(key) ? t(key) : t('trash.kind.other');
};
const keyOf = (item: Item): string => `${item.kind} ${item.id}`;

/** Puts things back, each kind by its own verb. */
async function restoreAll(items: readonly Item[]): Promise<void> {
  const ids = (kind: Item['kind']): string[] =>
    items.flatMap((item) => (item.kind === kind ? [item.id] : []));
  const sources = ids('source');
  const companies = ids('company');
  const briefs = ids('brief');
  const facts = ids('fact');
  const notes = ids('note');
  const annotations = ids('annotation');
  const relations = ids('relation');
  const grids = ids('grid');
  if (sources.length > 0) await library.sources.restore({ ids: sources });
  if (companies.length > 0) await library.companies.restore({ ids: companies });
  if (briefs.length > 0) await library.briefs.restore({ ids: briefs });
  if (annotations.length > 0) await library.annotations.restore({ ids: annotations });
  if (facts.length > 0) await library.facts.restore({ ids: facts });
  if (notes.length > 0) await library.notes.restore({ ids: notes });
  if (relations.length > 0) await library.relations.restore({ ids: relations });
  if (grids.length > 0) await library.grids.restore({ ids: grids });
}

function EmptySheet({ items, onClose }: { readonly items: Items; readonly onClose: () => void }) {
  const safe = useRef<HTMLButtonElement>(null);
  const cited = items.filter((item) => item.citedIn.length > 0);
  const empty = async () => {
    try {
      await library.trash.empty();
      say(t('trash.emptied'));
      onClose();
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Sheet
      title={t('trash.ask.title')}
      open
      onClose={onClose}
      initialFocus={safe}
      footer={
        <>
          <span className="end" />
          <button ref={safe} type="button" className="btn" onClick={onClose}>
            {t('trash.ask.keep')}
          </button>
          <Button kind="danger" icon="trash" onClick={() => void empty()}>
            {t('trash.ask.run')}
          </Button>
        </>
      }
    >
      <div className="col">
        <p>{t('trash.ask.words', { count: items.length - cited.length })}</p>
        {cited.length > 0 && (
          <>
            <p className="row tight tr-warn">
              <Icon name="lock" size="s" />
              {t('trash.ask.cited')}
            </p>
            <ul className="sm tr-cited">
              {cited.map((item) => (
                <li key={keyOf(item)}>
                  {item.title} · {t('trash.cited', { briefs: item.citedIn.join(', ') })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Sheet>
  );
}

/** What was deleted and can come back; emptying asks first, since it cannot be undone. */
export function TrashScreen() {
  const { value: items, error } = useLive(
    ['source', 'annotation', 'company', 'fact', 'note', 'brief', 'grid'],
    () => library.trash.list(),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const restore = async (these: readonly Item[]) => {
    try {
      await restoreAll(these);
      setChosen(new Set());
      say(t('trash.restored', { count: these.length }));
    } catch (reason) {
      fail(reason);
    }
  };
  const picked = (items ?? []).filter((item) => chosen.has(keyOf(item)));
  const toggle = (item: Item, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(keyOf(item));
    else next.delete(keyOf(item));
    setChosen(next);
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const boxes = [...(body.current?.querySelectorAll<HTMLInputElement>('input') ?? [])];
    const at = boxes.findIndex((box) => box.closest('tr')?.contains(document.activeElement));
    boxes[Math.max(0, Math.min(boxes.length - 1, at + step))]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="main tr-main">
      <div className="phead tr-head">
        <h1>{t('trash.title')}</h1>
        {items && items.length > 0 && <span className="t3 sm num">{number(items.length)}</span>}
        <span className="end" />
        {picked.length > 0 && (
          <Button kind="primary" icon="archive-restore" onClick={() => void restore(picked)}>
            {t('trash.restoreAll', { count: picked.length })}
          </Button>
        )}
        <Button
          kind="danger"
          icon="trash"
          disabled={!items || items.length === 0}
          onClick={() => setAsking(true)}
        >
          {t('trash.emptyNow')}
        </Button>
      </div>
      {error && !items && <Empty icon="triangle-alert" title={error.message} />}
      {!items && !error && <Skeleton lines={8} />}
      {items && items.length === 0 && (
        <Empty icon="trash" title={t('trash.empty')}>
          {t('trash.empty.words')}
        </Empty>
      )}
      {items && items.length > 0 && (
        <div className="scrolls tr-page" role="region" tabIndex={0} aria-label={t('trash.list')}>
          <table className="table">
            <thead>
              <tr>
                <th>
                  <Check
                    on={picked.length === items.length}
                    some={picked.length > 0}
                    name={t('trash.select', { title: t('trash.count', { count: items.length }) })}
                    onChange={(on) => setChosen(new Set(on ? items.map(keyOf) : []))}
                  />
                </th>
                <th>{t('trash.column.title')}</th>
                <th>{t('trash.column.kind')}</th>
                <th>{t('trash.column.when')}</th>
                <th>
                  <span className="sr">{t('trash.restore')}</span>
                </th>
              </tr>
            </thead>
            <tbody ref={body} onKeyDown={keys}>
              {items.map((item) => (
                <tr key={keyOf(item)} className={chosen.has(keyOf(item)) ? 'sel' : undefined}>
                  <td className="tr-check">
                    <Check
                      on={chosen.has(keyOf(item))}
                      name={t('trash.select', { title: item.title })}
                      onChange={(on) => toggle(item, on)}
                    />
                  </td>
                  <td className="tr-title">
                    <span lang={languageOfName(item.title)}>{item.title}</span>
                    {item.citedIn.length > 0 && (
                      <span className="row tight sm tr-warn">
                        <Icon name="lock" size="xs" />
                        {t('trash.cited', { briefs: item.citedIn.join(', ') })}
                      </span>
                    )}
                  </td>
                  <td className="t2 nw">{kindName(item.kind)}</td>
                  <td className="t3 num nw">{moment(item.trashedAt)}</td>
                  <td className="tr-action">
                    <Button
                      size="small"
                      icon="archive-restore"
                      aria-label={`${t('trash.restore')}: ${item.title}`}
                      onClick={() => void restore([item])}
                    >
                      {t('trash.restore')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asking && items && <EmptySheet items={items} onClose={() => setAsking(false)} />}
    </div>
  );
}
