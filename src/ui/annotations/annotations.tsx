import { useDeferredValue, useMemo, useState } from 'react';
import { VList } from 'virtua';
import type { Colour } from '../../core/annotation.ts';
import { dragAnnotation } from '../frame/dragging.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { number, shortDay } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { NoteText } from '../notes/note-text.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Chip } from '../parts/chip.tsx';
import { Swatches } from '../parts/colours.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { MarkCard } from '../parts/mark-card.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { reasonOf } from '../parts/toast.tsx';
import { usePreferences } from '../preferences.ts';
import { openSource, useView } from '../view.ts';
import { exportMenu } from './exchange.ts';
import { everything, Filters, type Narrowing } from './filters.tsx';
import { Links } from './links.tsx';
import { ordered, type Order, type Row } from './order.ts';
import './annotations.css';

/** The most annotations read at once; beyond it the filters narrow. */
const MOST = 2000;

const open = (row: Row): void =>
  openSource(
    row.sourceId,
    row.start === null || row.end === null ? undefined : { start: row.start, end: row.end },
  );

/** Gives all of them one colour, in one step. */
const recolourAll = (rows: readonly Row[], colour: Colour): Promise<boolean> =>
  doing(
    library.annotations.editMany({ ids: rows.map((row) => row.id), colour }),
    t('annotations.recoloured', { count: rows.length }),
  );

/** Joins annotations of one source that touch; the library says why where they do not. */
const joinAll = (rows: readonly Row[]): Promise<boolean> =>
  doing(
    library.annotations.merge({ ids: rows.map((row) => row.id) }),
    t('annotations.joined', { count: rows.length }),
  );

const stateOf = (row: Row) => {
  if (row.anchor === 'changed') return <Chip tone="warn">{t('inspector.changed')}</Chip>;
  if (row.anchor === 'moved') return <Chip>{t('inspector.moved')}</Chip>;
  return row.anchor === 'orphan' && row.quote !== '' ? (
    <Chip tone="warn">{t('inspector.orphan')}</Chip>
  ) : null;
};

/** Every annotation of the library: found, ordered, opened in its source, recoloured or removed together. */
export function AnnotationsScreen() {
  const [text, setText] = useState('');
  const [narrowing, setNarrowing] = useState<Narrowing>(everything);
  const [order, setOrder] = useState<Order>('newest');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const names = usePreferences((preferences) => preferences.colourNames);
  const [now] = useState(() => new Date());
  const asked = useDeferredValue(text.trim());
  const { colour, tag, companyId, anchor, link } = narrowing;
  const { value, error } = useLive(
    ['annotation', 'source', 'tag', 'company', 'mention'],
    () =>
      library.annotations.list({
        ...(asked !== '' && { text: asked }),
        ...(colour !== '' && { colour }),
        ...(tag !== '' && { tag }),
        ...(companyId !== '' && { companyId }),
        ...(anchor !== '' && { anchor }),
        ...(link !== '' && { link }),
        limit: MOST,
      }),
    [asked, colour, tag, companyId, anchor, link],
  );
  const rows = useMemo(() => ordered(value?.annotations ?? [], order), [value, order]);
  const chosen = rows.filter((row) => ticked.has(row.id));
  const narrowed = asked !== '' || Object.values(narrowing).some((one) => one !== '');
  const tick = (id: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const ids = chosen.map((row) => row.id);
  const remove = (): void => {
    void doing(library.annotations.remove({ ids }), t('annotations.removed', { count: ids.length }));
    setTicked(new Set());
  };
  return (
    <div className="main an-main">
      <div className="phead">
        <h1>{t('annotations.title')}</h1>
        {value && <span className="t3 sm num">{number(value.total)}</span>}
        <span className="end" />
        <Field
          icon="search"
          className="an-text"
          type="search"
          name={t('annotations.filter')}
          placeholder={t('annotations.filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Menu
          align="end"
          trigger={
            <Button icon="download" disabled={rows.length === 0}>
              {t('annotations.export')}
            </Button>
          }
          list={exportMenu(narrowed ? rows.map((row) => row.id) : null)}
        />
        <Button icon="upload" onClick={() => useView.setState({ adding: 'annotations' })}>
          {t('annotations.import')}
        </Button>
      </div>
      <Filters narrowing={narrowing} order={order} onNarrow={setNarrowing} onOrder={setOrder} />
      {error && !value && <Empty icon="triangle-alert" title={reasonOf(error)} />}
      {!value && !error && <Skeleton lines={10} />}
      {value && rows.length === 0 && (
        <Empty icon="highlighter" title={t(narrowed ? 'annotations.noneMatch' : 'annotations.none')}>
          {narrowed ? null : t('annotations.none.words')}
        </Empty>
      )}
      {value && value.total > rows.length && rows.length > 0 && (
        <p className="t3 sm an-more">{t('annotations.firstShown', { count: rows.length })}</p>
      )}
      {rows.length > 0 && (
        <div
          className="an-rows"
          role="group"
          aria-label={t('annotations.list', { count: rows.length })}
          data-region="list"
          tabIndex={-1}
        >
          <VList itemSize={110}>
            {rows.map((row) => (
              <div className="an-row" key={row.id}>
                <Check
                  on={ticked.has(row.id)}
                  onChange={(on) => tick(row.id, on)}
                  name={t('annotations.select', { words: (row.quote || row.note).slice(0, 80) })}
                />
                <MarkCard
                  className="grow"
                  colour={row.colour}
                  draggable
                  onDragStart={(event) => dragAnnotation(event, row.id, row.quote)}
                  onDoubleClick={() => open(row)}
                  place={
                    <button type="button" className="text-button clip" onClick={() => open(row)}>
                      {row.sourceTitle}
                    </button>
                  }
                  actions={
                    <>
                      {stateOf(row)}
                      <span className="t3 sm num nw">{shortDay(row.createdAt, now)}</span>
                    </>
                  }
                  quote={row.quote === '' ? null : row.quote}
                  note={row.note === '' ? null : <NoteText text={row.note} />}
                  chips={row.tags.length > 0 ? row.tags.map((each) => <Chip key={each}>{each}</Chip>) : null}
                >
                  {row.quote === '' && <div className="t3 sm">{t('annotations.onSource')}</div>}
                  <Links
                    links={row.links}
                    here={row.sourceId}
                    onOpen={({ sourceId, start, end }) =>
                      openSource(sourceId, start === null || end === null ? undefined : { start, end })
                    }
                  />
                </MarkCard>
              </div>
            ))}
          </VList>
        </div>
      )}
      {chosen.length > 0 && (
        <div className="selbar">
          <span className="b num">{t('annotations.selected', { count: chosen.length })}</span>
          <Button size="small" kind="ghost" onClick={() => setTicked(new Set(rows.map((row) => row.id)))}>
            {t('annotations.selectAll')}
          </Button>
          <span className="end" />
          <Swatches
            label={t('annotations.recolour')}
            names={names}
            onPick={(next) => void recolourAll(chosen, next)}
          />
          <Button
            size="small"
            icon="tag"
            onClick={() => useView.setState({ picking: { kind: 'marks-tags', ids } })}
          >
            {t('annotations.tags')}
          </Button>
          <Button
            size="small"
            icon="building-complex"
            onClick={() => useView.setState({ picking: { kind: 'mark-companies', ids, near: [] } })}
          >
            {t('annotations.companies')}
          </Button>
          {chosen.length === 2 && (
            <Button
              size="small"
              icon="link"
              onClick={() => useView.setState({ picking: { kind: 'mark-link', id: ids[0]!, toId: ids[1]! } })}
            >
              {t('annotations.linkTo')}
            </Button>
          )}
          {chosen.length > 1 && chosen.every((row) => row.sourceId === chosen[0]!.sourceId) && (
            <Button size="small" icon="merge" onClick={() => void joinAll(chosen)}>
              {t('annotations.join')}
            </Button>
          )}
          <Menu
            trigger={
              <Button size="small" icon="download">
                {t('annotations.export')}
              </Button>
            }
            list={exportMenu(ids)}
          />
          <Button size="small" icon="eraser" onClick={remove}>
            {t('annotations.remove')}
          </Button>
          <IconButton
            icon="x"
            small
            label={t('library.clearSelection')}
            onClick={() => setTicked(new Set())}
          />
        </div>
      )}
    </div>
  );
}
