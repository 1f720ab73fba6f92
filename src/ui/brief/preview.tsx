import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useDeferredValue, useEffect, useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Select } from '../parts/field.tsx';
import { Segment } from '../parts/segment.tsx';
import { styleLabel, type StyleChoice } from './style-sheet.tsx';

/** What is shown: the page that is exported, the pages as printed, as Word has them, or the Markdown. */
type Form = 'html' | 'pdf' | 'docx' | 'markdown';

/** The preview is made anew this long after the last save, so that it never takes time from typing. */
const REST = 1200;

/** A value once it has been the same for a while. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** The document as it will be exported, made anew after each save; the last one stays until the next is ready. */
export function Preview({
  briefId,
  style,
  styles,
  locked,
  saved,
  editor,
  onStyle,
}: {
  readonly briefId: string;
  readonly style: string;
  readonly styles: readonly StyleChoice[];
  readonly locked: boolean;
  /** Changes with every save. */
  readonly saved: string;
  readonly editor: Editor;
  readonly onStyle: (style: string) => void;
}) {
  const [form, setForm] = useState<Form>('html');
  const rested = useRested(saved);
  const empty = useEditorState({ editor, selector: ({ editor: now }) => now.isEmpty });
  const { value, error } = useLive(
    locked ? [] : ['fact', 'annotation', 'source'],
    () => library.briefs.preview({ id: briefId, format: form, style }),
    [briefId, form, style, rested],
  );
  const shown = useDeferredValue(value);
  return (
    <aside className="br-preview" aria-label={t('brief.preview')}>
      <div className="br-tools">
        <Segment
          label={t('brief.preview.show')}
          value={form}
          onChange={setForm}
          options={[
            { value: 'html', label: t('brief.preview.page') },
            { value: 'pdf', label: t('brief.preview.pdf') },
            { value: 'docx', label: t('brief.preview.word') },
            { value: 'markdown', label: t('brief.preview.markdown') },
          ]}
        />
        <span className="end" />
        {!locked && styles.length > 0 && (
          <Select
            name={t('brief.style')}
            value={styles.some((one) => one.id === style) ? style : styles[0]!.id}
            options={styles.map((one) => ({ value: one.id, label: styleLabel(one) }))}
            onChange={onStyle}
          />
        )}
      </div>
      {empty ? (
        <p className="t3 br-none">{t('brief.preview.none')}</p>
      ) : error && !shown ? (
        <p className="br-bad br-none">{error.message}</p>
      ) : !shown ? (
        <p className="t3 br-none" role="status">
          {t('brief.preview.making')}
        </p>
      ) : shown.text === null ? (
        <iframe
          className="br-page"
          sandbox=""
          title={t('brief.preview')}
          src={`/preview/${shown.token}`}
          data-form={form}
        />
      ) : (
        <pre className="br-markdown scrolls selectable" tabIndex={0} aria-label={t('brief.preview')}>
          {shown.text}
        </pre>
      )}
    </aside>
  );
}
