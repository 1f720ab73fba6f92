import type { Conflict, FactView } from '../../library/views.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { day } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Chip } from '../parts/chip.tsx';
import { go } from '../view.ts';
import { languageOfName } from './words.ts';

/** A row of the table: a fact, and the others it is in conflict with. */
export interface Line {
  readonly fact: FactView;
  readonly conflict: Conflict | null;
}

const whereFrom = (fact: FactView): string =>
  [fact.siteName ?? fact.sourceTitle, fact.publishedOn === null ? null : day(fact.publishedOn)]
    .filter((part) => part !== null)
    .join(', ');

/** Whether a fact can be traced: its words, a second value, no source, or words that are gone. */
export function Evidence({ line }: { readonly line: Line }) {
  const { fact, conflict } = line;
  if (conflict && conflict.preferred === null)
    return (
      <Chip tone="warn" icon="triangle-alert">
        {t('company.fact.values', { count: conflict.facts.length })}
      </Chip>
    );
  if (fact.wordsTrashed)
    return (
      <Chip tone="warn" icon="trash">
        {t('facts.wordsTrashed')}
      </Chip>
    );
  if (fact.annotationId === null) return <Chip icon="circle-dot">{t('company.fact.noSource')}</Chip>;
  if (fact.anchor === 'orphan')
    return (
      <Chip tone="bad" icon="circle-x">
        {t('company.fact.lost')}
      </Chip>
    );
  if (fact.anchor === 'changed')
    return (
      <Chip tone="warn" icon="triangle-alert">
        {t('company.fact.moved')}
      </Chip>
    );
  return (
    <Chip tone="ok" icon="check">
      {conflict ? t('company.fact.preferred') : t('company.fact.traced')}
    </Chip>
  );
}

/** The words a fact was read from, which open in their source; for one without, what is known instead. */
export function Words({ fact, onOpen }: { readonly fact: FactView; readonly onOpen: () => void }) {
  if (fact.quote === null)
    return (
      <span className="t3">
        {fact.reason ? t('facts.once', { words: fact.reason }) : t('company.fact.byHand')}{' '}
        <button
          type="button"
          className="co-link"
          onClick={() => go({ screen: 'search', query: `${fact.companyName} ${fact.metric}` })}
        >
          {t('company.fact.findSource')}
        </button>
      </span>
    );
  if (fact.wordsTrashed)
    return (
      <span className="t3">
        <q lang={languageOfName(fact.quote)}>{fact.quote}</q>{' '}
        <button
          type="button"
          className="co-link"
          onClick={() =>
            void doing(library.annotations.restore({ ids: [fact.annotationId!] }), t('facts.wordsBack'))
          }
        >
          {t('facts.bringWords')}
        </button>
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="co-quote"
        onClick={onOpen}
        aria-label={t('company.fact.open', { quote: fact.quote })}
      >
        <span className="quote" lang={languageOfName(fact.quote)}>
          “{fact.quote}”
        </span>
      </button>
      <span className="sm t3 co-where" lang={languageOfName(whereFrom(fact))}>
        {whereFrom(fact)}
      </span>
    </>
  );
}
