import { useState } from 'react';
import { doubtWords } from '../messages/doubt.ts';
import { languageName } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Field, Select, TextArea } from '../parts/field.tsx';
import { originWords } from '../inspector/origins.ts';
import { Icon } from '../parts/icon.tsx';
import { openSource } from '../view.ts';
import { fieldOf, isDate, type Draft, type FieldName } from './draft.ts';

const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant', 'ja', 'ko', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ru', 'ar'];

function Origin({ draft, name }: { readonly draft: Draft; readonly name: FieldName }) {
  const found = draft.preview.provenance[name];
  const edited = draft.fields[name] !== undefined && draft.fields[name] !== draft.preview[name];
  const missing = !edited && fieldOf(draft, name) === null;
  return (
    <span className={`cp-origin${missing ? ' missing' : ''}`}>
      <Icon name={edited ? 'pencil' : missing ? 'circle-question-mark' : 'check'} size="xs" />
      {edited
        ? t('capture.field.edited')
        : missing
          ? t('capture.field.missing')
          : found === undefined
            ? null
            : t('capture.field.from', { origin: originWords(found) })}
    </span>
  );
}

function Tags({
  tags,
  onChange,
}: {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const add = () => {
    const tag = typed.trim().replace(/^#/, '');
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
    setTyped('');
  };
  return (
    <div className="col cp-tags">
      <Field
        label={t('capture.field.tags')}
        placeholder={t('capture.field.tagsAdd')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault();
            add();
          } else if (event.key === 'Backspace' && typed === '' && tags.length > 0)
            onChange(tags.slice(0, -1));
        }}
        onBlur={add}
      />
      {tags.length > 0 && (
        <div className="row tight wrap">
          {tags.map((tag) => (
            <Chip
              key={tag}
              name={t('capture.remove', { tag })}
              onRemove={() => onChange(tags.filter((other) => other !== tag))}
            >
              {tag}
            </Chip>
          ))}
        </div>
      )}
    </div>
  );
}

/** The description of the capture: each value with where it came from, each correctable. */
export function FieldList({
  draft,
  onChange,
  onClose,
}: {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onClose: () => void;
}) {
  const { preview } = draft;
  const set = (name: FieldName, value: string) =>
    onChange({ ...draft, fields: { ...draft.fields, [name]: value } });
  const date = fieldOf(draft, 'publishedOn') ?? '';
  const language = fieldOf(draft, 'language') ?? '';
  const languages = [...new Set([language, ...LANGUAGES])].map((value) => ({
    value,
    label: value === '' ? t('capture.field.missing') : languageName(value),
  }));
  return (
    <section className="cp-fields scrolls" aria-label={t('capture.fields')}>
      <div>
        <TextArea
          label={t('capture.field.title')}
          rows={2}
          value={fieldOf(draft, 'title') ?? ''}
          onChange={(event) => set('title', event.target.value)}
        />
        <Origin draft={draft} name="title" />
      </div>
      <div>
        <Field
          label={t('capture.field.siteName')}
          value={fieldOf(draft, 'siteName') ?? ''}
          onChange={(event) => set('siteName', event.target.value)}
        />
        <Origin draft={draft} name="siteName" />
      </div>
      <div className="cp-pair">
        <div>
          <Field
            label={t('capture.field.byline')}
            value={fieldOf(draft, 'byline') ?? ''}
            onChange={(event) => set('byline', event.target.value)}
          />
          <Origin draft={draft} name="byline" />
        </div>
        <div>
          <Field
            label={t('capture.field.publishedOn')}
            className="num"
            placeholder={t('capture.field.dateHint')}
            value={date}
            error={isDate(date) ? null : t('capture.field.dateWrong')}
            onChange={(event) => set('publishedOn', event.target.value.trim())}
          />
          <Origin draft={draft} name="publishedOn" />
        </div>
      </div>
      <div>
        <Select
          label={t('capture.field.language')}
          value={language}
          options={languages}
          onChange={(value) => set('language', value)}
        />
        <Origin draft={draft} name="language" />
      </div>
      <div>
        <span className="label">{t('capture.companies')}</span>
        {preview.companies.length === 0 ? (
          <p className="sm t3">{t('capture.companies.none')}</p>
        ) : (
          <div className="row tight wrap cp-companies">
            {preview.companies.map((company) => (
              <Chip key={company.id} on icon="check">
                {company.name}
              </Chip>
            ))}
          </div>
        )}
      </div>
      <Tags tags={draft.tags} onChange={(tags) => onChange({ ...draft, tags })} />
      {preview.duplicateOf && (
        <div className="card cp-warn">
          <div className="row tight b">
            <Icon name="copy" size="s" />
            {t('capture.duplicate')}
          </div>
          <p className="sm t2">{t('capture.duplicate.words', { title: preview.duplicateOf.title })}</p>
          <Button
            size="small"
            onClick={() => {
              onClose();
              openSource(preview.duplicateOf!.id);
            }}
          >
            {t('capture.duplicate.open')}
          </Button>
        </div>
      )}
      {preview.nearCopyOf && (
        <div className="card cp-warn">
          <div className="row tight b">
            <Icon name="copy" size="s" />
            {t('capture.near')}
          </div>
          <p className="sm t2">{t('capture.near.words', { title: preview.nearCopyOf.title })}</p>
          <Button
            size="small"
            onClick={() => {
              onClose();
              openSource(preview.nearCopyOf!.id);
            }}
          >
            {t('capture.duplicate.open')}
          </Button>
        </div>
      )}
      {preview.doubts.length > 0 && (
        <div className="card cp-warn">
          <div className="row tight b">
            <Icon name="triangle-alert" size="s" />
            {t('capture.doubts')}
          </div>
          <ul className="sm t2">
            {preview.doubts.map((doubt, i) => (
              <li key={i}>{doubtWords(doubt)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
