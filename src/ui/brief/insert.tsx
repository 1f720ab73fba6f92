import type { Editor } from '@tiptap/core';
import type { Command } from '@tiptap/pm/state';
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
} from '@tiptap/pm/tables';
import { useEditorState } from '@tiptap/react';
import { useState } from 'react';
import type { BlockNode, InlineNode } from '../../core/brief.ts';
import { numberTargets } from '../../core/brief/targets.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { Picker } from '../parts/picker.tsx';
import { fail } from '../parts/toast.tsx';
import { referablesIn } from './counted.ts';
import { emptyTable, insertBlock, insertReference } from './editor.ts';
import { referenceTo, type Evidence } from './evidence.ts';
import { FactsSheet } from './facts-sheet.tsx';
import { usePreferences } from '../preferences.ts';

type Asking = 'facts' | 'chart' | 'picture' | 'reference' | 'grid';

function PicturePicker({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const { value } = useLive(['annotation', 'source'], () => library.briefs.pictures({}));
  const pictures = value ?? [];
  return (
    <Picker
      single
      icon="image"
      title={t('brief.insert.picture')}
      choices={pictures.map((one, i) => ({
        id: String(i),
        label: one.caption || one.alt || t('brief.picture.unnamed'),
        detail: one.sourceTitle,
      }))}
      onPick={({ id }) => {
        const one = pictures[Number(id)];
        onClose();
        if (!one) return;
        const { sourceId, asset, alt } = one;
        const caption = usePreferences.getState()['briefs.captions'] ? one.caption || alt : '';
        insertBlock(editor, { type: 'figure', attrs: { sourceId, asset, alt, caption } });
      }}
      onClose={onClose}
    />
  );
}

function ReferencePicker({
  editor,
  language,
  onClose,
}: {
  readonly editor: Editor;
  readonly language: string;
  readonly onClose: () => void;
}) {
  const { list } = referablesIn(editor.state.doc);
  // What is not numbered yet will be as soon as it is referred to.
  const all = list.map((thing, i) => ({ ...thing, id: thing.id ?? `new ${i}` }));
  const targets = numberTargets(all, new Set(all.map(({ id }) => id)), language);
  return (
    <Picker
      single
      icon="link"
      title={t('brief.insert.reference')}
      choices={all.map((thing, i) => ({
        id: String(i),
        label: `${targets[i]?.label ?? ''} ${thing.words}`.trim(),
        detail: t(`brief.reference.${thing.kind}`),
      }))}
      onPick={({ id }) => {
        const thing = list[Number(id)];
        onClose();
        if (thing) insertReference(editor, thing.at, thing.id, crypto.randomUUID());
      }}
      onClose={onClose}
    />
  );
}

/** Puts a grid in as a table: every figure carries the citation of its fact. */
async function insertGrid(editor: Editor, gridId: string, evidence: readonly Evidence[]): Promise<void> {
  const grid = await library.grids.table({ id: gridId });
  const facts = new Map(evidence.flatMap((one) => (one.type === 'fact' ? [[one.id, one] as const] : [])));
  const cell = (text: string, factId: string | null): readonly InlineNode[] => {
    const fact = factId === null ? undefined : facts.get(factId);
    return [
      ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ...(fact ? [{ type: 'citation' as const, attrs: referenceTo(fact) }] : []),
    ];
  };
  const row = (
    type: 'tableHeader' | 'tableCell',
    cells: readonly { readonly text: string; readonly factId: string | null }[],
  ) => ({
    type: 'tableRow' as const,
    content: cells.map(({ text, factId }) => ({
      type,
      content: [{ type: 'paragraph' as const, content: cell(text, factId) }],
    })),
  });
  const table: BlockNode = {
    type: 'table',
    content: [
      row(
        'tableHeader',
        grid.columns.map((text) => ({ text, factId: null })),
      ),
      ...grid.rows.map(({ cells }) => row('tableCell', cells)),
    ],
  };
  insertBlock(editor, table);
}

function GridPicker({
  editor,
  evidence,
  onClose,
}: {
  readonly editor: Editor;
  readonly evidence: readonly Evidence[];
  readonly onClose: () => void;
}) {
  const { value } = useLive(['grid'], () => library.grids.list());
  return (
    <Picker
      single
      icon="table"
      title={t('brief.insert.grid')}
      choices={(value ?? []).map(({ id, name }) => ({ id, label: name }))}
      onPick={({ id }) => {
        onClose();
        insertGrid(editor, id, evidence).catch(fail);
      }}
      onClose={onClose}
    />
  );
}

/** Everything that is put in between paragraphs, and the tools of the table the caret is in. */
export function Insert({
  editor,
  evidence,
  language,
  onFootnote,
}: {
  readonly editor: Editor;
  readonly evidence: readonly Evidence[];
  readonly language: string;
  readonly onFootnote: () => void;
}) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const inTable = useEditorState({ editor, selector: ({ editor: now }) => isInTable(now.state) });
  const close = () => setAsking(null);
  const run = (command: Command) => () => {
    command(editor.state, editor.view.dispatch);
    editor.view.focus();
  };
  const list: readonly MenuEntry[] = [
    { label: t('brief.insert.facts'), icon: 'badge-check', run: () => setAsking('facts') },
    { label: t('brief.insert.chart'), icon: 'chart-column', run: () => setAsking('chart') },
    { label: t('brief.insert.picture'), icon: 'image', run: () => setAsking('picture') },
    { label: t('brief.insert.grid'), icon: 'columns-2', run: () => setAsking('grid') },
    { label: t('brief.insert.table'), icon: 'table', run: () => insertBlock(editor, emptyTable(3, 3)) },
    '-',
    { label: t('brief.insert.reference'), icon: 'link', run: () => setAsking('reference') },
    { label: t('brief.tool.footnote'), icon: 'message-square-text', run: onFootnote },
    ...(inTable
      ? ([
          '-',
          { heading: t('brief.insert.table') },
          { label: t('brief.cells.rowAfter'), icon: 'plus', run: run(addRowAfter) },
          { label: t('brief.cells.columnAfter'), icon: 'plus', run: run(addColumnAfter) },
          { label: t('brief.cells.deleteRow'), icon: 'minus', run: run(deleteRow) },
          { label: t('brief.cells.deleteColumn'), icon: 'minus', run: run(deleteColumn) },
          { label: t('brief.cells.deleteTable'), icon: 'trash', danger: true, run: run(deleteTable) },
        ] as const)
      : []),
  ];
  return (
    <>
      <Menu trigger={<IconButton icon="plus" label={t('brief.insert')} />} list={list} />
      {(asking === 'facts' || asking === 'chart') && (
        <FactsSheet
          chart={asking === 'chart'}
          evidence={evidence}
          begin={{}}
          onClose={close}
          onDone={({ form, title, ...facts }) => {
            close();
            const attrs = { ...facts, ...(title !== null && { title }) };
            insertBlock(
              editor,
              asking === 'chart'
                ? { type: 'chart', attrs: { ...attrs, form } }
                : { type: 'factTable', attrs },
            );
          }}
        />
      )}
      {asking === 'picture' && <PicturePicker editor={editor} onClose={close} />}
      {asking === 'reference' && <ReferencePicker editor={editor} language={language} onClose={close} />}
      {asking === 'grid' && <GridPicker editor={editor} evidence={evidence} onClose={close} />}
    </>
  );
}
