import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { useMemo, useState } from 'react';
import type {
  BriefCheck,
  CheckedQuote,
  EvidenceReference,
  FactTableNode,
  FigureNode,
} from '../../core/brief.ts';
import { differenceSentence } from '../../core/brief/wording.ts';
import { languageOfName } from '../companies/words.ts';
import { amountOf } from '../facts/format.ts';
import { language, t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field, TextArea } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
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

/** The facts of a table or chart: each opens where it was read, and the choice of them can be changed. */
function FactsPeek({
  node,
  evidence,
  onEdit,
  onRemove,
}: {
  readonly node: Node;
  readonly evidence: EvidenceTable;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const { factIds } = node.attrs as FactTableNode['attrs'];
  return (
    <>
      <ul className="br-peek-facts scrolls">
        {factIds.map((id) => {
          const fact = evidence.facts.get(id);
          if (!fact) return null;
          const { sourceId, annotationId } = fact;
          const mark = annotationId === null ? undefined : evidence.marks.get(annotationId);
          const range =
            mark && mark.start !== null && mark.end !== null
              ? { start: mark.start, end: mark.end }
              : undefined;
          return (
            <li key={id} className="row tight">
              <span className="clip grow">
                {fact.metric} <b className="num">{amountOf(fact)}</b>
              </span>
              {sourceId === null ? (
                <span className="t3 sm">{t('brief.table.noSource')}</span>
              ) : (
                <Button size="small" icon="book-open" onClick={() => openSource(sourceId, range)}>
                  {t('brief.open')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div className="row tight">
        <Button size="small" icon="pencil" onClick={onEdit}>
          {t('brief.facts.edit')}
        </Button>
        <span className="end" />
        <Button size="small" kind="danger" icon="trash" onClick={onRemove}>
          {t('brief.remove')}
        </Button>
      </div>
    </>
  );
}

/** What differs between a quotation and its source, and the two ways out: the words as they stand there, or none. */
function Difference({
  quote,
  current,
  onRepair,
  onRelease,
}: {
  readonly quote: CheckedQuote;
  /** The words that stand in the source now; null when they are not known. */
  readonly current: string | null;
  readonly onRepair: (words: string) => void;
  readonly onRelease: () => void;
}) {
  if (!quote.difference) return null;
  return (
    <div className="br-difference" role="note">
      <p className="row tight">
        <Icon name="triangle-alert" size="s" />
        {differenceSentence(quote.difference, language())}
      </p>
      <div className="row tight wrap">
        {current !== null && current.trim() !== '' && current !== quote.quote && (
          <Button size="small" kind="primary" onClick={() => onRepair(current)}>
            {t('brief.repair')}
          </Button>
        )}
        <Button size="small" onClick={onRelease}>
          {t('brief.release')}
        </Button>
      </div>
      <p className="t3 sm">{t('brief.release.words')}</p>
    </div>
  );
}

function Caption({
  node,
  onApply,
}: {
  readonly node: Node;
  readonly onApply: (name: 'caption' | 'alt', value: string) => void;
}) {
  const { caption, alt } = node.attrs as FigureNode['attrs'];
  const [words, setWords] = useState(caption);
  const [shows, setShows] = useState(alt);
  return (
    <form
      className="col"
      onSubmit={(event) => {
        event.preventDefault();
        onApply('alt', shows.trim());
        onApply('caption', words.trim());
      }}
    >
      <Field
        label={t('brief.picture.caption')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Field
        label={t('brief.picture.alt')}
        value={shows}
        onChange={(event) => setShows(event.target.value)}
      />
      <div className="row">
        <span className="end" />
        <Button submit size="small">
          {t('brief.apply')}
        </Button>
      </div>
    </form>
  );
}

/** Where a piece of evidence in the text comes from: the words around it, the source, and what can be done with it. */
export function Peek({
  editor,
  peeked,
  evidence,
  check,
  locked,
  onFacts,
  onClose,
}: {
  readonly editor: Editor;
  readonly peeked: Peeked;
  readonly evidence: EvidenceTable;
  readonly check: BriefCheck;
  /** True in a frozen brief: to look at, not to change. */
  readonly locked: boolean;
  /** The facts of the table or chart at the position are to be chosen anew. */
  readonly onFacts: (position: number) => void;
  readonly onClose: () => void;
}) {
  const [shortening, setShortening] = useState(false);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => peeked.rect }), [peeked]);
  const node = editor.state.doc.nodeAt(peeked.position);
  if (!node) return null;
  const { name } = node.type;
  const done = () => {
    onClose();
    editor.commands.focus();
  };
  const remove = () => {
    editor.view.dispatch(editor.state.tr.delete(peeked.position, peeked.position + node.nodeSize));
    done();
  };
  const set = (attribute: string, value: string) =>
    editor.view.dispatch(editor.state.tr.setNodeAttribute(peeked.position, attribute, value));
  const apply = (attribute: string, value: string) => {
    set(attribute, value);
    done();
  };
  const release = () => {
    if (name !== 'quotation') {
      remove();
      return;
    }
    // Released words are the author's own from now on.
    const { paragraph } = editor.schema.nodes;
    const words = String(node.attrs['quote']).trim();
    const own = paragraph!.create(null, words === '' ? null : editor.schema.text(words));
    editor.view.dispatch(editor.state.tr.replaceWith(peeked.position, peeked.position + node.nodeSize, own));
    done();
  };
  const attrs = node.attrs as EvidenceReference;
  const mark = attrs.annotationId === null ? undefined : evidence.marks.get(attrs.annotationId);
  const full = mark?.quote ?? attrs.quote;
  const source = sourceOf(attrs, evidence);
  const sourceId = mark?.sourceId ?? attrs.sourceId;
  const range =
    mark && mark.start !== null && mark.end !== null ? { start: mark.start, end: mark.end } : undefined;
  const broken =
    check.broken === 0
      ? undefined
      : check.claims
          .flatMap(({ quotes }) => quotes)
          .find(
            (quote) =>
              quote.state === 'broken' &&
              quote.quote === attrs.quote &&
              quote.factId === attrs.factId &&
              (quote.annotationId === attrs.annotationId || attrs.annotationId === null),
          );
  return (
    <Popover
      label={t('brief.peek')}
      anchor={anchor}
      open
      className="br-peek"
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      {name === 'footnote' ? (
        <FootnoteText text={String(node.attrs['text'])} onApply={(text) => apply('text', text)} />
      ) : name === 'factTable' || name === 'chart' ? (
        <FactsPeek
          node={node}
          evidence={evidence}
          onEdit={() => {
            onClose();
            if (!locked) onFacts(peeked.position);
          }}
          onRemove={remove}
        />
      ) : shortening ? (
        <Shorten quote={attrs.quote} full={full} onApply={(quote) => apply('quote', quote)} />
      ) : (
        <>
          {name === 'figure' && !locked && <Caption node={node} onApply={set} />}
          {name !== 'figure' && (
            <p className="br-peek-words" lang={languageOfName(full)}>
              {mark && <span className="t3">…{mark.prefix.slice(-80)}</span>}
              <mark className={mark ? `hl-${mark.colour}` : undefined}>{full}</mark>
              {mark && <span className="t3">{mark.suffix.slice(0, 80)}…</span>}
            </p>
          )}
          {source !== null && (
            <p className="sm t2" lang={languageOfName(source)}>
              {source}
            </p>
          )}
          {broken && !locked && (
            <Difference
              quote={broken}
              current={mark?.current ?? mark?.quote ?? null}
              onRepair={(words) => apply('quote', words)}
              onRelease={release}
            />
          )}
          <div className="row tight">
            {sourceId !== null && (
              <Button size="small" icon="book-open" onClick={() => openSource(sourceId, range)}>
                {t('brief.open')}
              </Button>
            )}
            {name === 'quotation' && !locked && (
              <Button size="small" icon="ellipsis" onClick={() => setShortening(true)}>
                {t('brief.quotation.shorten')}
              </Button>
            )}
            <span className="end" />
            {!locked && (
              <Button size="small" kind="danger" icon="trash" onClick={remove}>
                {t('brief.remove')}
              </Button>
            )}
          </div>
        </>
      )}
    </Popover>
  );
}
