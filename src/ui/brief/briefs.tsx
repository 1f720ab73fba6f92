import { useRef, useState, type KeyboardEvent } from 'react';
import { languageOfName } from '../companies/words.ts';
import { useCommands } from '../commands/run.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { day, moment, number } from '../messages/formats.ts';
import { language, t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { Picker } from '../parts/picker.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { newBrief } from './new-brief.ts';
import './brief.css';

/** What a brief can begin with, as the library names it. */
type Template = Awaited<ReturnType<typeof library.briefs.templates>>[number];

const titleOf = ({ title }: Template): string => (language() === 'zh-Hans' ? title.zh : title.en);

/** Renames or removes one of the user's templates: the list first, then, to rename, its new name. */
function OwnTemplates({
  what,
  own,
  onClose,
}: {
  readonly what: 'rename' | 'remove';
  readonly own: readonly Template[];
  readonly onClose: () => void;
}) {
  const [chosen, setChosen] = useState<Template | null>(null);
  const [name, setName] = useState('');
  const remove = async (template: Template) => {
    onClose();
    try {
      await library.briefs.removeTemplate({ id: template.id });
      say(t('brief.template.removed', { title: titleOf(template) }));
    } catch (reason) {
      fail(reason);
    }
  };
  if (!chosen)
    return (
      <Picker
        single
        title={t(what === 'rename' ? 'brief.template.rename' : 'brief.template.remove')}
        choices={own.map((template) => ({ id: template.id, label: titleOf(template) }))}
        onPick={({ id }) => {
          const template = own.find((one) => one.id === id);
          if (!template) return;
          if (what === 'remove') void remove(template);
          else {
            setName(titleOf(template));
            setChosen(template);
          }
        }}
        onClose={onClose}
      />
    );
  return (
    <Sheet title={t('brief.template.rename')} open onClose={onClose}>
      <form
        className="col"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          onClose();
          library.briefs.renameTemplate({ id: chosen.id, title: name.trim() }).catch(fail);
        }}
      >
        <Field
          label={t('brief.template.name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="row">
          <span className="end" />
          <Button submit kind="primary" disabled={name.trim() === ''}>
            {t('brief.apply')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

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
  const [managing, setManaging] = useState<'rename' | 'remove' | null>(null);
  const shipped = templates.filter((template) => !template.own);
  const own = templates.filter((template) => template.own);
  const entryOf = (template: Template) => ({ label: titleOf(template), run: () => void add(template) });
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
          list={[
            ...shipped.map(entryOf),
            ...(own.length === 0 ? [] : [{ heading: t('brief.template.own') }, ...own.map(entryOf)]),
            ...(own.length === 0
              ? []
              : [
                  '-' as const,
                  {
                    label: t('brief.template.rename'),
                    icon: 'pencil' as const,
                    run: () => setManaging('rename'),
                  },
                  {
                    label: t('brief.template.remove'),
                    icon: 'trash' as const,
                    run: () => setManaging('remove'),
                  },
                ]),
          ]}
        />
        <Button kind="primary" icon="plus" onClick={() => void add()}>
          {t('brief.new')}
        </Button>
      </div>
      {managing && <OwnTemplates what={managing} own={own} onClose={() => setManaging(null)} />}
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
                {brief.frozenAt && (
                  <Chip icon="lock">
                    {t('brief.frozen.badge', { day: day(brief.frozenAt.slice(0, 10)) })}
                  </Chip>
                )}
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
