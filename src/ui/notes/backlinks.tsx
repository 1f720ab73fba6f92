import { languageOfName } from '../companies/words.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { go } from '../view.ts';
import './notes.css';

/** The notes that link to any of these things, each opened by one click; nothing is drawn when there are none. */
export function Backlinks({ ids }: { readonly ids: readonly string[] }) {
  const found =
    useLive(
      ['note'],
      () => (ids.length === 0 ? Promise.resolve([]) : library.notes.backlinks({ ids: [...ids] })),
      [ids.join(' ')],
    ).value ?? [];
  if (found.length === 0) return null;
  return (
    <section className="nt-backlinks" aria-label={t('notes.backlinks')}>
      <h3 className="label">{t('notes.backlinks')}</h3>
      <ul>
        {found.map((one) => (
          <li key={`${one.noteId} ${one.targetId}`}>
            <button
              type="button"
              className="nt-backlink"
              onClick={() => go({ screen: 'note', id: one.noteId })}
            >
              <Icon name="sticky-note" size="s" />
              <span className="grow">
                <span className="b clip" lang={languageOfName(one.title)}>
                  {one.title || t('notes.untitled')}
                </span>
                {one.line !== one.title && (
                  <span className="sm t2 clip" lang={languageOfName(one.line)}>
                    {one.line}
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
