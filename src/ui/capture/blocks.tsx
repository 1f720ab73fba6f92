import type { Block } from '../../core/source.ts';
import { ruleSentence } from '../../core/capture/rules.ts';
import { languageOfName } from '../companies/words.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Check } from '../parts/check.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { roving } from '../parts/roving.ts';
import { ruleName } from './draft.ts';

const kindName = (block: Block, paragraph: number): string =>
  block.kind === 'paragraph'
    ? t('capture.block.paragraph', { number: paragraph })
    : t(`capture.block.${block.kind}`);

/** The number of each paragraph among those that are not removed. */
const paragraphNumbers = (blocks: readonly Block[]): readonly number[] => {
  let count = 0;
  return blocks.map((block) => (block.kind === 'paragraph' && !block.removed ? ++count : count));
};

const wordsOf = (block: Block): string =>
  block.text !== '' ? block.text : block.kind === 'figure' ? (block.image?.alt ?? '') : '';

/** Every block of the capture with its kind, or the rule that hides it; the box keeps or hides it. */
export function BlockList({
  blocks,
  removed,
  onChange,
  site,
}: {
  readonly blocks: readonly Block[];
  readonly removed: ReadonlySet<number>;
  readonly onChange: (removed: ReadonlySet<number>) => void;
  /** The site the choices can be remembered for; null where there is none. */
  readonly site: {
    readonly host: string;
    readonly on: boolean;
    readonly onChange: (on: boolean) => void;
  } | null;
}) {
  const byRules = blocks.flatMap((block, i) => (block.removed ? [i] : []));
  const changed = byRules.length !== removed.size || byRules.some((i) => !removed.has(i));
  const toggle = (i: number, keep: boolean) => {
    const next = new Set(removed);
    if (keep) next.delete(i);
    else next.add(i);
    onChange(next);
  };
  const numbers = paragraphNumbers(blocks);
  return (
    <section className="cp-blocks" aria-label={t('capture.blocks')}>
      <div className="phead cp-head">
        <h3 className="label">{t('capture.blocks')}</h3>
        <span className="end row tight sm t3">
          <Kbd keys="Space" /> {t('capture.blocks.toggle')}
        </span>
        {changed && (
          <Button size="small" kind="ghost" onClick={() => onChange(new Set(byRules))}>
            {t('capture.blocks.byRules')}
          </Button>
        )}
        {!changed && removed.size > 0 && (
          <Button size="small" kind="ghost" onClick={() => onChange(new Set())}>
            {t('capture.blocks.keepAll')}
          </Button>
        )}
      </div>
      {changed && site && (
        <div className="cp-site sm">
          <Check on={site.on} onChange={site.onChange}>
            {t('capture.site.remember', { host: site.host })}
          </Check>
        </div>
      )}
      <ul className="cp-list scrolls" aria-label={t('capture.blocks.list')} onKeyDown={roving('input')}>
        {blocks.map((block, i) => {
          const off = removed.has(i);
          const rule = block.removed?.rule;
          const sentence = off && rule !== undefined ? ruleSentence(rule) : null;
          const label = off && rule !== undefined ? ruleName(rule) : kindName(block, numbers[i]!);
          const yours = off !== (rule !== undefined);
          return (
            <li key={i} className={`cp-block${off ? ' off' : ''}`}>
              <Check
                on={!off}
                onChange={(keep) => toggle(i, keep)}
                name={`${label}: ${wordsOf(block).slice(0, 80)}`}
              />
              <div className="grow" onClick={() => toggle(i, off)}>
                <span className="row tight">
                  <span className="label" {...(sentence !== null && { title: sentence })}>
                    {label}
                  </span>
                  {yours && (
                    <span className="mc t3">{t(off ? 'capture.block.byYou' : 'capture.block.restored')}</span>
                  )}
                </span>
                <span className="cp-words" lang={block.language ?? languageOfName(block.text)}>
                  {wordsOf(block)}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
