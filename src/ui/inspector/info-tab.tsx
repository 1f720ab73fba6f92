import { useEffect, useRef, useState, type ReactNode } from 'react';
import { sourceExportMenu } from '../annotations/exchange.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { doubtWords } from '../messages/doubt.ts';
import { bytes, day, languageName, moment } from '../messages/formats.ts';
import { t, type MessageKey } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Field } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import { go, useView } from '../view.ts';
import { CompanyChips } from './company-chips.tsx';
import { originWords } from './origins.ts';
import type { OpenSource } from '../reader/open-source.ts';

type Editable = 'title' | 'byline' | 'siteName' | 'publishedOn' | 'language' | 'url';

const labels = {
  title: 'inspector.title',
  byline: 'inspector.byline',
  siteName: 'inspector.siteName',
  publishedOn: 'inspector.published',
  language: 'inspector.language',
  url: 'inspector.url',
} as const satisfies Record<Editable, MessageKey>;

const isDate = (text: string): boolean => text === '' || /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text);

/** One field of the description; leaving it or pressing Enter keeps it, Esc takes the typing back. */
function Described({ view, field }: { readonly view: OpenSource; readonly field: Editable }) {
  const stored = view.source[field] ?? '';
  const [text, setText] = useState(stored);
  const input = useRef<HTMLInputElement>(null);
  const editing = useView((place) => place.editing);
  useEffect(() => {
    if (editing !== field) return;
    input.current?.focus();
    input.current?.select();
    useView.setState({ editing: null });
  }, [editing, field]);
  const wrong = field === 'publishedOn' && !isDate(text);
  const keep = (): void => {
    const next = text.trim();
    if (next === stored || wrong || (field === 'title' && next === '')) return;
    void doing(
      library.sources.edit({ id: view.source.id, [field]: next === '' && field !== 'title' ? null : next }),
      t('step.source.edit'),
    );
  };
  const origin = view.version.provenance[field];
  return (
    <Field
      ref={input}
      label={t(labels[field])}
      value={text}
      lang={field === 'title' ? (view.source.language ?? undefined) : undefined}
      error={wrong ? t('inspector.badDate') : null}
      hint={origin === undefined ? undefined : t('inspector.from', { origin: originWords(origin) })}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') keep();
        else if (event.key === 'Escape') setText(stored);
      }}
    />
  );
}

const Line = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="info-line">
    <dt className="label">{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** What is known about the source, each field with where its value came from, all correctable. */
export function InfoTab({ view }: { readonly view: OpenSource }) {
  const { source, version, versions, original } = view;
  return (
    <div className="ibody">
      {(Object.keys(labels) as Editable[]).map((field) => (
        <Described key={`${source.id}-${field}-${source[field] ?? ''}`} view={view} field={field} />
      ))}
      <dl className="info">
        <Line label={t('inspector.companies')}>
          <span className="row wrap tight">
            <CompanyChips sourceId={source.id} />
            <Button
              size="small"
              kind="ghost"
              onClick={() => useView.setState({ picking: { kind: 'companies', ids: [source.id] } })}
            >
              {t('inspector.change')}
            </Button>
          </span>
        </Line>
        <Line label={t('frame.tags')}>
          <span className="row wrap tight">
            {source.tags.map((tag) => (
              <Chip key={tag} onClick={() => go({ screen: 'library', tag })}>
                {tag}
              </Chip>
            ))}
            <Button
              size="small"
              kind="ghost"
              onClick={() => useView.setState({ picking: { kind: 'tags', ids: [source.id] } })}
            >
              {t('inspector.change')}
            </Button>
          </span>
        </Line>
        <Line label={t('inspector.captured')}>{moment(source.capturedAt)}</Line>
        <Line label={t('inspector.words')}>{t('inspector.wordCount', { count: source.wordCount })}</Line>
        {source.language !== null && (
          <Line label={t('inspector.language')}>{languageName(source.language)}</Line>
        )}
        <Line label={t('inspector.format')}>{`${original.mediaType} · ${bytes(original.size)}`}</Line>
        <Line label={t('inspector.version')}>
          {t('inspector.versionOf', {
            number: version.number,
            count: versions.length,
            date: day(version.capturedAt),
          })}
        </Line>
        <Line label={t('annotations.exportAs')}>
          <Menu
            trigger={
              <Button size="small" icon="download">
                {t('annotations.export')}
              </Button>
            }
            list={sourceExportMenu(source.id)}
          />
        </Line>
        {version.doubts.length > 0 && (
          <Line label={t('inspector.doubts')}>
            <ul>
              {version.doubts.map((doubt, i) => (
                <li key={i}>{doubtWords(doubt)}</li>
              ))}
            </ul>
          </Line>
        )}
      </dl>
    </div>
  );
}
