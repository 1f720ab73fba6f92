import { useRef, useState } from 'react';
import type { AliasKind, Company } from '../../core/company.ts';
import { library } from '../library.ts';
import { doubtWords } from '../messages/doubt.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Field, Select } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Popover } from '../parts/popover.tsx';
import { fail, reasonOf, say } from '../parts/toast.tsx';
import { ALIAS_KINDS } from './alias-kinds.ts';
import { languageOfName, scriptLanguage } from './words.ts';

/** Names shown at the head; all of them, by kind, are one step away. */
const SHOWN = 10;
const undo = () => ({ label: t('frame.undo'), run: () => void library.history.undo({}) });

/** The other names a company is found under; each can be taken away, new ones added in any script. */
export function Aliases({
  company,
  adding,
  onAdding,
  onAll,
}: {
  readonly company: Company;
  readonly onAll: () => void;
  readonly adding: boolean;
  readonly onAdding: (open: boolean) => void;
}) {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<AliasKind>('name');
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const add = async () => {
    const name = text.trim();
    if (name === '') return;
    try {
      const { doubts } = await library.companies.addAlias({
        id: company.id,
        alias: { text: name, language: scriptLanguage(name), kind },
      });
      setText('');
      setError(null);
      onAdding(false);
      say([t('company.alias.added', { name }), ...doubts.map(doubtWords)].join(' '), undo());
    } catch (reason) {
      setError(reasonOf(reason));
    }
  };
  const remove = async (name: string) => {
    try {
      await library.companies.removeAlias({ id: company.id, text: name });
      say(t('company.alias.removed', { name }), undo());
    } catch (reason) {
      fail(reason);
    }
  };
  const others = company.aliases.filter((alias) => alias.text !== company.name);
  return (
    <div className="co-also">
      <span className="t3 sm">{t('company.aliases')}</span>
      <ul className="co-alias-list">
        {others.slice(0, SHOWN).map((alias) => (
          <li key={alias.text} title={alias.kind ? t(`company.alias.kind.${alias.kind}`) : undefined}>
            <Chip
              tone="company"
              lang={alias.language ?? languageOfName(alias.text)}
              name={t('company.alias.remove', { name: alias.text })}
              onRemove={() => void remove(alias.text)}
            >
              {alias.text}
            </Chip>
          </li>
        ))}
      </ul>
      <button type="button" className="co-link quiet" onClick={onAll}>
        {t('company.names.all', { count: others.length + 1 })}
      </button>
      <Popover
        label={t('company.alias.add')}
        open={adding}
        onOpenChange={onAdding}
        initialFocus={field}
        trigger={
          <button type="button" className="co-link row tight" aria-label={t('company.alias.add')}>
            <Icon name="plus" size="xs" />
            {t('company.alias.short')}
          </button>
        }
      >
        <form
          className="col co-alias-form"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Field
            ref={field}
            label={t('company.alias.name')}
            value={text}
            lang={languageOfName(text)}
            error={error}
            onChange={(event) => setText(event.target.value)}
          />
          <Select
            label={t('company.alias.kind')}
            value={kind}
            onChange={setKind}
            options={ALIAS_KINDS.map((value) => ({ value, label: t(`company.alias.kind.${value}`) }))}
          />
          <Button kind="primary" submit disabled={text.trim() === ''}>
            {t('company.alias.add')}
          </Button>
        </form>
      </Popover>
    </div>
  );
}
