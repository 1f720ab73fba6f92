import Fuse from 'fuse.js';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { LINK_KINDS, type LinkKind } from '../../core/annotation.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Swatch } from '../parts/colours.tsx';
import { Field } from '../parts/field.tsx';
import { Segment } from '../parts/segment.tsx';
import { Sheet } from '../parts/sheet.tsx';
import type { Row } from './order.ts';
import './annotations.css';

/** Annotations searched at once, and how many of those found are offered. */
const MOST = 5000;
const SHOWN = 60;

const wordsOf = (row: Row): string => row.quote || row.note;

/** Links an annotation to another one: what it does for it, and which. With `toId` only the first is asked. */
export function LinkSheet({
  fromId,
  toId,
  onClose,
}: {
  readonly fromId: string;
  readonly toId?: string | undefined;
  readonly onClose: () => void;
}) {
  const [kind, setKind] = useState<LinkKind>('supports');
  const [text, setText] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(text.trim());
  const all = useLive(
    ['annotation', 'source'],
    async () => (await library.annotations.list({ limit: MOST })).annotations,
  );
  const from = all.value?.find((row) => row.id === fromId);
  const to = all.value?.find((row) => row.id === toId);
  const others = useMemo(
    () =>
      (all.value ?? [])
        .filter((row) => row.id !== fromId)
        // what stands in the same source is most often meant
        .toSorted(
          (one, other) => Number(other.sourceId === from?.sourceId) - Number(one.sourceId === from?.sourceId),
        ),
    [all.value, fromId, from?.sourceId],
  );
  const fuse = useMemo(
    () =>
      new Fuse(others, {
        keys: [{ name: 'quote', weight: 2 }, { name: 'note', weight: 2 }, 'sourceTitle', 'tags'],
        threshold: 0.32,
        ignoreLocation: true,
      }),
    [others],
  );
  const shown = to
    ? [to]
    : wanted === ''
      ? others.slice(0, SHOWN)
      : fuse.search(wanted, { limit: SHOWN }).map(({ item }) => item);
  const link = async (row: Row): Promise<void> => {
    const done = doing(
      library.annotations.link({ fromId, toId: row.id, kind }),
      t('annotations.linked', { kind: t(`annotations.link.${kind}`) }),
    );
    if (await done) onClose();
  };
  return (
    <Sheet title={t('annotations.linkTitle')} open onClose={onClose} initialFocus={first} className="picker">
      {from && <q className="an-from">{wordsOf(from)}</q>}
      <Segment
        label={t('annotations.linkKind')}
        value={kind}
        options={LINK_KINDS.map((value) => ({ value, label: t(`annotations.link.${value}`) }))}
        onChange={setKind}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (shown[0]) void link(shown[0]);
        }}
      >
        {to ? (
          <Button kind="primary" submit>
            {t('annotations.linkThese')}
          </Button>
        ) : (
          <Field
            ref={first}
            icon="search"
            name={t('annotations.linkFind')}
            placeholder={t('annotations.linkFind')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </form>
      <ul className="picker-list an-choices">
        {shown.map((row) => (
          <li key={row.id}>
            <Button kind="ghost" onClick={() => void link(row)}>
              <Swatch colour={row.colour} />
              <span className="an-choice">
                <span className="an-quote">{wordsOf(row)}</span>
                <span className="t3 sm clip">{row.sourceTitle}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {all.value && shown.length === 0 && <p className="t2">{t('annotations.noneMatch')}</p>}
    </Sheet>
  );
}
