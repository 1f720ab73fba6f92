import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useDeferredValue } from 'react';
import { numberTargets } from '../../core/brief/targets.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { roving } from '../parts/roving.ts';
import { referablesIn } from './counted.ts';

interface Row {
  readonly at: number;
  readonly level: number;
  readonly label: string;
  readonly words: string;
  readonly kind: 'heading' | 'table' | 'figure';
}

/** The headings of a brief with its tables and figures, to jump to. */
export function Outline({
  editor,
  language,
  onGo,
}: {
  readonly editor: Editor;
  readonly language: string;
  readonly onGo: (position: number) => void;
}) {
  const doc = useDeferredValue(useEditorState({ editor, selector: ({ editor: now }) => now.state.doc }));
  const here = useEditorState({ editor, selector: ({ editor: now }) => now.state.selection.from });
  const { list, referred } = referablesIn(doc);
  const targets = numberTargets(list, referred, language);
  const rows: Row[] = list.flatMap((thing, i): Row[] => {
    const label = targets[i]?.label ?? '';
    if (thing.kind !== 'heading' && label === '') return [];
    return [{ at: thing.at, level: thing.level, label, words: thing.words, kind: thing.kind }];
  });
  const current = rows.findLastIndex((row) => row.kind === 'heading' && row.at <= here);
  if (rows.length === 0) return <p className="t3 sm br-none">{t('brief.outline.none')}</p>;
  return (
    <nav className="br-outline scrolls" aria-label={t('brief.outline')} onKeyDown={roving('button')}>
      {rows.map((row, i) => (
        <button
          key={`${row.at}`}
          type="button"
          className={`br-outline-row level-${row.kind === 'heading' ? Math.min(row.level, 4) : 'thing'}`}
          aria-current={i === current ? 'location' : undefined}
          onClick={() => onGo(row.at + 1)}
        >
          {row.kind !== 'heading' && <Icon name={row.kind === 'table' ? 'table' : 'chart-line'} size="s" />}
          <span className="clip">
            {row.label !== '' && <span className="num t3">{row.label} </span>}
            {row.words || t('brief.outline.empty')}
          </span>
        </button>
      ))}
    </nav>
  );
}
