import { useRef, useState, type KeyboardEvent } from 'react';
import { plainWords } from '../../core/note/links.ts';
import { keysOf } from '../commands/bindings.ts';
import { languageOfName } from '../companies/words.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { moment, number } from '../messages/formats.ts';
import { language, t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Field } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { fail, say } from '../parts/toast.tsx';
import { go } from '../view.ts';
import { newNote } from './new-note.ts';
import { removeNote } from './note-menu.ts';
import './notes.css';

type Row = Awaited<ReturnType<typeof library.notes.list>>[number];

/** The words of a note after its title, for the second line of its row. */
const preview = (note: Row): string => {
  const words = plainWords(note.text.slice(0, 2000)).replace(/^[#>*\-\s]+/gm, '').replace(/\s+/g, ' ').trim();
  return (words.startsWith(note.title) ? words.slice(note.title.length) : words).trim().slice(0, 160);
}; // prettier-ignore

const fits = (note: Row, words: string): boolean =>
  [note.title, plainWords(note.text), note.companyName ?? '', note.sourceTitle ?? '', ...note.tags].some(
    (text) => text.toLowerCase().includes(words),
  );

/** All notes of the library, last edited first, filtered by words and by tag. */
export function NotesScreen({ tag }: { readonly tag?: string }) {
  const { value, error } = useLive(['note', 'tag', 'company', 'source'], () => library.notes.list({}));
  const templates = useLive(['setting'], () => library.notes.templates()).value ?? [];
  const [filter, setFilter] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const wanted = filter.trim().toLowerCase();
  const tags = [...new Set((value ?? []).flatMap((note) => note.tags))].sort();
  const shown = (value ?? []).filter(
    (note) => (tag === undefined || note.tags.includes(tag)) && (wanted === '' || fits(note, wanted)),
  );
  const here = Math.max(0, Math.min(at, shown.length - 1));
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(shown.length - 1, here + step));
      setAt(next);
      list.current?.querySelectorAll<HTMLElement>('.nt-row-open')[next]?.focus();
    } else if (event.key === 'Delete' && shown[here]) void removeNote(shown[here].id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const name = (one: (typeof templates)[number]) => (language() === 'zh-Hans' ? one.name.zh : one.name.en);
  const forget = async (one: (typeof templates)[number]) => {
    try {
      await library.notes.removeTemplate({ id: one.id });
      say(t('notes.template.removed', { name: name(one) }));
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <div className="main nt-main">
      <div className="phead nt-head">
        <h1>{t('notes.title')}</h1>
        {value && <span className="t3 sm num">{number(value.length)}</span>}
        <span className="end" />
        <Field
          className="nt-filter"
          icon="search"
          name={t('notes.filter')}
          placeholder={t('notes.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <Menu
          align="end"
          trigger={<Button icon="chevron-down">{t('notes.template')}</Button>}
          list={[
            ...templates.map((one) => ({ label: name(one), run: () => newNote({}, one.id) })),
            ...(templates.some((one) => one.own) ? ['-' as const] : []),
            ...templates
              .filter((one) => one.own)
              .map((one) => ({
                label: t('notes.template.remove', { name: name(one) }),
                icon: 'trash' as const,
                run: () => void forget(one),
              })),
          ]}
        />
        <Button kind="primary" icon="plus" keys={keysOf('note.new') ?? ''} onClick={() => newNote()}>
          {t('notes.new')}
        </Button>
      </div>
      {tags.length > 0 && (
        <div className="row tight wrap nt-tags" role="group" aria-label={t('notes.byTag')}>
          {tags.map((one) => (
            <Chip
              key={one}
              icon="tag"
              on={one === tag}
              onClick={() => go({ screen: 'notes', ...(one !== tag && { tag: one }) })}
            >
              {one}
            </Chip>
          ))}
        </div>
      )}
      {error && !value && <Empty icon="triangle-alert" title={error.message} />}
      {!value && !error && <Skeleton lines={8} />}
      {value && shown.length === 0 && (
        <Empty icon="sticky-note" title={t(value.length === 0 ? 'notes.none' : 'notes.noneMatch')}>
          {t(value.length === 0 ? 'notes.none.words' : 'notes.noneMatch.words')}
        </Empty>
      )}
      {shown.length > 0 && (
        <ul
          ref={list}
          className="nt-list scrolls"
          aria-label={t('notes.count', { count: shown.length })}
          data-region="list"
          onKeyDown={keys}
        >
          {shown.map((note, i) => (
            <li key={note.id} className="nt-row">
              <button
                type="button"
                className="nt-row-open"
                onFocus={() => setAt(i)}
                onClick={() => go({ screen: 'note', id: note.id })}
              >
                <span className="row tight">
                  <span className="b clip" lang={languageOfName(note.title)}>
                    {note.title || t('notes.untitled')}
                  </span>
                  <span className="end t3 sm num nw">{moment(note.updatedAt)}</span>
                </span>
                <span className="sm t2 clip" lang={languageOfName(preview(note))}>
                  {[note.companyName ?? note.sourceTitle, ...note.tags.map((one) => `#${one}`), preview(note)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </button>
              <IconButton
                icon="trash"
                small
                label={t('notes.removeOne', { title: note.title || t('notes.untitled') })}
                onClick={() => void removeNote(note.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
