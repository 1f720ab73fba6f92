import { useState } from 'react';
import type { Alias, AliasKind } from '../../core/company.ts';
import type { DossierView } from '../../library/company-views.ts';
import { undo } from '../frame/undo.ts';
import { library } from '../library.ts';
import { doubtWords } from '../messages/doubt.ts';
import { languageName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field, Select } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { reasonOf, say } from '../parts/toast.tsx';
import { ALIAS_KINDS } from './alias-kinds.ts';
import { languageOfName } from './words.ts';

const LANGUAGES = ['en', 'zh', 'zh-Hant', 'ja', 'ko', 'de', 'fr', 'es'];

/** One name, its kind and its language, each corrected in place. */
function NameRow({
  companyId,
  alias,
  onError,
}: {
  readonly companyId: string;
  readonly alias: Alias;
  readonly onError: (words: string | null) => void;
}) {
  const [text, setText] = useState(alias.text);
  const edit = async (change: { to?: string; kind?: AliasKind; language?: string | null }): Promise<void> => {
    try {
      const { doubts } = await library.companies.editAlias({ id: companyId, text: alias.text, ...change });
      onError(doubts.length > 0 ? doubts.map(doubtWords).join(' ') : null);
    } catch (reason) {
      setText(alias.text);
      onError(reasonOf(reason));
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await library.companies.removeAlias({ id: companyId, text: alias.text });
      say(t('company.alias.removed', { name: alias.text }), { label: t('frame.undo'), run: undo });
    } catch (reason) {
      onError(reasonOf(reason));
    }
  };
  const known = alias.language === null || LANGUAGES.includes(alias.language);
  return (
    <li className="co-name-row">
      <Field
        name={t('company.alias.edit', { name: alias.text })}
        lang={alias.language ?? languageOfName(text)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => (text.trim() === alias.text ? undefined : void edit({ to: text }))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <Select
        name={t('company.alias.kindOf', { name: alias.text })}
        value={alias.kind ?? 'name'}
        options={ALIAS_KINDS.map((value) => ({ value, label: t(`company.alias.kind.${value}`) }))}
        onChange={(kind) => void edit({ kind })}
      />
      <Select
        name={t('company.alias.languageOf', { name: alias.text })}
        value={alias.language ?? ''}
        options={[
          { value: '', label: t('company.alias.anyLanguage') },
          ...(known ? LANGUAGES : [alias.language, ...LANGUAGES]).map((value) => ({
            value,
            label: languageName(value),
          })),
        ]}
        onChange={(language) => void edit({ language: language === '' ? null : language })}
      />
      <IconButton
        icon="x"
        label={t('company.alias.remove', { name: alias.text })}
        onClick={() => void remove()}
      />
    </li>
  );
}

/** All names of a company by kind, with the spellings that are found without being added. */
export function NamesSheet({
  view,
  onAdd,
  onClose,
}: {
  readonly view: DossierView;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}) {
  const [error, setError] = useState<string | null>(null);
  const { company, derivedNames } = view;
  const groups = ALIAS_KINDS.map((kind) => ({
    kind,
    aliases: company.aliases.filter((alias) => (alias.kind ?? 'name') === kind),
  })).filter(({ aliases }) => aliases.length > 0);
  return (
    <Sheet
      title={t('company.names', { name: company.name })}
      open
      className="co-sheet"
      onClose={onClose}
      footer={
        <>
          <Button icon="plus" onClick={onAdd}>
            {t('company.alias.add')}
          </Button>
          <span className="end" />
          <Button onClick={onClose}>{t('frame.close')}</Button>
        </>
      }
    >
      <div className="col">
        {error !== null && (
          <p className="co-error" role="status">
            {error}
          </p>
        )}
        {groups.map(({ kind, aliases }) => (
          <section key={kind} aria-label={t(`company.alias.kind.${kind}`)}>
            <h3 className="label">{t(`company.alias.kind.${kind}`)}</h3>
            <ul>
              {aliases.map((alias) => (
                <NameRow key={alias.text} companyId={company.id} alias={alias} onError={setError} />
              ))}
            </ul>
          </section>
        ))}
        {derivedNames.length > 0 && (
          <section aria-label={t('company.names.derived')}>
            <h3 className="label">{t('company.names.derived')}</h3>
            <ul>
              {derivedNames.map((one) => (
                <li key={one.text} className="row tight co-derived">
                  <span
                    lang={
                      one.kind === 'pinyin' ? 'zh-Latn' : one.kind === 'traditional' ? 'zh-Hant' : 'zh-Hans'
                    }
                  >
                    {one.text}
                  </span>
                  <span className="t3 sm">
                    {t(`company.names.${one.kind}`)} · {one.from}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}
