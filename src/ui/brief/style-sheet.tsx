import { useRef, useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { language, t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { announce } from '../parts/toast.tsx';

/** A citation style as the library lists it. */
export type StyleChoice = Awaited<ReturnType<typeof library.briefs.formats>>['styles'][number];

/** The citation styles, shipped ones and those the user added. */
export const useStyles = (): readonly StyleChoice[] =>
  useLive(['setting'], () => library.briefs.formats()).value?.styles ?? [];

/** What a style is called in the language of the window. */
export const styleLabel = ({ label, labelChinese }: StyleChoice): string =>
  language() === 'zh-Hans' ? labelChinese : label;

const KINDS = {
  note: 'brief.styles.note',
  'author-date': 'brief.styles.authorDate',
  number: 'brief.styles.number',
} as const satisfies Readonly<Record<StyleChoice['kind'], string>>;

/** The citation styles: a `.csl` file is added once it has formatted an example, or refused in words. */
export function StyleSheet({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const file = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const trying = async (work: () => Promise<unknown>) => {
    setRefused(null);
    try {
      await work();
    } catch (reason) {
      setRefused(reason instanceof Error ? reason.message : String(reason));
    }
  };
  const add = (given: File) =>
    trying(async () => {
      const { title } = await library.briefs.addStyle({ text: await given.text() });
      announce(t('brief.styles.added', { title }));
    });
  return (
    <Sheet
      title={t('brief.styles')}
      open
      onClose={onClose}
      footer={
        <>
          <span className="t3 sm">{t('brief.styles.hint')}</span>
          <span className="end" />
          <input
            ref={file}
            type="file"
            accept=".csl,.xml"
            hidden
            aria-label={t('brief.styles.add')}
            onChange={(event) => {
              const [given] = event.target.files ?? [];
              event.target.value = '';
              if (given) void add(given);
            }}
          />
          <Button kind="primary" icon="plus" onClick={() => file.current?.click()}>
            {t('brief.styles.add')}
          </Button>
        </>
      }
    >
      {refused !== null && (
        <p className="br-bad" role="alert">
          {refused}
        </p>
      )}
      <ul className="br-styles">
        {styles.map((style) => (
          <li key={style.id} className="row">
            <span className="grow">
              <span className="b">{styleLabel(style)}</span>
              <span className="t3 sm"> {t(KINDS[style.kind])}</span>
            </span>
            {style.own && (
              <IconButton
                small
                icon="trash"
                label={t('brief.styles.remove', { title: style.label })}
                onClick={() => void trying(() => library.briefs.removeStyle({ id: style.id }))}
              />
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
