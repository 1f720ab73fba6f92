import { useState } from 'react';
import { BRIEF_STYLES } from '../../core/brief/styles.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { language, t } from '../messages/index.ts';
import { Segment } from '../parts/segment.tsx';
import { Select } from '../parts/field.tsx';

/** The document as it will be exported, made anew after each save; the last one stays until the next is ready. */
export function Preview({
  briefId,
  style,
  saved,
  empty,
  onStyle,
}: {
  readonly briefId: string;
  readonly style: string;
  /** Changes with every save. */
  readonly saved: string;
  readonly empty: boolean;
  readonly onStyle: (style: string) => void;
}) {
  const [shown, setShown] = useState<'html' | 'markdown'>('html');
  const { value, error } = useLive(
    ['fact', 'annotation', 'source'],
    () => library.briefs.preview({ id: briefId, format: shown, style }),
    [briefId, shown, style, saved],
  );
  const styles = BRIEF_STYLES.map((one) => ({
    value: one.id,
    label: language() === 'zh-Hans' ? one.labelChinese : one.label,
  }));
  return (
    <aside className="br-preview" aria-label={t('brief.preview')}>
      <div className="br-tools">
        <Segment
          label={t('brief.preview.show')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'html', label: t('brief.preview.page') },
            { value: 'markdown', label: t('brief.preview.markdown') },
          ]}
        />
        <span className="end" />
        <Select
          name={t('brief.style')}
          value={styles.some((one) => one.value === style) ? style : styles[0]!.value}
          options={styles}
          onChange={onStyle}
        />
      </div>
      {empty ? (
        <p className="t3 br-none">{t('brief.preview.none')}</p>
      ) : error && !value ? (
        <p className="br-bad br-none">{error.message}</p>
      ) : !value ? (
        <p className="t3 br-none" role="status">
          {t('brief.preview.making')}
        </p>
      ) : shown === 'html' && value.text.startsWith('<') ? (
        <iframe className="br-page" sandbox="" title={t('brief.preview')} src={`/preview/${value.token}`} />
      ) : (
        <pre className="br-markdown scrolls selectable" tabIndex={0} aria-label={t('brief.preview')}>
          {value.text}
        </pre>
      )}
    </aside>
  );
}
