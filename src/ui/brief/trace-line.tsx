import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState } from 'react';
import type { ShownCheck } from '../../library/brief-opening.ts';
import { keysOf } from '../commands/bindings.ts';
import { t } from '../messages/index.ts';
import { Chip } from '../parts/chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { Kbd } from '../parts/kbd.tsx';
import type { EvidenceTable } from './evidence.ts';
import { hasProblems, problemList } from './problem-list.ts';
import { problemAt } from './tracing.ts';

/** How many claims are traced, what is missing, and the way to the next of them. */
export function TraceLine({
  editor,
  check,
  table,
  onGo,
  onStep,
  onFind,
  onMine,
}: {
  readonly editor: Editor;
  readonly check: ShownCheck;
  readonly table: EvidenceTable;
  readonly onGo: (position: number, text: string) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onFind: () => void;
  readonly onMine: () => void;
}) {
  const current = useEditorState({
    editor,
    selector: ({ editor: now }) => problemAt(now.state, now.state.selection.from)?.kind ?? null,
  });
  const [listed, setListed] = useState(false);
  const open = check.claims.filter((claim) => claim.status === 'unsupported').length;
  const all = check.count;
  return (
    <div className="br-trace">
      <span role="status" className="row tight">
        {all === 0 ? (
          <span className="t3">{t('brief.trace.none')}</span>
        ) : (
          <Chip tone="ok" icon="circle-check">
            {t('brief.trace', { traced: check.traced, claims: all })}
          </Chip>
        )}
        {check.broken > 0 && (
          <Chip tone="bad" icon="circle-x">
            {t('brief.problem.quotes', { count: check.broken })}
          </Chip>
        )}
        {open > 0 && (
          <Chip tone="warn" icon="triangle-alert">
            {t('brief.problem.claims', { count: open })}
          </Chip>
        )}
        {check.stale.length > 0 && (
          <Chip tone="warn">{t('brief.problem.stale', { count: check.stale.length })}</Chip>
        )}
        {check.conflicts.length > 0 && (
          <Chip tone="warn">{t('brief.problem.conflicts', { count: check.conflicts.length })}</Chip>
        )}
      </span>
      {hasProblems(check) && (
        <Menu
          trigger={
            <button type="button" className="br-textlink">
              {t('brief.problem.all')}
            </button>
          }
          // made when it is asked for: in a long brief it costs more than a key
          list={listed ? problemList(check, table, onGo) : []}
          opening={{ open: listed, onOpenChange: setListed }}
        />
      )}
      {open > 0 && (
        <button type="button" className="br-textlink" onClick={onFind}>
          {t('brief.problem.find')}
        </button>
      )}
      {current === 'unsupported' && (
        <button type="button" className="br-textlink" onClick={onMine}>
          {t('brief.problem.mine')}
        </button>
      )}
      {open + check.broken > 0 && (
        <span className="end row tight">
          <IconButton
            small
            icon="chevron-up"
            label={t('brief.problem.previous')}
            keys={keysOf('prev.marker') ?? ''}
            onClick={() => onStep(-1)}
          />
          <button type="button" className="br-next t3" onClick={() => onStep(1)}>
            <Kbd keys={keysOf('next.marker') ?? ''} />
            <span>{t('brief.problem.next')}</span>
            <Icon name="chevron-down" size="s" />
          </button>
        </span>
      )}
    </div>
  );
}
