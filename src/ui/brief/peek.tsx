import type { Editor } from '@tiptap/core';
import { useMemo, useState } from 'react';
import type { EvidenceReference } from '../../core/brief.ts';
import { languageOfName } from '../companies/words.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { TextArea } from '../parts/field.tsx';
import { Popover } from '../parts/popover.tsx';
import { openSource } from '../view.ts';
import { isShortened, sourceOf, type EvidenceTable } from './evidence.ts';

/** A node being looked at, and where it stands in the window. */
export interface Peeked {
  readonly position: number;
  readonly rect: DOMRect;
}

function Shorten({
  quote,
  full,
  onApply,
}: {
  readonly quote: string;
  readonly full: string;
  readonly onApply: (quote: string) => void;
}) {
  const [words, setWords] = useState(quote);
  const fits = isShortened(words, full);
  return (
    <form
      className="col"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) onApply(words.trim());
      }}
    >
      <TextArea
        label={t('brief.quotation.full')}
        rows={4}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <p className={fits ? 't3 sm' : 'sm br-bad'} role="status">
        {t(fits ? 'brief.quotation.shortenHint' : 'brief.quotation.mustMatch')}
      </p>
      <div className="row">
        <span className="end" />
        <Button submit kind="primary" size="small" disabled={!fits}>
          {t('brief.apply')}
        </Button>
      </div>
    </form>
  );
}

function FootnoteText({
  text,
  onApply,
}: {
  readonly text: string;
  readonly onApply: (text: string) => void;
}) {
  const [words, setWords] = useState(text);
  return (
    <form
      className="col"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(words.trim());
      }}
    >
      <TextArea
        label={t('brief.footnote.text')}
        rows={3}
        autoFocus
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="row">
        <span className="end" />
        <Button submit kind="primary" size="small" disabled={words.trim() === ''}>
          {t('brief.apply')}
        </Button>
      </div>
    </form>
  );
}

/** Where a chip or quotation comes from: the words in their surroundings, the source, and what can be done with it. */
export function Peek({
  editor,
  peeked,
  evidence,
  onClose,
}: {
  readonly editor: Editor;
  readonly peeked: Peeked;
  readonly evidence: EvidenceTable;
  readonly onClose: () => void;
}) {
  const [shortening, setShortening] = useState(false);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => peeked.rect }), [peeked]);
  const node = editor.state.doc.nodeAt(peeked.position);
  if (!node) return null;
  const remove = () => {
    editor.view.dispatch(editor.state.tr.delete(peeked.position, peeked.position + node.nodeSize));
    onClose();
    editor.commands.focus();
  };
  const apply = (name: string, value: string) => {
    editor.view.dispatch(editor.state.tr.setNodeAttribute(peeked.position, name, value));
    onClose();
    editor.commands.focus();
  };
  const attrs = node.attrs as EvidenceReference;
  const mark = attrs.annotationId === null ? undefined : evidence.marks.get(attrs.annotationId);
  const full = mark?.quote ?? attrs.quote;
  const source = sourceOf(attrs, evidence);
  const sourceId = mark?.sourceId ?? attrs.sourceId;
  const range =
    mark && mark.start !== null && mark.end !== null ? { start: mark.start, end: mark.end } : undefined;
  return (
    <Popover
      label={t('brief.peek')}
      anchor={anchor}
      open
      className="br-peek"
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      {node.type.name === 'footnote' ? (
        <FootnoteText text={String(node.attrs['text'])} onApply={(text) => apply('text', text)} />
      ) : shortening ? (
        <Shorten quote={attrs.quote} full={full} onApply={(quote) => apply('quote', quote)} />
      ) : (
        <>
          <p className="br-peek-words" lang={languageOfName(full)}>
            {mark && <span className="t3">…{mark.prefix.slice(-80)}</span>}
            <mark className={mark ? `hl-${mark.colour}` : undefined}>{full}</mark>
            {mark && <span className="t3">{mark.suffix.slice(0, 80)}…</span>}
          </p>
          {source !== null && (
            <p className="sm t2" lang={languageOfName(source)}>
              {source}
            </p>
          )}
          <div className="row tight">
            {sourceId !== null && (
              <Button size="small" icon="book-open" onClick={() => openSource(sourceId, range)}>
                {t('brief.open')}
              </Button>
            )}
            {node.type.name === 'quotation' && (
              <Button size="small" icon="ellipsis" onClick={() => setShortening(true)}>
                {t('brief.quotation.shorten')}
              </Button>
            )}
            <span className="end" />
            <Button size="small" kind="danger" icon="trash" onClick={remove}>
              {t('brief.remove')}
            </Button>
          </div>
        </>
      )}
    </Popover>
  );
}
