import { useRef, useState, type KeyboardEvent } from 'react';
import { languageOfName } from '../companies/words.ts';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment, number } from '../messages/formats.ts';
import { language, t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { newBrief } from './new-brief.ts';
import './brief.css';

/** What a brief can begin with, as the library names it. */
type Template = Awaited<ReturnType<typeof library.briefs.templates>>[number];

const titleOf = ({ title }: Template): string => (language() === 'zh-Hans' ? title.zh : title.en);

/** The briefs of the library, last edited first. */
export function BriefsScreen() {
  const { value, error } = useLive(['brief'], () => library.briefs.list());
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const templates = useLive(['setting'], () => library.briefs.templates()).value ?? [];
  const add = async (template?: Template) => {
    try {
      const title = template === undefined ? t('brief.untitled') : titleOf(template);
      go({ screen: 'brief', id: await newBrief(title, template?.id) });
    } catch (reason) {
      fail(reason);
    }
  };
  useCommands({ 'brief.new': () => void add() });
  const trash = async (brief: { readonly id: string; readonly title: string }) => {
    try {
      await library.briefs.trash({ ids: [brief.id] });
      say(t('brief.trashed', { title: brief.title }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
    } catch (reason) {
      fail(reason);
    }
  };
  const keys = (event: KeyboardEvent) => {
    const rows = value ?? [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = Math.min(at, rows.length - 1);
    if (step !== undefined) {
      const next = Math.max(0, Math.min(rows.length - 1, here + step));
      setAt(next);
      list.current?.querySelectorAll<HTMLElement>('.br-row-open')[next]?.focus();
    } else if (event.key === 'Delete' && rows[here]) void trash(rows[here]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="main br-main">
      <div className="phead br-head">
        <h1>{t('brief.list')}</h1>
        {value && <span className="t3 sm num">{number(value.length)}</span>}
        <span className="end" />
        <Menu
          align="end"
          trigger={<Button icon="chevron-down">{t('brief.template')}</Button>}
          list={templates.map((template) => ({
            label: titleOf(template),
            run: () => void add(template),
          }))}
        />
        <Button kind="primary" icon="plus" onClick={() => void add()}>
          {t('brief.new')}
        </Button>
      </div>
      {error && !value && <Empty icon="triangle-alert" title={error.message} />}
      {!value && !error && <Skeleton lines={8} />}
      {value && value.length === 0 && (
        <Empty
          icon="notebook-pen"
          title={t('brief.none')}
          actions={
            <Button kind="primary" icon="plus" onClick={() => void add()}>
              {t('brief.new')}
            </Button>
          }
        >
          {t('brief.none.words')}
        </Empty>
      )}
      {value && value.length > 0 && (
        <ul
          ref={list}
          className="br-list scrolls"
          aria-label={t('brief.count', { count: value.length })}
          data-region="list"
          onKeyDown={keys}
        >
          {value.map((brief, i) => (
            <li key={brief.id} className="br-row">
              <button
                type="button"
                className="br-row-open"
                onFocus={() => setAt(i)}
                onClick={() => go({ screen: 'brief', id: brief.id })}
              >
                <span className="br-row-icon">
                  <Icon name="notebook-pen" />
                </span>
                <span className="grow">
                  <span className="b clip br-row-title" lang={languageOfName(brief.title)}>
                    {brief.title}
                  </span>
                  <span className="sm t3">
                    {t('brief.citations', { count: brief.citations })} ·{' '}
                    {t('brief.edited', { when: moment(brief.updatedAt) })}
                  </span>
                </span>
              </button>
              <IconButton
                icon="trash"
                label={t('brief.trash', { title: brief.title })}
                onClick={() => void trash(brief)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
