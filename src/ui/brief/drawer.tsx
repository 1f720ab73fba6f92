import { memo, useDeferredValue, useMemo, useState, type KeyboardEvent } from 'react';
import { languageOfName } from '../companies/words.ts';
import { amountOf, periodOf } from '../facts/format.ts';
import { number } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { MarkCard } from '../parts/mark-card.tsx';
import { Menu } from '../parts/menu.tsx';
import { openSource } from '../view.ts';
import { EVIDENCE_DRAG } from './editor.ts';
import { wordsOf, type Evidence } from './evidence.ts';

type Show = 'all' | 'unused' | 'facts' | 'quotes';

interface Acts {
  readonly onInsert: (one: Evidence, whole: boolean) => void;
  readonly onFigure: (one: Evidence) => void;
}

/** Whether all typed words stand in the evidence or in where it comes from. */
export function fitsWords(one: Evidence, words: string): boolean {
  const all = [
    wordsOf(one),
    one.sourceTitle,
    one.siteName,
    one.type === 'fact'
      ? `${one.companyName} ${one.metric} ${one.valueText}`
      : `${one.note} ${one.tags.join(' ')}`,
  ]
    .join(' ')
    .toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const Piece = memo(function Piece({ one, onInsert, onFigure }: { readonly one: Evidence } & Acts) {
  const words = wordsOf(one);
  const place = one.siteName ?? one.sourceTitle ?? '';
  const source = one.sourceId;
  const range =
    one.type === 'annotation' && one.start !== null && one.end !== null
      ? { start: one.start, end: one.end }
      : undefined;
  const actions = (
    <>
      {one.cited > 0 && (
        <Chip tone="ok" icon="check">
          {t('brief.evidence.cited', { count: one.cited })}
        </Chip>
      )}
      <Button
        size="small"
        aria-label={t('brief.evidence.insertOf', { quote: words.slice(0, 80) })}
        onClick={(event) => onInsert(one, event.shiftKey)}
      >
        {t('brief.evidence.insert')}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton small icon="ellipsis" label={t('frame.more')} />}
        list={[
          {
            label: t('brief.evidence.quote'),
            icon: 'text-quote',
            keys: 'Shift',
            disabled: words === '',
            run: () => onInsert(one, true),
          },
          ...(one.type === 'fact'
            ? [{ label: t('brief.evidence.table'), icon: 'table' as const, run: () => onFigure(one) }]
            : []),
          ...(source === null
            ? []
            : [
                {
                  label: t('brief.evidence.open'),
                  icon: 'book-open' as const,
                  run: () => openSource(source, range),
                },
              ]),
        ]}
      />
    </>
  );
  const drag = {
    draggable: true,
    onDragStart: (event: React.DragEvent) => {
      event.dataTransfer.setData(EVIDENCE_DRAG, `${one.type} ${one.id}`);
      event.dataTransfer.setData('text/plain', words);
      event.dataTransfer.effectAllowed = 'copy';
    },
  };
  if (one.type === 'annotation')
    return (
      <MarkCard
        {...drag}
        className="br-piece"
        colour={one.colour}
        place={<span lang={languageOfName(place)}>{place}</span>}
        quote={one.quote}
        language={languageOfName(one.quote)}
        note={one.note}
        actions={actions}
        chips={
          one.anchor === 'changed' || one.anchor === 'orphan' ? (
            <Chip tone="warn" icon="triangle-alert">
              {t('brief.evidence.changed')}
            </Chip>
          ) : undefined
        }
      />
    );
  return (
    <div {...drag} className="card br-piece br-fact">
      <div className="hd row tight">
        <Icon name="badge-check" size="s" />
        <span className="clip t3 sm">{one.companyName}</span>
        <span className="end row tight">{actions}</span>
      </div>
      <div className="row tight">
        <span className="b clip">{one.metric}</span>
        <span className="b num nw end">{amountOf(one)}</span>
        <span className="t3 sm num nw">{periodOf(one.asOf)}</span>
      </div>
      {one.quote !== null && (
        <q className="quote" lang={languageOfName(one.quote)}>
          {one.quote}
        </q>
      )}
    </div>
  );
});

/** Everything that can be cited: unused first, filtered by words and kind; each piece is inserted or dragged. */
export function Drawer({ evidence, onInsert, onFigure }: { readonly evidence: readonly Evidence[] } & Acts) {
  const [show, setShow] = useState<Show>('all');
  const [text, setText] = useState('');
  const words = useDeferredValue(text.trim());
  const unused = evidence.filter((one) => one.cited === 0).length;
  const shown = useMemo(
    () =>
      evidence
        .filter((one) => {
          if (show === 'unused' && one.cited > 0) return false;
          if (show === 'facts' && one.type !== 'fact') return false;
          if (show === 'quotes' && one.type !== 'annotation') return false;
          return words === '' || fitsWords(one, words);
        })
        .slice(0, 300),
    [evidence, show, words],
  );
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.target instanceof HTMLInputElement) return;
    const rows = [...event.currentTarget.querySelectorAll('li')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.querySelector('button')?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="br-drawer" aria-label={t('brief.evidence')} data-region="list">
      <div className="phead">
        <h2>{t('brief.evidence')}</h2>
        <span className="t3 sm num">{number(evidence.length)}</span>
      </div>
      <div className="br-filters">
        <Field
          icon="search"
          type="search"
          name={t('brief.evidence.filter')}
          placeholder={t('brief.evidence.filter')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="row tight wrap" role="group" aria-label={t('brief.evidence.show')}>
          <Chip on={show === 'all'} onClick={() => setShow('all')}>
            {t('brief.evidence.all')}
          </Chip>
          <Chip on={show === 'unused'} onClick={() => setShow('unused')}>
            {t('brief.evidence.unused', { count: unused })}
          </Chip>
          <Chip on={show === 'facts'} onClick={() => setShow('facts')}>
            {t('brief.evidence.facts')}
          </Chip>
          <Chip on={show === 'quotes'} onClick={() => setShow('quotes')}>
            {t('brief.evidence.quotes')}
          </Chip>
        </div>
      </div>
      {evidence.length === 0 ? (
        <Empty icon="highlighter" title={t('brief.evidence.empty')}>
          {t('brief.evidence.empty.words')}
        </Empty>
      ) : shown.length === 0 ? (
        <p className="t3 sm br-none">{t('brief.evidence.noMatch')}</p>
      ) : (
        <ul className="br-pieces scrolls" onKeyDown={keys}>
          {shown.map((one) => (
            <li key={`${one.type} ${one.id}`}>
              <Piece one={one} onInsert={onInsert} onFigure={onFigure} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
